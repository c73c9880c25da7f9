"""Figures along the curve of a trial in which a few people make most of the comparisons: do their ranges hold?

*Try*: everybody is compared with everybody else once, and their scores are normal, all alike. A person's own
comparisons have a mean of their own: some are hardly ever recognised (*goats*), or it differs from person to person as
a normal number does. How often somebody is compared with themself has nothing to do with it.

*Images*: all of them are compared with all others, or all probes with one reference of everybody, and some people are
taken for others more often.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from bystander.quantities.comparisons.auc import measured_area
from bystander.quantities.comparisons.eer import equal_error_rate
from bystander.quantities.comparisons.fnmr_at_fmr import at_target
from bystander.quantities.comparisons.replicates import replicates_of
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.findings.estimate import Estimate
    from bystander.tally.comparisons.tally import ComparisonTally

NOISE, TYPICAL, GOAT, LEVEL, TARGET, REPLICATES = 0.7, 3.0, 0.2, 0.95, 0.01, 300
STEADY, MATED, HIGHER = 0.5, 2.2, 0.6
AT_TARGET, EER, AUC = "FNMR at FMR 0.01", "EER", "AUC"
UNFLAGGED = ": missed without a flag"


@dataclass(frozen=True, kw_only=True)
class UnevenTrial:
    """``few`` people are compared with themselves so ``often``, everybody else once.

    ``goats``: the part of the people who are hardly ever recognised; ``spread``: standard deviation of people's means.
    """

    people: int
    few: int
    often: int
    goats: float = 0.0
    spread: float = 0.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        differ = f"means differ by {self.spread:g}" if self.spread else "all alike"
        who = f"{self.goats * 100:g} % hardly recognised" if self.goats else differ
        return f"{self.people} people, {who}; {self.few} try {self.often} times, the others once"

    def fnmr(self, threshold: float) -> float:
        """Return the true FNMR of new people."""
        wide = float(np.hypot(NOISE, self.spread))
        typical, goat = ndtr((threshold - TYPICAL) / wide), ndtr((threshold - GOAT) / NOISE)
        return float((1 - self.goats) * typical + self.goats * goat)

    @property
    def truths(self) -> dict[str, float]:
        """Return every true figure of new people."""
        crossing = brentq(lambda t: self.fnmr(t) - ndtr(-t / NOISE), -2.0, TYPICAL)
        apart = (np.hypot(np.hypot(NOISE, self.spread), NOISE), np.hypot(NOISE, NOISE))
        area = (1 - self.goats) * ndtr(TYPICAL / apart[0]) + self.goats * ndtr(GOAT / apart[1])
        at_target = self.fnmr(float(-ndtri(TARGET) * NOISE))
        return {AT_TARGET: at_target, EER: self.fnmr(crossing), AUC: float(area)}

    def trial(self, rng: np.random.Generator) -> Trial:
        """Draw one trial."""
        typical = TYPICAL + self.spread * rng.normal(size=self.people)
        mean = np.where(rng.random(self.people) < self.goats, GOAT, typical)
        own = np.repeat(np.arange(self.people), np.where(np.arange(self.people) < self.few, self.often, 1))
        first, second = np.triu_indices(self.people, 1)
        score = np.concatenate([mean[own] + NOISE * rng.normal(size=len(own)), NOISE * rng.normal(size=len(first))])
        one, two = (np.concatenate([own, side]).astype(np.int32) for side in (first, second))
        return trial_from_arrays(score, probe=one, reference=two, subjects=self.people)


@dataclass(frozen=True, kw_only=True)
class UnevenImages:
    """``few`` people have so ``many`` images, everybody else one, and all images are compared with all others.

    ``wolves``: the part of the people whose scores with others are higher by ``HIGHER``. ``probes``: these images are
    probes, compared with one reference of everybody.
    """

    people: int
    few: int
    many: int
    wolves: float = 0.0
    probes: bool = False

    @property
    def name(self) -> str:
        """Name it for a reader."""
        who = f"{self.wolves * 100:g} % taken for others" if self.wolves else "all alike"
        of = "probes" if self.probes else "images"
        return f"{self.people} people, {who}; {self.few} have {self.many} {of}, the others one"

    def fmr(self, threshold: float) -> float:
        """Return the true FMR of new people."""
        return float(sum(part * ndtr((mean - threshold) / STEADY) for part, mean in self._pairs))

    @property
    def _pairs(self) -> tuple[tuple[float, float], ...]:
        w = self.wolves
        return ((1 - w) ** 2, 0.0), (2 * w * (1 - w), HIGHER), (w**2, 2 * HIGHER)

    @property
    def truths(self) -> dict[str, float]:
        """Return every true figure of new people."""
        at_target = brentq(lambda t: self.fmr(t) - TARGET, 0.0, MATED + HIGHER)
        crossing = brentq(lambda t: self.fmr(t) - ndtr((t - MATED) / STEADY), 0.0, MATED + HIGHER)
        area = sum(part * ndtr((MATED - mean) / np.hypot(STEADY, STEADY)) for part, mean in self._pairs)
        return {AT_TARGET: float(ndtr((at_target - MATED) / STEADY)), EER: self.fmr(crossing), AUC: float(area)}

    def trial(self, rng: np.random.Generator) -> Trial:
        """Draw one trial."""
        own = np.repeat(np.arange(self.people), np.where(np.arange(self.people) < self.few, self.many, 1))
        higher = np.where(rng.random(self.people) < self.wolves, HIGHER, 0.0)
        first, second = (own[side] for side in np.triu_indices(len(own), 1))
        if self.probes:
            first, second = np.repeat(own, self.people), np.tile(np.arange(self.people), len(own))
        mean = np.where(first == second, MATED, higher[first] + higher[second])
        score = mean + STEADY * rng.normal(size=len(mean))
        one, two = first.astype(np.int32), second.astype(np.int32)
        return trial_from_arrays(score, probe=one, reference=two, subjects=self.people)


WORLDS: tuple[UnevenTrial | UnevenImages, ...] = (
    UnevenTrial(people=120, few=10, often=40, goats=0.05),
    UnevenTrial(people=300, few=15, often=40, goats=0.05),
    UnevenTrial(people=150, few=15, often=20, goats=0.1),
    UnevenTrial(people=120, few=10, often=40, spread=0.8),
    UnevenTrial(people=120, few=10, often=40),
    UnevenImages(people=150, few=8, many=20, wolves=0.1),
    UnevenImages(people=100, few=10, many=10, wolves=0.1),
    UnevenImages(people=150, few=8, many=20),
    UnevenImages(people=300, few=15, many=40, wolves=0.1, probes=True),
    UnevenImages(people=150, few=8, many=40, wolves=0.05, probes=True),
)


def held(world: UnevenTrial | UnevenImages, *, reps: int, seed: int) -> dict[str, tuple[float, int]]:
    """Return, of the intervals that are given, the share that holds or is missed without a flag, and how many."""
    truths = world.truths
    rows: dict[str, list[bool]] = {}
    for replicate, stream in enumerate(np.random.SeedSequence(seed).spawn(reps)):
        tally = tally_comparisons(world.trial(np.random.default_rng(stream)), targets=(TARGET,))
        for what, (estimate, caveats) in _measured(tally, seed=replicate).items():
            holds = estimate.low <= truths[what] <= estimate.high
            rows.setdefault(what, []).append(holds)
            rows.setdefault(what + UNFLAGGED, []).append(not holds and not caveats)
    return {what: (float(np.mean(each)), len(each)) for what, each in rows.items()}


def _measured(tally: ComparisonTally, *, seed: int) -> dict[str, tuple[Estimate, tuple[str, ...]]]:
    drawn = replicates_of(tally, seed=seed, replicates=REPLICATES, level=LEVEL)
    assert drawn is not None
    found = at_target(tally, TARGET, tally.operating_point(TARGET).threshold, drawn=drawn, level=LEVEL)
    given = {
        AT_TARGET: None if found.unbounded else found.fnmr,
        EER: equal_error_rate(tally, level=LEVEL, drawn=drawn),
        AUC: measured_area(tally, drawn, level=LEVEL),
    }
    return {what: (each.estimate, each.caveats) for what, each in given.items() if each is not None}
