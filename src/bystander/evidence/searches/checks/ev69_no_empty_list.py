"""EV69: lists that were cut where scores were low, and not one that is empty.

A system that leaves out candidates below a threshold returns nobody in some searches. Exports often have no row for
these, and then they are missing from what was searched: misses look rarer than they are. How many lists of one
candidate and of two there are tells whether empty ones are to be expected (Chao 1987, Biometrics 43, 783). Where they
are, and none is there, every rate of people on the list holds only if none is missing, and no requirement is met by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from numpy.typing import NDArray

CODE = "EV69"


class ListsSeen(NamedTuple):
    """How many lists have one candidate, and how many two; none where empty ones are there, or nothing was cut."""

    name: str
    ones: int = 0
    twos: int = 0

    @property
    def missing(self) -> bool:
        """Whether at least one empty list is to be expected (Chao's lower limit, corrected for bias)."""
        return self.ones * (self.ones - 1) >= 2 * (self.twos + 1)


def lists_seen(name: str, candidates: NDArray[np.integer], *, length: int | None) -> ListsSeen:
    """Return what the lists of searches that did not fail tell; ``length``: of a full one, None where all are."""
    if length is None or not len(candidates) or candidates.min() == 0 or bool((candidates >= length).all()):
        return ListsSeen(name)
    return ListsSeen(name, *(int(np.count_nonzero(candidates == size)) for size in (1, 2)))


def look(seen: ListsSeen) -> list[Problem]:
    """Find lists among which empty ones are missing."""
    if not seen.missing:
        return []
    return [
        Problem(
            code=CODE, severity="warning", leads=True,
            found=f"searches that returned nobody may be missing: {plural(seen.ones, 'list')} with one candidate, "
            f"{count(seen.twos)} with two, none without",
            where=seen.name, expected="a row for every search, with no candidate where it returned nobody",
            means="people who were missed altogether are in no rate, so misses may be far more frequent",
            do="write a row with an empty candidate for every search that returned nobody",
        )
    ]  # fmt: skip


CHECK = Check(code=CODE, about=__doc__, look=look)
