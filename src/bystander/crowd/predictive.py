"""How a count of people or alerts varies from day to day, chance and the evidence's doubt together.

The count is known by its mean, its variance and the most it can be. It is taken as

* beta-binomial, summed exactly, where it cannot exceed 2,000;
* negative binomial (Poisson, where chance alone remains) where it is rare, at most a tenth of the most;
* a scaled Beta distribution otherwise: counts are then in the hundreds at least.

Source: METHODS II.3 and VI.2, negative binomial matched to mean and variance; its coverage is measured in
docs/coverage.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

SMALL = 2000  # the most that is summed exactly
RARE = 0.1
SAME = 1e-9  # a variance this close to that of chance alone is that of chance alone


@dataclass(frozen=True)
class Count:
    """A count: ``mean``, ``variance``, and ``most``, the largest it can be (in people, or in alerts).

    ``parts``: the independent counts that it is the sum of, where there are several.
    """

    mean: float
    variance: float
    most: int
    parts: tuple[Count, ...] = ()

    @classmethod
    def total(cls, parts: Sequence[Count]) -> Count:
        """Return the sum of independent counts; it remembers its parts, where there are several."""
        mean, variance = (sum(getattr(p, of) for p in parts) for of in ("mean", "variance"))
        return cls(float(mean), float(variance), sum(p.most for p in parts), tuple(parts) if len(parts) > 1 else ())

    @property
    def share(self) -> float:
        """The mean as a share of the most; 0 where nothing can happen (0/0)."""
        return self.mean / self.most if self.most else 0.0

    def cdf(self, n: NDArray[np.floating | np.integer]) -> Numbers:
        """Return P(count <= n) for whole numbers n (an array; below 0 it is 0)."""
        from scipy.special import betainc, gammaincc

        found: Numbers
        wanted = np.asarray(n, dtype=np.float64)
        inside = np.clip(wanted, 0, max(self.most, 0))
        if self.mean <= 0:
            found = np.ones_like(inside)
        elif self.most <= SMALL:
            found = self._cumulative[inside.astype(np.int64)]
        elif self.share <= RARE:
            if self.variance > self.mean * (1 + SAME):
                size = self.mean**2 / (self.variance - self.mean)
                found = betainc(size, inside + 1, size / (size + self.mean))
            else:
                found = gammaincc(inside + 1, self.mean)
        else:
            a, b = matched_beta(self.share, self.variance / self.most**2)
            inner = np.clip((inside + 0.5) / self.most, 0, 1)
            found = betainc(a, b, inner) if a < inf else np.asarray(inside >= self.mean, dtype=np.float64)
        return np.asarray(np.where(wanted < 0, 0.0, np.where(wanted >= self.most, 1.0, found)))

    def quantile(self, u: float) -> int:
        """Return the smallest n with P(count <= n) >= u; a sum has no smaller one than any of its parts.

        The latter holds of every sum of counts. Without it one part that is hardly known would draw the whole together:
        its variance alone can bring the matched distribution to "nearly always none".
        """
        return max(self._matched_quantile(u), *(part.quantile(u) for part in self.parts), 0)

    def _matched_quantile(self, u: float) -> int:
        if self.mean <= 0 or not self.most:
            return 0
        low, high = -1, self.most
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if float(self.cdf(np.array([middle]))[0]) >= u else (middle, high)
        return high

    def spread(self, level: float = 0.95) -> tuple[int, int]:
        """Return the range that holds ``level`` of such days."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def chances(self) -> tuple[Numbers, Numbers]:
        """Return values and their chances: all of them where they are few, otherwise 400 equally likely ones."""
        if self.mean <= 0:
            return np.zeros(1), np.ones(1)
        if self.most <= SMALL:
            kept = self._chances > 1e-12
            return np.flatnonzero(kept).astype(np.float64), self._chances[kept]
        steps = (np.arange(400) + 0.5) / 400
        return np.array([self.quantile(float(u)) for u in steps], dtype=np.float64), np.full(400, 1 / 400)

    @cached_property
    def _chances(self) -> Numbers:
        share, most = self.share, self.most
        if share >= 1:
            return np.asarray(np.eye(1, most + 1, most)[0])
        n = np.arange(most)
        alone = most * share * (1 - share)
        ratio = (most - n) / (n + 1)
        if self.variance <= alone * (1 + SAME):
            logs = np.log(ratio) + np.log(share) - np.log1p(-share)
        else:
            over = self.variance / alone
            total = (most - over) / (over - 1) if over < most else 1e-6
            total = max(total, 1e-6)
            a, b = share * total, (1 - share) * total
            logs = np.log(ratio) + np.log(a + n) - np.log(b + most - n - 1)
        logs = np.concatenate([[0.0], np.cumsum(logs)])
        chances = np.exp(logs - logs.max())
        return np.asarray(chances / chances.sum())

    @cached_property
    def _cumulative(self) -> Numbers:
        return np.asarray(np.cumsum(self._chances))


def matched_beta(mean: float, variance: float) -> tuple[float, float]:
    """Return the Beta distribution of a mean in (0, 1) and a variance; infinite where the variance is 0."""
    if variance <= 0:
        return inf, inf
    total = max(mean * (1 - mean) / variance - 1, 1e-6)
    return mean * total, (1 - mean) * total
