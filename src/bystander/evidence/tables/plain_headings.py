"""Headings as they are compared, and rows that repeat them.

A table has such rows that was cut into pages, or put together of several files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def plain(header: str) -> str:
    """Return a header as names are compared: lower case, words joined by "_", nothing else."""
    return "_".join("".join(c if c.isalnum() else " " for c in header.casefold()).split())


def plain_cells(cells: Sequence[str]) -> tuple[str, ...]:
    """Return cells as headings are compared, without empty ones at the end."""
    found = [plain(cell) for cell in cells]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def repeats(cells: Sequence[str], headers: Collection[tuple[str, ...]]) -> bool:
    """Return whether a row is one of the rows of a header again; ``headers``: these, as ``plain_cells`` gives them."""
    return bool(cells) and not any(cell[:1].isdigit() for cell in cells) and plain_cells(cells) in headers
