"""EV05: a cell that should be a number is not one.

Usual causes: points and commas before the fraction in one column, a per-cent sign, a word for a missing value
(``N/A``), or columns that slipped by one. Nothing is repaired in silence: a score that was read wrongly is a false
alert that nobody sees. Decimal commas are read where they can be nothing else (0,83 and not 1,234), and that is said.
So are thousands that stand apart: 1,434.6 and 1 434 are read, and 1,434 only beside such a number.
The cell itself is not shown, as it may be an identifier in the wrong column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.checks.rejected import Rejected

CODE = "EV05"

_MISSING = r"(?i)n/?a|null|none|missing|-+|\?+|#n/a|#value!|#div/0!|error|fail(ed|ure)?|fte|fta"
_MARK = "mark failures in a column named failed, and remove rows that were never compared"
_CAUSES = (
    (r"[-+]?\d{1,3}([ '\u00a0\u2019]\d{3})+([.,]\d+)?", "a number with thousands separated",
     "the export wrote numbers for people to read", "export it with plain numbers"),
    (r"[-+]?[1-9]\d{0,2}(,\d{3})+", "a number with a comma before three digits",
     "a decimal comma, or thousands written for people to read", "export it with plain numbers and decimal points"),
    (r"[-+]?\d*\.\d+([eE][-+]?\d+)?", "a number with a decimal point, where others have a decimal comma",
     "parts that were exported on different machines were put together", "export all of them in one way"),
    (r"[-+]?\d*,\d+([eE][-+]?\d+)?", "a number with a decimal comma",
     "the export used the comma of a European spreadsheet", "export it with decimal points"),
    (r"[-+]?[\d.,]+ ?%", "a per cent value", "the column was formatted as a percentage",
     "export the plain number"),
    (_MISSING, "a word for a missing value", "the comparison failed or was never made", _MARK),
    (r"", "an empty cell", "the comparison failed or was never made", _MARK),
)  # fmt: skip


def kind_of(cell: str) -> tuple[str, str, str]:
    """Return what a cell looks like, the likely human cause, and what to do; never the cell itself."""
    for pattern, got, means, do in _CAUSES:
        if re.fullmatch(pattern, cell.strip()):
            return got, means, do
    return (
        "text",
        "columns slipped by one, or the file has notes among the rows",
        "look at the rows named here and export again",
    )


def _not_numbers(name: str, column: str, rows: Sequence[int], cells: Sequence[str], expected: str) -> Problem:
    """Return the problem of the rows of a column whose cells could not be read, by their most frequent kind."""
    kinds = [kind_of(cell) for cell in cells]
    got, means, do = max(sorted(set(kinds)), key=kinds.count)
    others = len(set(kinds)) - 1
    return Problem(
        code=CODE,
        severity="error",
        found=f"{plural(len(rows), 'cell')} that should be a number {'is' if len(rows) == 1 else 'are'} none",
        where=in_rows(name, rows, column=column),
        expected=expected,
        got=got + (", and others" if others else ""),
        means=means,
        do=do,
    )


def with_commas(name: str) -> Problem:
    """Return the note that numbers were read with a comma before their fraction."""
    return Problem(
        code=CODE, severity="note", found="numbers were read with a decimal comma: 0,83 is 0.83", where=name,
        means="the export used the comma of a European spreadsheet", do="nothing, if that is so", needed=False,
    )  # fmt: skip


def with_groups(name: str, column: str, rows: Sequence[int], total: int) -> Problem:
    """Return the note that numbers were read whose thousands stand apart."""
    return Problem(
        code=CODE, severity="note",
        found=f"{plural(total, 'number')} {'was' if total == 1 else 'were'} read with thousands apart: 1,434.6 is 1434.6",  # noqa: E501
        where=in_rows(name, rows, total, column=column), means="the export wrote numbers for people to read",
        do="nothing, if that is so", needed=False, told=True,
    )  # fmt: skip


def look(seen: Rejected) -> list[Problem]:
    """Find cells that should be numbers or flags and are not, column by column."""
    return [_not_numbers(seen.name, u.column, u.rows, u.cells, u.expected) for u in seen.unread]


CHECK = Check(code=CODE, about=__doc__, look=look)
