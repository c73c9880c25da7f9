"""Invented trials of searches whose curves are known: thresholds chosen on the same searches, and whole curves.

A person has two traits: how prone they are to false alerts, u = exp(sigma a - sigma² / 2), and how hard they are to
find, h = rho a + sqrt(1 - rho²) c, with a and c standard normal. A search of them alerts above T with chance
1 - exp(-u exp(-T)) (the best of very many wrong candidates, Poisson above any threshold), and misses them below T with
chance Phi((T - easy + hard h) / noise). Before the right person stand Poisson(ahead exp(hard h)) others. A person is
searched a geometric number of times, 1 + (passes - 1) u**habit in the mean, so that those who alert most may pass most.
All truths are integrals over (a, c) by Gauss-Hermite quadrature.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.special import ndtr, pdtr

from bystander.quantities.searches import cmc, fnir, fpir
from bystander.studies.evaluate.searches.bands import Resample, SearchBands
from bystander.tally.searches.tally import SearchTally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Counts = NDArray[np.int64]

LEVEL = 0.95
REPLICATES = 1000  # resamples of people: half of what the package takes, for time
RANKS = range(1, 31)
NODES = 80

GIVEN = "TPIR at FPIR, threshold taken as given (KG-t)"
AGAIN = "TPIR at FPIR, threshold chosen again"
POINTS = "FNIR against FPIR: all intervals of single points"
CURVE = "FNIR against FPIR: band"
CMC_POINTS = "CMC: all intervals of single ranks"
CMC = "CMC: band"


@dataclass(frozen=True, kw_only=True)
class Passers:
    """How people are invented; ``mated`` 0: the mated people with their mate left out are the non-mated ones."""

    people: int
    mated: int
    passes: float
    mated_passes: float
    sigma: float
    hard: float
    rho: float
    noise: float = 1.5
    easy: float = 5.0
    ahead: float = 0.1
    habit: float = 0.0
    target: float = 0.01

    @property
    def name(self) -> str:
        """Name the world."""
        whose = f"{self.people} and {self.mated}" if self.mated else f"the same {self.people}"
        looks = f"{self.passes:g} and {self.mated_passes:g}" if self.mated else f"{self.passes:g}"
        kind = f", habit {self.habit:g}" if self.habit else ""
        return (
            f"{whose} people, {looks} passes in the mean, sigma {self.sigma:g}, hard {self.hard:g}, rho {self.rho:g}, "
            f"noise {self.noise:g}{kind}, FPIR {self.target:g}"
        )

    @cached_property
    def grid(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return log u, h, and the weight of each node of the quadrature."""
        x, w = np.polynomial.hermite_e.hermegauss(NODES)
        a, c = np.meshgrid(x, x, indexing="ij")
        weight = np.outer(w, w) / w.sum() ** 2
        return self.sigma * a - self.sigma**2 / 2, self.rho * a + np.sqrt(1 - self.rho**2) * c, weight

    def fpir(self, threshold: float) -> float:
        """Return the true FPIR."""
        log_u, _, weight = self.grid
        return self._mean(-np.expm1(-np.exp(log_u - threshold)), weight * self._looks(log_u, self.passes))

    def fnir(self, threshold: float) -> float:
        """Return the true FNIR."""
        log_u, h, weight = self.grid
        missed = ndtr((threshold - self.easy + self.hard * h) / self.noise)
        return self._mean(missed, weight * self._looks(log_u, self.mated_passes))

    def threshold_at(self, target: float) -> float:
        """Return the threshold where the true FPIR is a target, by bisection."""
        low, high = -20.0, 60.0
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if self.fpir(middle) > target else (low, middle)
        return low

    def fnir_at(self, target: float) -> float:
        """Return the true FNIR where the true FPIR is a target."""
        return self.fnir(self.threshold_at(target))

    def cmc(self, rank: int) -> float:
        """Return the true share of mated searches with the right person among the first."""
        log_u, h, weight = self.grid
        found = pdtr(rank - 1, self.ahead * np.exp(self.hard * h))
        return self._mean(found, weight * self._looks(log_u, self.mated_passes))

    def draw(self, rng: np.random.Generator) -> tuple[SearchTally, SearchTally]:
        """Hold a trial: its tally, and the one that holds its non-mated searches."""
        person, log_u, h = self._searched(rng, self.mated or self.people, self.mated_passes)
        mate = self.easy - self.hard * h + self.noise * rng.normal(size=len(person))
        rank = 1 + rng.poisson(self.ahead * np.exp(self.hard * h))
        if not self.mated:
            tally = _tally(person, np.ones(len(person), bool), _best(rng, log_u), mate, rank)
            return tally, tally.leave_mate_out()
        other, their_u, _ = self._searched(rng, self.people, self.passes)
        nobody = np.zeros(len(other), np.int64)
        tally = _tally(
            np.concatenate([person, other + self.mated]),
            np.arange(len(person) + len(other)) < len(person),
            _best(rng, np.concatenate([log_u, their_u])),
            np.concatenate([mate, np.full(len(other), -np.inf)]),
            np.concatenate([rank, nobody]),
        )
        return tally, tally

    def _looks(self, log_u: Numbers, passes: float) -> Numbers:
        return 1 + (passes - 1) * np.exp(self.habit * log_u)

    def _searched(self, rng: np.random.Generator, people: int, passes: float) -> tuple[Counts, Numbers, Numbers]:
        """Invent people, and give whose each search is, with both traits of theirs."""
        a = rng.normal(size=people)
        h = self.rho * a + np.sqrt(1 - self.rho**2) * rng.normal(size=people)
        log_u = self.sigma * a - self.sigma**2 / 2
        person = np.repeat(np.arange(people), rng.geometric(1 / self._looks(log_u, passes)))
        return person, log_u[person], h[person]

    @staticmethod
    def _mean(values: Numbers, weight: Numbers) -> float:
        return float((values * weight).sum() / weight.sum())


WORLDS = (
    Passers(people=3000, mated=1000, passes=1, mated_passes=1, sigma=1, hard=1, rho=0),
    Passers(people=1000, mated=300, passes=5, mated_passes=4, sigma=1, hard=1.5, rho=0),
    Passers(people=1000, mated=0, passes=5, mated_passes=5, sigma=1, hard=1.5, rho=0.6),
    Passers(people=1000, mated=300, passes=5, mated_passes=4, sigma=1, hard=1.5, rho=0.6, habit=0.5),
    Passers(people=400, mated=300, passes=3, mated_passes=3, sigma=1, hard=1.5, rho=0.3),
    Passers(people=1000, mated=2000, passes=5, mated_passes=5, sigma=1.5, hard=0.5, rho=0.3, noise=0.7),
    Passers(people=150, mated=150, passes=8, mated_passes=4, sigma=0.7, hard=1, rho=0.3, easy=7, target=0.05),
    Passers(people=2000, mated=1000, passes=10, mated_passes=2, sigma=1.5, hard=0.7, rho=0, easy=8, habit=0.3),
)


def held(world: Passers, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often each kind of interval or band holds the truth; a band all of it at once.

    The band of FNIR against FPIR counts at its own FPIRs, where the trial has one; in other trials it promises nothing.
    """
    truth, shares = world.fnir_at(world.target), np.array([world.cmc(r) for r in RANKS])
    counts: dict[str, list[bool]] = {}
    for replicate in range(reps):
        stream = np.random.SeedSequence(seed, spawn_key=(crc32(world.name.encode()), replicate))
        tally, non_mated = world.draw(np.random.default_rng(stream))
        threshold = fpir.threshold_for(non_mated, world.target).threshold
        given = fnir.false_negative_identification_rate(tally, threshold, level=LEVEL).estimate
        found = SearchBands.of(
            tally, non_mated, targets=[world.target], ranks=RANKS, rank=None, lowest=None,
            how=Resample(seed=replicate, replicates=REPLICATES, level=LEVEL),
        )  # fmt: skip
        limits = found.fnir.get(world.target, given)  # with too few errors the one is what is printed
        ranks = cmc.correct_rank_rates(tally, RANKS, level=LEVEL)
        one = [_inside([m.estimate.low for m in ranks], shares, [m.estimate.high for m in ranks])]
        told = {GIVEN: [given.low <= truth <= given.high], AGAIN: [limits.low <= truth <= limits.high], CMC_POINTS: one}
        if (band := found.cmc(RANKS, ranks)) is not None:
            told[CMC] = [_inside(band.low, shares, band.high)]
        if (curve := found.curve) is not None:
            true = np.array([world.fnir_at(x) for x in curve.fpir])
            told |= {
                POINTS: [_inside(curve.low, true, curve.high)],
                CURVE: [_inside(curve.band.low, true, curve.band.high)],
            }
        for what, said in told.items():
            counts.setdefault(what, []).extend(said)
    return {what: float(np.mean(said)) for what, said in counts.items()}


def _inside(low: Sequence[float], truth: Numbers, high: Sequence[float]) -> bool:
    return bool(np.all((np.asarray(low) <= truth) & (truth <= np.asarray(high))))


def _best(rng: np.random.Generator, log_u: Numbers) -> Numbers:
    return log_u - np.log(rng.exponential(size=len(log_u)))


def _tally(person: Counts, mated: NDArray[np.bool_], other: Numbers, mate: Numbers, rank: Counts) -> SearchTally:
    n = len(person)
    return SearchTally(
        person=person.astype(np.int32), unit=np.arange(n), mated=mated, failed=np.zeros(n, bool), other=other,
        top=np.full(n, -1, np.int32), mate=mate, rank=rank, best_rank=rank, beyond=np.full(n, -np.inf),
        tail_score=np.zeros(0), tail_search=np.zeros(0, np.int64), tail_floor=-np.inf,
    )  # fmt: skip
