"""EV15: the same two samples compared twice.

Two rows with the same probe sample and the same reference sample. With equal scores the second adds nothing and
is refused; counted twice, it would make the evidence look larger than it is. With different scores nobody can tell
which is right, and the work stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.reading import Reading

CODE = "EV15"


def _repeated(name: str, total: int, rows: Sequence[int] = ()) -> Problem:
    """Return the problem of rows that repeat an earlier row, score included."""
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{plural(total, 'row')} left out that {'repeats' if total == 1 else 'repeat'} an earlier comparison",
        where=in_rows(name, rows, total) if rows else name,
        expected="each pair of samples once",
        means="files that were joined twice, or a log that was written twice",
        do="nothing, if the rows are copies",
        needed=False,
    )


def _conflicting(name: str, total: int, rows: Sequence[int] = ()) -> Problem:
    """Return the problem of rows that repeat an earlier pair of samples with another score."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"the same two samples are compared again, with another score, in {plural(total, 'row')}",
        where=in_rows(name, rows, total) if rows else name,
        expected="one score for each pair of samples",
        means="two systems or two versions in one file, or sample names that are not unique",
        do="keep the rows of one system, or give every sample a name of its own",
    )


def look(seen: Reading) -> list[Problem]:
    """Find rows that repeat a pair of samples."""
    problems = [_repeated(seen.name, seen.repeated.total, seen.repeated.first)] if seen.repeated else []
    return problems + [_conflicting(seen.name, rows.total, rows.first) for rows in seen.conflicting if rows]


CHECK = Check(code=CODE, about=__doc__, look=look)
