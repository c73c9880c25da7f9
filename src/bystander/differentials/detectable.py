"""What would equal rates have looked like, and which difference would not have been seen?

Every ratio is printed with two numbers that do not depend on how the errors fell on the groups (METHODS 4.2, 4.3):

* the *null reference* R95: if every group had the common rate, largest over smallest would reach R95 in 5 % of such
  trials. With 8 groups of 5 errors that is about 13: a ratio of 10 is then no sign of anything.
* the *smallest detectable ratio* k: a group with the share x of the exposure errs k times as often as everyone else,
  where μ0 errors are expected without any difference. The exact conditional test, two-sided at 1 - level, finds it with

      power = Σ_n Pois(n; μ0 (x k + 1 - x)) P(Bin(n, x k / (x k + 1 - x)) >= c_n(x)),

  c_n(x) being the smallest count that equal rates reach with a chance of at most (1 - level) / 2; k is where the power
  is .8.

Counts and exposures are the effective ones: divided by each group's design effect with its t-correction where the test
goes by it, and by the one of all people where people change places (``deff``), as that test need not pay for not
knowing it. It is wrong where the design effect would be another at another rate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.groups import check_level, effective, with_exposure
from bystander.differentials.ratios import LARGEST, largest_over_smallest
from bystander.intervals.stirling import poisson_chance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.differentials.groups import GroupCount, Numbers

DRAWS = 9_999
POWER = 0.8
TERMS = 500  # of the sum over n; beyond, evenly spaced ones stand for their neighbours


@dataclass(frozen=True, kw_only=True)
class DetectableRatio:
    """The smallest ratio to everyone else that shows with a chance of ``power``; None where none does.

    ``less``: the smallest factor by which the group may err less often than everyone else, and shows it; None likewise.
    """

    name: str
    ratio: float | None
    less: float | None = None


@dataclass(frozen=True, kw_only=True)
class NoDifference:
    """What a comparison of these groups could have shown, whatever it did show.

    ``ratio``: equal rates give more than this largest over smallest in at most 1 - level of such trials (R95).
    ``detectable``: in *every* group, the largest of ``groups``; None where one is None. ``among``: the number of
    groups that the test of each allows for (Bonferroni), as no group was named before.
    """

    ratio: float
    detectable: float | None
    groups: tuple[DetectableRatio, ...]
    level: float
    power: float
    among: int

    @property
    def shows_any(self) -> bool:
        """Whether there is a difference, of any group and in any direction, that shows with a chance of ``power``."""
        return any(group.ratio is not None or group.less is not None for group in self.groups)


def no_difference(
    groups: Sequence[GroupCount],
    *,
    level: float = 0.95,
    power: float = POWER,
    seed: int = 1,
    draws: int = DRAWS,
    deff: float | None = None,
) -> NoDifference | None:
    """Return both references; None with fewer than two groups of any exposure, or without any event.

    Two groups are one comparison; more are one each. Where no trial can err more than once, no ratio is detectable that
    would need a rate above 1. The order of the groups does not matter. ``deff``: the design effect that the test goes
    by, where it is one for all groups (:class:`bystander.differentials.equal_rates.EqualRates`).
    """
    tested = with_exposure(groups)
    if len(tested) < 2 or not any(group.events for group in tested):
        return None
    x, n = effective(tested)
    among = 1 if len(tested) == 2 else len(tested)
    rate = float(x.sum() / n.sum())
    rows = []
    tests_x, tests_n = (x, n) if deff is None else effective([replace(group, deff=deff) for group in tested])
    for group, share in zip(tested, tests_n / tests_n.sum(), strict=True):
        most = 1 / rate if group.bounded else inf
        asked = (float(tests_x.sum()), float(share))
        found, less = (
            detectable_ratio(*asked, level=level, power=power, among=among, less=fewer) for fewer in (False, True)
        )
        more = found if found is not None and found <= most else None
        rows.append(DetectableRatio(name=group.name, ratio=more, less=less))
    ratios = [row.ratio for row in rows]
    return NoDifference(
        ratio=null_reference(x.sum(), n, level=level, seed=seed, draws=draws),
        detectable=None if None in ratios else max(ratio for ratio in ratios if ratio is not None),
        groups=tuple(rows),
        level=level,
        power=power,
        among=among,
    )


def null_reference(
    expected: float, trials: Sequence[float] | Numbers, *, level: float = 0.95, seed: int = 1, draws: int = DRAWS
) -> float:
    """Return R95: which largest over smallest do equal rates exceed in at most 1 - level of trials of these sizes?

    Where few ratios are possible, they *reach* it in somewhat more.
    ``expected``: errors in all groups together; their counts are Poisson. ``trials``: the exposure of each group.
    """
    check_level(level)
    ratios = equal_rate_counts(expected, trials, seed=seed, draws=draws)
    return float(np.quantile(largest_over_smallest(*ratios), level, method="higher"))


def equal_rate_counts(
    expected: float, trials: Sequence[float] | Numbers, *, seed: int = 1, draws: int = DRAWS
) -> tuple[Numbers, Numbers]:
    """Draw counts of groups with one rate (draws x groups), and give their exposures, in ascending order."""
    exposure = np.sort(np.asarray(trials, dtype=np.float64))
    rng = np.random.Generator(np.random.Philox(seed))
    means = expected * exposure / exposure.sum()
    return rng.poisson(means, size=(draws, len(exposure))).astype(np.float64), exposure


def detectable_ratio(
    expected: float, share: float, *, level: float = 0.95, power: float = POWER, among: int = 1, less: bool = False
) -> float | None:
    """Return the smallest ratio that is found with a chance of ``power``; None without errors, or above a million.

    ``expected``: errors in all, if there is no difference (μ0). ``share``: of the group in the exposure; 0 or 1 leaves
    nothing to compare (None). ``among``: groups that are tested at once. ``less``: the group errs so many times less
    often than everyone else, and not more.
    """
    check_level(level)
    if not 0 < power < 1:
        message = f"a power lies between 0 and 1, not {power}"
        raise ValueError(message)
    if expected <= 0 or not 0 < share < 1:
        return None
    tail = (1 - level) / 2 / among

    def shows(log_ratio: float) -> bool:
        ratio = exp(log_ratio)
        if not less:
            return detection_power(ratio, expected, share, tail=tail) >= power
        # everyone else errs more often than the group, whose own errors become as few
        return detection_power(ratio, expected / ratio, 1 - share, tail=tail) >= power

    low, high = 0.0, 0.5
    while not shows(high):
        low, high = high, 2 * high
        if low > log(LARGEST):
            return None
    while high - low > 1e-5:
        middle = (low + high) / 2
        if shows(middle):
            high = middle
        else:
            low = middle
    return exp(high)


def detection_power(ratio: float, expected: float, share: float, *, tail: float) -> float:
    """Return the chance that a group with ``ratio`` times everyone else's rate is found, one-sided at ``tail``."""
    from scipy.special import betainc

    mean = expected * (share * ratio + 1 - share)
    chance = share * ratio / (share * ratio + 1 - share)
    spread = 9 * sqrt(mean) + 40
    first, last = max(0, int(mean - spread)), int(mean + spread)
    n = np.arange(first, last + 1, max(1, (last - first) // TERMS), dtype=np.float64)
    weight = poisson_chance(n, mean)
    critical = _critical(n, share, tail)
    found = np.where(critical <= n, betainc(np.maximum(critical, 1), np.maximum(n - critical, 0) + 1, chance), 0.0)
    return float(weight @ found / weight.sum())


def _critical(n: Numbers, share: float, tail: float) -> Numbers:
    """Return for each n the smallest c with P(Bin(n, share) >= c) <= tail; n + 1 where there is none."""
    from scipy.special import betainc, ndtri

    def rare(c: Numbers) -> NDArray[np.bool_]:
        inside = np.clip(c, 1, np.maximum(n, 1))
        found: NDArray[np.bool_] = betainc(inside, np.maximum(n - inside, 0) + 1, share) <= tail
        return (found & (c >= 1)) | (c > n)

    low, high = np.zeros(len(n)), n + 1  # P(>= 0) = 1 is too likely, P(>= n + 1) = 0 is not
    near = np.floor(n * share - ndtri(tail) * np.sqrt(n * share * (1 - share)))
    for away in (-4, 4):  # the normal approximation is nearly always this good; halving is right always
        guess = np.clip(near + away, low, high)
        enough = rare(guess)
        low, high = np.where(enough, low, guess), np.where(enough, guess, high)
    while bool(np.any(high - low > 1)):
        middle = np.floor((low + high) / 2)
        enough = rare(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high
