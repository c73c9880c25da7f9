"""A search record as a table of text: as a deployment record is read, with a header of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.record.table import HEADER_WITHIN, header_of, read_table
from bystander.evidence.search_record.columns import is_search_record_header, resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.evidence.record.table import Table


def is_search_record(source: object, columns: Mapping[str, str] | None = None) -> bool:
    """Return whether a file or a table has the header of a search record; never raises.

    ``columns``: canonical column to the file's own heading, where it has another.
    """
    if hasattr(source, "column_names"):
        return is_search_record_header(source.column_names, columns)
    if not isinstance(source, (str, Path)):
        return False
    try:
        header = header_of(Path(source), is_header=lambda cells: is_search_record_header(cells, columns))
    except (OSError, EvidenceError):
        return False
    return is_search_record_header(header, columns)


def read_search_table(source: object, columns: Mapping[str, str] | None = None) -> Table:
    """Read a path or an Arrow PyCapsule object, with the columns of a search record. Raises as :func:`read_table`."""
    table = read_table(source)
    if not is_search_record_header(table.header, columns):
        table = _below_titles(table, columns)
    return replace(table, columns=resolved(table.header, columns), estimated=frozenset())


def _below_titles(table: Table, columns: Mapping[str, str] | None) -> Table:
    """Return the table from its header on, where titles stand above it."""
    for at, (number, cells) in enumerate(table.rows[:HEADER_WITHIN]):
        if is_search_record_header(cells, columns):
            return replace(table, header=cells, header_row=number, rows=table.rows[at + 1 :])
    return table
