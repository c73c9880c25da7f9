"""A search record as a table of text: as a deployment record is read, with a header of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.record.grid import LOOKED_AT, first_lines, read_grid
from bystander.evidence.record.merged import spread
from bystander.evidence.record.table import Table, is_record_header
from bystander.evidence.search_record.columns import COLUMNS, is_search_record_header, resolved, speaks_of_searches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bystander.evidence.record.grid import Line

_COUNTED = frozenset(column.name for column in COLUMNS if column.kind == "count")


def is_search_record(source: object, columns: Mapping[str, str] | None = None, sheet: str = "") -> bool:
    """Return whether a file or a table has the header of a search record; never raises.

    ``columns``: canonical column to the file's own heading, where it has another. ``sheet``: of a workbook.
    """
    if hasattr(source, "column_names"):
        return _header_in([(1, tuple(source.column_names))], columns) is not None
    if not isinstance(source, (str, Path)):
        return False
    fits = _fits(columns)
    try:
        return fits(first_lines(Path(source), fits=fits, sheet=sheet))
    except (OSError, EvidenceError):
        return False


def read_search_table(source: object, columns: Mapping[str, str] | None = None, sheet: str = "") -> Table:
    """Read a path or an Arrow PyCapsule object, with the columns of a search record. Raises as :func:`read_grid`."""
    grid = read_grid(source, fits=_fits(columns), sheet=sheet)
    lines = grid.lines
    at = _header_in(lines[:LOOKED_AT], columns) or 0
    number, header = lines[at] if lines else (1, ())
    named = resolved(header, columns)
    rows, shared = spread(lines[at + 1 :], grid.merged, named, counted=_COUNTED)
    return Table(
        name=grid.name, sha256=grid.sha256, format=grid.format, header=header, header_row=number, rows=rows,
        columns=named, shared=shared,
    )  # fmt: skip


def _fits(columns: Mapping[str, str] | None) -> Callable[[Sequence[Line]], bool]:
    return lambda lines: _header_in(lines[:LOOKED_AT], columns) is not None


def _header_in(lines: Sequence[Line], columns: Mapping[str, str] | None) -> int | None:
    """Return which line is the header: one that has what is needed, or the first of several cells if it lacks some."""
    for at, (_, cells) in enumerate(lines):
        if is_search_record_header(cells, columns):
            return at
    first = next((at for at, (_, cells) in enumerate(lines) if sum(bool(cell.strip()) for cell in cells) > 1), None)
    if first is None or not speaks_of_searches(lines[first][1]) or is_record_header(lines[first][1]):
        return None
    return first
