"""EV12: one probe or reference with the same score in all its comparisons.

A whole row or column of a matrix with one single value is hardly ever what a matcher computed. It is what is
written when a template could not be made: a failure dressed as a score. Left in, it makes the system look better
(its non-mated scores are low) and hides whom the system fails on. At least ten comparisons are asked for before
this is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV12"
AT_LEAST = 10


def one_value(name: str, side: str, found: int, of: int, comparisons: int) -> Problem:
    """Return the warning that so many samples or people of a side have one score in all their comparisons."""
    have = "has" if found == 1 else "have"
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{count(found)} of {plural(of, side)} {have} one and the same score in every comparison",
        where=f"{name}, {plural(comparisons, 'comparison')}",
        expected=f"different scores among {AT_LEAST} or more comparisons",
        means="these may be failures: systems write a fixed value where no template could be made",
        do="if they are failures, declare the value with --failed-score, so that they are counted as failures",
    )


def look(seen: Seen) -> list[Problem]:
    """Find samples or people of either side with one score in ten comparisons or more."""
    problems = []
    for side, state in (("probe", seen.total.probe_values), ("reference", seen.total.reference_values)):
        if state is not None:
            same, of, comparisons = state.found(AT_LEAST)
            if same:
                problems.append(one_value(seen.name, f"{side} {seen.total.level}", same, of, comparisons))
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
