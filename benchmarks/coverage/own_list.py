"""Searches of people who are on the list themselves: each has their mate left out, or everybody is a candidate.

A search of person i scores a_i + a_j + l_ij + noise against the entry of j: every two people have a likeness l of their
own, which the searches of both share, so that two who are alike alert on each other. The truth is that of new people in
front of the very list of a trial, by Gauss-Hermite quadrature over their own part and the score of the right person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.special import ndtr

from bystander.intervals.kg_t import FEW_PEOPLE
from bystander.quantities.searches import cmc, fpir
from bystander.tally.searches.tally import SearchTally

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.measured import Measured

    Numbers = NDArray[np.float64]

LEVEL = 0.95
NODES = 24
ALERT, FIRST = "false alerts", "right person first"
INTERVAL, UNFLAGGED = "interval", "missed without a flag"
COMPLIANCE, FREE = "limit of compliance misses", "limit that assumes nothing misses"
NAIVE = "interval, as if nobody searched were on the list (naive)"


@dataclass(frozen=True, kw_only=True)
class OnList:
    """``searches`` of each of ``people``; ``own``, ``pair``, ``noise``: spreads of the three parts of a score."""

    people: int
    threshold: float
    searches: int = 1
    own: float = 0.3
    pair: float = 1.0
    noise: float = 0.2
    right: float = 0.5

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return (
            f"{self.people} people on the list, searched {self.searches} times each, people differ by {self.own:g}, "
            f"pairs of them by {self.pair:g}, searches by {self.noise:g}, threshold {self.threshold:g}"
        )

    def draw(self, rng: np.random.Generator) -> tuple[SearchTally, float, float]:
        """Hold a trial; with it the true FPIR and the true share of searches whose first candidate is right."""
        n = self.people
        all_searches = n * self.searches
        parts = (rng.normal(size=size) for size in (n, (n, n), (all_searches, n), all_searches))
        return self.made_of(*parts)

    def made_of(self, own: Numbers, pair: Numbers, noise: Numbers, right: Numbers) -> tuple[SearchTally, float, float]:
        """Make a trial of standard normal parts: of people, of pairs of them, of searches, of their right scores."""
        n, own = self.people, self.own * own
        likeness = np.triu(pair, 1)
        scores = own[:, None] + own + self.pair * (likeness + likeness.T)
        person = np.repeat(np.arange(n), self.searches)
        scores = scores[person] + self.noise * noise
        scores[np.arange(len(person)), person] = -np.inf
        best = scores.max(1)
        mate = self.threshold + self.right * right
        rank = 1 + (scores >= mate[:, None]).sum(1)
        none = np.full(len(person), -np.inf)
        tally = SearchTally(
            person=person.astype(np.int32), unit=np.arange(len(person)), mated=none < 0, failed=none > 0, other=best,
            top=scores.argmax(1).astype(np.int32), mate=mate, rank=rank, best_rank=rank, beyond=none,
            tail_score=np.zeros(0), tail_search=np.zeros(0, np.int64), tail_floor=-np.inf,
        )  # fmt: skip
        return tally, *self._truths(own)

    def alerts_at(self, threshold: float, own: Numbers) -> float:
        """Return the true FPIR at a threshold; ``own``: of the people on the list, standard normal."""
        return float(self._passed(np.array([threshold]), self.own * own)[0])

    def _truths(self, own: Numbers) -> tuple[float, float]:
        x, weight = _nodes()
        passed = self._passed(self.threshold + self.right * np.append(x, 0.0), own)  # the last: no right person
        return float(passed[-1]), 1 - float(passed[:-1] @ weight)

    def _passed(self, scores: Numbers, own: Numbers) -> Numbers:
        """Return how often somebody wrong has each of some scores, or more; ``own``: of the people on the list."""
        x, weight = _nodes()
        spread = np.hypot(self.pair, self.noise)
        below = np.log(ndtr((scores[:, None, None] - self.own * x[:, None] - own) / spread))
        without_one = below.sum(2, keepdims=True) - below  # each of the list is left out once, as each is searched once
        passed: Numbers = -np.expm1(without_one).mean(2) @ weight
        return passed


def _nodes() -> tuple[Numbers, Numbers]:
    """Return places and weights of the quadrature over a normal part."""
    x, weight = np.polynomial.hermite_e.hermegauss(NODES)
    return x, weight / weight.sum()


WORLDS = (
    OnList(people=100, threshold=3.3),
    OnList(people=100, threshold=2.8),
    OnList(people=200, threshold=4, own=0.5),
    OnList(people=100, threshold=3.8, searches=3),
    OnList(people=100, threshold=4, own=0.8),
    OnList(people=100, threshold=3.3, pair=0.1, noise=1),
)


def held(world: OnList, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often intervals hold, how often limits miss, and what would hold if nobody were on the list."""
    found: dict[str, int] = {}
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        tally, alerts, first = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        strangers = replace(tally, top=np.full_like(tally.top, -1))
        for what, truth, measure in ((ALERT, alerts, _alerts), (FIRST, first, _first)):
            for figure, said in _judged(measure(tally, world), measure(strangers, world), truth).items():
                found[f"{what}: {figure}"] = found.get(f"{what}: {figure}", 0) + said
    return {what: many / reps for what, many in found.items()}


def _judged(told: Measured, naive: Measured, truth: float) -> dict[str, bool]:
    e, b, n = told.estimate, told.bounds, naive.estimate
    holds, few = e.low <= truth <= e.high, e.df is not None and e.df < FEW_PEOPLE
    limits = {
        COMPLIANCE: (b.compliance_lower, b.compliance_upper),
        FREE: (b.assumption_free_lower, b.assumption_free_upper),
    }
    figures = {INTERVAL: holds, UNFLAGGED: not holds and not few}
    for name, (low, high) in limits.items():
        figures[f"{name}, above"] = high is not None and truth > high
        figures[f"{name}, below"] = low is not None and truth < low
    return figures | {NAIVE: n.low <= truth <= n.high}


def _alerts(tally: SearchTally, world: OnList) -> Measured:
    return fpir.false_positive_identification_rate(tally.leave_mate_out(), world.threshold, level=LEVEL)


def _first(tally: SearchTally, world: OnList) -> Measured:
    del world
    return cmc.correct_rank_rates(tally, [1], level=LEVEL)[0]
