"""EV10: comparisons without ground truth.

The person in the probe or in the reference is not given. Whether such an alert was right cannot be known, so the
row is refused and counted: no ground truth, no number. If all rows lack it, there is no trial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV10"


def no_subject(name: str, column: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of ``total`` rows without a subject on one side, of which ``rows`` are the first."""
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{plural(total, 'row')} without ground truth {'was' if total == 1 else 'were'} left out",
        where=in_rows(name, rows, total, column),
        expected="the identifier of the person",
        got="an empty cell",
        means="nobody can say whether the comparison is mated, so it can be neither an error nor a success",
        do="fill in the person where it is known; people known not to be enrolled need an identifier of their own",
    )
