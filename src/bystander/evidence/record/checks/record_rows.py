"""How checks name the rows of a record: as a spreadsheet counts them, and not all of a thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.table import Table

MOST = 10


def rows(numbers: Sequence[int]) -> str:
    """Return "row 7", "rows 7, 9 and 12", or the first ten and how many more."""
    ordered = sorted(set(numbers))
    if len(ordered) == 1:
        return f"row {ordered[0]}"
    if len(ordered) > MOST:
        return f"rows {', '.join(str(n) for n in ordered[:MOST])} and {len(ordered) - MOST:,} more"
    return f"rows {', '.join(str(n) for n in ordered[:-1])} and {ordered[-1]}"


def header_of(table: Table, column: str) -> str:
    """Return the header, as it stands in the file, of a canonical column."""
    return next((h for h, name in zip(table.header, table.columns, strict=True) if name == column), column)


def how_many(number: int, noun: str) -> str:
    """Return "1 row", "12 rows"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
