"""Do the intervals of functionals hold: FNMR at a target FMR, EER, AUC, and the band around a whole DET curve?

Scores are normal. A person has two effects, correlated: how alike they look to others (non-mated scores) and how steady
they are (mated scores); images and comparisons add their own noise. Both score distributions over new people are then
normal with known spread, so every truth is a formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from bystander.intervals import clusters, kg_t, resampling
from bystander.intervals.replicates import VertexCurve
from bystander.intervals.summed import of_weights
from bystander.quantities.comparisons import bands
from bystander.quantities.comparisons.auc import measured_area
from bystander.quantities.comparisons.eer import equal_error_rate
from bystander.quantities.comparisons.fnmr import false_non_match_rate
from bystander.quantities.comparisons.fnmr_at_fmr import at_target
from bystander.quantities.comparisons.replicates import replicates_of
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.findings import Estimate
    from bystander.tally.comparisons.tally import ComparisonTally

IMAGE, NOISE = 0.3, 1.0
LEVEL = 0.95
BLOCK = 4000  # replicates that are in memory together
MANY_ERRORS = 50


@dataclass(frozen=True, kw_only=True)
class Correlated:
    """A world of normal scores: people, images of each, how much people differ, and how the two effects go together."""

    people: int
    images: int
    look_alike: float
    steady: float
    correlation: float = 0.0
    gap: float = 3.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return (
            f"{self.people} people, {self.images} images, spread {self.look_alike:g} and {self.steady:g}, "
            f"correlation {self.correlation:g}, gap {self.gap:g}"
        )

    @property
    def sds(self) -> tuple[float, float]:
        """Return the standard deviations of non-mated and mated scores over new people."""
        own = 2 * IMAGE**2 + NOISE**2
        return sqrt(2 * self.look_alike**2 + own), sqrt(self.steady**2 + own)

    def fmr(self, threshold: np.ndarray) -> np.ndarray:
        """Return the true FMR at thresholds."""
        return np.asarray(ndtr(-threshold / self.sds[0]))

    def fnmr(self, threshold: np.ndarray) -> np.ndarray:
        """Return the true FNMR at thresholds."""
        return np.asarray(ndtr((threshold - self.gap) / self.sds[1]))

    def fnmr_at(self, target: float) -> float:
        """Return the true FNMR where the true FMR is the target."""
        return float(self.fnmr(np.array(-ndtri(target) * self.sds[0])))

    @property
    def eer(self) -> float:
        """Return the true equal error rate."""
        return float(ndtr(-self.gap / sum(self.sds)))

    @property
    def auc(self) -> float:
        """Return the true chance that a mated score is above a non-mated one."""
        return float(ndtr(self.gap / sqrt(self.sds[0] ** 2 + self.sds[1] ** 2)))

    def trial(self, rng: np.random.Generator) -> Trial:
        """Draw one trial: every image against every other one."""
        looks, rest = rng.normal(size=self.people), rng.normal(size=self.people)
        steady = self.gap + self.steady * (self.correlation * looks + sqrt(1 - self.correlation**2) * rest)
        looks *= self.look_alike
        owner = np.repeat(np.arange(self.people), self.images)
        image = rng.normal(0, IMAGE, len(owner))
        first, second = np.triu_indices(len(owner), 1)
        a, b = owner[first], owner[second]
        score = np.where(a == b, steady[a], looks[a] + looks[b]) + image[first] + image[second]
        score += rng.normal(0, NOISE, len(a))
        return trial_from_arrays(score, probe=a.astype(np.int32), reference=b.astype(np.int32), subjects=self.people)


WORLDS = (
    Correlated(people=150, images=3, look_alike=0.4, steady=0.5, correlation=-0.8, gap=4.0),
    Correlated(people=150, images=3, look_alike=0.4, steady=0.5, correlation=0.8, gap=4.0),
    Correlated(people=300, images=2, look_alike=0.3, steady=0.3, correlation=-0.5, gap=4.5),
)
BEYOND = (Correlated(people=60, images=3, look_alike=0.8, steady=0.8, correlation=0.8, gap=4.0),)
TARGETS = (0.01, 0.001)


@dataclass(frozen=True)
class Held:
    """How often an interval held the truth, in how many trials it was given, and its width over a well-sized one."""

    share: float
    given: int
    width: float | None = None


def held(world: Correlated, *, reps: int, seed: int, replicates: int = 400) -> dict[str, Held]:
    """Return how often each interval holds the truth.

    A well-sized 95 % interval is 3.92 standard deviations of the estimate wide.
    """
    rows: dict[str, list[tuple[bool, float, float]]] = {}
    for stream in np.random.SeedSequence(seed).spawn(reps):
        tally = tally_comparisons(world.trial(np.random.default_rng(stream)), targets=TARGETS)
        for name, row in _measured(world, tally, replicates=replicates).items():
            rows.setdefault(name, []).append(row)
    found = {}
    for name, some in rows.items():
        inside, value, width = np.array(some, float).T
        spread = 3.92 * float(np.std(value))
        found[name] = Held(float(inside.mean()), len(some), float(width.mean()) / spread if spread > 0 else None)
    return found


def _measured(world: Correlated, tally: ComparisonTally, *, replicates: int) -> dict[str, tuple[bool, float, float]]:
    """Say of each interval that is given whether it holds the truth, the value, and the width."""
    drawn = replicates_of(tally, seed=1, replicates=replicates, level=LEVEL)
    assert drawn is not None
    rows = {}

    def note(name: str, estimate: Estimate, truth: float) -> None:
        rows[name] = (estimate.low <= truth <= estimate.high, estimate.value, estimate.high - estimate.low)

    for target in TARGETS:
        threshold, truth = tally.operating_point(target).threshold, world.fnmr_at(target)
        given = false_non_match_rate(tally, threshold, level=LEVEL)
        again = at_target(tally, target, threshold, drawn=drawn, level=LEVEL)
        assert again.fnmr is not None
        note(f"FNMR at FMR {target:g}, threshold as given (KG-t)", given.estimate, truth)
        if again.chosen_again:
            note(f"FNMR at FMR {target:g}, threshold chosen again", again.fnmr.estimate, truth)
    equal = equal_error_rate(tally, level=LEVEL, drawn=drawn)
    if equal is not None and equal.chosen_again:
        note("EER, crossing found again", equal.estimate, world.eer)
    area = measured_area(tally, drawn, level=LEVEL)
    if area is not None:
        note("AUC", area.estimate, world.auc)
    limits = bands.band(drawn, level=LEVEL)
    some = limits.together
    fmr, fnmr = world.fmr(drawn.cutoff), world.fnmr(drawn.cutoff)
    taken = (limits.fmr_low <= fmr) & (fmr <= limits.fmr_high)
    missed = (limits.fnmr_low <= fnmr) & (fnmr <= limits.fnmr_high)
    inside = (taken & missed)[some]
    rows["DET band, both rates, all thresholds"] = (bool(inside.all()), 0.0, 0.0)
    return rows


@dataclass(frozen=True)
class ClosedForm:
    """Replicates against their closed form: the largest relative differences over the thresholds, and chance errors.

    ``variance``: of the replicates, against the sum of squared excess errors plus Qc. ``spread``: of the rescaled
    standard deviation against the square root of V_U, at thresholds with at least 50 errors.
    """

    variance: float
    variance_error: float
    spread: float
    spread_error: float


def closed_form(*, people: int, seed: int, draws: int) -> ClosedForm:
    """Draw one trial of every two people once, whose people err with a lognormal spread of 1, so many times."""
    rng = np.random.default_rng(seed)
    u = np.exp(rng.normal(size=people))
    pairs = rng.choice(people, (4000, 2), p=u / u.sum())
    first, second = pairs[pairs[:, 0] != pairs[:, 1]][:1000].T
    ends = np.array([5, 20, 50, 100, 200, 500, 1000])
    m, qn = np.full(people, people - 1), people * (people - 1) / 2
    curve = VertexCurve(first, second, ends, m=m, qn=qn)
    moments = np.zeros((3, len(ends)))
    for start in range(0, draws, BLOCK):
        count = min(BLOCK, draws - start)
        drawn = resampling.Drawn(resampling.weights(people, seed=seed, first=start, count=count).T)
        deviation = curve.deviations(of_weights(drawn, curve.wanted))
        moments += [(deviation**power).sum(axis=1) for power in (1, 2, 4)]
    mean, square, fourth = moments / draws
    found = square - mean**2
    error = np.sqrt((fourth / square**2 - 1) / draws)
    ratio = found / curve.spread.drawn
    unbiased = [_unbiased(first[:end], second[:end], m, qn) for end in ends.tolist()]
    rescaled = np.sqrt(found / curve.spread.inflation) * curve.spread.scale / np.sqrt(unbiased)
    many = ends >= MANY_ERRORS
    return ClosedForm(
        variance=float(np.abs(ratio - 1).max()),
        variance_error=float(error.max()),
        spread=float(np.abs(rescaled - 1)[many].max()),
        spread_error=float(error[many].max() / 2),
    )


def _unbiased(first: np.ndarray, second: np.ndarray, m: np.ndarray, qn: float) -> float:
    """Return V_U of METHODS 1.2, by the code that gives it for a single rate, with what few people add (V.2)."""
    d = np.bincount(first, minlength=len(m)) + np.bincount(second, minlength=len(m))
    _, c = np.unique(np.minimum(first, second) * len(m) + np.maximum(first, second), return_counts=True)
    rate = clusters.vertex(d, m, qc=int(c @ c), qn=qn)
    few = rate.pair_deff if (rate.df or kg_t.FEW_PEOPLE) < kg_t.FEW_PEOPLE else 0.0
    return float(rate.variance or 0.0) + few * rate.value * (1 - rate.value) / rate.trials
