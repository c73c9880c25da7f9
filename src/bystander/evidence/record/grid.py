"""A deployment record as a grid of text: of delimited text, a workbook, JSON, Parquet or an Arrow object.

Rows are numbered as a spreadsheet shows them. Nothing is interpreted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by, require
from bystander.evidence.checks.order import CELLS
from bystander.evidence.checks.rejected import Rejected
from bystander.evidence.record.checks import ev45_too_many_rows as ev45
from bystander.evidence.record.checks.ev45_too_many_rows import Size
from bystander.evidence.record.of_json import deployments_of, is_json
from bystander.evidence.tables.cells_of_lines import cells_of_lines
from bystander.evidence.tables.lines import has_quotes
from bystander.evidence.tables.records import Records
from bystander.evidence.tables.whole_parquet import whole_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bystander.evidence.record.numbers import Decimal
    from bystander.evidence.tables.merges import Merge

Cells = tuple[str, ...]
Line = tuple[int, Cells]  # the number of a row, and its cells
Fits = "Callable[[Sequence[Line]], bool]"  # whether the first lines hold the header of a record
_BEGIN = 64  # bytes that tell what a file is
LOOKED_AT = 40  # lines in which a header is looked for
_DELIMITERS = (";", "\t", ",", "|", ":")


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The rows of a table, without blank ones, and which of its cells are ``merged``."""

    name: str
    sha256: str
    format: str
    lines: Sequence[Line]
    merged: Sequence[Merge] = ()


def read_grid(
    source: object, *, fits: Callable[[Sequence[Line]], bool], sheet: str = "", decimal: Decimal = ""
) -> Grid:
    """Read a path (text in any delimiter, encoding and compression; a workbook; Parquet) or an Arrow PyCapsule object.

    ``fits``: whether the first lines hold a header of a record; it tells the sheet and the delimiter. ``sheet``: the
    one that is meant. ``decimal``: in which mark numbers are written that are no text. Raises EvidenceError where it
    cannot be opened, TypeError for what is neither.
    """
    if not isinstance(source, (str, Path)):
        return _of_arrow(source, name="table", kind="table in memory", decimal=decimal)
    path = Path(source)
    from bystander.evidence.provenance import sha256_of
    from bystander.evidence.tables.text import ensure_file

    ensure_file(path)
    kind = _kind(path)
    if kind == "Parquet":
        return _of_arrow(_parquet(path), name=path.name, kind=kind, decimal=decimal, sha256=sha256_of(path))
    if kind == "JSON":
        lines = _of_json(path, decimal)
        return Grid(name=path.name, sha256=sha256_of(path), format=kind, lines=lines)
    if kind == "workbook":
        lines, merged = _of_workbook(path, fits=fits, sheet=sheet, decimal=decimal)
        return Grid(name=path.name, sha256=sha256_of(path), format=kind, lines=lines, merged=merged)
    return Grid(name=path.name, sha256=sha256_of(path), format="delimited text", lines=_of_text(path, fits))


def first_lines(path: Path, *, fits: Callable[[Sequence[Line]], bool], sheet: str = "") -> list[Line]:
    """Return the first lines of a file, of a workbook those of a sheet that fits; none where none are seen."""
    from bystander.evidence.tables.text import decoded_head

    if not path.is_file():
        return []
    kind = _kind(path)
    if kind == "Parquet":
        return _parquet_header(path)
    if kind == "JSON":
        return _of_json(path, "", most=LOOKED_AT)[:LOOKED_AT]
    if kind == "workbook":
        from bystander.evidence.tables.workbook import shown_sheets

        heads = [_lines(rows, "") for name, rows in shown_sheets(path, most=LOOKED_AT) if not sheet or name == sheet]
        return next((head for head in heads if fits(head)), [])
    head = decoded_head(path)
    if not head or not head.strip():
        return []
    lines = head.splitlines(keepends=True)
    return list(islice(_records(lines, _delimiter(head, fits)), LOOKED_AT))


def _kind(path: Path) -> str:
    from bystander.evidence.tables.workbook import is_workbook

    with path.open("rb") as file:
        begin = file.read(_BEGIN)
    if begin[:4] == b"PAR1":
        return "Parquet"
    if is_workbook(path, begin[:4]):
        return "workbook"
    return "JSON" if is_json(path, begin) and deployments_of(path, lines=1) else "text"


def _of_text(path: Path, fits: Callable[[Sequence[Line]], bool]) -> list[Line]:
    from bystander.evidence.tables.text import as_utf8

    with as_utf8(path) as plain, plain.open(encoding="utf-8", newline="") as text:
        sample = text.read(1 << 16)
        text.seek(0)
        delimiter = _delimiter(sample, fits)
        lines = list(islice(_records(text, delimiter), ev45.MOST_ROWS + LOOKED_AT + 1))
        _ensure_few(path.name, len(lines) - LOOKED_AT)
        if has_quotes(plain):
            width = max((len(cells) for _, cells in lines), default=0)
            _ensure_apart(path.name, plain, delimiter, width)
    return lines


def _delimiter(sample: str, fits: Callable[[Sequence[Line]], bool]) -> str:
    """Return what divides the cells: what gives a header, else what is most even; never a space."""
    from bystander.evidence.tables.text import sniff_delimiter

    usual = sniff_delimiter(sample)
    usual = "," if usual == " " else usual
    lines = sample.splitlines(keepends=True)
    for delimiter in (usual, *(d for d in _DELIMITERS if d != usual)):
        if fits(list(islice(_records(lines, delimiter), LOOKED_AT))):
            return delimiter
    return usual


def _ensure_apart(name: str, plain: Path, delimiter: str, width: int) -> None:
    """Raise EvidenceError where a quotation mark may have made one row of several; remarks may have several lines."""
    found = Records(file=plain, delimiter=delimiter, width=width)
    for _ in found:
        pass
    require(CELLS, Rejected(name=name, swallowed=found.swallowed), name)


def _ensure_few(name: str, rows: int) -> None:
    problems = found_by((ev45.CHECK,), Size(name, rows))
    if problems:
        raise EvidenceError(name, problems)


def _records(text: Iterable[str], delimiter: str) -> Iterator[Line]:
    """Yield the rows that are not blank; equal cells are one object, as a record repeats itself."""
    once = _Stripped()
    for number, cells in enumerate(cells_of_lines(text, delimiter), 1):
        kept = tuple(map(once.__getitem__, cells))
        if any(kept):
            yield number, kept


class _Stripped(dict[str, str]):
    """Cells without the white space and the null characters about them, each made once."""

    def __missing__(self, cell: str) -> str:
        plain = cell.replace("\0", "").strip()
        found = self[cell] = self.setdefault(plain, plain)
        return found


def _of_workbook(
    path: Path, *, fits: Callable[[Sequence[Line]], bool], sheet: str, decimal: Decimal
) -> tuple[list[Line], tuple[Merge, ...]]:
    from bystander.evidence.checks import ev59_sheets as ev59
    from bystander.evidence.tables.workbook import merged_cells, rows_of, shown_sheets

    heads = [(name, _lines(rows, decimal)) for name, rows in shown_sheets(path, most=LOOKED_AT)]
    meant = [name for name, _ in heads if name == sheet] if sheet else [n for n, head in heads if fits(head)]
    meant = meant or ([heads[0][0]] if len(heads) == 1 and not sheet else [])
    if len(meant) != 1:
        names = meant or [n for n, _ in heads]
        raise EvidenceError(path.name, [ev59.unclear(path.name, names, asked=bool(sheet), record=True)])
    return _lines(rows_of(path, meant[0]), decimal), merged_cells(path, meant[0])


def _lines(rows: Iterable[Sequence[object]], decimal: Decimal) -> list[Line]:
    found = [(number, tuple([_text(cell, decimal) for cell in row])) for number, row in enumerate(rows, 1)]
    width = max((at + 1 for _, cells in found for at, cell in enumerate(cells) if cell), default=0)
    return [(number, (*cells[:width], *[""] * (width - len(cells)))) for number, cells in found if any(cells)]


def _of_json(path: Path, decimal: Decimal, *, most: int = 0) -> list[Line]:
    found = deployments_of(path, lines=most)
    names = list(dict.fromkeys(name for one in found for name in one))
    rows = [tuple(_text(one.get(name), decimal) for name in names) for one in found]
    return [(1, tuple(names)), *((at, cells) for at, cells in enumerate(rows, 2) if any(cells))]


def _parquet_header(path: Path) -> list[Line]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return [(1, tuple(pq.read_schema(path).names))]
    except (OSError, pa.ArrowException):
        return []


def _parquet(path: Path) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    from bystander.evidence.checks.ev03_not_text import cut_off

    try:
        return whole_parquet(path)
    except (OSError, pa.ArrowException) as damage:
        raise EvidenceError(path.name, [cut_off(path.name)]) from damage


def _of_arrow(source: object, *, name: str, kind: str, decimal: Decimal, sha256: str = "") -> Grid:
    import pyarrow as pa

    if not (hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__")):
        message = f"a path or a table with the Arrow PyCapsule interface was expected, not {type(source).__name__}"
        raise TypeError(message)
    table = source if isinstance(source, pa.Table) else pa.table(source)
    _ensure_few(name, table.num_rows)
    header = tuple("" if str(cell).startswith("Unnamed: ") else str(cell) for cell in table.column_names)
    columns = [[_text(value, decimal) for value in column.to_pylist()] for column in table.columns]
    rows = [(at, cells) for at, cells in enumerate(zip(*columns, strict=True), start=2)]
    lines = [(1, header), *(line for line in rows if any(line[1]))]
    return Grid(name=name, sha256=sha256 or _digest(lines), format=kind, lines=lines)


def _text(value: Any, decimal: Decimal) -> str:  # noqa: ANN401 - whatever a table holds
    if value is None or value != value:  # noqa: PLR0124 - NaN is the one value unlike itself
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", decimal or ".")
    return str(value).strip()


def _digest(lines: Sequence[Line]) -> str:
    """Hash a table that has no file: its cells as text, so that the same table gives the same hash."""
    import hashlib

    digest = hashlib.sha256(repr(lines[0][1]).encode())
    for _, cells in lines[1:]:
        digest.update(repr(cells).encode())
    return digest.hexdigest()
