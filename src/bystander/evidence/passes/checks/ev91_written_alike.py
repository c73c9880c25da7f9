"""EV91: volunteers whose names differ in nothing but how they are written.

``V7`` and ``v7``, ``7`` and ``7.0`` are two people to a program. If they are one, there are fewer volunteers with more
passes each, the interval is too narrow, and the share of people who set off an alert at least once is wrong. Nothing is
joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.people.codes import TextCodes
from bystander.findings.wording import count

if TYPE_CHECKING:
    from bystander.evidence.passes.rows import PassRows

CODE = "EV91"


def look(rows: PassRows) -> list[Problem]:
    """Find volunteers who would be fewer if the ways of writing did not count."""
    people = rows.people[0]
    if not isinstance(people, TextCodes):
        return []
    ways = np.bincount(people.alike())
    if ways.max(initial=0) <= 1:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"the names of {count(ways[ways > 1].sum())} volunteers differ in nothing but how they are written",
            where=f"{rows.name}, column volunteer",
            expected="one way of writing each person: case, zeros (07, 7.0), accents, invisible characters",
            got=f"{count(people.size)} people, who would be {count(len(ways))} if such names were the same",
            means="if they are the same people, the range is too narrow, and the share of people who set off an alert "
            "is wrong",
            do="write each volunteer one way in all rows; nothing, if they are different people",
            leads=True,
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
