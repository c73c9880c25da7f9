"""How people differ: the effects u with mean 1, each a sampler with a grid for exact means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Effects:
    """How much more than others a person errs: a sampler with mean 1, and a grid of (effect, weight) for quadrature."""

    name: str
    draw: Callable[[np.random.Generator, int], Numbers]
    grid: tuple[Numbers, Numbers]

    def mean(self, f: Callable[[Numbers], Numbers]) -> float:
        """Return the mean of f over people."""
        effects, weights = self.grid
        return float(np.sum(weights * f(effects)))


def lognormal(sigma: float) -> Effects:
    """Everybody differs: log u is normal with standard deviation sigma."""
    z, weights = normal_grid(sigma)
    return Effects(f"lognormal {sigma:g}", partial(_lognormal, sigma), (np.exp(sigma * z - sigma**2 / 2), weights))


def wolves(share: float, factor: float) -> Effects:
    """A few people err `factor` times as much as all others."""
    mean = 1 - share + share * factor
    grid = np.array([1 / mean, factor / mean]), np.array([1 - share, share])
    return Effects(f"wolves {share:g} x {factor:g}", partial(_wolves, share, factor, mean), grid)


def pareto(tail: float) -> Effects:
    """Some people err without limit: P(u > x) falls as x**-tail; the variance is infinite for tail <= 2."""
    least = (tail - 1) / tail
    steps = np.linspace(0.0, 30.0, 3001)  # log(u / least), exponential with rate `tail`
    weights = tail * np.exp(-tail * steps) * (steps[1] - steps[0])
    weights[0] /= 2
    return Effects(f"Pareto {tail:g}", partial(_pareto, tail), (least * np.exp(steps), weights))


def _lognormal(sigma: float, rng: np.random.Generator, size: int) -> Numbers:
    return np.exp(sigma * rng.standard_normal(size) - sigma**2 / 2)


def _wolves(share: float, factor: float, mean: float, rng: np.random.Generator, size: int) -> Numbers:
    return np.where(rng.random(size) < share, factor, 1.0) / mean


def _pareto(tail: float, rng: np.random.Generator, size: int) -> Numbers:
    return (tail - 1) / tail * np.exp(rng.standard_exponential(size) / tail)


def normal_grid(sigma: float) -> tuple[Numbers, Numbers]:
    """Return points and weights for the mean of a smooth function of exp(sigma z) over a standard normal z."""
    z = np.linspace(-9, 9 + 2 * sigma, 501)
    return z, np.exp(-(z**2) / 2) / sqrt(2 * pi) * (z[1] - z[0])
