"""The slow and thorough way through a text table: every row that cannot be read, with its number and column.

Records are read one by one and become columns in parts, so that neither a large file nor a wide one takes more than a
part of it as Python objects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.order import CELLS
from bystander.evidence.checks.rejected import Rejected, Unread
from bystander.evidence.tables.numbers import as_number
from bystander.evidence.tables.records import Records
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bystander.evidence.tables.columns import Kind

_CELLS = 1 << 20  # that become columns at a time
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
    most = max(1, _CELLS // layout.width)
    width, rows, numbers = layout.width, made.rows, made.numbers
    for number, cells in records:
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            del cells[width:]
        if len(cells) == width:
            rows.append(cells)
            numbers.append(number)
            if len(rows) == most:
                made.turn()
        else:
            (few if len(cells) < width else many)[number] = len(cells)
    if records.swallowed:
        raise EvidenceError(name, found_by(CELLS, Rejected(name=name, swallowed=records.swallowed)))
    made.turn()
    rejected = Rejected(
        name=name, unread=made.unread(), width=width, delimiter=layout.delimiter, few=list(few), many=list(many),
        few_cells=next(iter(few.values()), None), many_cells=next(iter(many.values()), None), unsplit=records.unsplit,
    )  # fmt: skip
    return TableColumns(columns=made.whole(), rows=np.concatenate(made.kept), problems=found_by(CELLS, rejected))


@dataclass
class _Columns:
    """Rows on their way to columns. ``kept``: the numbers of rows whose every number is one, part by part."""

    layout: Layout
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)
    parts: dict[int, list[Any]] = field(default_factory=dict)
    odd: dict[int, tuple[list[int], list[str]]] = field(default_factory=dict)

    def turn(self) -> None:
        """Make columns of the rows that were gathered, and let go of them."""
        import pyarrow as pa

        bad: set[int] = set()
        kinds = self.layout.kinds
        found = {at: self._numbers(at, bad) for at, kind in kinds.items() if kind in _NUMBERS}
        numbers, rows = np.array(self.numbers, np.int64), self.rows
        if bad:
            good = np.ones(len(numbers), np.bool_)
            good[list(bad)] = False
            numbers, found = numbers[good], {at: part.filter(pa.array(good)) for at, part in found.items()}
            rows = [row for row, kept in zip(rows, good.tolist(), strict=True) if kept]
        for at in kinds:
            if at not in found:
                found[at] = pa.array([row[at] or None for row in rows], pa.string()).dictionary_encode()
        self.kept.append(numbers)
        for at, part in found.items():
            self.parts.setdefault(at, []).append(part)
        self.rows.clear()
        self.numbers.clear()

    def _numbers(self, at: int, bad: set[int]) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """Return a column as numbers, null where a cell is empty; the places of those that are none go into ``bad``."""
        import pyarrow as pa

        plain = [row[at].strip() for row in self.rows]
        try:
            return pa.array([cell or None for cell in plain], pa.string()).cast(pa.float64())
        except pa.ArrowInvalid:
            pass
        values: list[float | None] = []
        for place, cell in enumerate(plain):
            number = as_number(cell)
            values.append(number)
            if number is not None or not cell:
                continue
            bad.add(place)
            numbers, odd = self.odd.setdefault(at, ([], []))
            numbers.append(self.numbers[place])
            odd.append(cell)
        return pa.array(values, pa.float64())

    def unread(self) -> list[Unread]:
        """Return the cells that should be numbers and are none, column by column."""
        return [Unread(self.layout.labels[at], *self.odd[at], _EXPECTED) for at in sorted(self.odd)]

    def whole(self) -> dict[int, Any]:
        """Return the columns."""
        import pyarrow as pa

        return {at: pa.chunked_array(parts) for at, parts in self.parts.items()}
