"""Rows of a record in which nobody and no time was watched: days on which no deployment took place, told with zeros.

Such a row is no deployment: counted as one, it makes every rate per deployment smaller than it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.record.columns import NUMERATORS
from bystander.evidence.record.durations import DURATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row

_WATCHED = ("faces_seen", *DURATIONS)
_COUNTED = tuple(name for name in NUMERATORS if name not in _WATCHED)


def idle_rows(rows: Sequence[Row]) -> frozenset[int]:
    """Return the numbers of the rows that tell of no face, no time, and nothing that came of it."""
    return frozenset(row.number for row in rows if _is_idle(row))


def _is_idle(row: Row) -> bool:
    """Return whether all that a row tells of what was watched is 0, and all that it counts.

    Not known is not 0: a row that tells neither faces nor time is none of them, unless it says of itself that it adds
    up 0 deployments. One that tells no time, and says that it was a deployment, is none of them either.
    """
    told = [row.values[name] for name in _WATCHED if name in row.values]
    if not told and row.count("deployments") != 0:
        return False
    if row.count("deployments") and not tells_time(row):
        return False
    vague = {*row.faults, *row.hidden, *row.about, *row.bounds}
    if any(told) or not vague.isdisjoint((*_WATCHED, *_COUNTED)):
        return False
    return not any(row.values.get(name) for name in _COUNTED)


def tells_time(row: Row) -> bool:
    """Return whether a row tells how long cameras ran, if only that it was no time at all."""
    return not DURATIONS.keys().isdisjoint(row.values)
