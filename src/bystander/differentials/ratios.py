"""How many times the smallest rate is the largest? The ratio of two rates, and what follows from it.

Two rates: given x_i + x_j errors in two groups, x_i is binomial with chance θ n_i / (θ n_i + n_j), θ being the ratio of
the rates. Clopper and Pearson's limits of that chance are exact limits of θ, whatever the rates (METHODS 4.3).

Largest over smallest, chosen after looking: each of the G (G-1) / 2 pairs at (1 - level) / (G (G-1) / 2); the limits
are the largest lower and the largest upper limit of any pair. The true largest ratio is one of these pairs, so the
interval holds at least as often as it says. A bootstrap of the same ratio does not: where groups are equal it never
reaches 1.

With clustering, counts are the effective ones, and limits come from the incomplete beta function at fractional counts.
A rate of 0: the ratio has no upper limit (None), and none above a million is told. What is shown then has 1/2 added to
both counts, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.groups import check_level, effective, together, with_exposure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.differentials.groups import GroupCount, Numbers

LARGEST = 1e6  # a ratio beyond this is called none


@dataclass(frozen=True, kw_only=True)
class RateRatio:
    """The rate of one group over that of another.

    ``low``, ``high``: hold together with those of the other ``among`` - 1 ratios at ``level``; ``high`` is None where
    there is no upper limit. ``halves_added``: 1/2 was added to both counts of ``value``, as one of them is 0.
    ``p``: twice the smaller tail of the exact conditional test of one ratio, in accord with an interval of one;
    ``adjusted_p``: Holm's, for all ``among`` of them.
    """

    numerator: str
    denominator: str
    value: float
    low: float
    high: float | None
    level: float
    among: int
    halves_added: bool
    p: float
    adjusted_p: float


@dataclass(frozen=True, kw_only=True)
class LargestRatio:
    """The largest rate over the smallest, both chosen after looking; as in RateRatio."""

    numerator: str
    denominator: str
    value: float
    low: float
    high: float | None
    level: float
    groups: int
    halves_added: bool


def largest_ratio(groups: Sequence[GroupCount], *, level: float = 0.95) -> LargestRatio | None:
    """Return the largest rate over the smallest.

    None with fewer than two groups of any exposure, or without any event (0/0). Of groups without an event, the one
    with the most exposure is the smallest.
    """
    check_level(level)
    tested = with_exposure(groups)
    if len(tested) < 2 or not any(group.events for group in tested):
        return None
    x, n = effective(tested)
    pairs = len(tested) * (len(tested) - 1) // 2
    lower = pair_lower_limits(x, n, tail=(1 - level) / pairs / 2)
    first, last = _extremes(x, n)
    low = max(1.0, float(lower.max()))
    high = _largest_upper(lower)
    # 1/2 more in every cell can turn the order of two groups round, and can leave the interval where counts are tiny
    value = max(float(largest_over_smallest(x[None, :], n)[0]), low)
    return LargestRatio(
        numerator=tested[first].name,
        denominator=tested[last].name,
        value=value if high is None else min(value, high),
        low=low,
        high=high,
        level=level,
        groups=len(tested),
        halves_added=bool(x[last] == 0),
    )


def contrasts(
    groups: Sequence[GroupCount], declared: Sequence[tuple[str, str]], *, level: float = 0.95
) -> tuple[RateRatio, ...]:
    """Return ratios that were declared before looking, each (numerator, denominator), at (1 - level) / their number.

    For fewer than five; with more, ask for :func:`largest_ratio`. A ratio of two groups without exposure or without
    any event is left out (0/0), but was declared, and counts. Raises ``ValueError`` for a name that is no group's.
    """
    with_exposure(groups)  # refuses two of one name
    by_name = {group.name: group for group in groups}
    unknown = sorted({name for pair in declared for name in pair} - by_name.keys())
    if unknown:
        message = f"no such group: {unknown}; there are {sorted(by_name)}"
        raise ValueError(message)
    pairs = [(by_name[first], by_name[second]) for first, second in declared]
    return _together_at(pairs, level=level, among=len(declared))


def against_the_others(
    groups: Sequence[GroupCount], name: str | None = None, *, level: float = 0.95, others: str = "everyone else"
) -> tuple[RateRatio, ...]:
    """Return the rate of one group over that of everyone else together, or of each group where none is named.

    A named group is taken to have been declared before looking; otherwise the limits hold for all groups together.
    Left out where there is nothing to divide: no exposure on one side, or no event at all. Raises ``ValueError`` for a
    name that is no group's.
    """
    tested = with_exposure(groups)
    if name is not None and name not in {group.name for group in groups}:
        message = f"no such group: {name!r}; there are {sorted(group.name for group in groups)}"
        raise ValueError(message)
    wanted = [group for group in tested if name in (None, group.name)]
    pairs = [(group, [g for g in tested if g is not group]) for group in wanted]
    sides = [(group, together(rest, name=others)) for group, rest in pairs if rest]
    return _together_at(sides, level=level, among=1 if len(tested) == 2 else len(sides))  # of two, one is 1 / the other


def rate_ratio(first: GroupCount, second: GroupCount, *, level: float = 0.95, among: int = 1) -> RateRatio | None:
    """Return the ratio of two rates, at (1 - level) / among; None without exposure on a side or any event (0/0)."""
    check_level(level)
    if not first.trials or not second.trials or not first.events + second.events:
        return None
    x, n = effective((first, second))
    lower = pair_lower_limits(x, n, tail=(1 - level) / among / 2)
    add = 0.0 if first.events and second.events else 0.5
    value = float((x[0] + add) / n[0] / ((x[1] + add) / n[1]))
    low, high = float(lower[0, 1]), 1 / float(lower[1, 0]) if lower[1, 0] > 0 else None
    value = max(value, low) if high is None else min(max(value, low), high)
    p = _central_p(x, n)
    return RateRatio(
        numerator=first.name,
        denominator=second.name,
        value=value,
        low=low,
        high=high,
        level=level,
        among=among,
        halves_added=add > 0,
        p=p,
        adjusted_p=min(1.0, among * p),
    )


def pair_lower_limits(x: Numbers, n: Numbers, *, tail: float) -> Numbers:
    """Return the exact lower limit of rate i over rate j for every two groups, one-sided at ``tail`` (groups x groups).

    0 where x_i is 0, and on the diagonal. The upper limit of i over j is one over the lower limit of j over i.

        odds = π / (1 - π),  π the ``tail`` quantile of Beta(x_i, x_j + 1);  limit = odds n_j / n_i
    """
    from scipy.special import betainccinv, betaincinv

    i, j = np.nonzero(~np.eye(len(x), dtype=bool) & (x > 0)[:, None])
    chance = betaincinv(x[i], x[j] + 1, tail)
    rest = betainccinv(x[j] + 1, x[i], tail)  # 1 - π without its rounding where π is nearly 1
    limits = np.zeros((len(x), len(x)))
    limits[i, j] = chance / rest * n[j] / n[i]
    return limits


def largest_over_smallest(counts: Numbers, trials: Numbers, *, everywhere: bool = False) -> Numbers:
    """Return the largest rate over the smallest of each row of counts (draws x groups), at least 1, never infinite.

    Where the smallest is 0, 1/2 is added to both counts, and the group without an event is the one with the most
    exposure. A row of zeros gives 1. ``everywhere``: 1/2 is added to every count always (as METHODS 4.2 has it).
    """
    counts = counts + 0.5 if everywhere else counts
    rates = counts / trials
    top = rates.argmax(axis=1)
    bottom = np.where(counts > 0, rates, -trials[None, :]).argmin(axis=1)
    rows = np.arange(len(counts))
    add = np.where(counts[rows, bottom] > 0, 0.0, 0.5)
    above = (counts[rows, top] + add) / trials[top]
    below = (counts[rows, bottom] + add) / trials[bottom]
    result: Numbers = np.where(counts.sum(axis=1) > 0, np.maximum(1.0, above / below), 1.0)
    return result


def _extremes(x: Numbers, n: Numbers) -> tuple[int, int]:
    """Return the places of the largest and the smallest rate; of equal ones, where the exposure is largest."""
    places = range(len(x))
    return max(places, key=lambda k: (x[k] / n[k], n[k])), min(places, key=lambda k: (x[k] / n[k], -n[k]))


def _largest_upper(lower: Numbers) -> float | None:
    least = float(lower[~np.eye(len(lower), dtype=bool)].min())
    return 1 / least if least * LARGEST > 1 else None


def _together_at(pairs: Sequence[tuple[GroupCount, GroupCount]], *, level: float, among: int) -> tuple[RateRatio, ...]:
    """Return the ratios whose limits hold together, with Holm's p-values."""
    from dataclasses import replace

    found = [ratio for a, b in pairs if (ratio := rate_ratio(a, b, level=level, among=among)) is not None]
    adjusted, least = {}, 0.0
    for rank, k in enumerate(sorted(range(len(found)), key=lambda place: found[place].p)):
        least = max(least, min(1.0, max(1, among - rank) * found[k].p))
        adjusted[k] = least
    return tuple(replace(ratio, adjusted_p=adjusted[k]) for k, ratio in enumerate(found))


def _central_p(x: Numbers, n: Numbers) -> float:
    """Return twice the smaller tail of x_0 given x_0 + x_1 where the rates are equal, at most 1."""
    from scipy.special import betainc, betaincc

    share = float(n[0] / n.sum())
    above = float(betainc(x[0], x[1] + 1, share)) if x[0] > 0 else 1.0
    below = float(betaincc(x[0] + 1, x[1], share)) if x[1] > 0 else 1.0
    return max(min(1.0, 2 * min(above, below)), float(np.finfo(float).tiny))
