"""Tables that are open: what their columns are called is known, and any of the columns can be read.

One class a kind of table. Another kind is a class beside these and a line in
:mod:`bystander.evidence.tables.open_table`; whoever reads tables then reads it too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks import ev05_numbers as ev05
from bystander.evidence.checks.where import column_named
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.decimal_mark import COMMA, decimal_of
from bystander.evidence.tables.rejects import Layout
from bystander.evidence.tables.row_names import look_at
from bystander.evidence.tables.table_columns import TableColumns
from bystander.evidence.tables.unnested import lists_in, names_in, unnested
from bystander.evidence.tables.whole_parquet import whole_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bystander.evidence.tables.columns import Kind
    from bystander.evidence.tables.head import Head
    from bystander.evidence.tables.workbook import Sheet

Key = TypeVar("Key")
_SEVERAL = 2  # columns that tell a header: in one alone, "match" is a value of "match"
_ROWS = 1 << 20  # read at a time, where a table is read in parts


class Opened(Protocol):
    """A table whose columns have not been read yet."""

    @property
    def name(self) -> str:
        """Return what messages call it."""
        ...

    @property
    def header(self) -> tuple[str, ...]:
        """Return the names of its columns; none where it has no header."""
        ...

    def read(self, places: Mapping[str, int], kinds: Mapping[str, Kind]) -> TableColumns[str]:
        """Return columns by role; ``places``: role to position, ``kinds``: role to what text is to be read as."""
        ...

    def parts(self, positions: Sequence[int]) -> Iterator[TableColumns[int]]:
        """Return the columns at some positions as text, in parts of bounded size."""
        ...


@dataclass(frozen=True)
class TextTable:
    """Delimited text, of which the first lines have been seen."""

    head: Head

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.head.path.name

    @property
    def header(self) -> tuple[str, ...]:
        """Return the cells of the first line, where it can be a header."""
        return self.head.cells[0] if self.head.has_header else ()

    def read(self, places: Mapping[str, int], kinds: Mapping[str, Kind]) -> TableColumns[str]:
        """Return columns by role; cells that are not what ``kinds`` says ("text" where it is silent) are problems."""
        of_position: dict[int, Kind] = {at: kinds.get(role, "text") for role, at in places.items()}
        headings = {at: ev04.shown(heading) for at, heading in enumerate(self.header)}
        found = self._read(of_position, {at: column_named(role, headings.get(at, "")) for role, at in places.items()})
        return TableColumns(
            columns=found.named(places), first_row=found.first_row, rows=found.rows, problems=found.problems
        )

    def parts(self, positions: Sequence[int]) -> Iterator[TableColumns[int]]:
        """Return the columns at some positions, all rows at once."""
        yield self._read(dict.fromkeys(positions, "text"), {at: f"{at + 1}" for at in positions})

    def layout(self, kinds: Mapping[int, Kind], labels: Mapping[int, str]) -> Layout:
        """Return how columns at some positions are to be read; ``labels``: what error texts call them."""
        named = self.head.row_names
        decimal = decimal_of(self.head.cells[1:], [at for at, kind in kinds.items() if kind == "number"])
        return Layout(
            delimiter=self.head.delimiter, width=self.head.width, kinds={0: "text", **kinds} if named else kinds,
            labels={0: "1", **labels}, header_rows=self.head.blank + 1, decimal=decimal,
            header=() if named else self.header, above=self.head.above,
        )  # fmt: skip

    def _read(self, kinds: Mapping[int, Kind], labels: Mapping[int, str]) -> TableColumns[int]:
        layout = self.layout(kinds, labels)
        found = _without_header_again(read_layout(self.head.path, layout), self.header, self.name)
        if layout.decimal == COMMA:
            found = replace(found, problems=[*found.problems, ev05.with_commas(self.name)])
        if not self.head.row_names:
            return found
        return replace(found, problems=[*found.problems, look_at(found.columns[0], self.name)])


def _without_header_again(found: TableColumns[int], header: Sequence[str], name: str) -> TableColumns[int]:
    """Return columns of text without rows that repeat their headings; among numbers such a row was met already."""
    columns = found.columns
    if (
        not header
        or len(columns) < _SEVERAL
        or not all(pa.types.is_dictionary(column.type) for column in columns.values())
    ):
        return found
    again = None
    for at, column in columns.items():
        if not any(header[at] in part.dictionary.to_pylist() for part in column.chunks):
            return found
        same = pc.equal(column.cast(pa.string()), header[at]).fill_null(False)  # noqa: FBT003
        again = same if again is None else pc.and_(again, same)
    if again is None or not pc.any(again).as_py():
        return found
    repeated = np.flatnonzero(again.to_numpy())
    kept = np.setdiff1d(np.arange(len(found)), repeated)
    numbers = np.arange(len(found)) + found.first_row if found.rows is None else found.rows
    note = ev04.header_again(name, numbers[repeated].tolist())
    return replace(
        found, columns={at: column.take(pa.array(kept)) for at, column in columns.items()},
        rows=numbers[kept].astype(np.int64), problems=[*found.problems, note],
    )  # fmt: skip


@dataclass(frozen=True)
class ArrowTable:
    """A table in memory."""

    table: Any
    name: str

    @cached_property
    def _plain(self) -> Any:  # noqa: ANN401 - pyarrow ships no types
        return unnested(self.table)

    @property
    def header(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(str(name) for name in self._plain.schema.names)

    @property
    def lists(self) -> list[str]:
        """Return the names of columns that hold lists of objects, which are no cells."""
        return lists_in(self._plain)

    def read(self, places: Mapping[str, int], kinds: Mapping[str, Kind]) -> TableColumns[str]:
        """Return columns by role, in the types that they have."""
        del kinds
        return TableColumns(columns={role: self._plain.column(at) for role, at in places.items()}, first_row=1)

    def parts(self, positions: Sequence[int]) -> Iterator[TableColumns[int]]:
        """Return the columns at some positions, all rows at once."""
        yield TableColumns(columns={at: self._plain.column(at) for at in positions}, first_row=1)


def _within(metadata: Any, size: int) -> bool:  # noqa: ANN401 - pyarrow ships no types
    """Return whether all columns lie within a file of a size: looking outside a mapped file ends the process."""
    for group in range(metadata.num_row_groups):
        row_group = metadata.row_group(group)
        for at in range(row_group.num_columns):
            column = row_group.column(at)
            starts = [s for s in (column.dictionary_page_offset, column.data_page_offset) if s is not None]
            if min(starts) < 0 or not 0 <= column.total_compressed_size <= size - min(starts):
                return False
    return True


@dataclass(frozen=True)
class WorkbookTable:
    """A sheet of a workbook, of which the first rows have been seen."""

    path: Path
    sheet: Sheet

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.path.name

    @property
    def header(self) -> tuple[str, ...]:
        """Return the names of the columns, of a header of two rows joined."""
        return self.sheet.header

    @cached_property
    def table(self) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """Return the whole sheet. Raises EvidenceError where the file is damaged or a formula has no value."""
        from bystander.evidence.tables.workbook import read_sheet

        return read_sheet(self.path, self.sheet)

    def read(self, places: Mapping[str, int], kinds: Mapping[str, Kind]) -> TableColumns[str]:
        """Return columns by role, in the types that they have."""
        del kinds
        columns = {role: self.table.column(at) for role, at in places.items()}
        return TableColumns(columns=columns, first_row=self.sheet.above + 1)

    def parts(self, positions: Sequence[int]) -> Iterator[TableColumns[int]]:
        """Return the columns at some positions, all rows at once."""
        columns = {at: self.table.column(at) for at in positions}
        yield TableColumns(columns=columns, first_row=self.sheet.above + 1)


@dataclass(frozen=True)
class ParquetTable:
    """A Parquet file, of which the metadata have been read. ``called``: what it is in the words of a message."""

    path: Path
    called: str = "Parquet file"

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.path.name

    @cached_property
    def metadata(self) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """Return what pyarrow knows of the file. Raises EvidenceError where it is damaged."""
        import pyarrow.parquet as pq

        try:
            metadata = pq.read_metadata(self.path)
        except (pa.ArrowException, OSError, ValueError) as damage:
            raise self._damaged() from damage
        if not _within(metadata, self.path.stat().st_size):
            raise self._damaged()
        return metadata

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Return the names of the columns. Raises EvidenceError where the file is damaged."""
        metadata = self.metadata
        try:
            return tuple(names_in(metadata.schema.to_arrow_schema()))
        except (pa.ArrowException, OSError, ValueError) as damage:
            raise self._damaged() from damage

    @property
    def nested(self) -> bool:
        """Whether there are objects within its rows."""
        return self.header != tuple(self.metadata.schema.to_arrow_schema().names)

    def read(self, places: Mapping[str, int], kinds: Mapping[str, Kind]) -> TableColumns[str]:
        """Return columns by role, in the types that they have. Raises EvidenceError where the file is damaged."""
        del kinds

        names = {role: self.header[at] for role, at in places.items()}
        columns = None if self.nested else list(dict.fromkeys(names.values()))
        try:
            table = whole_parquet(self.path, columns)
            table.validate(full=True)  # text that is none, codes of nothing
            table = unnested(table)
        except (pa.ArrowException, OSError) as damage:
            raise self._damaged() from damage
        return TableColumns(columns={role: table.column(name) for role, name in names.items()}, first_row=1)

    def parts(self, positions: Sequence[int]) -> Iterator[TableColumns[int]]:
        """Return the columns at some positions, a million rows at a time."""
        import pyarrow.parquet as pq

        names = [self.header[at] for at in positions]  # the metadata are looked at before anything is mapped
        with pq.ParquetFile(self.path, memory_map=True) as file:
            start = 1
            batches = file.iter_batches(batch_size=_ROWS, columns=names)
            while (table := self._next(batches)) is not None:
                columns = {at: table.column(self.header[at]) for at in positions}
                yield TableColumns(columns=columns, first_row=start)
                start += len(table)

    def _next(self, batches: Iterator[Any]) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """Return the next part of the file, None after the last. Raises EvidenceError where the file is damaged."""
        try:
            batch = next(batches, None)
            if batch is not None:
                batch.validate(full=True)
        except (pa.ArrowException, OSError) as damage:
            raise self._damaged() from damage
        return None if batch is None else unnested(pa.Table.from_batches([batch]))

    def _damaged(self) -> EvidenceError:
        return EvidenceError(self.name, [ev03.unreadable_content(self.name, self.called)])
