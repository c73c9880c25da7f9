"""The slow and thorough way through a text table: every row that cannot be read, with its number and column.

Records are read one by one and become columns in parts, so that neither a large file nor a wide one takes more than a
part of it as Python objects.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks import ev05_numbers as ev05
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.order import CELLS
from bystander.evidence.checks.rejected import Rejected, Unread
from bystander.evidence.checks.where import LISTED
from bystander.evidence.tables.decimal_mark import POINT, pointed
from bystander.evidence.tables.digit_groups import grouped_number
from bystander.evidence.tables.numbers import as_number
from bystander.evidence.tables.plain_headings import plain_cells, repeats
from bystander.evidence.tables.records import Records
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.tables.columns import Kind

_NUMBERS = {"number", "count"}
_EXPECTED = "a number such as 0.83"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a text table is to be read: cells a row, rows above the data, the type of wanted columns by position."""

    delimiter: str
    width: int
    kinds: Mapping[int, Kind]
    labels: Mapping[int, str]  # position -> what error texts call the column
    header_rows: int = 1
    decimal: str = POINT  # before the fraction of every number
    header: tuple[str, ...] = ()  # whose repetition is no row; where it is not known, every row is one
    above: tuple[int, ...] = ()  # numbers of lines above the header that were passed over


def read_thoroughly(text: Path, layout: Layout, name: str) -> TableColumns[int]:
    """Read a UTF-8 table whatever is wrong in it; problems have the codes EV05 and EV06.

    Cells beyond the last column are nothing where they are empty, as a delimiter at the end of a row makes them. Raises
    EvidenceError where rows may have been swallowed by a quotation mark.
    """
    records = Records(
        file=text, delimiter=layout.delimiter, width=layout.width, header_rows=layout.header_rows, wanted=layout.kinds
    )
    made = _Columns(layout)
    few: dict[int, int] = {}
    many: dict[int, int] = {}
    width, again = layout.width, list[int]()
    with _without_collecting():
        for numbers, rows in records:
            if layout.header:
                numbers, rows = _without_headers(numbers, rows, layout.header, again)  # noqa: PLW2901
            if set(map(len, rows)) != {width}:
                for number, cells in zip(numbers, rows, strict=True):
                    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
                        del cells[width:]
                    if len(cells) != width:
                        (few if len(cells) < width else many)[number] = len(cells)
                made.add([n for n in numbers if n not in few and n not in many], [r for r in rows if len(r) == width])
            else:
                made.add(numbers, rows)
    if records.swallowed:
        raise EvidenceError(name, found_by(CELLS, Rejected(name=name, swallowed=records.swallowed)))
    rejected = Rejected(
        name=name, unread=made.unread(), width=width, delimiter=layout.delimiter, few=list(few), many=list(many),
        few_cells=next(iter(few.values()), None), many_cells=next(iter(many.values()), None), unsplit=records.unsplit,
    )  # fmt: skip
    columns = made.whole()
    told = [ev04.header_again(name, again)] if again else []
    problems = [*found_by(CELLS, rejected), *told, *made.groups(name)]
    return TableColumns(columns=columns, rows=np.concatenate(made.kept), problems=problems)


def _without_headers(
    numbers: list[int], rows: list[list[str]], header: Sequence[str], again: list[int]
) -> tuple[list[int], list[list[str]]]:
    """Return rows without those that repeat the header, whose numbers are added to ``again``."""
    first, whole = header[0], {plain_cells(header)}
    places = [at for at, row in enumerate(rows) if row[0].strip() == first and repeats(row, whole)]
    if not places:
        return numbers, rows
    again += [numbers[at] for at in places]
    left = sorted({*range(len(rows))} - {*places})
    return [numbers[at] for at in left], [rows[at] for at in left]


@dataclass
class _Grouped:
    """Numbers of a column whose thousands stand apart. ``sure``: whether one of them can be nothing else.

    ``open``: those that can be something else, their rows and cells.
    """

    sure: bool = False
    total: int = 0
    rows: list[int] = field(default_factory=list)
    open: tuple[list[int], list[str]] = field(default_factory=lambda: ([], []))

    def take(self, row: int, cell: str, *, sure: bool) -> None:
        """Take in a number."""
        self.total += 1
        if len(self.rows) < LISTED:
            self.rows.append(row)
        self.sure = self.sure or sure
        if not sure:
            self.open[0].append(row)
            self.open[1].append(cell)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let Python look for no circles of objects: rows make none, and looking through all of them takes most time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Columns:
    """Columns as they grow: texts column by column, numbers as one array with all of them side by side."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.numeric = [at for at, kind in layout.kinds.items() if kind in _NUMBERS]
        self.texts: dict[int, list[Any]] = {at: [] for at, kind in layout.kinds.items() if kind not in _NUMBERS}
        self.values: list[NDArray[np.float64]] = []
        self.missing: list[NDArray[np.bool_]] = []
        self.kept: list[NDArray[np.int64]] = []  # the number of every row
        self.odd: dict[int, tuple[list[int], list[str]]] = {}
        self.grouped: dict[int, _Grouped] = {}

    def add(self, numbers: list[int], rows: list[list[str]]) -> None:
        """Take in rows of the right width, and their numbers; those with a cell that is no number are left out."""
        values, missing, bad = self._numbers(numbers, rows)
        kept = np.array(numbers, np.int64)
        if bad:
            good = [place for place in range(len(rows)) if place not in bad]
            values, missing, kept, rows = values[good], missing[good], kept[good], [rows[place] for place in good]
        self.values.append(values)
        self.missing.append(missing)
        self.kept.append(kept)
        for at, parts in self.texts.items():
            parts.append(_texts([row[at] for row in rows]).dictionary_encode())

    def _numbers(
        self, numbers: list[int], rows: list[list[str]]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_], set[int]]:
        """Return the numbers of rows, where none is given, and the places of rows with a cell that is no number."""
        import pyarrow as pa

        cells = [row[at] for row in rows for at in self.numeric]
        plain = cells if self.layout.decimal == POINT else [pointed(cell) for cell in cells]
        bad: set[int] = set()
        try:
            found = _texts(plain).cast(pa.float64())
        except pa.ArrowInvalid:
            told = [as_number(cell) for cell in plain]
            for place in [place for place, value in enumerate(told) if value is None and cells[place].strip()]:
                row, at = divmod(place, len(self.numeric))
                if (grouped := grouped_number(cells[place], self.layout.decimal)) is not None:
                    told[place] = grouped[0]
                    of_column = self.grouped.setdefault(self.numeric[at], _Grouped())
                    of_column.take(numbers[row], cells[place], sure=grouped[1])
                    continue
                bad.add(row)
                where, odd = self.odd.setdefault(self.numeric[at], ([], []))
                where.append(numbers[row])
                odd.append(cells[place])
            found = pa.array(told, pa.float64())
        shape = len(rows), len(self.numeric)
        missing = np.asarray(found.is_null().to_numpy(zero_copy_only=False), np.bool_)
        return found.to_numpy(zero_copy_only=False).reshape(shape), missing.reshape(shape), bad

    def unread(self) -> list[Unread]:
        """Return the cells that should be numbers and are none, column by column."""
        for at, grouped in self.grouped.items():
            if grouped.open[0] and not grouped.sure:
                rows, cells = self.odd.setdefault(at, ([], []))
                rows += grouped.open[0]
                cells += grouped.open[1]
        return [Unread(self.layout.labels[at], *self.odd[at], _EXPECTED) for at in sorted(self.odd)]

    def groups(self, name: str) -> list[Problem]:
        """Return the notes of columns that were read with thousands apart."""
        return [
            ev05.with_groups(name, self.layout.labels[at], grouped.rows, grouped.total)
            for at, grouped in sorted(self.grouped.items())
            if grouped.sure
        ]

    def whole(self) -> dict[int, Any]:
        """Return the columns."""
        import pyarrow as pa

        if not self.kept:
            self.add([], [])
        values, missing = np.concatenate(self.values), np.concatenate(self.missing)
        gaps = np.asarray(missing.any(axis=0))
        columns = {at: pa.chunked_array(parts) for at, parts in self.texts.items()}
        for place, at in enumerate(self.numeric):
            mask = missing[:, place] if gaps[place] else None
            columns[at] = pa.chunked_array([pa.array(values[:, place], mask=mask)])
        return columns


def _texts(cells: Sequence[str]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return cells as text, null where one is empty."""
    import pyarrow as pa

    return pa.array([cell or None for cell in cells] if "" in cells else cells, pa.string())
