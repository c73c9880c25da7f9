"""Do groups differ within the same deployments, or only because they were seen at different ones?

A group that is seen more where everybody errs more has a higher rate in sum without any difference (Simpson's paradox).
Given the events of a stratum, and one rate for all in it, each event is of a group with the chance that one of those
tried is. So the events of a group are a sum of independent binomial counts, whose distribution is exact: p is twice its
smaller tail, and of several groups the smallest, times their number (Bonferroni).

That takes one ratio for granted in all strata. Where ratios differ from stratum to stratum, beyond chance and each by
itself, a mean ratio is known from as many draws as there are strata. The squared residuals about the fitted ratio, over
their variance by chance, tell how many times more it scatters; p is the normal tail of a sum that scatters so much
(:func:`bystander.intervals.overdispersion.design_effect`, of as many rows as strata), if that is larger. Without it,
groups of one mean rate, each with days of its own, were told to differ in a quarter to a third of records.

Where each try is an event at most once (``bounded``: follow-ups of which some are confirmed), the events of a group are
drawn from the tries of the stratum without putting back, which is hypergeometric; and the variance of what is expected,
e of n, is e (1 - e / n) in place of e.

Where groups were seen at all strata together, what a stratum does to all of them cancels, and counts of groups are
compared by what is left (:func:`design_effect_within`): with θ_g for the rate of a group over that of the others,
fitted by maximum likelihood, e_sg = M_s θ_g n_sg / Σ_h θ_h n_sh of M_s events of a stratum are its own,

    φ = Σ (x - e)² / v / df,   v = e or e (1 - e / n),   df = Σ (groups of a stratum - 1) - (groups - 1)

widened for few strata, and for strata of unequal size (:mod:`bystander.intervals.uneven_rows`).

The ratio is that of Mantel and Haenszel for rates (Rothman, Modern Epidemiology, 3rd ed., 15-15), of one group over all
others: sum a_s M_s / T_s over sum b_s N_s / T_s, with a of N trials of the group, b of M of the others, T = N + M.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.overdispersion import FEWEST_DEPLOYMENTS, design_effect
from bystander.intervals.uneven_rows import Sizes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Numbers = NDArray[np.float64]

STEPS, CLOSE = 1000, 1e-9  # of fitting rates: at most so many, until they move by less than so much


@dataclass(frozen=True)
class Within:
    """How a group compares with all others within strata: ``group``, its place, the ``ratio`` of rates, and ``p``.

    It is the group for which chance explains least. ``ratio``: None where the others have no event.
    """

    group: int
    ratio: float | None
    p: float


def within_strata(events: Counts, trials: Counts, *, bounded: bool = False) -> Within | None:
    """Compare groups within strata. ``events``, ``trials``: a row a stratum and a column a group.

    ``bounded``: whether a trial is an event at most once. None where no stratum has trials of two groups and an event:
    then nothing can be told within.
    """
    both = (np.count_nonzero(trials, axis=1) > 1) & (events.sum(axis=1) > 0)
    if not both.any():
        return None
    events, trials = events[both], trials[both]
    groups = np.flatnonzero(trials.any(axis=0))
    found = [_of_group(events, trials, int(group), bounded=bounded) for group in groups]
    least = min(found, key=lambda one: one.p)
    return Within(least.group, least.ratio, min(1.0, least.p * len(found)))


def design_effect_within(events: Counts, trials: Counts, *, bounded: bool = False, level: float = 0.95) -> float | None:
    """Return how many times each event counts where groups are compared that were seen at the same strata; at least 1.

    ``events``, ``trials``: a row a stratum and a column a group; ``bounded``: whether a trial is an event at most once.
    None where a stratum has trials of one group alone, where fewer than two groups have an event, or where fewer strata
    have events of them than show how they scatter.
    """
    tried = trials.any(axis=1)
    if (np.count_nonzero(trials[tried], axis=1) < 2).any():
        return None
    some = events.sum(axis=0) > 0
    seen = events[:, some].sum(axis=1) > 0
    x, n = events[seen][:, some].astype(np.float64), trials[seen][:, some].astype(np.float64)
    df = int(np.count_nonzero(n)) - len(n) - x.shape[1] + 1
    if x.shape[1] < 2 or len(x) < FEWEST_DEPLOYMENTS or df < 1:
        return None
    of_all = x.sum(axis=1)
    expected = _fitted(x, n) * of_all[:, None]
    by_chance = _variance(expected, n, bounded=bounded)
    there = by_chance > 0
    phi = float(((x - expected)[there] ** 2 / by_chance[there]).sum() / df)
    return design_effect(phi, len(x), weight=Sizes.of(of_all).weight(), level=level)


def _fitted(events: Numbers, trials: Numbers) -> Numbers:
    """Return the part of each stratum's events that each group has, by one rate of it over those of the others."""
    of_all, of_group = events.sum(axis=1, keepdims=True), events.sum(axis=0)
    rates = of_group / trials.sum(axis=0)
    for _ in range(STEPS):
        shares = rates * trials
        shares /= shares.sum(axis=1, keepdims=True)
        step = of_group / (of_all * shares).sum(axis=0)
        rates = rates * step
        if np.abs(step - 1).max() < CLOSE:
            break
    return np.asarray(shares)


def _variance(expected: Numbers, trials: Numbers, *, bounded: bool) -> Numbers:
    """Return the variance by chance of counts that are expected; of all trials or more, that of half a one less."""
    if not bounded:
        return expected
    fewer = np.minimum(expected, np.maximum(trials - 0.5, 0.0))
    return np.asarray(fewer * (1 - fewer / np.maximum(trials, 1.0)))


def _of_group(events: Counts, trials: Counts, group: int, *, bounded: bool) -> Within:
    of_all, tried = events.sum(axis=1), trials.sum(axis=1)
    mine, looked_at = events[:, group], trials[:, group]
    chances = np.ones(1)
    for n, looked, of in zip(of_all.tolist(), looked_at.tolist(), tried.tolist(), strict=True):
        chances = np.convolve(chances, _hypergeometric(n, looked, of) if bounded else _binomial(n, looked / of))
    seen = int(mine.sum())
    p = min(1.0, 2 * float(min(chances[: seen + 1].sum(), chances[seen:].sum())))
    above = float(np.sum(mine * (tried - looked_at) / tried))
    below = float(np.sum((of_all - mine) * looked_at / tried))
    ratio = above / below if below else None
    return Within(group, ratio, max(p, _by_scatter(mine, of_all, looked_at, tried, ratio, bounded=bounded)))


def _by_scatter(
    mine: Counts, of_all: Counts, looked_at: Counts, tried: Counts, ratio: float | None, *, bounded: bool
) -> float:
    """Return how often a sum lies as far off, if strata differ as these do; 0 where they differ by no more than chance.

    ``mine`` of ``of_all`` events are the group's, ``looked_at`` of ``tried`` trials.
    """
    from scipy.special import ndtr

    if not ratio:
        return 0.0
    share = looked_at / tried
    fitted = of_all * ratio * share / (ratio * share + 1 - share)
    by_chance = _of_either(fitted, of_all, looked_at, tried, bounded=bounded)
    seen = by_chance > 0
    if np.count_nonzero(seen) < 2:
        return 0.0
    residual = (mine - fitted)[seen]
    phi = float((residual**2 / by_chance[seen]).sum() / (np.count_nonzero(seen) - 1))
    wider = design_effect(phi, int(np.count_nonzero(seen)), weight=Sizes.of(of_all[seen].astype(np.float64)).weight())
    if wider <= 1:
        return 0.0
    off = abs(float((mine - of_all * share).sum()))
    equal = _of_either(of_all * share, of_all, looked_at, tried, bounded=bounded)
    return float(2 * ndtr(-off / np.sqrt(wider * float(equal.sum()))))


def _of_either(mine: Numbers, of_all: Counts, looked_at: Counts, tried: Counts, *, bounded: bool) -> Numbers:
    """Return the variance of a group's events of each stratum, given all of these; ``mine``: those expected.

    Of two independent counts, given their sum: the product of their variances over the sum of these.
    """
    one = _variance(mine, looked_at.astype(np.float64), bounded=bounded)
    other = _variance(of_all - mine, (tried - looked_at).astype(np.float64), bounded=bounded)
    both = one + other
    return np.divide(one * other, both, out=np.zeros_like(both), where=both > 0)


def _binomial(n: int, share: float) -> NDArray[np.float64]:
    """Return the chances of 0 to n events of n, each with a chance of ``share``."""
    from scipy.special import xlog1py, xlogy

    k = np.arange(n + 1)
    return np.asarray(np.exp(_log_ways(n, k) + xlogy(k, share) + xlog1py(n - k, -share)))


def _hypergeometric(n: int, looked_at: int, tried: int) -> NDArray[np.float64]:
    """Return the chances of 0 to n events of a group with so many of the trials, of which n are events."""
    k, others = np.arange(n + 1), tried - looked_at
    ways = _log_ways(looked_at, k) + _log_ways(others, n - k) - _log_ways(tried, n)
    return np.where((k <= looked_at) & (n - k <= others), np.exp(ways), 0.0)


def _log_ways(n: int, k: Counts | int) -> Numbers:
    """Return the logarithm of how many ways there are to pick k of n."""
    from scipy.special import gammaln

    return np.asarray(gammaln(n + 1) - gammaln(k + np.int64(1)) - gammaln(n - k + np.int64(1)))
