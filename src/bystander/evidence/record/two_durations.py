"""Durations in two columns: one time in two units, 4 and 240, or the hours and the minutes of one time, 4 and 30.

Whole hours beside minutes that are all below 60 are parts of one time, unless they are the same time in each row, or
the same number, or each hour is the minutes beside it rounded (0 and 20, 1 and 56): no other reading is left. Where
every row has 1 beside more than 30 minutes both are possible, and nothing is settled. A 0 beside another time is that
time, whichever of the two was meant. What was settled is said (EV60).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor
from typing import TYPE_CHECKING

from bystander.evidence.record.durations import DURATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row

HOURS, MINUTES = "hours", "duration_min"
_NEAR = 0.02  # of the longer: as far as rounding goes
_MINUTE = 1 / 60
_EXACT = 1e-9
_STEPS = (1.0, 0.5, 0.25)  # of an hour, that hours are rounded to


@dataclass(frozen=True, kw_only=True)
class TwoDurations:
    """How rows with two durations were read, by the numbers of rows.

    ``parts``: hours and minutes were added up; ``lone``: one of these two is not told, and was taken for 0. ``zeros``:
    a 0 beside another time was taken for not known. ``rounded``: minutes were taken, as hours are those rounded.
    """

    parts: tuple[int, ...] = ()
    lone: tuple[int, ...] = ()
    zeros: tuple[int, ...] = ()
    rounded: tuple[int, ...] = ()


def settle_durations(deployments: Sequence[Row], every: Sequence[Row]) -> TwoDurations:
    """Write one duration where two are told that only mean one, in every row; the deployments decide how they mean it.

    Rows whose two durations tell different times keep both.
    """
    both, numbers = [row for row in deployments if _both(row)], {row.number for row in deployments}
    within_an_hour = _within_an_hour(both)
    if both and not within_an_hour and _are_parts(both, deployments):
        parts, lone = _add_up(every)
        return TwoDurations(
            parts=tuple(n for n in parts if n in numbers),
            lone=tuple(n for n in lone if n in numbers),
            zeros=_without_zeros(every, numbers),
        )
    either = within_an_hour and all(hours for hours, _ in _pairs(both))
    zeros = _without_zeros(every, numbers)
    both = [row for row in both if _both(row)]
    if not both or either or not (within_an_hour or _are_rounded(both)):
        return TwoDurations(zeros=zeros)
    for row in every:
        if _both(row):
            del row.values[HOURS]
    return TwoDurations(zeros=zeros, rounded=tuple(row.number for row in both))


def apart(row: Row, first: str, other: str) -> bool:
    """Return whether two durations of a row are not the same time, rounded or not; False where it tells but one."""
    a, b = _time(row, first), _time(row, other)
    return a is not None and b is not None and abs(a - b) > max(_NEAR * max(a, b), _MINUTE)


def _time(row: Row, name: str) -> float | None:
    value = row.values.get(name)
    return value if isinstance(value, float) else None


def _both(row: Row) -> bool:
    return HOURS in row.values and MINUTES in row.values


def _pairs(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Return the hours of each of two columns."""
    return [(_time(row, HOURS) or 0.0, _time(row, MINUTES) or 0.0) for row in rows]


def _are_parts(both: Sequence[Row], deployments: Sequence[Row]) -> bool:
    """Return whether hours and minutes can only be parts of one time; a row that tells one of them speaks, too."""
    pairs = _pairs(both)
    same_time = all(abs(hours - minutes) <= _EXACT for hours, minutes in pairs)
    same_number = all(abs(hours - 60 * minutes) <= _EXACT for hours, minutes in pairs)
    parts = all(hours.is_integer() and minutes < 1 for hours, minutes in _pairs(deployments))
    return parts and not same_time and not same_number


def _within_an_hour(both: Sequence[Row]) -> bool:
    """Return whether times are below an hour, and hours may be those rounded in every row, one of them up."""
    pairs = _pairs(both)
    return any(hours for hours, _ in pairs) and all(
        minutes < 1 and hours in {floor(minutes + 0.5), ceil(minutes - 0.5)} for hours, minutes in pairs
    )


def _are_rounded(both: Sequence[Row]) -> bool:
    """Return whether hours are the minutes, rounded to the nearest step or down, and not so near that it is the same.

    0/0: without a row that tells them apart there is nothing to choose, and hours are taken.
    """
    pairs = _pairs(both)
    if not any(apart(row, HOURS, MINUTES) for row in both):
        return False
    return any(
        all((hours / step).is_integer() for hours, _ in pairs)
        and (
            all(abs(hours - minutes) <= step / 2 + _EXACT for hours, minutes in pairs)
            or all(-_EXACT <= minutes - hours < step for hours, minutes in pairs)
        )
        for step in _STEPS
    )


def _add_up(every: Sequence[Row]) -> tuple[list[int], list[int]]:
    """Write hours and minutes of one time as hours; not known where one of the two cannot be read."""
    parts, lone = [], []
    for row in every:
        hours, minutes = _time(row, HOURS), row.values.pop(MINUTES, None)
        if not row.faults.keys().isdisjoint((HOURS, MINUTES)):
            row.values.pop(HOURS, None)
        elif isinstance(minutes, float) and hours is not None:
            parts.append(row.number)
            row.values[HOURS] = hours + minutes
        elif isinstance(minutes, float) or hours is not None:
            lone.append(row.number)
            row.values[HOURS] = hours if hours is not None else minutes
    return parts, lone


def _without_zeros(every: Sequence[Row], numbers: set[int]) -> tuple[int, ...]:
    """Take out a duration of 0 beside one above 0."""
    found = set()
    for row in every:
        for first, other in combinations(DURATIONS, 2):
            a, b = _time(row, first), _time(row, other)
            if a is not None and b is not None and (a == 0) != (b == 0):
                del row.values[first if a == 0 else other]
                found.add(row.number)
    return tuple(sorted(found & numbers))
