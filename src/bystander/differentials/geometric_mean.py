"""How many times the typical rate is each group's rate? The ratio to the geometric mean of all rates.

The geometric mean is the typical rate on a log scale: no group's size weighs in it. Primary descriptive measure
(METHODS 4.1), after the practice of NIST's reports on demographic differentials.

Shown: x_g / n_g over the geometric mean of all. A rate of 0 would make that mean 0: there, *and only in the mean*, it
is replaced by its one-sided 95 % upper limit, the rule ascribed to NISTIR 8429 (section 4.2; only read of in public
code).

Interval: ψ = ln λ_g - (1/G) Σ ln λ_k is a contrast, Σ c_k ln λ_k with Σ c_k = 0. Under a supposed ψ the most likely
Poisson means are μ_k = x_k - ν c_k with one unknown ν (the multiplier), so that the likelihood ratio test of every ψ is
inverted along one line: the limits are where the deviance 2 Σ x ln(x/μ) reaches the square of the normal quantile at
1 - (1 - level) / (2 G). Before that, half an event is moved from the group to the others (for the lower limit) or back
(upper), the usual correction for whole numbers; measured coverage is in docs/coverage.md, V14.

It has no upper limit where another group has no event, and 0 as its lower limit where the group itself has none. An
upper limit above a million is none. It is wrong, too wide, where counts are below about 3: see the ratio of largest to
smallest, whose limits are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.groups import check_level, effective, with_exposure
from bystander.differentials.ratios import LARGEST
from bystander.intervals.counts import clopper_pearson_upper, garwood_upper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.differentials.groups import GroupCount, Numbers

ZERO_RULE_LEVEL = 0.95
STEPS = 80  # halvings of an interval down to neighbouring numbers
MOVED = 0.5  # of an event


@dataclass(frozen=True, kw_only=True)
class ToGeometricMean:
    """One group's rate over the geometric mean of all; limits hold for all groups together at ``level``."""

    name: str
    value: float
    low: float
    high: float | None
    level: float


@dataclass(frozen=True, kw_only=True)
class GeometricMeanRatios:
    """Every group's ratio, and the largest of them, chosen after looking.

    ``mean``: the geometric mean of the rates, with the rule for a rate of 0 (``replaced``: the names of these groups).
    ``worst``: of the group with the largest rate; its limits are for the largest of all true ratios, at least 1.
    """

    mean: float
    replaced: tuple[str, ...]
    groups: tuple[ToGeometricMean, ...]
    worst: ToGeometricMean


def to_geometric_mean(groups: Sequence[GroupCount], *, level: float = 0.95) -> GeometricMeanRatios | None:
    """Return each group's ratio; None with fewer than two groups of any exposure, or without any event (0/0)."""
    check_level(level)
    tested = with_exposure(groups)
    if len(tested) < 2 or not any(group.events for group in tested):
        return None
    x, n = effective(tested)
    mean = float(np.exp(np.mean(np.log([_not_zero(group) for group in tested]))))
    low, high = _limits(x, n, tail=(1 - level) / (2 * len(tested)))
    found = tuple(
        _within(group.name, group.events / group.trials / mean, float(a), float(b), level)
        for group, a, b in zip(tested, low, high, strict=True)
    )
    top = max(found, key=lambda ratio: (ratio.value, ratio.low))
    worst = _within(top.name, top.value, max(1.0, float(low.max())), float(high.max()), level)
    replaced = tuple(group.name for group in tested if not group.events)
    return GeometricMeanRatios(mean=mean, replaced=replaced, groups=found, worst=worst)


def _within(name: str, value: float, low: float, high: float, level: float) -> ToGeometricMean:
    """Return a ratio whose limits hold its value: the rule for a rate of 0 may put it a hair outside."""
    value = min(max(value, low), high)
    return ToGeometricMean(name=name, value=value, low=low, high=high if high < LARGEST else None, level=level)


def _not_zero(group: GroupCount) -> float:
    if group.events:
        return group.events / group.trials
    upper = clopper_pearson_upper if group.bounded else garwood_upper
    return upper(0, group.trials, level=ZERO_RULE_LEVEL, deff=group.deff)


def _limits(x: Numbers, n: Numbers, *, tail: float) -> tuple[Numbers, Numbers]:
    """Return lower and upper limits of every group's ratio; infinite where there is no upper limit."""
    from scipy.special import ndtri

    most = float(ndtri(tail)) ** 2
    size = len(x)
    own = np.eye(size, dtype=bool)  # row: whose ratio; column: whose count
    away = np.where(own, 1.0, -1.0 / (size - 1))  # sums to 0 in each row
    low = _end(x[None, :] - MOVED * away, n, -away, most=most)
    high = _end(x[None, :] + MOVED * away, n, away, most=most)
    return np.where(np.isfinite(low), np.exp(low), 0.0), np.exp(high)


def _end(counts: Numbers, n: Numbers, towards: Numbers, *, most: float) -> Numbers:
    """Return ln of the ratio where the deviance reaches ``most``, going in the direction that lowers some counts to 0.

    Means are counts + t * towards. Where a count that must shrink is 0 already, there is no end: -inf or inf.
    """
    shrinking = towards < 0
    room = np.where(shrinking, counts / np.where(shrinking, -towards, 1.0), np.inf).min(axis=1)
    bounded = room > 0
    inner, outer = np.zeros(len(counts)), np.maximum(room, 0.0)
    kept = np.where(bounded[:, None], np.maximum(counts, 0.0), 1.0)
    for _ in range(STEPS):
        middle = (inner + outer) / 2
        within = _deviance(kept, kept + np.where(bounded, middle, 0.0)[:, None] * towards) < most
        inner, outer = np.where(within, middle, inner), np.where(within, outer, middle)
    means = np.where(bounded[:, None], counts + inner[:, None] * towards, 1.0)
    logs = np.log(np.maximum(means, np.finfo(float).tiny) / n)
    ratio = np.diagonal(logs) - logs.mean(axis=1)
    without = np.where(np.diagonal(towards) < 0, -np.inf, np.inf)
    result: Numbers = np.where(bounded, ratio, without)
    return result


def _deviance(counts: Numbers, means: Numbers) -> Numbers:
    """Return 2 Σ x ln(x / μ) of each row, infinite where a mean is 0 and its count is not. Totals are equal."""
    from scipy.special import rel_entr

    result: Numbers = 2 * rel_entr(counts, np.maximum(means, 0.0)).sum(axis=1)
    return result
