"""Names of rows with no cell above them: what R's ``write.table`` writes unless it is told otherwise.

Every row then has one cell more than the header, the first of which names it. A decimal comma in a table that commas
separate makes one cell more as well, and so does a name of two words where a space separates. So the names must differ
from each other, and where commas separate, either every row has a decimal point, or no two cells may have been one
number. A matrix has a sign of its own: names of its rows stand above its columns.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bystander.errors import Problem
from bystander.evidence.checks.ev06_ragged import CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

_POINT = re.compile(r"[-+]?[0-9]*[.][0-9]+([eE][-+]?[0-9]+)?")
_PART = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?[0-9]*[.,]?[0-9]+([eE][-+]?[0-9]+)?")


def has_row_names(cells: Sequence[Sequence[str]], delimiter: str) -> bool:
    """Return whether the first lines of a table, the header among them, have names of rows and none above them."""
    if len(cells) < 2:
        return False
    header, *rows = cells
    names = [row[0] for row in rows if len(row) == len(header) + 1]
    if len(names) < len(rows) or not all(names) or not any(row[-1] for row in rows):
        return False
    if len(header) > 1 and not set(names).isdisjoint(header):
        return True  # a matrix: whoever is in a row is above a column
    if len(set(names)) < len(names) or any(_NUMBER.fullmatch(cell) for cell in header):
        return False
    if delimiter != "," or all(any(_POINT.fullmatch(cell) for cell in row) for row in rows):
        return True
    return not any(
        all(_PART.fullmatch(row[at]) and row[at + 1].isdecimal() for row in rows) for at in range(len(header))
    )


def recognised(name: str) -> Problem:
    """Return the note that the first column was taken for names of rows."""
    return Problem(
        code=CODE,
        severity="note",
        found="the header has one cell less than every row: the first column was read as names of rows",
        where=f"{name}, row 1",
        means="R writes tables so",
        do="nothing, if that is so; otherwise write a name above every column",
        needed=False,
    )


def look_at(names: Any, name: str) -> Problem:  # noqa: ANN401 - pyarrow ships no types
    """Return the note on the names of all rows of a table, or the error that they are none, as one stands twice."""
    import pyarrow.compute as pc

    found = recognised(name)
    if not names.null_count and len(pc.unique(names.cast("string"))) == len(names):
        return found
    return replace(
        found, severity="error", found="every row has one cell more than the header", got="a first cell that repeats",
        expected="names of rows that differ, as R writes them, or as many cells as the header has",
        means="the delimiter stands inside a cell without quotes, or a column has no name above it",
        do="export it again with another separator (semicolon or tab), and a name above every column", needed=True,
    )  # fmt: skip
