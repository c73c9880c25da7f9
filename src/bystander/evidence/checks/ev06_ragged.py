"""EV06: rows with too few or too many cells.

A row that has another number of cells than the header cannot be read with certainty: which cell is the score?
Usual causes: a decimal comma in a table separated by commas, an identifier that holds the separator without
quotes, or a file that was cut off. Where every row has one cell more, and the first cells differ as names of rows do,
the header lacks the cell above them, as R writes tables: they are read so, and that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.checks.rejected import Rejected

CODE = "EV06"


def _ragged(name: str, rows: Sequence[int], width: int, found: int | None, *, more: bool, delimiter: str) -> Problem:
    """Return the problem of rows with more (or fewer) cells than the ``width`` of the header."""
    means = "a decimal comma, or a comma inside an identifier without quotes, makes one cell into two"
    if not more:
        means = "the file was cut off, or cells at the end of rows were left out"
    elif delimiter != ",":
        means = "the separator stands inside a cell without quotes"
    if found == width + 1:
        means += "; or rows have names, and there is none above them"
    return Problem(
        code=CODE,
        severity="error",
        found=f"{plural(len(rows), 'row')} with too {'many' if more else 'few'} cells",
        where=in_rows(name, rows),
        expected=f"{width} cells, as in row 1",
        got=f"{found} cells" if found is not None else "",
        means=means,
        do="export it again with another separator (semicolon or tab) and decimal points",
    )


def _unreadable_rows(name: str, rows: Sequence[int]) -> Problem:
    """Return the problem of rows that cannot be split into cells: open quotes, lines without end."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"{plural(len(rows), 'row')} that cannot be split into cells",
        where=in_rows(name, rows),
        expected="quotes that are closed in the same row",
        means="a quotation mark inside a cell, or damage to the file",
        do="look at the rows named here and export again",
    )


def _swallowed(name: str, lines: Sequence[tuple[int, int]]) -> Problem:
    """Return the problem of quotation marks that make one row of several lines."""
    first, last = lines[0]
    return Problem(
        code=CODE,
        severity="error",
        found=f"a quotation mark makes one row of {count(last - first + 1)} lines",
        where=f"{name}, lines {count(first)} to {count(last)}",
        expected="quotes that are closed in the same row",
        got=f"{plural(len(lines), 'such row')}" if len(lines) > 1 else "",
        means="a quotation mark that belongs to a name, or damage; the rows between would be lost",
        do="look at the first of these lines: take the mark out, write it twice within quotes, or take out line breaks",
    )


def _lost(name: str, rows: int) -> Problem:
    """Return the problem of rows that are not accounted for."""
    return Problem(
        code=CODE,
        severity="error",
        found="the rows that were read are not those of the file",
        where=name,
        expected="one row in each line",
        got=f"{plural(abs(rows), 'row')} {'fewer' if rows > 0 else 'more'} than there are",
        means="quotation marks or line ends are written in a way that can be read in several ways",
        do="export it again, without quotation marks inside cells",
    )


def look(seen: Rejected) -> list[Problem]:
    """Find rows with fewer cells, with more, and those that are no cells at all or swallow others."""
    problems = []
    for rows, cells, more in ((seen.few, seen.few_cells, False), (seen.many, seen.many_cells, True)):
        if rows:
            problems.append(_ragged(seen.name, rows, seen.width, cells, more=more, delimiter=seen.delimiter))
    if seen.unsplit:
        problems.append(_unreadable_rows(seen.name, seen.unsplit))
    if seen.swallowed:
        problems.append(_swallowed(seen.name, seen.swallowed))
    return [*problems, _lost(seen.name, seen.lost)] if seen.lost else problems


CHECK = Check(code=CODE, about=__doc__, look=look)
