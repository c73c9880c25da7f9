"""Two systems on the same trials, everybody counted once: the mean of what their rates differ by.

Of people who tried each system equally often:

    D = Σ δ / P,  δ = (xB - xA)/k of each of the P people;   V = Σ (δ - D)² / (P (P - 1));   D ∓ t(df) √V
    df = (Σ (δ - D)²)² / Σ (δ - D)⁴

and of the logarithm of the ratio the same of rB/mB - rA/mA, with r = x/k and m the mean of r. Of pairs of people, who
met n_ij times in both trials:

    D = Σ δ / Π,  δ_ij = (cB - cA)/n_ij of all Π pairs who met;   e_i = Σ_j δ_ij over the π_i people whom i met
    V = the larger of D² - ((ΠD)² - Σ e_i² + Σ δ²)/(Π² - Σ π_i² + Π) and of W = (Σ δ² - Π D²)/Π²
    df = (Σ ψ²)² / Σ ψ⁴,  ψ_i = e_i - π_i D

The first is the unbiased variance of :mod:`bystander.intervals.clusters`, W that of pairs unrelated to each other;
where df is below 8, W is added, as there. The ratio has cB/(n MB) - cA/(n MA), with M the mean of c/n.

Where a few people make most of the tries (:mod:`bystander.intervals.uneven_tries`), or are in most of the comparisons
(:mod:`bystander.intervals.uneven_pairs`), the interval of all is drawn out to it: what both systems got wrong cancels
here, too, and nobody who repeats is needed to know how sure it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtrit

from bystander.intervals.kg_t import FEW_PEOPLE
from bystander.intervals.linear_part import effective
from bystander.kernels.exact_sum import exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.chosen_thresholds import Moved
    from bystander.intervals.covariance import ByPerson, PairCounts

    Numbers = NDArray[np.float64]
    Ends = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class PairedOnce:
    """The ends of the difference, and of the ratio; None where a system got nothing wrong."""

    difference: Ends
    ratio: Ends | None


def paired_once(a: ByPerson, b: ByPerson, moved: Moved, *, level: float) -> PairedOnce:
    """Return both intervals; ``moved``: what it adds that thresholds were chosen on the same trial.

    Both count the same people equally often. Raises ValueError without two people who try.
    """
    tried = a.trials > 0
    if np.count_nonzero(tried) <= 1:
        message = "two people are needed to know how they differ"
        raise ValueError(message)
    first, second = (side.errors[tried] / side.trials[tried] for side in (a, b))
    means = [exact_sum(rates) / len(rates) for rates in (first, second)]
    apart, value = second - first, means[1] - means[0]
    reach = _reach(apart - value, moved.difference, level=level)
    ratio = None
    if min(means) > 0:
        far = exp(_reach(second / means[1] - first / means[0], moved.log, level=level))
        ratio = means[1] / means[0] / far, means[1] / means[0] * far
    return PairedOnce(difference=(max(value - reach, -1.0), min(value + reach, 1.0)), ratio=ratio)


def paired_pairs_once(a: ByPerson, b: ByPerson, moved: Moved, *, level: float) -> PairedOnce | None:
    """Return the same of pairs of people, each counted once; None where they are not known, or no two are disjoint.

    Both count the same people, every two of them equally often.
    """
    if a.once is None or a.pairs is None or b.pairs is None:
        return None
    often = a.once.met
    keys = np.union1d(a.pairs.keys, b.pairs.keys)
    ends = keys >> 32, keys & 0xFFFF_FFFF
    first, second = (_per_comparison(side, keys) / often.times(*ends) for side in (a.pairs, b.pairs))
    met = _Met(ends=ends, partners=often.partners, pairs=often.pairs)
    if met.disjoint <= 0:
        return None
    means = [exact_sum(rates) / met.pairs for rates in (first, second)]
    value, reach = means[1] - means[0], _reach_of_pairs(second - first, met, moved.difference, level=level)
    ratio = None
    if min(means) > 0:
        far = exp(_reach_of_pairs(second / means[1] - first / means[0], met, moved.log, level=level))
        ratio = means[1] / means[0] / far, means[1] / means[0] * far
    return PairedOnce(difference=(max(value - reach, -1.0), min(value + reach, 1.0)), ratio=ratio)


@dataclass(frozen=True, kw_only=True)
class _Met:
    """``ends``: the two people of each pair that somebody erred at. ``partners``: of each person; ``pairs``: in all."""

    ends: tuple[NDArray[np.int64], NDArray[np.int64]]
    partners: NDArray[np.int64]
    pairs: float

    @property
    def disjoint(self) -> float:
        """Return how many ordered pairs of pairs share nobody."""
        return self.pairs**2 - float(np.dot(self.partners, self.partners)) + self.pairs

    def by_person(self, each: Numbers) -> Numbers:
        """Return the sum of each person's pairs."""
        people = len(self.partners)
        return np.asarray(sum(np.bincount(end, weights=each, minlength=people) for end in self.ends))


def _per_comparison(side: PairCounts, keys: NDArray[np.int64]) -> Numbers:
    """Return the errors of each pair, 0 of those that have none."""
    errors = np.zeros(len(keys))
    errors[np.searchsorted(keys, side.keys)] = side.errors
    return errors


def _reach(excess: Numbers, added: float, *, level: float) -> float:
    people = len(excess)
    return _quantile(effective(excess), level) * sqrt(exact_sum(excess**2) / (people * (people - 1)) + added)


def _reach_of_pairs(each: Numbers, met: _Met, added: float, *, level: float) -> float:
    """Return how far the interval of a mean over pairs reaches; ``each``: of those pairs that are not 0."""
    events, of_each, squares = exact_sum(each), met.by_person(each), exact_sum(each**2)
    value = events / met.pairs
    excess = of_each - value * met.partners
    df = effective(excess)
    unbiased = value**2 - (events**2 - exact_sum(of_each**2) + squares) / met.disjoint
    unrelated = max(squares - value**2 * met.pairs, 0.0) / met.pairs**2
    variance = max(unbiased, unrelated) + (unrelated if df is not None and df < FEW_PEOPLE else 0.0)
    return _quantile(df, level) * sqrt(variance + added)


def _quantile(df: float | None, level: float) -> float:
    """Return Student's t, or where nobody differs from all others, the normal quantile."""
    tail = (1 - level) / 2
    return -float(ndtri(tail) if df is None else stdtrit(max(df, 1.0), tail))
