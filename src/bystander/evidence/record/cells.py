"""The rows of a deployment record, read cell by cell, each as its column is: a count, a date, a duration, words.

Equal cells of a column are read once. What cannot be read is a fault, which the checks decide upon.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from bystander.evidence.record import dates as days
from bystander.evidence.record.columns import BY_NAME, NUMERATORS
from bystander.evidence.record.durations import DURATIONS, hours_of, unit_of_bare
from bystander.evidence.record.numbers import (
    HIDDEN,
    NONE,
    UNSURE,
    Fault,
    Reading,
    is_below,
    known,
    read_in_units,
    read_number,
)
from bystander.evidence.record.split_years import goes_on, is_of_its_own

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bystander.evidence.record.dates import Dates
    from bystander.evidence.record.durations import Unit
    from bystander.evidence.record.entry import Bound
    from bystander.evidence.record.table import Table

Value = int | float | date | str | None
NAMES = ("who", "place")  # columns of names, of which rows are told apart by


class Hidden(NamedTuple):
    """A count that is withheld ("[c]"), or told only to be small ("<5"): the most that it can be, None where not told.

    ``said``: the cell.
    """

    most: int | None
    said: str = ""


@dataclass(slots=True, kw_only=True)
class Row:
    """A row as read. ``faults``: the columns whose cell could not be used; ``about``: cells that are estimates.

    ``bounds``: cells that are an end of what the count can be; ``hidden``: counts that are told only to be small;
    ``dashes``: columns with a dash or None; ``unknown``: columns that say that the count is not known ("N/A");
    ``worded``: columns with a word that was read as 0.
    """

    number: int
    cells: tuple[str, ...]
    values: dict[str, Value]
    faults: Mapping[str, Fault]
    about: frozenset[str] = frozenset()
    bounds: Mapping[str, Bound]
    hidden: Mapping[str, Hidden]
    dashes: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    worded: frozenset[str] = frozenset()

    def count(self, name: str) -> int | None:
        """Return a count, or None where it is not known or at fault."""
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def day(self, name: str) -> date | None:
        """Return a date, or None where it is not known or at fault."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def words(self, name: str) -> str:
        """Return words, "" where there are none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""


class _Cell(NamedTuple):
    """What the cell of a column says: ``value``, a ``last`` day where it is a period, and what is special about it."""

    value: Value = None
    fault: Fault | None = None
    last: date | None = None
    about: bool = False
    bound: Bound | None = None
    hidden: Hidden | None = None
    dash: bool = False
    unknown: bool = False
    worded: bool = False


_NOTHING, _DASH, _UNKNOWN = _Cell(), _Cell(dash=True), _Cell(unknown=True)
_NONE: Mapping[str, Any] = MappingProxyType({})


def shown(cell: str) -> str:
    """Quote a cell where it holds figures only; words are not repeated, as they might be a person's."""
    if len(cell) <= 20 and any(c.isdigit() for c in cell) and not any(c.isalpha() for c in cell):
        return f'"{cell}"'
    return "words"


def alike(name: str) -> str:
    """Return what names have in common that differ in capital letters or spaces alone."""
    return " ".join(name.split()).casefold()


def dates_of(table: Table) -> Dates:
    """Return how the dates of a table are written."""
    at = [i for i, name in enumerate(table.columns) if name in {"date", "date_to"}]
    return days.how_written(dict.fromkeys(cells[i] for _, cells in table.rows for i in at if i < len(cells)))


def read_rows(table: Table, written: Dates) -> list[Row]:
    """Read the rows of a table."""
    readers = [(at, name, _Read(_reader(table, at, name, written))) for at, name in enumerate(table.columns) if name]
    return [_row(number, cells, readers) for number, cells in table.rows]


def _row(number: int, cells: tuple[str, ...], readers: Sequence[tuple[int, str, _Read]]) -> Row:
    row = Row(number=number, cells=cells, values={}, faults=_NONE, bounds=_NONE, hidden=_NONE)
    width = len(cells)
    values = row.values
    for at, name, read in readers:
        value, special = read[cells[at] if at < width else ""]
        if value is not None:
            values[name] = value
        if special is not None:
            _special(row, name, special)
    return row


class _Read(dict[str, tuple[Value, "_Cell | None"]]):
    """What the cells of a column say, each read once: its value, and all of it where something is special."""

    def __init__(self, read: Callable[[str], _Cell]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> tuple[Value, _Cell | None]:
        said = self._read(cell)
        found = self[cell] = (said.value, None if said[1:] == _NOTHING[1:] else said)
        return found


def _special(row: Row, name: str, found: _Cell) -> None:
    if found.fault is not None:
        row.faults = {**row.faults, name: found.fault}
    if found.last is not None:
        row.values.setdefault("date_to", found.last)
    if found.about:
        row.about |= {name}
    if found.bound is not None:
        row.bounds = {**row.bounds, name: found.bound}
    if found.hidden is not None:
        row.hidden = {**row.hidden, name: found.hidden}
    if found.dash:
        row.dashes |= {name}
    if found.unknown:
        row.unknown |= {name}
    if found.worded:
        row.worded |= {name}


def _reader(table: Table, at: int, name: str, written: Dates) -> Callable[[str], _Cell]:
    kind = BY_NAME[name].kind
    if name in NAMES:
        names: dict[str, str] = {}  # each as it is spelled first: capital letters make no other name (EV84)
        return lambda cell: _Cell(names.setdefault(alike(cell), cell)) if known(cell) else _NOTHING
    if kind == "text":
        return lambda cell: _Cell(cell) if known(cell) or cell.casefold() == "none" else _NOTHING  # "verified: none"
    if kind == "date":
        of, last = table.header[at], name == "date_to"
        return lambda cell: _date(cell, written, of, last=last) if known(cell) else _NOTHING
    if name in DURATIONS:
        bare = DURATIONS[name] or unit_of_bare({cells[at] for _, cells in table.rows if at < len(cells)}, table.decimal)
        return lambda cell: _duration(cell, bare, table) if known(cell) else _NOTHING
    if kind == "number":
        return lambda cell: _number(cell, table) if known(cell) else _NOTHING
    return lambda cell: _count(cell, name, table)


def _date(cell: str, written: Dates, heading: str, *, last: bool) -> _Cell:
    span = days.read_day(cell, day_first=written.day_first)
    if span is None or (written.years and goes_on(cell)) or is_of_its_own(heading, cell):
        return _Cell(fault="date")
    if last:
        return _Cell(span[1])
    return _Cell(span[0], last=span[1] if span[1] > span[0] else None)


def _duration(cell: str, bare: Unit, table: Table) -> _Cell:
    hours = hours_of(cell, bare=bare, decimal=table.decimal)
    return _Cell(fault="time") if hours is None else _Cell(hours)


def _number(cell: str, table: Table) -> _Cell:
    read = read_number(cell, whole=False, decimal=table.decimal)
    return _Cell(fault=read.fault) if read.fault or read.about or read.bound else _Cell(read.value)


def _count(cell: str, name: str, table: Table) -> _Cell:
    plain = cell.casefold()
    if plain in NONE:
        return _Cell(0, worded=plain != "zero")
    if plain in UNSURE:
        return _DASH
    if plain in HIDDEN:
        return _Cell(hidden=Hidden(None, cell))
    if not known(cell):
        return _UNKNOWN if cell else _NOTHING
    times = table.found.times.get(name, 1)
    read = (
        read_number(cell, whole=True, decimal=table.decimal)
        if times == 1
        else read_in_units(cell, times, decimal=table.decimal)
    )
    if name in NUMERATORS and not read.fault and (read.about or read.bound):
        return _few(read, cell)
    value = read.value if isinstance(read.value, int) else None
    return _Cell(value if read.fault is None else None, read.fault, about=read.about, bound=read.bound)


def _few(read: Reading, cell: str) -> _Cell:
    """Return a count of alerts or stops that is not told exactly: at most so many is hidden, the rest is a fault."""
    if read.bound == "at most" and not read.about and isinstance(read.value, int):
        return _Cell(hidden=Hidden(max(read.value - is_below(cell), 0), cell))
    return _Cell(fault="number")
