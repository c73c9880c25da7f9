"""Caveats that several studies share."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Protocol

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals.caveats import far_too_narrow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.errors import Problem
    from bystander.findings import Estimate


class Rated(Protocol):
    """A rate with what it is read with."""

    @property
    def estimate(self) -> Estimate:
        """The estimate."""

    @property
    def caveats(self) -> tuple[str, ...]:
        """Its caveats."""


MADE_UP = Caveat(
    "Nobody real was tested.",
    "The scores come from a generator, so no light, no camera and no group of people is in them.",
    "A trial with real, consenting people would remove this.",
    Weight.VOIDS,
)
NOT_A_CROWD = Caveat(
    "A passer-by is not one comparison.",
    "A camera compares each face with everybody on its watchlist: false matches per passer-by are far more frequent.",
    "A trial of searches, or a deployment record, would show them.",
    Weight.MOVES,
)

TIES = "EV18"  # rounded scores: of no matter where the step at the target is small
LARGE_STEP = 0.1  # of the target rate: as far as a reader would not notice


def steps(achieved: float | None, following: float | None, target: float, *, what: str, often: bool) -> list[Caveat]:
    """Say of scores that were rounded how far the next threshold is from the one set, where that is far.

    ``achieved``, ``following``: the rates there, of ``what``; ``often``: whether they are said in per cent.
    """
    if achieved is None or following is None or following - achieved <= LARGE_STEP * target:
        return []
    return [
        Caveat(
            "Thresholds can be set in large steps only.",
            f"The setting lets {wording.frequency(achieved, often=often)} {what} through; the next one "
            f"{wording.percent(following) if often else wording.of_a_million(following)}.",
            "Scores with all their digits, or a larger trial, would remove this.",
            Weight.WIDENS,
        )
    ]


def of_problem(problem: Problem, weight: Weight) -> Caveat:
    """Return what was found in evidence as a caveat: what was found, what that means, and what would remove it."""
    return Caveat(
        _sentence(problem.found),
        _sentence(problem.means),
        _sentence(problem.do) if problem.needed else "",
        weight,
    )


def leading(problems: Iterable[Problem]) -> list[Caveat]:
    """Return the caveats of what leads; what may take the meaning from every rate is said before the headline, too."""
    return [
        replace(of_problem(p, Weight.VOIDS), aloud=True) if p.voids else of_problem(p, Weight.MOVES)
        for p in problems
        if p.leads
    ]


def in_short(text: str, weight: Weight = Weight.NARROWS) -> Caveat:
    """Return a caveat of a text: its first sentence is the claim, the others are the reason."""
    claim, stop, reason = text.partition(". ")
    return Caveat(f"{claim}." if stop else text, reason, weight=weight)


def of_rates(rates: Iterable[Rated | None]) -> list[Caveat]:
    """Return the caveats of rates, a claim once: as it is said of the rate that the fewest people are behind."""
    known = [m for m in rates if m is not None]
    found: dict[str, Caveat] = {}
    for rate in sorted(known, key=lambda m: inf if m.estimate.drivers is None else m.estimate.drivers):
        for text in rate.caveats:
            caveat = in_short(text, Weight.MOVES if far_too_narrow(text) else Weight.WIDENS)
            found.setdefault(caveat.claim, caveat)
    return list(found.values())


def _sentence(text: str) -> str:
    return f"{wording.capital(text)}." if text else ""
