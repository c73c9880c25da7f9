"""EV56: searches that are not searches of one watchlist.

A rate per search supposes that every search met the same references. Where some met fewer, their rate is of a smaller
watchlist; who is a reference of other searches may be enrolled, though their own search did not meet them. Pairs that
are there once each, each image with those after it, are no searches at all: one meets all, and the last but one met
one. The work stops there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from numpy.typing import NDArray

CODE = "EV56"
ALIKE = 0.9  # of the longest list: shorter ones have rates of their own, and that stands before all else
TRIANGLE = 4  # searches of 1, 2, 3 ... references that are no chance


class Compared(NamedTuple):
    """How many references the searches met, the fewest and the most; whether these are 1, 2, 3 ..., each once.

    ``elsewhere``: searches that did not meet their person, who is a reference of others; ``absent``: of so many.
    """

    name: str
    fewest: int
    most: int
    triangle: bool = False
    elsewhere: int = 0
    absent: int = 0

    @classmethod
    def of(
        cls, name: str, compared: NDArray[np.int64], mated: NDArray[np.bool_], elsewhere: NDArray[np.bool_]
    ) -> Compared:
        """Return it of searches; ``elsewhere``: which did not meet their person, who is a reference of others."""
        if not len(compared):
            return cls(name, 0, 0)
        triangle = len(compared) >= TRIANGLE and bool((np.sort(compared) == np.arange(1, len(compared) + 1)).all())
        told = int(np.count_nonzero(elsewhere)), int(np.count_nonzero(~mated))
        return cls(name, int(compared.min()), int(compared.max()), triangle, *told)


def elsewhere(person: NDArray[np.int32], mated: NDArray[np.bool_], enrolled: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which searches did not meet their person, who is a reference of others; ``enrolled``: which codes are."""
    return np.asarray(~mated & np.isin(person, np.flatnonzero(enrolled)), dtype=bool)


def _different_references(seen: Compared) -> Problem:
    """Return the warning of searches with different numbers of comparisons."""
    return Problem(
        code=CODE, severity="warning",
        found=f"searches were compared with different numbers of references: {count(seen.fewest)} to "
        f"{count(seen.most)}",
        where=seen.name, expected="every probe compared with every reference",
        means="false alerts grow with the watchlist, and here several lengths of list are mixed",
        do="give the scores that are missing, or say failed where there were none",
        leads=seen.fewest < ALIKE * seen.most,
    )  # fmt: skip


def _triangle(seen: Compared) -> Problem:
    """Return the problem of pairs that are there once each."""
    return Problem(
        code=CODE, severity="error",
        found=f"these are pairs, each once, and no searches: they met 1, 2, 3 ... {count(seen.most)} references",
        where=seen.name, expected="every probe compared with every reference",
        means="each image was compared with those after it alone, so no two searches had one list",
        do="leave --searches out; or give every pair in both orders, where the system scores both alike",
    )  # fmt: skip


def _elsewhere(seen: Compared) -> Problem:
    """Return the warning of searches that are of people who are references of others."""
    many, verb = plural(seen.absent, "search", "searches"), "is" if seen.elsewhere == 1 else "are"
    return Problem(
        code=CODE, severity="warning",
        found=f"{count(seen.elsewhere)} of the {many} taken as of people off the list {verb} of people who are "
        "references of other searches",
        where=seen.name, expected="people who are off the list in every search",
        means="whether they were off the list is assumed; where scores of them are merely missing, these are no false "
        "alerts",
        do="give the scores that are missing, or say failed where there were none; or leave these searches out",
        leads=True,
    )  # fmt: skip


def look(seen: Compared) -> list[Problem]:
    """Find searches of which some met fewer references than others, or not their own person."""
    if seen.triangle:
        return [_triangle(seen)]
    problems = [_different_references(seen)] if seen.fewest != seen.most else []
    return [*problems, _elsewhere(seen)] if seen.elsewhere else problems


CHECK = Check(code=CODE, about=__doc__, look=look)
