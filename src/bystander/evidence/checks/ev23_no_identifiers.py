"""EV23: the evidence does not say who was compared.

Rates can be estimated, but not how errors cluster by person; intervals then treat every comparison as independent
unless an assumption is made, and with the same people in many comparisons they come out far too narrow.
"""

from __future__ import annotations

from typing import NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV23"


class Identified(NamedTuple):
    """How many comparisons there are, and of how many people; None where nobody is named."""

    name: str
    rows: int
    people: int | None


def anonymous(name: str) -> Problem:
    """Return the warning that there are no identifiers."""
    return Problem(
        code=CODE,
        severity="warning",
        found="the comparisons do not say whom they are of",
        where=name,
        expected="the columns probe_subject and reference_subject",
        means="errors cluster by person; without identifiers the true uncertainty cannot be measured",
        do="ask for the scores with pseudonyms of the people",
    )


def only_here(name: str) -> Problem:
    """Return the problem of a shard whose people cannot be found again in another shard."""
    return Problem(
        code=CODE,
        severity="error",
        found="the people of this shard have no names that another shard could have",
        where=name,
        expected="subject identifiers, the same in every shard",
        means="who is who follows from pairs of images or from a mask; a chain of pairs that lies in several shards is "
        "not seen",
        do="if the names tell the person, say how with --subject-from. Otherwise evaluate the file as it is, or "
        "write subject identifiers into it",
    )


def look(seen: Identified) -> list[Problem]:
    """Find comparisons that do not say whom they are of."""
    return [anonymous(seen.name)] if seen.rows and seen.people is None else []


CHECK = Check(code=CODE, about=__doc__, look=look)
