"""A deployment record as a table of text, whatever it came in: delimited text, Parquet, or an Arrow object.

Rows are numbered as a spreadsheet shows them. Nothing is interpreted here but where the header is.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by, require
from bystander.evidence.checks.order import CELLS
from bystander.evidence.checks.rejected import Rejected
from bystander.evidence.record.checks.ev45_too_many_rows import CHECK, MOST_ROWS, Size
from bystander.evidence.record.columns import CORE, recognise
from bystander.evidence.tables.records import Records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    IsHeader = Callable[[Sequence[str]], bool]

HEADER_WITHIN = 10  # titles above the header are skipped, within so many lines


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of text. ``rows``: (row number as a spreadsheet counts it, its cells), empty lines left out.

    ``columns``: canonical name of each header cell, or None where it is not recognised; ``estimated``: the
    canonical names whose header says that they are estimates.
    """

    name: str
    sha256: str
    format: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: tuple[str | None, ...] = field(default=())
    estimated: frozenset[str] = frozenset()

    def known(self) -> frozenset[str]:
        """Return the canonical columns that the table has."""
        return frozenset(name for name in self.columns if name is not None)


def is_record_header(header: Sequence[str]) -> bool:
    """Return whether a header is that of a deployment record: at least two of its counts are there."""
    return len({recognise(cell)[0] for cell in header} & set(CORE)) > 1


def read_table(source: object) -> Table:
    """Read a path (text in any delimiter, encoding and compression; Parquet) or an Arrow PyCapsule object.

    Raises :class:`EvidenceError` where it cannot be opened; what is wrong *in* it is left to the checks.
    """
    if isinstance(source, (str, Path)):
        return _of_file(Path(source))
    return _of_arrow(source, name="table", sha256=None, kind="table in memory")


def header_of(path: Path, is_header: IsHeader | None = None) -> tuple[str, ...]:
    """Return the header of a file as far as its first bytes show it; empty where there is none to see.

    ``is_header``: what tells it from titles above it, where it is another one than a deployment record's.
    """
    from bystander.evidence.tables.text import decoded_head, sniff_delimiter

    if not path.is_file():
        return ()
    if _is_parquet(path):
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return tuple(pq.read_schema(path).names)
        except (OSError, pa.ArrowException):
            return ()
    head = decoded_head(path)
    if not head or not head.strip():
        return ()
    lines = list(_records(head.splitlines(keepends=True), sniff_delimiter(head)))
    return tuple(lines[_header_at(lines, is_header)]) if lines else ()


def _of_file(path: Path) -> Table:
    from bystander.evidence.provenance import sha256_of
    from bystander.evidence.tables.text import as_utf8, ensure_file, sniff_delimiter

    ensure_file(path)
    if _is_parquet(path):
        import pyarrow as pa
        import pyarrow.parquet as pq

        from bystander.evidence.checks.ev03_not_text import cut_off

        try:
            table = pq.read_table(path)
        except (OSError, pa.ArrowException) as damage:
            raise EvidenceError(path.name, [cut_off(path.name)]) from damage
        return _of_arrow(table, name=path.name, sha256=sha256_of(path), kind="Parquet")
    with as_utf8(path) as plain, plain.open(encoding="utf-8", newline="") as text:
        sample = text.read(1 << 16)
        text.seek(0)
        delimiter = sniff_delimiter(sample)
        lines = list(islice(_records(text, delimiter), MOST_ROWS + HEADER_WITHIN + 1))
        _ensure_few(path.name, len(lines) - HEADER_WITHIN)
        _ensure_apart(path.name, plain, _separator(delimiter), max((len(cells) for cells in lines), default=0))
    at = _header_at(lines)
    header = tuple(lines[at]) if lines else ()
    rows = tuple((number, tuple(cells)) for number, cells in enumerate(lines[at + 1 :], start=at + 2) if cells)
    return _table(path.name, sha256_of(path), "delimited text", header, rows, header_row=at + 1)


def _ensure_apart(name: str, plain: Path, delimiter: str, width: int) -> None:
    """Raise EvidenceError where a quotation mark may have made one row of several; remarks may have several lines."""
    found = Records(file=plain, delimiter=delimiter, width=width)
    for _ in found:
        pass
    require(CELLS, Rejected(name=name, swallowed=found.swallowed), name)


def _ensure_few(name: str, rows: int) -> None:
    problems = found_by((CHECK,), Size(name, rows))
    if problems:
        raise EvidenceError(name, problems)


def _records(text: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 30)  # a quotation mark without end is told as that
    for cells in csv.reader((line.replace("\0", "") for line in text), delimiter=_separator(delimiter)):
        yield [cell.strip() for cell in cells]


def _separator(delimiter: str) -> str:
    """Return what divides a record: it has places and notes, so white space cannot."""
    return "," if delimiter == " " else delimiter


def _header_at(lines: list[list[str]], is_header: IsHeader | None = None) -> int:
    for at, cells in enumerate(lines[:HEADER_WITHIN]):
        if (is_header or is_record_header)(cells):
            return at
    return next((at for at, cells in enumerate(lines) if cells), 0)


def _of_arrow(source: object, *, name: str, sha256: str | None, kind: str) -> Table:
    import pyarrow as pa

    if not (hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__")):
        message = f"a path or a table with the Arrow PyCapsule interface was expected, not {type(source).__name__}"
        raise TypeError(message)
    table = source if isinstance(source, pa.Table) else pa.table(source)
    _ensure_few(name, table.num_rows)
    columns = [[_text(value) for value in column.to_pylist()] for column in table.columns]
    rows = tuple((at, cells) for at, cells in enumerate(zip(*columns, strict=True), start=2))
    header = tuple(str(cell) for cell in table.column_names)
    return _table(name, sha256 or _digest(header, rows), kind, header, rows)


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a table holds
    if value is None or value != value:  # noqa: PLR0124 - NaN is the one value unlike itself
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _digest(header: tuple[str, ...], rows: tuple[tuple[int, tuple[str, ...]], ...]) -> str:
    """Hash a table that has no file: its cells as text, so that the same table gives the same hash."""
    import hashlib

    digest = hashlib.sha256(repr(header).encode())
    for _, cells in rows:
        digest.update(repr(cells).encode())
    return digest.hexdigest()


def _table(
    name: str,
    sha256: str,
    kind: str,
    header: tuple[str, ...],
    rows: tuple[tuple[int, tuple[str, ...]], ...],
    *,
    header_row: int = 1,
) -> Table:
    known = [recognise(cell) for cell in header]
    return Table(
        name=name,
        sha256=sha256,
        format=kind,
        header=header,
        header_row=header_row,
        rows=rows,
        columns=tuple(column for column, _ in known),
        estimated=frozenset(column for column, estimate in known if column and estimate),
    )


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"
