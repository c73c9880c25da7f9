"""How much will deployments to come scatter, if they are of the kinds that these were?

The scatter of *these* deployments is one thing (:mod:`bystander.intervals.overdispersion`), that of the kinds they are
drawn from another: a few deployments with many false alerts each weigh most in it, and a record may hold none of them.
Two ways in which rates may differ are asked: Gamma distributed about their mean (counts are then negative binomial),
and lognormal, whose largest are far larger. For each the profile likelihood of phi, over all mean rates, is cut at half
the .95 quantile of F(1, K - 1) below its top, K being the rows. The outermost ends of both are told (METHODS V.3).

phi is 1 + c theta size, c being the squared coefficient of variation of the rates, theta X their total and
size = X (1 - sum q^2) / (K - 1), with q the shares of the exposure: what Pearson's chi-square over K - 1 comes to on
average. The lognormal integral is by Gauss-Hermite nodes about each row's own mode (Liu and Pierce 1994).

When it is wrong: a kind of day that is met with chance q leaves no trace in K deployments with chance (1 - q)^K, and
nothing in the counts can tell of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import fdtri, gammaln, logsumexp

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Model = Callable[["Rows", Numbers, Numbers], Numbers]

MOST_ROWS = 400  # of a longer record so many are drawn: the limits are then those that so many rows have
LARGEST = 1e4  # times chance: an upper limit beyond is told as this
NODES = 10
TINY = 1e-9  # the squared coefficient of variation that is none
NEWTON = 6
MEANS = (-3.0, 5.0)  # the logarithm of the mean rate, over the observed one
HALVINGS = 22  # golden sections of it
STEPS = 16  # of phi, in the first look
FINE = 5  # and again between two of them
GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True)
class Rows:
    """Rows of a record, equal ones once: counts, expected counts at the observed mean rate, how many are alike."""

    x: Numbers
    m: Numbers
    times: Numbers

    @classmethod
    def of(cls, x: Numbers, e: Numbers) -> Rows:
        """Return the rows of counts over exposures."""
        (each, exposure), times = np.unique(np.stack((x, e)), axis=1, return_counts=True)
        return cls(each, x.sum() * exposure / e.sum(), times.astype(np.float64))


def profiled(x: Numbers, e: Numbers, *, level: float, seed: int) -> tuple[float, float]:
    """Return limits of phi of deployments to come, from counts ``x`` over exposure ``e``, three rows or more.

    Counts need not be whole. At most :data:`LARGEST`; at least 1. Raises ``ValueError`` without events.
    """
    if not x.sum() > 0:
        message = "without events there is no scatter"
        raise ValueError(message)
    if len(x) > MOST_ROWS:
        at = np.random.Generator(np.random.Philox(seed)).choice(len(x), MOST_ROWS, replace=False)
        x, e = x[np.sort(at)], e[np.sort(at)]
        if not x.sum() > 0:
            return 1.0, LARGEST
    size = float(x.sum() * (1 - ((e / e.sum()) ** 2).sum()) / (len(x) - 1))
    drop = float(fdtri(1, len(x) - 1, level)) / 2
    ends = [_limits(Rows.of(x, e), model, size=size, drop=drop) for model in (_gamma, _lognormal)]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _limits(rows: Rows, model: Model, *, size: float, drop: float) -> tuple[float, float]:
    """Return where the profile likelihood of phi lies ``drop`` below its top."""

    def profile(excess: Numbers) -> Numbers:
        return _highest(lambda log_mean: model(rows, np.exp(log_mean), excess / (np.exp(log_mean) * size)), len(excess))

    excess = np.concatenate(([0.0], np.geomspace(0.02, LARGEST - 1, STEPS)))
    likely = profile(excess)
    best = int(likely.argmax())
    near = excess[max(best - 1, 0) : best + 2]
    cut = max(float(profile(np.linspace(near[0], near[-1], FINE)).max()), float(likely[best])) - drop

    def crossing(outside: int, inside: int) -> float:
        """Return where the profile crosses the cut between two steps."""
        between = np.linspace(excess[outside], excess[inside], FINE)
        over = profile(between) - cut
        first = int((over >= 0).argmax()) or FINE - 1
        below, above = over[first - 1], over[first]
        share = float(np.clip(below / (below - above), 0, 1)) if above > below else 0.0
        return 1 + float(between[first - 1] + share * (between[first] - between[first - 1]))

    below = np.nonzero(likely < cut)[0]
    left, right = below[below < best], below[below > best]
    low = crossing(int(left[-1]), int(left[-1]) + 1) if len(left) else 1.0
    high = crossing(int(right[0]), int(right[0]) - 1) if len(right) else LARGEST
    return low, high


def _highest(of: Callable[[Numbers], Numbers], many: int) -> Numbers:
    """Return the largest values over the logarithm of the mean, of so many functions at once, by golden sections."""
    low, high = (np.full(many, end) for end in MEANS)
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = of(left), of(right)
    for _ in range(HALVINGS):
        down = at_left > at_right
        low, high = np.where(down, low, left), np.where(down, right, high)
        new = np.where(down, high - GOLDEN * (high - low), low + GOLDEN * (high - low))
        at_new = of(new)
        left, right = np.where(down, new, right), np.where(down, left, new)
        at_left, at_right = np.where(down, at_new, at_right), np.where(down, at_left, at_new)
    return np.asarray(np.maximum(at_left, at_right))


def _gamma(rows: Rows, mean: Numbers, c: Numbers) -> Numbers:
    """Return the log likelihood at each mean rate with its coefficient of variation, short of a constant of x alone."""
    m, shape = rows.m * mean[:, None], 1 / np.maximum(c, TINY)[:, None]
    each = gammaln(rows.x + shape) - gammaln(shape) - shape * np.log1p(m / shape) + rows.x * np.log(m / (shape + m))
    return np.where(c > TINY, each @ rows.times, _poisson(rows, mean))


def _lognormal(rows: Rows, mean: Numbers, c: Numbers) -> Numbers:
    """Return the same of lognormal rates."""
    variance = np.log1p(np.maximum(c, TINY))[:, None]
    centre = np.log(rows.m * mean[:, None]) - variance / 2
    # The mode of x w - exp(w) - (w - centre)^2 / 2 variance: Newton's steps from a start above it do not run away.
    w = np.minimum(np.maximum(centre + variance * rows.x, 0.0), np.maximum(centre, np.log(rows.x + 1)))
    for _ in range(NEWTON):
        w = w + (rows.x - np.exp(w) - (w - centre) / variance) / (np.exp(w) + 1 / variance)
    spread = 1 / np.sqrt(np.exp(w) + 1 / variance)
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    at = w[..., None] + spread[..., None] * nodes
    inner = rows.x[:, None] * at - np.exp(at) - (at - centre[..., None]) ** 2 / (2 * variance[..., None])
    inner += nodes**2 / 2 + np.log(weights / np.sqrt(2 * np.pi))
    each = logsumexp(inner, axis=-1) + np.log(spread) - np.log(variance) / 2
    return np.where(c > TINY, each @ rows.times, _poisson(rows, mean))


def _poisson(rows: Rows, mean: Numbers) -> Numbers:
    m = rows.m * mean[:, None]
    return np.asarray((rows.x * np.log(m) - m) @ rows.times)
