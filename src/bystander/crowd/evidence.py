"""What the evidence leaves open about the rate of a day: as counted, and at both ends of what the counts allow.

METHODS VI.2. With the effective counts x = events / deff and n = trials / deff (divided by the design effect), a rate
is

* as counted Beta(x, n - x) distributed: its mean is x / n, the counted rate, and nothing else;
* at the least that the counts allow Beta(x, n - x + 1), at the most Beta(x + 1, n - x): what the lower and the upper
  end of an exact prediction come from (the Clopper-Pearson limits are their quantiles). No prior takes part.

Days differ among themselves by more than chance where a scatter was measured: ``between``, the variance that it adds to
a day's rate, per unit of the rate (METHODS IV.3). Where it is so much that nearly all days would have none and a few
all, more would only narrow the range, and no more is taken. An asserted rate has no known doubt and is a point.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.counts import clopper_pearson_upper

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

FEW = 10  # events below which the bound stands beside the range
WIDEST = 1e-6  # the size of a Beta distribution that is nearly all at 0 and at 1
NODES = 24  # a Gauss rule with so many nodes is exact for polynomials of degree 47: for 23 looks, and beyond nearly so
NOWHERE = 1e-100  # a rate below is the same on every day: how days differ about it would leave the numbers there are
FEWEST = 3.0  # degrees of freedom of a scatter, below which no more is allowed for
WILDEST = 24.0  # squared coefficient of variation of a day's rate from which on the upper end of a 95 % range falls
QUARTILE = 0.6744897501960817  # of a standard normal variable


def between_days(scatter: float | None, day_looks: float | None, trials: float, days: float | None = None) -> float:
    """Return the variance between days per unit of the rate: (w phi - 1) / looks a day; 0 if not measured.

    ``scatter``: phi, from ``days`` days of one size, or as many as tell it as well; trials / day_looks if not said.
    A large day to come takes many times the excess of phi, so what a few days leave open of it counts: w phi is the
    upper quartile of what they do, k / chi2(1/4; k) with k = days - 1 (Wilson and Hilferty's cube, 1931). Without
    trials, phi is taken as it was given.
    """
    if scatter is None or day_looks is None:
        return 0.0
    if not trials:
        return (max(scatter, 1.0) - 1) / day_looks
    spread = 2 / (9 * max((days or trials / day_looks) - 1, FEWEST))
    wider = 1 / (1 - spread - QUARTILE * sqrt(spread)) ** 3
    return max(wider * scatter - 1, 0.0) / day_looks


@dataclass(frozen=True)
class Evidence:
    """A rate in [0, 1], from ``events`` in ``trials`` with a design effect, or exactly ``point`` where that is set.

    ``between``: variance between days, per unit of the rate. ``end``: 0 as counted, -1 the least, 1 the most.
    """

    events: float = 0.0
    trials: float = 0.0
    deff: float = 1.0
    point: float | None = None
    between: float = 0.0
    end: int = 0

    @classmethod
    def of_counts(cls, events: float, trials: float, *, deff: float = 1.0, between: float = 0.0) -> Evidence:
        """Return what counted events leave open; 0 of 0 excludes nothing. Raises ValueError for impossible counts."""
        if not 0 <= events <= trials:
            message = f"{events} events cannot come from {trials} trials"
            raise ValueError(message)
        if not deff >= 1:
            message = f"a design effect is 1 or more, not {deff}"
            raise ValueError(message)
        return cls(events, trials, deff, between=between)

    @classmethod
    def asserted(cls, rate: float) -> Evidence:
        """Return the point of a bare rate. Raises ValueError outside [0, 1]."""
        if not 0 <= rate <= 1:
            message = f"a rate lies between 0 and 1, not {rate}"
            raise ValueError(message)
        return cls(point=rate)

    @property
    def expected(self) -> Evidence:
        """The counted rate itself, days differing about it as they do: what every expectation comes from."""
        return Evidence(point=self.mean, between=self.between)

    @property
    def least(self) -> Evidence:
        """What the lower end of a prediction comes from."""
        return replace(self, end=-1)

    @property
    def most(self) -> Evidence:
        """What the upper end of a prediction comes from."""
        return replace(self, end=1)

    @property
    def counted(self) -> tuple[float, float]:
        """The Beta distribution of the rate alone, days being alike; a parameter of 0 is a point at 0 or at 1."""
        x, rest = self.events / self.deff, (self.trials - self.events) / self.deff
        return x + (self.end > 0), rest + (self.end < 0)

    @property
    def few(self) -> bool:
        """Whether so few events were counted that the bound should stand beside the range; never of a point."""
        return self.point is None and self.events < FEW

    @property
    def mean(self) -> float:
        """The expected rate; 0 of 0 counts nothing."""
        if self.point is not None:
            return self.point
        a, b = self.counted
        return a / (a + b) if a else 0.0

    @property
    def fixed(self) -> float | None:
        """The one rate of every day, where nothing is open; else None."""
        if self.mean in (0.0, 1.0) or (self.point is not None and (not self.between or self.point < NOWHERE)):
            return self.mean
        return None

    @property
    def variance(self) -> float:
        """The variance of a day's rate: what the counts leave open, and how days differ; 0 where nothing is open."""
        if self.fixed is not None:
            return 0.0
        a, b = self.beta
        return a * b / ((a + b) ** 2 * (a + b + 1))

    @property
    def beta(self) -> tuple[float, float]:
        """The Beta distribution of a day's rate, matched to its mean and variance; only where something is open."""
        if self.point is None and not self.between:
            return self.counted
        mean, variance = self.mean, 0.0
        if self.point is None:
            a, b = self.counted
            variance = a * b / ((a + b) ** 2 * (a + b + 1))
        variance += mean * min(self.between, WILDEST * mean)
        size = max(mean * (1 - mean) / variance - 1, WIDEST)
        return mean * size, (1 - mean) * size

    def clustered(self, deff: float) -> Evidence:
        """Return what is left open if the design effect were ``deff`` at least; a point stays one."""
        return replace(self, deff=max(self.deff, deff))

    def at(self, u: float) -> Evidence:
        """Return the rate at a quantile of what the counts leave open, days differing about it as they do."""
        from scipy.special import betaincinv

        a, b = self.counted
        known = self.point is not None or self.mean in (0.0, 1.0)
        return Evidence(point=self.mean if known else float(betaincinv(a, b, u)), between=self.between)

    def quantile(self, u: Numbers) -> Numbers:
        """Return the rates of a day below which the shares ``u`` of the days lie."""
        from scipy.special import betaincinv

        return np.full(np.shape(u), self.fixed) if self.fixed is not None else np.asarray(betaincinv(*self.beta, u))

    def upper(self, level: float) -> float:
        """Return the largest rate that the evidence does not exclude: one-sided Clopper-Pearson, no prior in it.

        A point is its own limit; without trials (0/0) no rate is excluded and the limit is 1.
        """
        if self.point is not None:
            return self.point
        if not self.trials:
            return 1.0
        return clopper_pearson_upper(self.events, self.trials, level=level, deff=self.deff)

    def lower(self, level: float) -> float:
        """Return the smallest rate that the evidence does not exclude; a point is its own, and 0/0 excludes none."""
        if self.point is not None:
            return self.point
        return 1 - replace(self, events=self.trials - self.events).upper(level) if self.trials else 0.0

    def moments(self, f: Callable[[Numbers], Numbers]) -> tuple[float, float]:
        """Return mean and variance of f(rate) by Gauss-Jacobi quadrature; ``f`` maps an array of rates to values."""
        if self.fixed is not None:
            return float(f(np.array([float(self.fixed)]))[0]), 0.0
        nodes, weights = self.rule()
        values = f(nodes)
        mean = float(weights @ values)
        return mean, float(weights @ (values - mean) ** 2)

    def rule(self) -> tuple[Numbers, Numbers]:
        """Return nodes in (0, 1) and weights summing to 1, exact for polynomials up to degree 47.

        Golub and Welsch (1969): eigenvalues of the Jacobi matrix, squared first components of its eigenvectors.
        Centred on the mean and scaled by the standard deviation: a distribution as narrow as 1e-7 keeps its digits.
        """
        a, b = self.beta  # on [-1, 1] the weight is (1-x)^(b-1) (1+x)^(a-1)
        n = np.arange(1, NODES, dtype=np.float64)
        both = a + b  # in a and b themselves: less one, a small one of them would be lost
        diagonal = np.empty(NODES)
        diagonal[0] = (a - b) / both
        diagonal[1:] = (a - b) * (both - 2) / ((2 * (n - 1) + both) * (2 * n + both))
        squares = np.empty(NODES - 1)
        squares[0] = 4 * a * b / (both**2 * (both + 1))
        m = n[1:]
        squares[1:] = (
            4 * m * (m - 1 + b) * (m - 1 + a) * (m - 2 + both)
            / ((2 * m - 2 + both) ** 2 * (2 * m - 1 + both) * (2 * m - 3 + both))
        )  # fmt: skip
        centre, scale = diagonal[0], float(np.sqrt(squares[0]))
        matrix = np.diag((diagonal - centre) / scale)
        matrix += np.diag(np.sqrt(squares) / scale, 1) + np.diag(np.sqrt(squares) / scale, -1)
        values, vectors = np.linalg.eigh(matrix)
        nodes = self.mean + values * scale / 2
        return np.clip(nodes, 0.0, 1.0), vectors[0] ** 2
