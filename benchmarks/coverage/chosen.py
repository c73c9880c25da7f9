"""FNMR at a target FMR, and FNIR at a target FPIR, where scores are few or errors are, and the band where people are.

Not estimable counts as held; how often there is an interval is told beside. A well-sized interval is 3.92 standard
deviations of the estimate wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.special import ndtr, ndtri

from benchmarks.coverage.scores import Scores
from bystander.intervals.caveats import MUCH
from bystander.quantities.comparisons import bands
from bystander.quantities.comparisons.fnmr_at_fmr import at_target
from bystander.quantities.comparisons.replicates import replicates_of
from bystander.quantities.searches import fpir
from bystander.quantities.searches.fnir import false_negative_identification_rate
from bystander.quantities.searches.inverted import hull
from bystander.studies.evaluate.searches.bands import Resample, SearchBands
from bystander.tally.comparisons.count import tally_comparisons
from bystander.tally.searches.tally import SearchTally

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = 0.95
REPLICATES = 300


@dataclass(frozen=True, kw_only=True)
class ChosenHeld:
    """Shares of all trials. ``coverage``: of those with an interval; None without any. ``width``: median over ideal."""

    given: float
    coverage: float | None
    unflagged: float
    width: float | None

    @classmethod
    def of(cls, rows: Sequence[tuple[float, float, float, bool]], truth: float) -> ChosenHeld:
        """Judge values, limits (NaN: not estimable) and whether few people are said to drive the errors."""
        value, low, high, flagged = np.array(rows, float).T
        given = ~np.isnan(low)
        missed = given & ~((low <= truth) & (truth <= high))
        ideal = 3.92 * float(value.std())
        return cls(
            given=float(given.mean()), coverage=1 - float(missed[given].mean()) if given.any() else None,
            unflagged=float((missed & (flagged == 0)).mean()),
            width=float(np.median((high - low)[given])) / ideal if given.any() and ideal else None,
        )  # fmt: skip


def held(world: Scores, *, reps: int, seed: int) -> ChosenHeld:
    """Return how often the interval of the FNMR at the target FMR holds the population's."""
    truth, rows = world.fnmr(world.threshold), []
    for rng in _streams(world.name, reps, seed):
        tally = tally_comparisons(world.trial(rng), targets=(world.target,))
        drawn = replicates_of(tally, seed=1, replicates=REPLICATES, level=LEVEL)
        found = at_target(tally, world.target, tally.operating_point(world.target).threshold, drawn=drawn, level=LEVEL)
        assert found.fnmr is not None
        e = found.fnmr.estimate
        ends = (np.nan, np.nan) if found.unbounded else (e.low, e.high)
        rows.append((e.value, *ends, any(MUCH in said for said in found.fnmr.caveats)))
    return ChosenHeld.of(rows, truth)


@dataclass(frozen=True, kw_only=True)
class FewScores:
    """Searches whose scores are few: people differ in how easily they alert, and in how well they are found.

    ``ratios``: FPIR at each step over the target.
    """

    people: int
    passes: int
    target: float
    ratios: tuple[float, ...]
    spread: float = 0.7
    gap: float = 4.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        steps = f", steps at {', '.join(f'{r:g}' for r in self.ratios)} times" if self.ratios else ""
        return f"{self.people} people searched {self.passes} times, FPIR {self.target:g}{steps}"

    @property
    def sd(self) -> float:
        """Return the standard deviation of a score over new people."""
        return float(np.sqrt(1 + self.spread**2))

    @cached_property
    def threshold(self) -> float:
        """The population's threshold."""
        reached = [r for r in self.ratios if r <= 1]
        return float(-ndtri(self.target * max(reached, default=1.0)) * self.sd)

    def draw(self, rng: np.random.Generator) -> SearchTally:
        """Hold a trial: half of the people are on the watchlist."""
        person = np.repeat(np.arange(2 * self.people), self.passes)
        mated = person < self.people
        own = self.spread * rng.normal(size=2 * self.people)
        other = np.where(mated, -20.0, own[person]) + rng.normal(size=len(person))
        mate = np.where(mated, self.gap + own[person] + rng.normal(size=len(person)), -np.inf)
        if self.ratios:
            steps = np.sort([-ndtri(self.target * r) * self.sd for r in self.ratios])
            other, mate = (
                np.where(np.isfinite(s), np.searchsorted(steps, s, side="right"), s).astype(float)
                for s in (other, mate)
            )
        n = len(person)
        rank = np.where(mated, 1, 0)
        return SearchTally(
            person=person.astype(np.int32), unit=np.arange(n), mated=mated, failed=np.zeros(n, bool), other=other,
            top=np.full(n, -1, np.int32), mate=mate, rank=rank, best_rank=rank, beyond=np.full(n, -np.inf),
            tail_score=np.zeros(0), tail_search=np.zeros(0, np.int64), tail_floor=-np.inf,
        )  # fmt: skip


def held_searches(world: FewScores, *, reps: int, seed: int) -> ChosenHeld:
    """Return how often the interval of the FNIR at the target FPIR holds the population's."""
    truth, rows = float(ndtr((world.threshold - world.gap) / world.sd)), []
    for replicate, rng in enumerate(_streams(world.name, reps, seed)):
        tally = world.draw(rng)
        at = fpir.threshold_for(tally, world.target).threshold
        value = false_negative_identification_rate(tally, at, level=LEVEL).estimate.value
        drawn = SearchBands.of(
            tally, tally, targets=[world.target], ranks=(), rank=None, lowest=None,
            how=Resample(seed=replicate, replicates=REPLICATES, level=LEVEL),
        ).fnir.get(world.target)  # fmt: skip
        found = drawn or hull(tally, tally, world.target, rank=None, lowest=None, level=LEVEL)
        rows.append((value, *((np.nan, np.nan) if found is None else (found.low, found.high)), False))
    return ChosenHeld.of(rows, truth)


@dataclass(frozen=True, kw_only=True)
class BandHeld:
    """Shares of trials: the band held everywhere; it was flagged; it missed and was not."""

    coverage: float
    flagged: float
    unflagged: float


def held_band(world: Scores, *, reps: int, seed: int) -> BandHeld:
    """Return how often the band of both rates holds both curves at once; a trial without a band holds."""
    grid = np.linspace(-6, 60, 1500)
    curve, rows = [world.fmr(float(x)) for x in grid], []
    for rng in _streams(world.name, reps, seed):
        drawn = replicates_of(tally_comparisons(world.trial(rng)), seed=1, replicates=REPLICATES, level=LEVEL)
        if drawn is None:
            rows.append((True, False))
            continue
        band = bands.band(drawn, level=LEVEL)
        taken = np.interp(drawn.cutoff, grid, curve)
        missed = np.array([world.fnmr(float(x)) for x in drawn.cutoff])
        inside = (band.fmr_low <= taken) & (taken <= band.fmr_high)
        inside &= (band.fnmr_low <= missed) & (missed <= band.fnmr_high)
        rows.append((bool(inside[band.together].all()), band.flagged))
    inside, flagged = np.array(rows).T
    return BandHeld(
        coverage=float(inside.mean()), flagged=float(flagged.mean()), unflagged=float((~inside & ~flagged).mean())
    )


def _streams(name: str, reps: int, seed: int) -> list[np.random.Generator]:
    key = crc32(name.encode())
    return [np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(key, r))) for r in range(reps)]


def _five(*beside: float) -> tuple[float, ...]:
    return tuple(sorted((20.0, 5.0, *beside, 0.1), reverse=True))


WORLDS = (
    *(Scores(people=200, images=2, references=10, target=t) for t in (0.00025, 0.001, 0.00125, 0.0025)),
    *(Scores(people=80, images=2, spread=0.3, target=t) for t in (0.0004, 0.0008)),
    Scores(people=80, images=2, target=0.01, ratios=_five(1.0, 0.3)),
    Scores(people=80, images=2, target=0.01, ratios=_five(1.1, 0.3)),
    Scores(people=80, images=2, target=0.01, ratios=_five(0.9, 0.3)),
    Scores(people=80, images=2, target=0.001, ratios=_five(1.1, 0.3)),
    Scores(people=80, images=2, target=0.001, ratios=(100, 20, 5, 1)),
)
BEYOND = (
    Scores(people=80, images=2, shape="exponential", spread=0.8, gap=6, target=0.002),
    Scores(people=60, images=3, shape="mixture", spread=0.4, target=0.005),
)
SEARCHES = (
    FewScores(people=150, passes=3, target=0.01, ratios=()),
    FewScores(people=150, passes=3, target=0.03, ratios=()),
    FewScores(people=150, passes=3, target=0.03, ratios=_five(1.0, 0.3)),
    FewScores(people=150, passes=3, target=0.03, ratios=_five(1.1, 0.3)),
    FewScores(people=150, passes=3, target=0.03, ratios=_five(0.9, 0.3)),
    FewScores(people=300, passes=2, target=0.01, ratios=(60, 10, 3, 1)),
)
BANDS = (
    Scores(people=80, images=2, spread=0.4),
    Scores(people=80, images=2, shape="t2", spread=0.3),
    Scores(people=80, images=2, shape="exponential", spread=0.7),
    Scores(people=8, images=5, spread=0.4),
)
ALIKE = Scores(people=80, images=2, clusters=8, spread=0.5)
