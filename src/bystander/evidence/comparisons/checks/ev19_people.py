"""EV19: too few people to say anything about people.

Errors cluster by person: ten thousand comparisons of two people are closer to two observations than to ten
thousand. With one person there is no non-mated comparison and nothing to generalise to: the work stops. With fewer
than ten people the rates are given with a warning, as their intervals cannot be trusted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV19"
ENOUGH = 10


def few(name: str, people: int) -> Problem:
    """Return the problem of fewer than ten people; an error for one."""
    one = people <= 1
    return Problem(
        code=CODE,
        severity="error" if one else "warning",
        found="all comparisons are of one person" if one else f"there are only {plural(people, 'person', 'people')}",
        where=name,
        expected=f"{ENOUGH} people at the very least; hundreds for a useful answer",
        means="how a system treats one person says nothing about the next"
        if one
        else "errors cluster by person, so the uncertainty cannot be known well",
        do="give the whole trial, or a larger one",
    )


def look(seen: Seen) -> list[Problem]:
    """Find a trial of fewer than ten people."""
    return [few(seen.name, seen.people)] if seen.rows and seen.people is not None and seen.people < ENOUGH else []


CHECK = Check(code=CODE, about=__doc__, look=look)
