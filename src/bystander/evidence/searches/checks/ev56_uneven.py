"""EV56: searches that are not searches of one watchlist.

A rate per search supposes that every search met the same references. Where some met fewer, their rate is of a smaller
watchlist.
"""

from __future__ import annotations

from typing import NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import count

CODE = "EV56"
ALIKE = 0.9  # of the longest list: shorter ones have rates of their own, and that stands before all else


class Compared(NamedTuple):
    """How many references the searches met: the fewest, and the most."""

    name: str
    fewest: int
    most: int


def different_references(name: str, fewest: int, most: int) -> Problem:
    """Return the warning of searches with different numbers of comparisons."""
    return Problem(
        code=CODE, severity="warning",
        found=f"searches were compared with different numbers of references: {count(fewest)} to {count(most)}",
        where=name, expected="every probe compared with every reference",
        means="false alerts grow with the watchlist, and here several lengths of list are mixed",
        do="give the scores that are missing, or say failed where there were none",
        leads=fewest < ALIKE * most,
    )  # fmt: skip


def look(seen: Compared) -> list[Problem]:
    """Find searches of which some met fewer references than others."""
    return [different_references(seen.name, seen.fewest, seen.most)] if seen.fewest != seen.most else []


CHECK = Check(code=CODE, about=__doc__, look=look)
