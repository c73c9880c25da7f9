"""EV33: rows without any count of alerts ("N/A").

A deployment that was stopped by a fault looks like this. The row is refused and counted, never read as zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, in_place_of_counts, rows
from bystander.evidence.record.columns import OUTCOMES

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV33"


def look(seen: Seen) -> list[Problem]:
    """Find rows without any count of alerts."""
    table, bad = seen.table, sorted(seen.empty)
    if not bad:
        return []
    return [
        Problem(
            code=CODE,
            severity="refused",
            found=f"{how_many(len(bad), 'row')} without any count of alerts",
            where=f"{table.name}, {rows(bad)}",
            expected="a count of alerts, or 0 where there were none",
            got=in_place_of_counts(table, [row for row in seen.deployments if row.number in seen.empty], OUTCOMES),
            means="an empty cell is not 0, but unknown",
            do="nothing, if that is so; otherwise fill in the counts",
            needed=False,
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
