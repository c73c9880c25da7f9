"""EV13: one value at the end of the range holds a suspicious share of the scores.

A pile at the lowest or highest score is typical of a sentinel (-1, 0, 9999), of clipping, or of a system that
cuts its candidate list. A sentinel is a failure; clipping means that no threshold can be set beyond the pile.
It is said when the pile holds at least 1 in 100 scores, twenty comparisons, and ten times what a value holds on
average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import percent, plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV13"
AT_LEAST, SHARE, TIMES = 20, 0.01, 10.0


def pile(at: str, end: str, value: float, rows: int, total: int) -> Problem:
    """Return the warning of ``rows`` of ``total`` scores that all have the ``end`` value ("lowest", "highest")."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{plural(rows, 'comparison')} ({percent(rows / total)}) have exactly the {end} score, {value:.6g}",
        where=at,
        expected="scores that thin out towards the ends of their range",
        means="a value was written for failures, or scores were cut off at a limit",
        do=f"if it stands for a failure, give --failed-score {value:.6g}; if scores were cut off, ask for all of them",
    )


def look(seen: Seen) -> list[Problem]:
    """Find a pile at the lowest or at the highest score."""
    total, problems = seen.total, []
    for end, value, rows in (("lowest", total.lowest, total.at_lowest), ("highest", total.highest, total.at_highest)):
        if rows >= max(AT_LEAST, SHARE * seen.scored, TIMES * seen.rows_a_score):
            problems.append(pile(seen.scores_at, end, value, rows, seen.scored))
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
