"""EV27: people whose names differ in nothing but how they are written.

``7`` and ``007``, ``Anna`` and ``anna``, the same accent as one character or as two, a character of no width: to a
program these are different people. If they are one person, comparisons of that person with themself were counted as
comparisons of two people, and both error rates are wrong. Nobody but whoever made the file can tell, so nothing is
joined, and the warning stands with the headline. Identifiers that are numbers in the file have one way of writing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.people.codes import TextCodes
from bystander.findings.wording import count

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV27"


def look(seen: Seen) -> list[Problem]:
    """Find people who would be fewer if the ways of writing their names did not count."""
    people = seen.trial.people
    if not isinstance(people, TextCodes):
        return []
    alike, fewer = people.written_alike()
    if not alike:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"the names of {count(alike)} people differ in nothing but how they are written",
            where=seen.name,
            expected="one way of writing each person: case, leading zeros, accents, invisible characters",
            got=f"{count(people.size)} people, who would be {count(people.size - fewer)} if such names were the same",
            means="if they are the same people, comparisons of one person with themself were counted as of two people, "
            "and both error rates are wrong",
            do="write each person one way in all rows; nothing, if they are different people",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
