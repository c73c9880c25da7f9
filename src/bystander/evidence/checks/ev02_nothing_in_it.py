"""EV02: there is nothing in the file.

The file has no bytes, only blank lines, or a header with no row under it. An export that failed half-way
looks like this. A rate of zero comparisons is 0/0, which is *not estimable*, and never 0: the work stops.
"""

from __future__ import annotations

from typing import NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV02"


class Size(NamedTuple):
    """How many bytes a file has, once it is unpacked."""

    name: str
    size: int


class Count(NamedTuple):
    """How many rows are under the header of a table."""

    name: str
    rows: int


def _empty(name: str) -> Problem:
    """Return the problem of a file without any content."""
    return Problem(
        code=CODE,
        severity="error",
        found="the file is empty",
        where=name,
        expected="at least one row of data",
        got="0 rows",
        means="an export that failed, or a file that was created but never written, looks like this",
        do="export it again and look into it before giving it",
    )


def _header_only(name: str) -> Problem:
    """Return the problem of a file whose header has no row under it."""
    return Problem(
        code=CODE,
        severity="error",
        found="the file has a header and no row under it",
        where=f"{name}, row 1",
        expected="at least one row of data, from row 2 on",
        got="0 rows",
        means="a query that matched nothing, or an export that failed half-way, looks like this",
        do="export it again and look into it before giving it",
    )


def look(file: Size) -> list[Problem]:
    """Find a file without any content."""
    return [] if file.size else [_empty(file.name)]


def look_at_rows(table: Count) -> list[Problem]:
    """Find a table without any row."""
    return [_header_only(table.name)] if table.rows < 1 else []


CHECK = Check(code=CODE, about=__doc__, look=look)
ROWS = CHECK.on(look_at_rows)
