"""Lines above the header of a table: a title, the program that wrote it, what was set.

They are told from a header by the lines below: a header has as many cells as these and no number, and numbers stand
below it; what is above it has fewer cells. Nothing of what is written there is looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.tables.digit_groups import GROUPED
from bystander.evidence.tables.head import is_heading, is_number
from bystander.evidence.tables.plain_headings import plain_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKED_AT = 40  # lines in which a header is looked for
_HALF = 0.5


def lines_above(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the first rows of a table stand above its header; 0 where nothing tells."""
    cells = [[cell.strip() for cell in row] for row in rows]
    filled = [sum(map(bool, row)) for row in cells]
    for at, row in enumerate(cells[:-1]):
        if not _can_be_header(row):
            continue
        below = [other for other in cells[at + 1 :] if plain_cells(other) != plain_cells(row)]
        if sum(len(other) == len(row) for other in below) <= _HALF * len(below):
            continue
        if not any(_are_numbers([other[place] for other in below if place < len(other)]) for place in range(len(row))):
            continue
        return at if at and max(filled[:at]) < len(row) else 0
    return 0


def _can_be_header(row: Sequence[str]) -> bool:
    return len(row) > 1 and all(map(is_heading, row)) and len({cell.casefold() for cell in row}) == len(row)


def _are_numbers(cells: Sequence[str]) -> bool:
    """Return whether most cells of a column are numbers."""
    numbers = sum(is_number(cell) or any(one.match(cell) for one in GROUPED.values()) for cell in cells)
    return numbers > _HALF * len(cells)
