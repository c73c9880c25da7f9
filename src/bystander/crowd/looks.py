"""One person and the looks at them: the chance of an alert, of a second one, and how alerts bunch.

A look is one passage of a camera; it gives a usable face with the capture probability. A person's own rate is
Beta distributed about the mean rate f, with ``icc`` the correlation between two looks of one person; looks are then
draws from a Polya urn, and the sums below hold no difference of nearly equal numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Looks:
    """Looks at each person, 1 or more, usable with chance ``capture``, correlated within a person by ``icc``.

    ``icc_most``: the largest correlation that is possible, where it was not measured; the least is none.
    """

    number: int
    capture: float = 1.0
    icc: float = 0.0
    icc_most: float | None = None

    def __post_init__(self) -> None:
        if self.number < 1 or not 0 <= self.capture <= 1 or not 0 <= self.icc < 1:
            message = f"no such looks: {self}"
            raise ValueError(message)

    @property
    def ends(self) -> tuple[Looks, Looks]:
        """The looks with the least and with the most correlation; a single look has none, and the two are one."""
        least, most = (self.icc, self.icc) if self.icc_most is None else (0.0, self.icc_most)
        return replace(self, icc=least, icc_most=None), replace(self, icc=most, icc_most=None)

    @property
    def usable(self) -> float:
        """Usable faces a person, expected."""
        return self.number * self.capture

    def at_least(self, rate: Numbers) -> tuple[Numbers, Numbers]:
        """Return the chances that a person is flagged at least once, and at least twice, for each rate a usable look.

        With t = icc / (1 - icc), the next of j looks alerts with chance f / (1 + j t) if none did before, and with
        (f + t) / (1 + j t) if one did.
        """
        t = self.icc / (1 - self.icc)
        weight = _binomial(self.number, self.capture)
        none, once = np.ones_like(rate), np.zeros_like(rate)
        some, twice = np.zeros_like(rate), np.zeros_like(rate)
        once_total, twice_total = np.zeros_like(rate), np.zeros_like(rate)
        for j in range(self.number):
            first, second = rate / (1 + j * t), (rate + t) / (1 + j * t)
            twice = twice + once * second
            once = once * (1 - second) + none * first
            some = some + none * first
            none = none * (1 - first)
            once_total += weight[j + 1] * some
            twice_total += weight[j + 1] * twice
        return np.minimum(once_total, 1.0), np.minimum(twice_total, 1.0)

    def alert_variance(self, mean: float, variance: float) -> float:
        """Return the variance of one person's number of alerts given the rate, averaged over a rate so distributed."""
        square = mean * mean + variance
        bunched = self.usable + self.icc * self.number * (self.number - 1) * self.capture**2
        return (mean - square) * bunched + square * self.usable * (1 - self.capture)


def _binomial(n: int, p: float) -> Numbers:
    """Return chances of 0 ... n of n, by ratios from the most likely one: no factorial, no underflow that matters."""
    if p in (0.0, 1.0):
        weight = np.zeros(n + 1)
        weight[round(n * p)] = 1.0
        return weight
    j = np.arange(n)
    logs = np.concatenate([[0.0], np.cumsum(np.log((n - j) / (j + 1)) + np.log(p) - np.log1p(-p))])
    weight = np.exp(logs - logs.max())
    return np.asarray(weight / weight.sum())
