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

The ratio is that of Mantel and Haenszel for rates (Rothman, Modern Epidemiology, 3rd ed., 15-15), of one group over all
others: sum a_s M_s / T_s over sum b_s N_s / T_s, with a of N trials of the group, b of M of the others, T = N + M.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.overdispersion import design_effect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Within:
    """How a group compares with all others within strata: ``group``, its place, the ``ratio`` of rates, and ``p``.

    It is the group for which chance explains least. ``ratio``: None where the others have no event.
    """

    group: int
    ratio: float | None
    p: float


def within_strata(events: Counts, trials: Counts) -> Within | None:
    """Compare groups within strata. ``events``, ``trials``: a row a stratum and a column a group.

    None where no stratum has trials of two groups and an event: then nothing can be told within.
    """
    both = (np.count_nonzero(trials, axis=1) > 1) & (events.sum(axis=1) > 0)
    if not both.any():
        return None
    events, trials = events[both], trials[both]
    found = [_of_group(events, trials, group) for group in range(events.shape[1]) if trials[:, group].any()]
    least = min(found, key=lambda one: one.p)
    return Within(least.group, least.ratio, min(1.0, least.p * len(found)))


def _of_group(events: Counts, trials: Counts, group: int) -> Within:
    of_all, tried = events.sum(axis=1), trials.sum(axis=1)
    mine, looked_at = events[:, group], trials[:, group]
    chances = np.ones(1)
    for n, share in zip(of_all, looked_at / tried, strict=True):
        chances = np.convolve(chances, _binomial(int(n), float(share)))
    seen = int(mine.sum())
    p = min(1.0, 2 * float(min(chances[: seen + 1].sum(), chances[seen:].sum())))
    above = float(np.sum(mine * (tried - looked_at) / tried))
    below = float(np.sum((of_all - mine) * looked_at / tried))
    ratio = above / below if below else None
    return Within(group, ratio, max(p, _by_scatter(mine, of_all, looked_at, tried, ratio)))


def _by_scatter(mine: Counts, of_all: Counts, looked_at: Counts, tried: Counts, ratio: float | None) -> float:
    """Return how often a sum lies as far off, if strata differ as these do; 0 where they differ by no more than chance.

    ``mine`` of ``of_all`` events are the group's, ``looked_at`` of ``tried`` trials.
    """
    from scipy.special import ndtr

    if not ratio:
        return 0.0
    share = looked_at / tried
    fitted = ratio * share / (ratio * share + 1 - share)
    by_chance = of_all * fitted * (1 - fitted)
    seen = by_chance > 0
    if np.count_nonzero(seen) < 2:
        return 0.0
    residual = (mine - of_all * fitted)[seen]
    phi = float((residual**2 / by_chance[seen]).sum() / (np.count_nonzero(seen) - 1))
    wider = design_effect(phi, int(np.count_nonzero(seen)))
    if wider <= 1:
        return 0.0
    off = abs(float((mine - of_all * share).sum()))
    return float(2 * ndtr(-off / np.sqrt(wider * float((of_all * share * (1 - share)).sum()))))


def _binomial(n: int, share: float) -> NDArray[np.float64]:
    """Return the chances of 0 to n events of n, each with a chance of ``share``."""
    from scipy.special import gammaln, xlog1py, xlogy

    k = np.arange(n + 1)
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.asarray(np.exp(ways + xlogy(k, share) + xlog1py(n - k, -share)))
