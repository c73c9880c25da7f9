"""Sheets of a workbook (``.xlsx``) as tables: numbers, dates and flags as they are, and nothing is worked out.

A sheet is read from its first row of several cells on: rows above it are a title. Where the first row of a header has
gaps, as merged cells leave them, and the second row has words only, the two are joined: "probe" above "subject" is
"probe_subject". The value of a formula is the one that was saved with it.
"""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev59_sheets as ev59
from bystander.evidence.tables.merges import merges_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bystander.evidence.tables.merges import Merge

_DAMAGE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    zipfile.BadZipFile,
    SyntaxError,
)  # fmt: skip; of XML that is damaged a SyntaxError is raised
_INSIDE = "xl/workbook.xml"
_LOOKED_AT = 50  # rows in which a header is looked for
Cell = Any


@dataclass(frozen=True)
class Sheet:
    """Where the table of a sheet begins. ``above``: rows before its first row of data, titles and headers."""

    name: str
    header: tuple[str, ...]
    above: int


def is_workbook(path: Path, raw: bytes) -> bool:
    """Return whether a file is a workbook; ``raw``: its first bytes."""
    if not raw.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _INSIDE in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def sheets_of(path: Path, *, least: int = 1) -> list[Sheet]:
    """Return the sheets that hold a table: those that are shown, in their order; ``least``: rows below the header.

    Raises EvidenceError for damage.
    """
    found = []
    with _opened(path) as book:
        for sheet in book.worksheets:
            head = [] if sheet.sheet_state != "visible" else _rows(sheet, _LOOKED_AT)
            begin = next((at for at, row in enumerate(head) if sum(c is not None for c in row) > 1), None)
            if begin is not None and len(head) > begin + least:
                found.append(_sheet(sheet.title, head, begin))
    return found


def read_sheet(path: Path, sheet: Sheet) -> pa.Table:
    """Return the columns of a sheet by their place ("0", "1", ...), without the empty rows below it.

    Raises EvidenceError for damage, and for formulas whose value was not saved.
    """
    width = len(sheet.header)
    rows = _body(path, sheet, values=True)
    if any(cell is None for row in rows for cell in row):
        _ensure_saved(path, rows, _body(path, sheet, values=False), above=sheet.above)
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    columns = [_column([row[at] for row in rows]) for at in range(width)]
    return pa.table(columns, names=[str(at) for at in range(width)])


def shown_sheets(path: Path, *, most: int) -> list[tuple[str, list[tuple[Cell, ...]]]]:
    """Return the sheets that are shown, each with its first rows as they stand. Raises EvidenceError for damage."""
    with _opened(path) as book:
        return [(sheet.title, _rows(sheet, most)) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def rows_of(path: Path, name: str) -> list[tuple[Cell, ...]]:
    """Return all rows of a sheet as they stand, titles and headers too.

    Raises EvidenceError for damage, and for formulas whose value was not saved.
    """
    with _opened(path) as book:
        rows = _rows(book[name])
    if any(cell is None for row in rows for cell in row):
        with _opened(path, values=False) as book:
            _ensure_saved(path, rows, _rows(book[name]), above=0)
    return rows


def merged_cells(path: Path, name: str) -> tuple[Merge, ...]:
    """Return the merged cells of a sheet. Raises EvidenceError for damage."""
    with _opened(path) as book:
        return merges_of(book[name])


def _ensure_saved(
    path: Path, rows: Sequence[tuple[Cell, ...]], formulas: Sequence[tuple[Cell, ...]], *, above: int
) -> None:
    unsaved = [
        number
        for number, (row, written) in enumerate(zip(rows, formulas, strict=False), above + 1)
        if any(c is None and isinstance(w, str) and w.startswith("=") for c, w in zip(row, written, strict=False))
    ]
    if unsaved:
        raise EvidenceError(path.name, [ev59.unsaved(path.name, unsaved)])


def _body(path: Path, sheet: Sheet, *, values: bool) -> list[tuple[Cell, ...]]:
    width = len(sheet.header)
    with _opened(path, values=values) as book:
        rows = _rows(book[sheet.name])
    return [(*row[:width], *[None] * (width - len(row))) for row in rows[sheet.above :]]


@contextmanager
def _opened(path: Path, *, values: bool = True) -> Iterator[Any]:
    import openpyxl

    with path.open("rb") as content:  # of a path openpyxl would go by what it is called, and not by what it is
        try:
            book = openpyxl.load_workbook(content, read_only=True, data_only=values, keep_links=False)
        except _DAMAGE as damage:
            raise EvidenceError(path.name, [ev03.unreadable_content(path.name, "workbook")]) from damage
        try:
            yield book
        except _DAMAGE as damage:
            raise EvidenceError(path.name, [ev03.unreadable_content(path.name, "workbook")]) from damage
        finally:
            book.close()


def _rows(sheet: Any, most: int | None = None) -> list[tuple[Cell, ...]]:  # noqa: ANN401 - openpyxl ships no types
    sheet.reset_dimensions()  # what a program wrote there may be wrong
    return [
        tuple(None if isinstance(cell, str) and not cell.strip() else cell for cell in row)
        for row in sheet.iter_rows(max_row=most, values_only=True)
    ]


def _sheet(name: str, head: Sequence[tuple[Cell, ...]], begin: int) -> Sheet:
    first, second = head[begin], head[begin + 1] if begin + 1 < len(head) else ()
    width = max(len(first), len(second))
    while width and all(width > len(row) or row[width - 1] is None for row in head[begin:]):
        width -= 1
    upper = [*first[:width], *[None] * (width - len(first))]
    lower = [*second[:width], *[None] * (width - len(second))]
    merged = None in upper and len(head) > begin + 2 and all(c is None or isinstance(c, str) for c in lower)
    if not merged or not any(u is None and w is not None for u, w in zip(upper, lower, strict=True)):
        return Sheet(name, tuple("" if c is None else _text(c) for c in upper), begin + 1)
    return Sheet(name, tuple(_joined(upper, lower)), begin + 2)


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> Iterator[str]:
    """Join two rows of a header: a cell that is merged goes on over the gaps beside it."""
    over = ""
    for high, low in zip(upper, lower, strict=True):
        over = over if high is None else _text(high)
        alone = high is None and low is None
        yield "" if alone else over if low is None else f"{over}_{_text(low)}" if over else _text(low)


def _column(cells: Sequence[Cell]) -> pa.Array:
    """Return cells as a column of numbers, of flags, or of text; dates are text, as ISO 8601 writes them."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {bool}:
        return pa.array(cells, pa.bool_())
    if kinds == {int} and all(-(1 << 63) <= c < 1 << 63 for c in cells if c is not None):
        return pa.array(cells, pa.int64())
    if kinds and kinds <= {int, float}:
        return pa.array([None if c is None else float(c) for c in cells], pa.float64())
    return pa.array([None if c is None else _text(c) for c in cells], pa.string())


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell).strip()
