"""Merged cells of a record: a day, a place or a setting is that of each of their rows, a count is one of all of them.

"N/A" and 0 hold of every cell that was merged, and so does a day. A number of faces over two rows is that of both
together: neither has a count of its own, and their alerts cannot be divided by it one by one. A note with a figure
stays with the upper row, or "2 alerts were not verified" would be told of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.record.columns import BY_NAME
from bystander.evidence.record.durations import DURATIONS
from bystander.evidence.record.numbers import NONE, known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.grid import Line
    from bystander.evidence.tables.merges import Merge

_TIMES = frozenset(DURATIONS)
_COUNTED = frozenset(name for name, of in BY_NAME.items() if of.kind == "count" and name != "watchlist_size") | _TIMES
_BESIDE = _TIMES | {"deployments"}  # counts of a row that has none of what is counted


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A merged cell: its ``columns`` and ``rows`` that hold something else, the first of them with its value.

    ``counted``: its value is a number that is counted once for all of them; else it was read in each of them.
    """

    columns: tuple[str, ...]
    rows: tuple[int, ...]
    counted: bool


def spread(
    rows: Sequence[Line],
    merged: Sequence[Merge],
    columns: Sequence[str | None],
    *,
    counted: frozenset[str] = _COUNTED,
) -> tuple[list[Line], tuple[Shared, ...]]:
    """Return the rows with what holds of each merged cell written in each, and the merged cells that matter.

    ``counted``: the columns of counts.
    """
    by_number = {number: list(cells) for number, cells in rows}
    counts = [at for at, name in enumerate(columns) if name in counted - _BESIDE]
    found = []
    for merge in merged:
        numbers = [number for number in merge.rows if number in by_number]
        if (
            not numbers
            or numbers[0] != merge.rows.start
            or not (shared := _shared(merge, numbers, columns, by_number, counted))
        ):
            continue
        own = [n for n in numbers[1:] if any(known(by_number[n][at]) for at in counts if at not in merge.columns)]
        if shared.counted and not own and len(shared.columns) == 1:
            continue  # the other rows hold no counts: lines of remarks, beside those of one deployment
        found.append(shared)
        value = by_number[numbers[0]][merge.columns.start]
        for number in () if shared.counted else numbers:
            for at in _places(merge, columns, counted):
                by_number[number][at] = value
    return [(number, tuple(cells)) for number, cells in by_number.items()], tuple(found)


def _shared(
    merge: Merge,
    numbers: Sequence[int],
    columns: Sequence[str | None],
    cells: Mapping[int, Sequence[str]],
    counted: frozenset[str],
) -> Shared | None:
    """Return a merged cell that holds something, and is of several cells that are read; else nothing."""
    places = _places(merge, columns, counted)
    value = cells[numbers[0]][places[0]] if places else ""
    if not value or len(numbers) * len(places) < 2:
        return None
    names = tuple(columns[at] or "" for at in places)
    of_all = names[0] in counted and any(c.isdigit() for c in value) and not _is_none(value)
    if _is_told_once(names[0], value) or (names[0] in counted and not of_all and not _is_of_each(value)):
        return None
    return Shared(columns=names, rows=tuple(numbers), counted=of_all)


def _places(merge: Merge, columns: Sequence[str | None], counted: frozenset[str]) -> list[int]:
    """Return the places of what is read of a merged cell: its first column, and if that is a count, all counts."""
    first = merge.columns.start
    if first >= len(columns) or columns[first] is None:
        return []
    counts = [at for at in merge.columns if at < len(columns) and columns[at] in counted]
    return counts if columns[first] in counted else [first]


def _is_told_once(column: str, value: str) -> bool:
    return column == "note" and any(c.isdigit() for c in value)


def _is_of_each(value: str) -> bool:
    """Return whether a cell holds no number that could be of all cells together: none, a dash or "N/A"."""
    return not known(value) or _is_none(value)


def _is_none(value: str) -> bool:
    """Return whether nothing was counted, so that nothing was in any of the cells."""
    return value.casefold() in NONE or value.strip("0.,") == ""
