"""How sure is a rate of searches whose threshold was chosen on the same searches, and a whole curve at once?

The people are resampled and the threshold of the target FPIR is chosen again in every replicate
(:mod:`~bystander.quantities.searches.resampling`). On the logit scale the deviation of a replicate from the trial has
two parts: the FNIR at the trial's own threshold, and what choosing the threshold again adds. Each is stretched so that
its source spreads as much as the default interval, KG-t, says: the first by the FNIR's, the second by the FPIR's ratio
of standard deviations at the trial's threshold, KG-t over the bootstrap's own closed form,

    stretch² = deff g p (1 - p) / n  /  (Σψ² / n²)

so that with a threshold set in advance the spread is that of KG-t (METHODS 1.4, 1.6: the design effect with its floors
and people who err because of each other, the t-correction). The limits are percentiles, on the logit scale.

A simultaneous band takes the intervals of all its points and widens them by one factor, the smallest for which 95 in
100 replicates lie inside at every point at once (sup-t). Between two points of a falling curve it goes on in steps.

It is wrong where few people drive the errors, as every interval here is. Below 5 errors of either kind, and where
scores are so few that the alerts step over the target, resamples say nothing: the interval is then the hull over all
thresholds that cannot be excluded (:mod:`~bystander.quantities.searches.inverted`). Measured coverage:
docs/coverage.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from bystander.intervals import clusters, kg_t
from bystander.kernels.distinct import distinct
from bystander.quantities.searches.of_searches import mutual
from bystander.quantities.searches.resampling import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.intervals.clusters import ClusteredRate
    from bystander.quantities.searches.resampling import Resampled, SearchUnits

    Numbers = NDArray[np.float64]

COARSE = 1.0  # standard deviations of the alerts: a larger step beside the target leaves resamples nothing to choose
FEWEST = 5  # errors, and successes, below which no resample is asked (METHODS 1.6)
POINTS = 24  # of the band of FNIR against FPIR
LARGEST = Fraction(1, 2)  # FPIR at which that band ends


@dataclass(frozen=True, kw_only=True)
class Limits:
    """An interval of a rate."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Band:
    """Limits that hold at all points at once; ``factor``: how much wider each is than it would be alone."""

    low: tuple[float, ...]
    high: tuple[float, ...]
    factor: float


@dataclass(frozen=True, kw_only=True)
class Deviations:
    """What resampling says of a rate at some points: the rate, and stretched deviations of its logit.

    ``rate``: one a point. ``deviation``: a row a replicate, a column a point.
    """

    rate: Numbers
    deviation: Numbers

    def at(self, points: Sequence[int]) -> Deviations:
        """Return some of the points."""
        return Deviations(rate=self.rate[points], deviation=self.deviation[:, points])

    def reach(self, level: float) -> tuple[Numbers, Numbers]:
        """Return how far the logit may lie below and above, at each point alone: its percentiles, 0 between them."""
        tail = (1 - level) / 2
        low, high = np.quantile(self.deviation, (tail, 1 - tail), axis=0)
        return np.minimum(low, 0), np.maximum(high, 0)

    def reach_of(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
        """Return the same of limits that came from elsewhere; a limit of 0 or 1 is infinitely far away, and stays."""
        with np.errstate(divide="ignore"):
            return _logit(low) - _logit(self.rate), _logit(high) - _logit(self.rate)

    def band(self, reach: tuple[Numbers, Numbers], *, level: float) -> Band:
        """Widen the limits of each point alone by one factor, so that they hold at all points at once.

        A point whose limits have no width on one side asks nothing of the factor there.
        """
        below, above = reach
        with np.errstate(divide="ignore", invalid="ignore"):
            up, down = self.deviation / above, self.deviation / below
        largest = np.max(np.fmax(np.where(above > 0, up, 0), np.where(below < 0, down, 0)), axis=1)
        return self.widened(reach, max(1.0, float(np.quantile(largest, level))))

    def widened(self, reach: tuple[Numbers, Numbers], factor: float = 1.0) -> Band:
        """Return the limits of all points, each so many times as wide; they hold the rate."""
        low, high = (expit(_logit(self.rate) + factor * far) for far in reach)
        return Band(
            low=tuple(np.minimum(low, self.rate).tolist()), high=tuple(np.maximum(high, self.rate).tolist()),
            factor=factor,
        )  # fmt: skip


def enough(units: SearchUnits, targets: Sequence[Fraction]) -> NDArray[np.bool_]:
    """Tell for which targets both rates have errors, and successes, enough to be resampled.

    And differ between people at all: where everybody has the same rate, every resample has it too.
    """
    at = places(units, targets)
    alerts, missed = units.alerts_at(at), units.missed[at]
    rest = np.minimum(units.non_mated.sum() - alerts, units.mated.sum() - missed)
    good: NDArray[np.bool_] = np.minimum(np.minimum(alerts, missed), rest) >= FEWEST
    for i in np.flatnonzero(good):
        both = _missed(units, int(at[i])), _alerted(units, int(alerts[i]))
        good[i] = all(rate.df is not None for rate in both)
    return good


def fine(units: SearchUnits, target: Fraction, *, level: float) -> bool:
    """Tell whether the alerts step finely beside the threshold of a target, by ``COARSE``."""
    at = places(units, [target])
    beside = units.alerts_at(np.clip(np.array([at[0] - 1, at[0], at[0] + 1]), 0, len(units.best)))
    rate = _alerted(units, int(beside[1]))
    told = kg_t.interval(rate, level=level, icc_floor=kg_t.icc_floor_for(rate))
    spread = np.sqrt(told.deff * told.inflation * rate.value * (1 - rate.value) * rate.trials)
    return bool(np.diff(beside).max() <= COARSE * spread)


def fnir_at_fpir(units: SearchUnits, resampled: Resampled, targets: Sequence[Fraction], *, level: float) -> Deviations:
    """Return the FNIR at the thresholds of some target FPIRs, and how it deviates when they are chosen again.

    ``resampled``: of the same targets, in this order. Each must have :func:`enough` errors.
    """
    at = places(units, targets)
    given = _log_odds(resampled.missed_at, resampled.mated[:, None])
    chosen = _log_odds(resampled.missed, resampled.mated[:, None])
    own = _log_odds(units.missed[at], np.array(units.mated.sum()))
    rates = [_missed(units, int(p)) for p in at]
    alerts = [_alerted(units, int(n)) for n in units.alerts_at(at)]
    first = np.array([stretch(r, level=level) for r in rates])
    second = np.array([stretch(a, level=level) for a in alerts])
    return Deviations(
        rate=np.array([r.value for r in rates]), deviation=(given - own) * first + (chosen - given) * second
    )


def grid(units: SearchUnits) -> list[Fraction]:
    """Return the FPIRs of a band of FNIR against FPIR: attained ones, rising, with enough errors of both kinds."""
    n = int(units.non_mated.sum())
    if not n or not len(units.best):
        return []
    most = int(n * LARGEST)
    wanted = distinct(np.rint(np.geomspace(FEWEST, max(most, FEWEST), POINTS)).astype(np.int64))
    asked = [Fraction(int(w), n) for w in wanted if w <= most]
    reached = distinct(units.alerts_at(places(units, asked))) if asked else np.zeros(0, np.int64)
    rates = [Fraction(int(a), n) for a in reached if a]
    return [x for x, good in zip(rates, enough(units, rates), strict=True) if good] if rates else []


def behind(units: SearchUnits, resampled: Resampled, ranks: Sequence[int], *, level: float) -> Deviations:
    """Return 1 - CMC(R) at some ranks, and how it deviates; each must have enough errors."""
    many = np.searchsorted(-units.rank, -np.asarray(ranks, np.int64))
    own = _log_odds(many, np.array(units.mated.sum()))
    rates = [_by_person(units.rank_person[:n], units.mated, units.rank_cause[:n]) for n in many]
    found = _log_odds(resampled.behind, resampled.mated[:, None]) - own
    return Deviations(
        rate=np.array([r.value for r in rates]),
        deviation=found * np.array([stretch(r, level=level) for r in rates]),
    )


def stretch(rate: ClusteredRate, *, level: float) -> float:
    """Return the standard deviation that KG-t takes a rate to have, over that of the bootstrap of its people.

    1 where no person has any excess: the bootstrap then has no spread to stretch. It draws two people who cause each
    other's errors independently, so what these add to the variance (``mutual``) is in the first and not in the second.
    """
    if rate.df is None or rate.linear_variance is None:
        return 1.0
    told = kg_t.interval(rate, level=level, icc_floor=kg_t.icc_floor_for(rate))
    independent = rate.value * (1 - rate.value) / rate.trials
    apart = rate.linear_variance - (rate.mutual or 0) / rate.trials**2  # two who err together are drawn apart
    resampled = apart * (rate.people - 1) / rate.people  # Σψ²/n²
    return float(np.sqrt(told.deff * told.inflation * independent / resampled))


def _missed(units: SearchUnits, place: int) -> ClusteredRate:
    person, ahead = units.missed_by(place)
    return _by_person(person, units.mated, ahead)


def _alerted(units: SearchUnits, alerts: int) -> ClusteredRate:
    return _by_person(units.best_person[:alerts], units.non_mated, units.best_cause[:alerts])


def _by_person(
    person: NDArray[np.int64], trials: NDArray[np.int64], cause: NDArray[np.int64] | None = None
) -> ClusteredRate:
    """Cluster events on their people; ``cause``: whose entry each is due to, None where it is due to nobody's."""
    events = np.bincount(person, minlength=len(trials))
    together = None if cause is None else mutual(person, cause)
    return clusters.one_way(events[trials > 0], trials[trials > 0], mutual=together)


def _log_odds(events: NDArray[np.int64], trials: NDArray[np.int64]) -> Numbers:
    """Return the logit, half an event added on both sides, so that a resample without errors has one."""
    found: Numbers = np.log(events + 0.5) - np.log(trials - events + 0.5)
    return found


def _logit(rate: Numbers) -> Numbers:
    found: Numbers = np.log(rate) - np.log1p(-rate)
    return found
