"""EV110: the ground truth is what the system itself answered.

A column called ``decision`` that is 1 for every score above some value and 0 for every one below is the score held
against a threshold. Compared with it the system is always right: both error rates come out as 0 and say nothing. A
column called ``decision``, ``verified`` or ``prediction`` is not taken for ground truth at all. To name it
(``--column mated=NAME``, in Python ``columns={"mated": NAME}``) insists; whatever it is called, where it follows from
the score that is then said before all else. So it is where the column is called ``match``, which is ground truth as
often. Beside another label that is not read, ``match`` is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.ev04_columns import declaring, shown
from bystander.findings.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV110"


@dataclass(frozen=True, kw_only=True)
class LabelSeen:
    """A label that may be a decision. ``exact``: it follows from the score and one threshold.

    ``answer``: it is called as answers of systems are, and hardly ever ground truth; ``either``: it is called as ground
    truth often is, too. ``declared``: it was named. ``others``: headings of labels that are not read.
    """

    name: str
    heading: str
    exact: bool
    answer: bool = False
    either: bool = False
    declared: bool = False
    others: Sequence[str] = ()


def look(seen: LabelSeen) -> list[Problem]:
    """Find ground truth that is an answer of the system."""
    if seen.exact and (seen.declared or not seen.others):
        return [_follows(seen)]
    if seen.declared or not (seen.answer or seen.others):
        return []
    return [_asked(seen)]


def _follows(seen: LabelSeen) -> Problem:
    """Return the problem of a label that is the score held against a threshold."""
    do = "give a column of ground truth, or the people on both sides"
    if not seen.declared:
        do += f"; if it is ground truth, say so with {declaring('mated', seen.heading)}"
    return Problem(
        code=CODE,
        severity="warning" if seen.declared or seen.either else "error",
        found=f"the column {shown(seen.heading)} is 1 for every score on one side of a threshold, and 0 for every "
        "other",
        where=f"{seen.name}, row 1",
        expected="a label that was made without the system",
        means="held against its own decisions a system never errs, so these error rates would say nothing about it",
        do=do,
        leads=True,
        voids=True,
    )


def _asked(seen: LabelSeen) -> Problem:
    """Return the problem of a label that is called as a system's answers are, or stands beside another one."""
    heading = shown(seen.heading)
    found = f"the column {heading} is called like an answer of the system"
    do = f"give a column of ground truth, or the people on both sides; if {heading} is ground truth, say so with "
    do += declaring("mated", seen.heading)
    if seen.others:
        found += f", and there is another label that is not read: {listed([shown(other) for other in seen.others])}"
        do = f"if that is ground truth, say {declaring('mated', seen.others[0])}; if {heading} is, name that instead"
        if len(seen.others) > 1:
            do = "say which of them is ground truth with --column mated=NAME"
    return Problem(
        code=CODE,
        severity="error",
        found=found,
        where=f"{seen.name}, row 1",
        expected="a label that was made without the system",
        means="held against its own decisions a system never errs, so these error rates would say nothing about it",
        do=do,
    )


CHECK = Check(code=CODE, about=__doc__, look=look)
