"""EV110: the ground truth is what the system itself answered.

A column called ``decision`` that is 1 for every score above some value and 0 for every one below is the score held
against a threshold. Compared with it the system is always right: both error rates come out as 0 and say nothing. A
column called ``verified`` or ``prediction`` is not taken for ground truth at all. To name it (``--column mated=NAME``,
in Python ``columns={"mated": NAME}``) insists, and a warning leads. So it does where the column is called ``match``,
which is ground truth as often.
"""

from __future__ import annotations

from dataclasses import dataclass

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV110"


@dataclass(frozen=True, kw_only=True)
class LabelSeen:
    """A label under a heading that may be of a decision. ``exact``: it follows from the score and one threshold.

    ``answer``: it is called as answers of systems are, and hardly ever ground truth; ``either``: it is called as ground
    truth often is, too. ``declared``: it was named.
    """

    name: str
    heading: str
    exact: bool
    answer: bool = False
    either: bool = False
    declared: bool = False


def look(seen: LabelSeen) -> list[Problem]:
    """Find ground truth that is an answer of the system."""
    if not (seen.exact or (seen.answer and not seen.declared)):
        return []
    said = "is called like an answer of the system"
    if seen.exact:
        said = "is 1 for every score on one side of a threshold, and 0 for every other"
    do = "give a column of ground truth, or the people on both sides"
    if not seen.declared:
        do += f"; if it is ground truth, say so with --column mated={seen.heading}"
    return [
        Problem(
            code=CODE,
            severity="warning" if seen.declared or seen.either else "error",
            found=f"the column {seen.heading} {said}",
            where=f"{seen.name}, row 1",
            expected="a label that was made without the system",
            means="held against its own decisions a system never errs, so these error rates would say nothing about it",
            do=do,
            leads=True,
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
