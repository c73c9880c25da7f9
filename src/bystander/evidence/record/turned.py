"""A table that lies on its side: what is counted stands in its rows, one below the other, and a deployment is a column.

Answers to requests are written so, and summaries of one total ("Faces seen: 3,147,436"). It is turned, and that is
said; the number of a row is then that of the column that it was.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bystander.evidence.record.columns import CORE
from bystander.evidence.record.grid import LOOKED_AT
from bystander.evidence.record.header import find_header
from bystander.evidence.record.headings import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.grid import Cells, Line

_AT_MOST = 2  # columns in which the headings may stand: the first, or behind a number of each


def turned(lines: Sequence[Line], declared: Mapping[str, str]) -> list[Line]:
    """Return the lines of a table turned, where its headings then are those of a record, each once; else none."""
    width = max((len(cells) for _, cells in lines), default=0)
    if len(lines) > LOOKED_AT:
        return []
    for first in range(min(_AT_MOST, width - 1)):
        columns = [(at + 1, _column(lines, at)) for at in range(first, width)]
        header = find_header(columns[:1], declared)
        names = Counter(name for name in header.columns if name in CORE)
        counts = [at for at, name in enumerate(header.columns) if name in CORE]
        if header.is_of_a_record and max(names.values(), default=1) == 1 and _hold_figures(columns[1:], counts):
            headings, *others = [line for line in columns if any(line[1])]
            return [(headings[0], _with_dates(headings[1], [cells for _, cells in others])), *others]
    return []


def _column(lines: Sequence[Line], at: int) -> Cells:
    return tuple(cells[at] if at < len(cells) else "" for _, cells in lines)


def _hold_figures(columns: Sequence[Line], rows: Sequence[int]) -> bool:
    """Return whether figures stand beside headings; a list of what headings mean is no record."""
    return any(cells[at][:1].isdigit() for _, cells in columns for at in rows)


def _with_dates(headings: Cells, columns: Sequence[Cells]) -> Cells:
    """Return the headings, with one for a row of dates that has another or none, as the corner of a table has."""
    if any(recognise(heading).column == "date" for heading in headings):
        return headings
    for at, heading in enumerate(headings):
        days = [cells[at] for cells in columns if any(c.isdigit() for c in cells[at])]
        if not recognise(heading).columns and days and all(_is_day(day) for day in days):
            return (*headings[:at], "date", *headings[at + 1 :])
    return headings


def _is_day(cell: str) -> bool:
    from bystander.evidence.record.dates import read_day

    return any(read_day(cell, day_first=first) for first in (True, False))
