"""The table that tells of people: evidence itself, or one of its own; read column by column, in parts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.order import HEADED, IS_TEXT, ROWS
from bystander.evidence.provenance import sha256_of
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.look import look
from bystander.evidence.tables.open_table import open_table
from bystander.evidence.tables.opened import TextTable, WorkbookTable
from bystander.evidence.tables.workbook import is_workbook, sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bystander.evidence.tables.opened import Opened
    from bystander.evidence.tables.table_columns import TableColumns

_CALLED = "table of people"


@dataclass(frozen=True)
class OnSheet:
    """A workbook of which one sheet is meant."""

    path: Path
    sheet: str


def on_sheet(people: object, sheet: str, *, elsewhere: bool) -> object:
    """Return a table of people with the sheet that was named, where it is a workbook; anything else as it is.

    ``elsewhere``: the sheet is one of the evidence, so that the table of people need not have one of that name.
    """
    if not sheet or not isinstance(people, (str, Path)) or not _is_workbook(Path(people)):
        return people
    path = Path(people)
    if elsewhere and sheet not in {one.name for one in sheets_of(path)}:
        return path
    return OnSheet(path, sheet)


def _is_workbook(path: Path) -> bool:
    return path.is_file() and is_workbook(path, look(path).raw)


def _opened(source: object) -> Opened:
    path, sheet = (source.path, source.sheet) if isinstance(source, OnSheet) else (source, "")
    return open_table(path, called=_CALLED, sheet=sheet, fits=_names_people)


def header_of(source: object, *, strict: bool = False) -> list[str]:
    """Return the names of the columns of a path or of what speaks Arrow; none where it has no header.

    ``strict``: raise EvidenceError there, and where it cannot be read.
    """
    table = _opened(source)
    if strict and isinstance(table, TextTable):
        require(IS_TEXT, table.head, table.name)
        require(HEADED, table.head, table.name)
        require(ROWS, Count(table.name, len(table.head.cells) - 1), table.name)
    if strict and isinstance(table, WorkbookTable):
        require(ROWS, Count(table.name, table.table.num_rows), table.name)
    return list(table.header)


def parts_of(source: object, positions: Sequence[int], *, strict: bool = False) -> Iterator[TableColumns[int]]:
    """Return the columns at some positions, part by part. ``strict``: raise EvidenceError for unreadable rows."""
    table = _opened(source)
    for part in table.parts(positions):
        errors = [p for p in part.problems if p.stops]
        if strict and errors:
            raise EvidenceError(table.name, errors)
        yield part


def _names_people(header: Sequence[str]) -> bool:
    return "subject" in {normal(cell) for cell in header}


def sha256_of_people(source: object, header: Sequence[str]) -> tuple[str, str]:
    """Return the hash of a table and what it is."""
    if isinstance(source, (Path, OnSheet)):
        return sha256_of([source.path if isinstance(source, OnSheet) else source]), _CALLED
    from bystander.evidence.tables.arrow_hash import hash_of
    from bystander.evidence.tables.open_table import in_memory

    table = in_memory(source)
    return hash_of({name: table.column(at) for at, name in enumerate(header)}), "table in memory"
