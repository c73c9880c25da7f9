"""The table that tells of people: evidence itself, or one of its own; read column by column, in parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.order import HEADED, IS_TEXT, ROWS
from bystander.evidence.provenance import sha256_of
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.open_table import open_table
from bystander.evidence.tables.opened import TextTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bystander.evidence.tables.table_columns import TableColumns

_CALLED = "table of people"


def header_of(source: object, *, strict: bool = False) -> list[str]:
    """Return the names of the columns of a path or of what speaks Arrow; none where it has no header.

    ``strict``: raise EvidenceError there, and where it cannot be read.
    """
    table = open_table(source, called=_CALLED, fits=_names_people)
    if strict and isinstance(table, TextTable):
        require(IS_TEXT, table.head, table.name)
        require(HEADED, table.head, table.name)
        require(ROWS, Count(table.name, len(table.head.cells) - 1), table.name)
    return list(table.header)


def parts_of(source: object, positions: Sequence[int], *, strict: bool = False) -> Iterator[TableColumns[int]]:
    """Return the columns at some positions, part by part. ``strict``: raise EvidenceError for unreadable rows."""
    table = open_table(source, called=_CALLED, fits=_names_people)
    for part in table.parts(positions):
        errors = [p for p in part.problems if p.stops]
        if strict and errors:
            raise EvidenceError(table.name, errors)
        yield part


def _names_people(header: Sequence[str]) -> bool:
    return "subject" in {normal(cell) for cell in header}


def sha256_of_people(source: object, header: Sequence[str]) -> tuple[str, str]:
    """Return the hash of a table and what it is."""
    if isinstance(source, Path):
        return sha256_of([source]), _CALLED
    from bystander.evidence.tables.arrow_hash import hash_of
    from bystander.evidence.tables.open_table import in_memory

    table = in_memory(source)
    return hash_of({name: table.column(at) for at, name in enumerate(header)}), "table in memory"
