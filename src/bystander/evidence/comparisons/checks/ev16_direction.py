"""EV16: the scores seem to point the wrong way.

Mated comparisons should score as more alike than non-mated ones. Where they mostly score as less alike, the
scores are distances that were not declared, or similarities that were declared as distances. Every rate would be
the opposite of the truth, so the work stops. The rule: with at least 10 comparisons of each kind, a mated score
exceeds a non-mated one in fewer than 40 of 100 random pairs (ties count half). A score that is called a distance, and
is not declared as one, is not evaluated either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import percent

if TYPE_CHECKING:
    from bystander.evidence.comparisons.heading import Heading
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV16"
AT_LEAST, LIMIT = 10, 0.4


def wrong_way(at: str, share: float, *, distance: bool, labelled: bool = False) -> Problem:
    """Return the problem of scores whose mated side is the less alike; ``share`` is the share of pairs in order.

    ``labelled``: labels say which are mated, and no names of people.
    """
    means = "the scores are distances: smaller means more alike"
    if distance:
        means = "the scores are similarities, not distances"
    do = "leave --distance out" if distance else "give --distance"
    if labelled:
        means += "; or the labels are the other way round, 0 or no for one person"
        do += ", if that is so; if it is the labels, say with --mated-is which of their values means one person. The "
        do += "wrong choice of the two exchanges the error rates"
    return Problem(
        code=CODE, severity="error",
        found=f"mated comparisons look less alike than non-mated ones: {percent(share)} of pairs are in order",
        where=at, expected="mated comparisons more alike than non-mated ones", means=means, do=do,
    )  # fmt: skip


def _undeclared(name: str) -> Problem:
    """Return the problem of a score that is a distance by its name, where nobody says so."""
    return Problem(
        code=CODE,
        severity="error",
        found="the only score is called a distance, and nothing says that smaller means more alike",
        where=f"{name}, row 1",
        expected="the direction of the scores, which is declared and never guessed",
        means="taken the wrong way round, the two error rates are exchanged",
        do="give --distance; if larger means more alike, name the column with --column score=NAME",
    )


def look_at_heading(seen: Heading) -> list[Problem]:
    """Find a score that is a distance by its name and is not declared as one."""
    return [_undeclared(seen.name)] if seen.undeclared_distance else []


def look(seen: Seen) -> list[Problem]:
    """Find scores of which the mated ones are the less alike."""
    if seen.in_order is None or seen.fewer_scores < AT_LEAST or seen.in_order >= LIMIT:
        return []
    return [wrong_way(seen.scores_at, seen.in_order, distance=seen.trial.distance, labelled=seen.trial.people is None)]


CHECK = Check(code=CODE, about=__doc__, look=look, of_a_part=True)
HEADING = CHECK.on(look_at_heading)
