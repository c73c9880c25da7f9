"""EV60: two columns tell how long a deployment was, and not alike.

Hours beside minutes may be one time in two units, 4 and 240, or the hours and the minutes of one, 4 and 30. Whole
hours beside minutes below 60 are the latter: they are added up, and a note says so. Hours that are the minutes rounded
give way to these. Where neither fits, the first column is taken alone, which leads the caveats.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows
from bystander.evidence.record.durations import DURATIONS
from bystander.evidence.record.two_durations import HOURS, MINUTES, apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.errors import Severity
    from bystander.evidence.record.seen import Seen

CODE = "EV60"


def look(seen: Seen) -> list[Problem]:
    """Find rows with two durations that are not the same time, and say how others were read."""
    return [*_different(seen), *_added_up(seen), *_rounded(seen), *_zeros(seen)]


def _different(seen: Seen) -> list[Problem]:
    problems = []
    for first, other in combinations(DURATIONS, 2):
        found = [row.number for row in seen.used if apart(row, first, other)]
        if found:
            taken, left = header_of(seen.table, first), header_of(seen.table, other)
            may_be_parts = (first, other) == (HOURS, MINUTES)
            problems.append(
                Problem(
                    code=CODE,
                    severity="warning",
                    leads=True,
                    found=f"columns {taken} and {left} tell different times in {how_many(len(found), 'row')}; "
                    f"{taken} was taken alone",
                    where=f"{seen.table.name}, {rows(found)}",
                    expected="one duration a row, or the same in two units",
                    means="if they are the hours and the minutes of one time, rates per hour are too high"
                    if may_be_parts
                    else "one of them is wrong, or of another time, and rates per hour may be",
                    do="put both into one column: 4:30, or 4.5" if may_be_parts else "take the wrong one out",
                )
            )
    return problems


def _added_up(seen: Seen) -> list[Problem]:
    parts, lone = seen.durations.parts, seen.durations.lone
    said = f"{_columns(seen)} were read as the hours and the minutes of one time, and added up in "
    said += how_many(len(parts), "row")
    if lone:
        said += f". In {how_many(len(lone), 'row')} one of them is not told, and was taken for 0"
    means = "all hours are whole and all minutes below 60, and they are not the same time twice"
    return _read_so(seen, [*parts, *lone] if parts else [], said, means, severity="warning" if lone else "note")


def _rounded(seen: Seen) -> list[Problem]:
    said = f"{_columns(seen)} tell one time, and hours are rounded; minutes were taken"
    return _read_so(seen, seen.durations.rounded, said, "rates per hour rest on the finer of the two")


def _zeros(seen: Seen) -> list[Problem]:
    found = seen.durations.zeros
    said = f"a duration of 0 beside another one was taken for not known in {how_many(len(found), 'row')}"
    means = "the other one is the time, be they one time in two units, or its hours and minutes"
    return _read_so(seen, found, said, means, otherwise="empty the cell that is wrong")


def _read_so(
    seen: Seen, found: Sequence[int], said: str, means: str, *, severity: Severity = "note",
    otherwise: str = "take one of the two columns out",
) -> list[Problem]:  # fmt: skip
    """Say how two durations of some rows were read; nothing where there are none."""
    if not found:
        return []
    where, do = f"{seen.table.name}, {rows(found)}", f"nothing, if that is so; otherwise {otherwise}"
    return [Problem(code=CODE, severity=severity, found=said, where=where, means=means, do=do)]


def _columns(seen: Seen) -> str:
    return f"{header_of(seen.table, HOURS)} and {header_of(seen.table, MINUTES)}"


CHECK = Check(code=CODE, about=__doc__, look=look)
