"""EV10: comparisons without ground truth.

The person in the probe or in the reference is not given. Whether such an alert was right cannot be known, so the
row is refused and counted: no ground truth, no number. If all rows lack it, there is no trial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.errors import Severity
    from bystander.evidence.checks.where import Rows
    from bystander.evidence.comparisons.reading import Reading
CODE = "EV10"


def _no_subject(name: str, column: str, rows: Rows, severity: Severity) -> Problem:
    return Problem(
        code=CODE,
        severity=severity,
        found=f"{plural(rows.total, 'row')} without ground truth {'was' if rows.total == 1 else 'were'} left out",
        where=in_rows(name, rows.first, rows.total, column),
        expected="the identifier of the person",
        got="an empty cell",
        means="nobody can say whether the comparison is mated, so it can be neither an error nor a success",
        do="fill in the person where it is known; people known not to be enrolled need an identifier of their own",
    )


def look(seen: Reading) -> list[Problem]:
    """Find rows without an identifier, column by column."""
    return [_no_subject(seen.name, column, rows, "refused") for column, rows in seen.nameless.items() if rows]


def look_at_sides(seen: Reading) -> list[Problem]:
    """Find rows and columns of a matrix without an identifier: too many comparisons hang on one to leave it out."""
    return [_no_subject(seen.name, column, rows, "error") for column, rows in seen.nameless.items() if rows]


CHECK = Check(code=CODE, about=__doc__, look=look)
SIDES = CHECK.on(look_at_sides)
