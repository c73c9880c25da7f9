"""EV46: a heading gives its counts in thousands or millions.

"Faces seen ('000)" and "Gesichter (Tsd.)" are multiplied, exactly: 21.5 is 21,500, and about so many, as the rest was
rounded off. Cells that are large already lead the caveats: the heading, or the cells, may be meant otherwise. Alerts
in thousands are no counts, and are not read. "m" and "mil" are asked about, as they are not a million everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows

if TYPE_CHECKING:
    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV46"
_CALLED = {100: "hundreds", 1_000: "thousands", 1_000_000: "millions"}
_OF_A_DAY, _OF_MANY = 1_000_000, 1_000_000_000  # faces: no camera that is known of saw as many


def look(seen: Seen) -> list[Problem]:
    """Say what was multiplied, and find cells that are too large for it."""
    problems = []
    for name, times in seen.table.found.times.items():
        header, called = header_of(seen.table, name), _CALLED[times]
        where = f"{seen.table.name}, column {header}"
        problems.append(
            Problem(
                code=CODE,
                severity="note",
                found=f"column {header} was read in {called}: 2 is {2 * times:,}",
                where=where,
            )
        )
        large = [row.number for row in seen.used if _is_large(row, name, times)]
        if large:
            problems.append(
                Problem(
                    code=CODE,
                    severity="warning",
                    leads=True,
                    found=f"{how_many(len(large), 'count')} of column {header} may be in {called} already",
                    where=f"{where}, {rows(large)}",
                    expected=f"cells that are to be multiplied by {times:,}",
                    means=f"if so, rates are {times:,} times as high as told here",
                    do="look at the source; if its cells are single ones, take the unit out of the heading",
                )
            )
    return problems


def _is_large(row: Row, name: str, times: int) -> bool:
    count = row.count(name) or 0
    last = row.day("date_to")
    alone = row.day("date") is not None and last in {None, row.day("date")} and (row.count("deployments") or 1) == 1
    return count >= (_OF_A_DAY if alone else _OF_MANY) and count >= 1000 * times


CHECK = Check(code=CODE, about=__doc__, look=look)
