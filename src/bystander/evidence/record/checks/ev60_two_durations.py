"""EV60: two columns tell how long a deployment was, and not alike.

Hours beside minutes may be one time in two units, 4 and 240, or the hours and the minutes of one, 4 and 30. Where
they are not the same time, the column of hours is taken alone, and rates per hour may be those of another time.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows
from bystander.evidence.record.durations import DURATIONS

if TYPE_CHECKING:
    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV60"
_NEAR = 0.02  # of the longer: as far as rounding goes
_MINUTE = 1 / 60


def look(seen: Seen) -> list[Problem]:
    """Find rows with two durations that are not the same time."""
    problems = []
    for first, other in combinations(DURATIONS, 2):
        apart = [row.number for row in seen.used if _apart(row, first, other)]
        if apart:
            taken, left = header_of(seen.table, first), header_of(seen.table, other)
            problems.append(
                Problem(
                    code=CODE,
                    severity="warning",
                    leads=True,
                    found=f"columns {taken} and {left} tell different times in {how_many(len(apart), 'row')}; "
                    f"{taken} was taken alone",
                    where=f"{seen.table.name}, {rows(apart)}",
                    expected="one duration a row, or the same in two units",
                    means="if they are the hours and the minutes of one time, rates per hour are too high",
                    do="put both into one column: 4:30, or 4.5",
                )
            )
    return problems


def _apart(row: Row, first: str, other: str) -> bool:
    a, b = row.values.get(first), row.values.get(other)
    if not isinstance(a, float) or not isinstance(b, float):
        return False
    return abs(a - b) > max(_NEAR * max(a, b), _MINUTE)


CHECK = Check(code=CODE, about=__doc__, look=look)
