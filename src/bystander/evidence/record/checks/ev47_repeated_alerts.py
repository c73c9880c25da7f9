"""EV47: alerts that repeat another one of the same person, in a column of their own.

Where they close the sum of right, false and all alerts, they are left out: they are no alerts that nobody judged. Else
they are counted with the others, and one person may be counted several times: either leads the caveats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, rows
from bystander.evidence.record.duplicates import still_counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.evidence.record.seen import Seen

CODE = "EV47"


def look(seen: Seen) -> list[Problem]:
    """Say which repeated alerts were left out, and which are counted with the others."""
    used = {row.number: row.count("alerts") or 0 for row in seen.used}
    out = {number: n for number, n in seen.repeated.items() if number in used}
    every = sum(used.values()) + sum(out.values())
    of_all = f"{sum(out.values()):,} of {every:,} alerts repeat another, and were left out"
    among = still_counted(seen.used, seen.repeated)
    counted = f"{sum(among.values()):,} of the alerts that are counted here repeat another"
    return [
        *_problem(seen, out, of_all, "right, false and repeated alerts are together all alerts of these rows"),
        *_problem(seen, among, counted, "one person is counted several times, so ranges are too narrow"),
    ]


def _problem(seen: Seen, found: Mapping[int, int], what: str, means: str) -> list[Problem]:
    if not found:
        return []
    header = header_of(seen.table, "duplicates")
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"{what} (column {header})",
            where=f"{seen.table.name}, column {header}, {rows(list(found))}",
            means=means,
            do="ask how many different people set off alerts",
            needed=False,
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
