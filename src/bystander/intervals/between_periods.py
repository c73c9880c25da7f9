"""Did a rate of a record change between two periods, or may chance alone make the difference?

Given the false alerts of both periods together, those of the newer one are hypergeometric where both have one rate:
Fisher's exact test (1935), doubled. The interval of the difference is made of the two rates' exact ones
(square-and-add: Newcombe 1998), and holds 0 wherever the test does not reject: a change is shown where both show it.

Rows may differ within a period by more than chance. Then one more good or bad day makes a difference, and the test of
independent events rejects too often. So both counts of each period are divided by how many times more its sum
scatters, D. Only rows of one period are compared for that, or a true change would hide itself. With K rows, X events, N
trials, shares q of the exposure and y = X / (1 - X/N) of each period, and Q its Pearson chi-square,

    c = (sum of Q - (K - 1)) / (sum of y (1 - S - (K - 1)/N)),    D = 1 + c y (S - 1/N),    S = sum of q^2

(:mod:`bystander.intervals.uneven_rows`, over two periods), widened for few rows as elsewhere. The tail of fractional
counts is taken over those that differ from them by whole numbers.

When it is wrong: rows do not show what is alike in all days of a period and in none of another (a season, a place).
That is a difference between periods, and the test cannot tell it from one of the system. Size and power are measured
in docs/methods/deployment-record-audit.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.chance_scatter import pearson, variance_of
from bystander.intervals.counts import clopper_pearson
from bystander.intervals.overdispersion import (
    CLEAR,
    FEWEST_DEPLOYMENTS,
    FEWEST_EVENTS,
    TELLS,
    design_effect,
    differ,
)
from bystander.intervals.square_and_add import of_difference
from bystander.intervals.uneven_rows import Sizes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class Why(Enum):
    """Why no test of two periods holds."""

    FEW = "few rows of a period differ by more than chance, and do not show by how much"
    UNEVEN = "one row holds so much that the others do not show how it may come out another time"


@dataclass(frozen=True)
class Counted:
    """The rows of a period: events, trials, and how many deployments each sums."""

    events: Numbers
    trials: Numbers
    deployments: Numbers

    @property
    def x(self) -> int:
        """All of its events."""
        return round(float(self.events.sum()))

    @property
    def n(self) -> float:
        """All of its trials."""
        return float(self.trials.sum())

    @property
    def scale(self) -> float:
        """Its events over the share that is none of them: what a variance beyond chance is measured in."""
        return self.x / (1 - self.x / self.n)

    @property
    def sizes(self) -> Sizes:
        """Its rows by size."""
        return Sizes.of(self.trials, self.deployments)

    @property
    def shows(self) -> bool:
        """Whether its rows can differ: two with trials, an event, and not all of the trials."""
        return int(np.count_nonzero(self.trials > 0)) > 1 and 0 < self.x < self.n

    def of_sum(self, rate: float) -> float:
        """Return what a squared coefficient of variation adds to the scatter of its sum at a rate, in units of chance.

        The rate is that of both periods together: its own would tell a bad day by what that day was counted.
        """
        return self.n * rate / (1 - rate) * max(self.sizes.squares - 1 / self.n, 0.0)

    @property
    def of_rows(self) -> float:
        """What it adds to the chi-square of its rows."""
        q, d, one = self.sizes.shares, self.sizes.deployments, (len(self.sizes.shares) - 1) / self.n
        return self.scale * (float((q * (1 - 2 * q) / d).sum()) + self.sizes.squares - one)


@dataclass(frozen=True)
class Change:
    """The newer rate less the older, with its interval; ``p_value`` of one rate in both; each period's design effect.

    ``scatter``: whether it allows for how rows of one period differ; where they cannot show that, it does not.
    """

    difference: float
    low: float
    high: float
    p_value: float
    deffs: tuple[float, float]
    scatter: bool

    @property
    def shown(self) -> bool:
        """Whether it is more than chance explains."""
        return self.low > 0 or self.high < 0


def change(older: Counted, newer: Counted, *, level: float = 0.95) -> Change | Why:
    """Return the change from one period to another, or why there is no test of it. Both have trials."""
    found = _scatter(older, newer)
    if isinstance(found, Why):
        return found
    deffs = (1.0, 1.0)
    if found is not None:
        c, free = found
        older_sum, newer_sum = (design_effect(1 + c * s, free + 1, level=level) for s in _of_sums(older, newer))
        deffs = older_sum, newer_sum
    sides = [
        (p.x / p.n, clopper_pearson(p.x, p.n, level=level, deff=d)) for p, d in zip((older, newer), deffs, strict=True)
    ]
    value = sides[1][0] - sides[0][0]
    down, up = of_difference(sides[1], sides[0], 0.0)
    low, high = value - down, value + up
    p_value = fisher((older.x / deffs[0], older.n / deffs[0]), (newer.x / deffs[1], newer.n / deffs[1]))
    if p_value > 1 - level:
        low, high = min(low, 0.0), max(high, 0.0)
    return Change(value, low, high, p_value, deffs, scatter=found is not None)


def fisher(older: tuple[float, float], newer: tuple[float, float]) -> float:
    """Return the p-value that events of trials are one rate in both: twice the smaller tail, at most 1.

    Each is events of trials, which may be fractions; the tail is then of counts that differ by whole numbers.
    """
    from scipy.special import betaln

    (x1, n1), (x2, n2) = older, newer
    total = x1 + x2
    down = int(np.floor(min(x2, n1 - x1) + 1e-9))  # so many events fewer in the newer period are possible
    up = int(np.floor(min(x1, n2 - x2) + 1e-9))
    x = x2 + np.arange(-down, up + 1, dtype=np.float64)
    rest = np.maximum(total - x, 0.0)
    x = np.maximum(x, 0.0)
    ways = -betaln(np.maximum(n2 - x, 0.0) + 1, x + 1) - betaln(np.maximum(n1 - rest, 0.0) + 1, rest + 1)
    weights = np.exp(ways - ways.max())
    below, above = weights[: down + 1].sum(), weights[down:].sum()
    return float(min(1.0, max(2 * min(below, above) / weights.sum(), np.finfo(np.float64).tiny)))


def _scatter(older: Counted, newer: Counted) -> tuple[float, int] | Why | None:
    """Return the squared coefficient of variation within periods and its degrees of freedom.

    None where rows are too few to show one, and do not contradict that there is none.
    """
    showing = [p for p in (older, newer) if p.shows]
    free = sum(len(p.sizes.shares) - 1 for p in showing)
    events = sum(min(p.x, p.n - p.x) for p in showing)
    if free < FEWEST_DEPLOYMENTS - 1 or events < FEWEST_EVENTS:
        doubts = (differ(p.events, p.trials, bounded=True) for p in showing)
        return Why.FEW if any(p is not None and p <= CLEAR for p in doubts) else None
    shown = sum(p.of_rows for p in showing)
    if shown <= 0:
        return None
    noise = sum(float(variance_of(min(p.x, p.n - p.x), p.sizes.shares)) for p in showing) ** 0.5
    if max(_of_sums(older, newer)) * noise / shown > TELLS:
        return Why.UNEVEN
    chi2 = sum(_chi2(p) for p in showing)
    return max((chi2 - free) / shown, 0.0), free


def _of_sums(older: Counted, newer: Counted) -> tuple[float, float]:
    rate = (older.x + newer.x) / (older.n + newer.n)
    return older.of_sum(rate), newer.of_sum(rate)


def _chi2(period: Counted) -> float:
    used = period.trials > 0
    return float(pearson(period.events[used].astype(np.int64), period.trials[used], bounded=True))
