"""Chances whose logarithms are differences of large log Gamma functions, with the digits that these would lose.

log Gamma of a million has seven digits before the point, so a difference of two of them has at best ten after it, and
which ten depends on the processor. Loader (2000), *Fast and accurate computation of binomial probabilities*, writes the
same chances as Stirling's corrections, which are small, and deviances, which are squares of how far a count is from its
mean: nothing cancels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]

SERIES = 16  # from here on Stirling's series has every digit that a double holds
TERMS = 30


def log1p_less(x: ArrayLike) -> Numbers:
    """Return log(1 + x) - x for x > -1, elementwise; without cancelling where x is small.

    With r = x / (2 + x) it is 2 (r³/3 + r⁵/5 + ...) - r x (Abramowitz and Stegun 4.1.27).
    """
    value = np.asarray(x, dtype=np.float64)
    near = np.clip(value, -0.5, 1.0)
    r = near / (2 + near)
    square = r * r
    series = np.zeros_like(r)
    for k in range(2 * TERMS + 1, 1, -2):
        series = series * square + 1 / k
    found: Numbers = np.where(near == value, 2 * r * square * series - r * near, np.log1p(value) - value)
    return found


def correction(n: ArrayLike) -> Numbers:
    """Return log Gamma(n) less (n - 1/2) log n - n + log(2 pi) / 2, for n > 0, elementwise: Stirling's correction.

    It is 1 / (12 n) to begin with, and serves the logarithm of a factorial as well: log n! = log n + log Gamma(n).
    """
    from scipy.special import gammaln

    value = np.asarray(n, dtype=np.float64)
    large = np.maximum(value, SERIES)
    y = 1 / (large * large)
    series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y / 1188)))) / large
    small = np.minimum(value, SERIES)
    plain = gammaln(small) - (small - 0.5) * np.log(small) + small - 0.5 * np.log(2 * np.pi)
    found: Numbers = np.where(value >= SERIES, series, plain)
    return found


def deviance(count: ArrayLike, mean: ArrayLike) -> Numbers:
    """Return x log(x / m) + m - x of counts x >= 0 and means m > 0, elementwise; m where the count is 0."""
    from scipy.special import xlogy

    x, m = np.asarray(count, dtype=np.float64), np.asarray(mean, dtype=np.float64)
    off = (x - m) / m
    near = np.clip(off, -0.5, 1.0)
    close = m * ((1 + near) * log1p_less(near) + near * near)
    far = np.asarray(xlogy(x, x / m)) + m - x
    found: Numbers = np.where(near == off, close, far)
    return found


def poisson_chance(count: ArrayLike, mean: float) -> Numbers:
    """Return P(X = x) of a Poisson distributed count with a mean > 0, elementwise for whole x >= 0."""
    x = np.asarray(count, dtype=np.float64)
    found: Numbers = np.exp(-deviance(x, mean) - _half_log(x) - _correction_or_none(x))
    return found


def multinomial_chance(counts: Numbers, share: Numbers) -> Numbers:
    """Return the chance of each row of counts (rows x groups, all rows of one total > 0), shares > 0 summing to 1."""
    total = counts.sum(axis=1, keepdims=True)
    logs = _half_log(total) + _correction_or_none(total)
    each = deviance(counts, total * share) + _half_log(counts) + _correction_or_none(counts)
    found: Numbers = np.exp(logs[:, 0] - each.sum(axis=1))
    return found


def _half_log(x: Numbers) -> Numbers:
    """Return log(2 pi x) / 2; 0 where x is 0."""
    found: Numbers = np.where(x > 0, 0.5 * np.log(2 * np.pi * np.maximum(x, 1.0)), 0.0)
    return found


def _correction_or_none(x: Numbers) -> Numbers:
    """Return Stirling's correction of a factorial; 0 where x is 0, as 0! = 1."""
    found: Numbers = np.where(x > 0, correction(np.maximum(x, 1.0)), 0.0)
    return found
