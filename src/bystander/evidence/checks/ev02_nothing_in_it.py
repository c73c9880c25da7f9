"""EV02: there is nothing in the file.

The file has no bytes, only blank lines, or a header with no row under it. An export that failed half-way
looks like this. A rate of zero comparisons is 0/0, which is *not estimable*, and never 0: the work stops.
"""

from __future__ import annotations

from bystander.errors import Problem

CODE = "EV02"


def empty(name: str) -> Problem:
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


def header_only(name: str) -> Problem:
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
