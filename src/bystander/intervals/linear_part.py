"""The difference of two systems' rates as a whole: what each person adds to it, its variance, and how sure that is.

With weights of 1 it is that of the rates, with 1/pA and 1/pB that of their logarithms. Where thresholds were chosen on
the same trial, a person's false matches move the threshold, and with it the rate of misses (the slope s), so they are
part of what the person adds:

    psi_i = wB ((errors_Bi - pB m_i)/T + sB (d_Bi - qB m'_i)/T') - wA (the same of A)
    V     = P/(P-1) sum psi² - Q + M,  not below the noise of McNemar's table (+ Q of the thresholds)

Q takes back what a comparison of two people adds in both of them. M is of people on the list that they are searched
against: with d_ij what the entry of j adds to the difference through searches of i (weights as in psi), sum d_ij d_ji
over i and j, as two who are alike alert on each other. Student's t has Satterthwaite's degrees of freedom
with the kurtosis of psi, so that people who differ as normal ones do count in full.

Wrong where few people drive the difference: then those who do may be missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtrit

from bystander.intervals.chosen_again import RAREST, reaches
from bystander.intervals.covariance import covariance, erred_together
from bystander.intervals.sides import PAIR
from bystander.kernels.exact_sum import exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.covariance import ByPerson
    from bystander.intervals.discordant import Discordant
    from bystander.intervals.sides import Side, Together

Weights = tuple[float, float]
EQUAL = (1.0, 1.0)
ROUNDING = 1e-12  # of the largest term: below, a sum is taken for 0


@dataclass(frozen=True, kw_only=True)
class LinearPart:
    """``variance``: V. ``noise``: that of McNemar's table. ``people``: P. ``effective``: people who drive it, or None.

    ``effective`` = (sum psi²)²/sum psi⁴; None where nobody adds anything, that is where everybody differs as much.
    ``drawn``: the variance that people drawn again with weights of variance 1 give it, sum psi² + Q of the thresholds.
    """

    variance: float
    noise: float
    drawn: float
    people: int
    effective: float | None

    def reach(self, level: float) -> float:
        """Return how far an interval reaches: t(df) sqrt(V), with a normal quantile where nobody adds anything."""
        return self._quantile((1 - level) / 2) * sqrt(self.variance)

    def reaches(self, level: float, replicates: NDArray[np.float64], value: float) -> tuple[float, float]:
        """Return how far an interval reaches below and above a value, by the shape that ascending replicates have.

        The replicates' reach times sqrt(V/V*) t(df)/z; V*: ``drawn``. Mirrored exactly where they are.
        """
        tail = (1 - level) / 2
        read = max(tail, RAREST)
        size = sqrt(self.variance / self.drawn) if self.drawn > 0 else 1.0
        times = size * self._quantile(tail) / -float(ndtri(read))
        down, up = reaches(replicates, value, read)
        return times * down, times * up

    def _quantile(self, tail: float) -> float:
        return -float(ndtri(tail) if self.df is None else stdtrit(self.df, tail))

    @property
    def df(self) -> float | None:
        """Satterthwaite's degrees of freedom, 1 to P - 1; None where nobody adds anything."""
        if self.effective is None:
            return None
        most = max(self.people - 1.0, 1.0)
        beyond = 1 / self.effective - 1 / self.people
        return most if most * beyond <= 2.0 else max(2.0 / beyond, 1.0)

    @property
    def stands_for(self) -> float:
        """How many discordant trials tell as much as one that is independent of all others; at least 1."""
        return max(self.variance / self.noise, 1.0) if self.noise > 0 else 1.0


def linear_part(
    a: Side, b: Side, apart: Discordant, together: Together, *, weights: Weights = EQUAL, matched: bool = False
) -> LinearPart | None:
    """Return the linear part of weight B of pB less weight A of pA; None where people are not known.

    ``matched``: whether thresholds were chosen on the same trial and their moving is to be counted.
    """
    if a.counts is None or b.counts is None:
        return None
    first, second = weights[0] * _excess(a.counts), weights[1] * _excess(b.counts)
    size = np.abs(first) + np.abs(second)
    there = a.counts.trials > 0
    taken = _pairs_twice(a.counts, b.counts, together, weights)
    mutual, moved = _on_each_other(a.counts, b.counts, weights), 0.0
    if matched and a.wobble is not None and b.wobble is not None:
        slopes = (weights[0] * (a.wobble.slope or 0.0), weights[1] * (b.wobble.slope or 0.0))
        one, other = a.wobble.matched, b.wobble.matched
        moves = slopes[0] * _excess(one), slopes[1] * _excess(other)
        first, second, size = first + moves[0], second + moves[1], size + np.abs(moves[0]) + np.abs(moves[1])
        there = there | (one.trials > 0) | (other.trials > 0)
        moved = _pairs_moved(one, other, slopes)
        mutual += _on_each_other(one, other, slopes)
    psi = np.where(np.abs(second - first) <= ROUNDING * size.max(initial=0.0), 0.0, second - first)
    people, squares = int(np.count_nonzero(there)), exact_sum(psi * psi)
    variance = squares * (people / (people - 1) if people > 1 else 1.0) - taken - moved + mutual
    if a.counts.ends == PAIR and not matched:
        variance = max(variance, _unbiased(a.counts, b.counts, together, weights))
    noise = apart.noise(weights) + max(moved, 0.0)
    return LinearPart(
        variance=max(variance, noise), noise=noise, drawn=squares + max(moved, 0.0), people=people,
        effective=_no_more_than_weigh(effective(psi), a.counts, b.counts),
    )  # fmt: skip


def effective(psi: NDArray[np.float64]) -> float | None:
    """Return (sum psi²)²/sum psi⁴; None where all are 0."""
    largest = float(np.abs(psi).max(initial=0.0))
    if largest == 0.0:
        return None
    squares = (psi / largest) ** 2
    return exact_sum(squares) ** 2 / exact_sum(squares * squares)


def _no_more_than_weigh(driving: float | None, a: ByPerson, b: ByPerson) -> float | None:
    """Return how many people drive a difference, at most as many as weigh in the trials, (sum m)²/sum m²."""
    shares = ((c.trials / c.trials.sum()) for c in (a, b))
    return None if driving is None else min(driving, *(1 / exact_sum(share * share) for share in shares))


def _excess(counts: ByPerson) -> NDArray[np.float64]:
    """Return what each person adds to a rate."""
    return np.asarray(counts.excess / counts.total)


def _pairs_twice(a: ByPerson, b: ByPerson, together: Together, weights: Weights) -> float:
    """Return what pairs of people add in both of them, 0 for trials of one person."""
    if a.ends != PAIR:
        return 0.0
    wa, wb = weights
    errors = wb * wb * b.qc + wa * wa * a.qc - 2 * wa * wb * erred_together(a, b)
    return (errors - (wb * b.value - wa * a.value) ** 2 * together.compared) / a.total**2


def _pairs_moved(a: ByPerson, b: ByPerson, slopes: Weights) -> float:
    if a.ends != PAIR:
        return 0.0
    sa, sb = (slope / side.total for slope, side in zip(slopes, (a, b), strict=True))
    return max(sb * sb * b.qc + sa * sa * a.qc - 2 * sa * sb * erred_together(a, b), 0.0)


def _on_each_other(a: ByPerson, b: ByPerson, weights: Weights) -> float:
    """Return what people add who are each other's error, 0 where none is."""
    if a.caused is None or b.caused is None:
        return 0.0
    wa, wb = weights[0] / a.total, weights[1] / b.total
    alone = wb * wb * b.caused.mutual(b.caused) + wa * wa * a.caused.mutual(a.caused)
    return max(alone - 2 * wa * wb * a.caused.mutual(b.caused), 0.0)


def _unbiased(a: ByPerson, b: ByPerson, together: Together, weights: Weights) -> float:
    shared = covariance(a, b, erred=erred_together(a, b), compared=together.compared).unbiased
    va, vb, (wa, wb) = a.rate().variance, b.rate().variance, weights
    if va is None or vb is None or shared is None:
        return 0.0
    return vb * wb * wb + va * wa * wa - 2 * shared * wa * wb
