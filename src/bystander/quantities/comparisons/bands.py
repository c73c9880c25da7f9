"""Functionals of both curves of a trial: the FNMR at a target FMR, and a band around the whole curve (METHODS 1.6).

A threshold that is set by the trial's own false matches is itself uncertain, and an FNMR read off there inherits that.
So it is chosen again in every replicate, from that replicate's FMR, and the FNMR is read off that replicate's curve.
The interval is the percentile one, on the logit scale, with deviations rescaled as in ``replicates``.

What is interpolated, between two of the thresholds that were drawn (about 6 % of the false matches apart), is how far a
replicate's curve lies beside that of the trial; the curve of the trial itself is exact at every threshold.

The band takes, over all thresholds with at least ``FEWEST`` errors of both kinds and over both rates, the largest
deviation in units of its own standard deviation; the level quantile of that over the replicates says how many standard
deviations wide a pointwise interval must be for all of them to hold together (sup-t: Montiel Olea and Plagborg-Moller
2019). KG-t is then computed at the level that belongs to that width.

Wrong with fewer than ``FEWEST`` errors, where nothing is drawn, and where KG-t is (``intervals.kg_t``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaincinv, expit, logit, ndtr, ndtri, stdtrit

from bystander.intervals import kg_t

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.replicates import Replicated
    from bystander.intervals.spread import Spread
    from bystander.quantities.comparisons.replicates import Counted, TrialReplicates

    Rate = Replicated | Counted

    Numbers = NDArray[np.float64]

FEWEST = 5  # errors at a threshold, of either kind
FEWEST_PEOPLE = 4  # behind the false matches at a target: fewer are too few to be drawn again
COARSE = 1.0  # standard deviations of the false matches: a larger step beside the target leaves nothing to interpolate
MOST_BEYOND = 0.005  # share of replicates whose threshold may lie below the tail; they count for both ends


@dataclass(frozen=True, kw_only=True)
class Band:
    """Limits of both rates at K thresholds, highest first; ``critical`` in standard deviations.

    ``together``: where the limits hold all at once, at the level; elsewhere each holds alone. ``people``: how many
    drive the false matches, effectively; NaN where nobody does.
    """

    fmr_low: Numbers
    fmr_high: Numbers
    fnmr_low: Numbers
    fnmr_high: Numbers
    together: NDArray[np.bool_]
    critical: float | None
    people: Numbers

    @property
    def flagged(self) -> bool:
        """Whether fewer than 8 people drive the false matches at half of the thresholds that hold together, or more.

        Misses belong to one person each, and their limits hold with fewer people (METHODS V.2).
        """
        some = self.people[self.together]
        return len(some) > 0 and float(np.median(some)) < kg_t.FEW_PEOPLE


def fnmr_at_target(drawn: TrialReplicates, target: float, *, value: float, level: float) -> tuple[float, float] | None:
    """Return the interval of the FNMR at the threshold of a target FMR, chosen again in every replicate.

    ``value``: of the trial itself, which the interval includes. None where either rate has fewer than ``FEWEST``
    errors at the target's threshold, where nobody's errors differ, where fewer than ``FEWEST_PEOPLE`` drive the false
    matches, where their number steps beside the target by more than ``COARSE`` of its standard deviations, or where
    replicates need a threshold below the tail.
    """
    found = reselected(drawn, target)
    return None if found is None else percentiles(found, value=value, level=level)


def reselected(drawn: TrialReplicates, target: float) -> Numbers | None:
    """Return the FNMR of every replicate at its own threshold; None as in :func:`fnmr_at_target`.

    NaN where that lies below the tail.
    """
    fmr, fnmr = drawn.fmr, drawn.fnmr
    allowed = int(np.floor(target * fmr.trials + 1e-9))
    point = int(np.searchsorted(drawn.attainable, allowed, side="right")) - 1
    events = int(drawn.attainable[point])
    misses = int(np.searchsorted(drawn.mated, drawn.attainable_cutoff[point], side="left"))
    if target >= 1 or events < FEWEST or not FEWEST <= misses <= fnmr.trials - FEWEST:
        return None
    near = int(np.argmin(np.abs(fmr.events - events)))
    if fmr.spread.drawn[near] == 0 or fnmr.spread.drawn[near] == 0:
        return None
    if fmr.spread.df[near] < FEWEST_PEOPLE:
        return None
    steps = np.diff(drawn.attainable[max(point - 1, 0) : point + 2])
    if steps.max(initial=0) > COARSE * fmr.trials * np.sqrt(fmr.spread.used[near]):
        return None
    curve = rising(fmr)
    wanted = float(logit(target))
    at = (curve <= wanted).sum(axis=0) - 1  # the last threshold that keeps the target; -1: none does
    last = len(fmr.events) - 1
    beyond = (at == last) & drawn.ends_here
    if beyond.mean() > MOST_BEYOND:
        return None
    low, high = at.clip(min=0), (at + 1).clip(max=last)
    below, above = (np.take_along_axis(curve, k[None, :], axis=0)[0] for k in (low, high))
    gap = above - below
    share = np.where(gap > 0, (wanted - below) / np.where(gap > 0, gap, 1.0), 0.0).clip(0, 1)
    height = fmr.logit[low] + share * (fmr.logit[high] - fmr.logit[low])
    kept = np.where(at < 0, 0, np.floor(fmr.trials * expit(height) + 1e-6)).astype(np.int64)
    place = np.searchsorted(drawn.attainable, kept, side="right") - 1
    rejected = np.searchsorted(drawn.mated, drawn.attainable_cutoff[place], side="left")
    replicate = np.arange(drawn.replicates)
    beside = fnmr.shift
    shift = (1 - share) * beside[low, replicate] + share * beside[high, replicate]
    with np.errstate(divide="ignore"):
        found = expit(np.log(rejected) - np.log(fnmr.trials - rejected) + shift)
    return np.where(beyond, np.nan, found)


def equal_error(drawn: TrialReplicates, *, value: float, level: float) -> tuple[float, float] | None:
    """Return the interval of the equal error rate, at each replicate's own crossing.

    None where either rate has fewer than ``FEWEST`` errors near the crossing, or where it lies below the tail.
    """
    fmr, fnmr = drawn.fmr, drawn.fnmr
    here = fmr.value >= fnmr.value
    if not here.any():
        return None
    near = int(np.argmax(here))
    errors = (int(fmr.events[near]), int(fnmr.events[max(near - 1, 0)]))
    if min(errors) < FEWEST or fmr.spread.drawn[near] == 0 or fnmr.spread.drawn[max(near - 1, 0)] == 0:
        return None
    half = 0.5 / fnmr.trials  # where the trial rejects none, or all
    missed = logit(fnmr.value.clip(half, 1 - half))[:, None] + fnmr.shift
    taken = rising(fmr)
    ahead = taken - missed
    crossed = ahead >= 0
    reached = crossed.any(axis=0)
    beyond = ~reached & drawn.ends_here
    if beyond.mean() > MOST_BEYOND:
        return None
    high = np.where(reached, np.argmax(crossed, axis=0), len(fmr.events) - 1)
    low = (high - 1).clip(min=0)
    replicate = np.arange(drawn.replicates)
    rise = ahead[high, replicate] - ahead[low, replicate]
    share = np.where(rise > 0, -ahead[low, replicate] / np.where(rise > 0, rise, 1.0), 0.0).clip(0, 1)
    at = (1 - share) * taken[low, replicate] + share * taken[high, replicate]
    return percentiles(np.where(beyond, np.nan, expit(at)), value=value, level=level)


def rising(rate: Replicated) -> Numbers:
    """Return the replicates of a rate on the logit scale, rising from row to row as a curve does: (K, replicates).

    Rescaled by a factor of its own at each threshold, a replicate need not rise: each row is the highest so far. So no
    row depends on lower thresholds, and a tally that ends earlier gives the rows of the whole. Where fewer than
    ``FEWEST`` errors are counted, a single pair of people that is drawn often would move the rate manifold; there the
    deviation of the first threshold with as many is taken, in standard deviations.
    """
    few = rate.events < FEWEST
    if few.any() and not few.all():
        smooth = rate.standard[int(np.argmin(few))] * np.sqrt(rate.spread.used[few])[:, None]
        rate = replace(rate, deviation=np.concatenate([smooth, rate.deviation[~few]]))
    return np.maximum.accumulate(rate.logit[:, None] + rate.shift, axis=0)


def percentiles(found: Numbers, *, value: float, level: float) -> tuple[float, float] | None:
    """Return the percentile interval, widened to include the value; None where it has no width.

    A percentile is the replicate at its place, never a mean of two, so it is the same on every monotone scale. NaN: a
    replicate of which nothing is known. It is taken to lie below all for the low end and above all for the high one, so
    whatever it is, the interval holds the one that would be found if it were known; None where the unknown are as many
    as may lie outside.
    """
    tail = (1 - level) / 2
    ordered = np.sort(found[~np.isnan(found)])
    first = max(int(np.floor(tail * (len(found) + 1))) - 1, 0) - (len(found) - len(ordered))
    if first < 0:
        return None
    low, high = (float(ordered[k]) for k in (first, len(ordered) - 1 - first))
    low, high = min(low, value), max(high, value)
    return (low, high) if low < high else None


def band(drawn: TrialReplicates, *, level: float) -> Band:
    """Return the band of both rates at the thresholds of the replicates."""
    fmr, fnmr = drawn.fmr, drawn.fnmr
    enough = (fmr.events >= FEWEST) & (fnmr.events >= FEWEST) & (fnmr.events <= fnmr.trials - FEWEST)
    enough &= (fmr.spread.drawn > 0) & (fnmr.spread.drawn > 0)
    critical, each = None, np.full(len(enough), level)
    if enough.any():
        largest = np.maximum(*(np.abs(rate.standard[enough]).max(axis=0) for rate in (fmr, fnmr)))
        pointwise = float(ndtri(1 - (1 - level) / 2))
        critical = max(
            float(np.sort(largest)[min(int(np.ceil(level * (len(largest) + 1))), len(largest)) - 1]), pointwise
        )
        each[enough] = 1 - 2 * ndtr(-critical)
    fmr_low, fmr_high = limits(fmr, each)
    fnmr_low, fnmr_high = limits(fnmr, each)
    return Band(
        fmr_low=fmr_low, fmr_high=fmr_high, fnmr_low=fnmr_low, fnmr_high=fnmr_high, together=enough, critical=critical,
        people=fmr.spread.df,
    )  # fmt: skip


def limits(rate: Rate, level: Numbers) -> tuple[Numbers, Numbers]:
    """Return KG-t at many thresholds, each at its own level."""
    tail = (1 - level) / 2
    effective = effective_trials(rate, rate.spread, level)
    p = rate.value
    events, rest = effective * p, effective * (1 - p)
    with np.errstate(invalid="ignore"):
        low = np.where(rate.events == 0, 0.0, betaincinv(np.maximum(events, 1e-300), rest + 1, tail))
        high = np.where(rate.events == rate.trials, 1.0, betaincinv(events + 1, np.maximum(rest, 1e-300), 1 - tail))
    return low, high


def effective_trials(rate: Rate, spread: Spread, level: Numbers) -> Numbers:
    """Return n* of KG-t at many thresholds, each at its own level."""
    known = ~np.isnan(spread.df)
    tail = (1 - level) / 2
    t_over_z = np.where(known, stdtrit(np.maximum(np.where(known, spread.df, 1.0), 1.0), tail) / ndtri(tail), 1.0)
    inflation = 1.0 + (t_over_z**2 - 1.0) * (1.0 - 1.0 / spread.deff)
    return np.asarray(rate.trials / (spread.deff * inflation))
