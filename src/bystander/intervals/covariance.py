"""How much do two rates vary together because the same people are behind both? One exactly unbiased identity.

As for one rate (:mod:`bystander.intervals.clusters`): products of an error of the one with an error of the other, from
trials that share nobody, have expectation pA pB, whatever the dependence within a person. Their mean ``p2`` is
therefore an unbiased estimate of pA pB, and ``pA pB - p2`` (of the observed rates) an exactly unbiased estimate of
the covariance of the two observed rates. It needs totals by person, and by pair of people where both rates are of
comparisons of two people. The linear form, from the excess errors ψ, stands beside it for the same reason as there.

It is wrong when dependence reaches beyond a shared person (families): then rates vary together more than is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import clusters
from bystander.kernels.exact_sum import exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.single_trials import SingleTrials
    from bystander.intervals.uneven_pairs import PairsOnce

    Counts = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class PairCounts:
    """Errors by unordered pair of people: ``low`` < ``high`` are the people, distinct pairs; ``errors``: int64."""

    low: Counts
    high: Counts
    errors: Counts

    @classmethod
    def of(cls, one: Counts, other: Counts) -> PairCounts:
        """Count errors that are given one by one, by their two people."""
        low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
        keys, errors = np.unique((low << 32) | high, return_counts=True)
        return cls(low=keys >> 32, high=keys & 0xFFFF_FFFF, errors=errors.astype(np.int64))

    @property
    def keys(self) -> Counts:
        """One number a pair, ascending."""
        return (self.low << 32) | self.high


@dataclass(frozen=True, kw_only=True, eq=False)
class Caused:
    """Errors by who erred and whose entry on the list it was due to, the latter another person who is tried, too.

    ``there``, ``back``: one number an ordered pair, and that of the same two the other way round; distinct pairs.
    """

    there: Counts
    back: Counts
    errors: Counts

    @classmethod
    def of(cls, person: NDArray[np.integer], entry: NDArray[np.integer]) -> Caused:
        """Count errors that are given one by one; ``entry``: -1 for nobody's. Those due to oneself are left out."""
        apart = (entry >= 0) & (entry != person)
        one, other = person[apart].astype(np.int64), entry[apart].astype(np.int64)
        there, errors = np.unique((one << 32) | other, return_counts=True)
        return cls(there=there, back=((there & 0xFFFF_FFFF) << 32) | (there >> 32), errors=errors.astype(np.int64))

    def mutual(self, other: Caused) -> int:
        """Return the sum over ordered pairs of the errors due to the one, times the other's errors the other way."""
        _, i, j = np.intersect1d(self.there, other.back, assume_unique=True, return_indices=True)
        return _dot(self.errors[i], other.errors[j])


@dataclass(frozen=True, kw_only=True, eq=False)
class ByPerson:
    """Errors and trials by person; place p of every array is the same person in all that are compared.

    ``ends``: 1 where a trial belongs to one person, 2 where it touches two and counts for both of them.
    ``qc``, ``qn``: sums of the squared errors and comparisons of pairs of people, 0 with one end. ``pairs``: errors by
    pair, None with one end and where they are not known. ``single``: the same trial by trial, None where that is
    not known. ``caused``: of people who are each other's error, whose entry each error was due to; None of others.
    ``once``: what counts every two people once, where few are in most of the comparisons; None elsewhere.
    """

    errors: Counts
    trials: Counts
    ends: int = 1
    qc: float = 0.0
    qn: float = 0.0
    pairs: PairCounts | None = None
    single: SingleTrials | None = None
    caused: Caused | None = None
    once: PairsOnce | None = None

    @property
    def events(self) -> int:
        """Errors in all."""
        return int(self.errors.sum()) // self.ends

    @property
    def total(self) -> int:
        """Trials in all."""
        return int(self.trials.sum()) // self.ends

    @property
    def value(self) -> float:
        """Errors per trial; ZeroDivisionError without any (0/0), which is refused before."""
        return self.events / self.total

    @property
    def excess(self) -> NDArray[np.float64]:
        """Errors of each person beyond their share."""
        return self.errors - self.trials * self.value

    def rate(self) -> clusters.ClusteredRate:
        """Return the rate with its variance."""
        if self.ends == 1:
            mutual = None if self.caused is None else self.caused.mutual(self.caused)
            return clusters.one_way(self.errors, self.trials, mutual=mutual)
        return clusters.vertex(self.errors, self.trials, qc=self.qc, qn=self.qn)


@dataclass(frozen=True, kw_only=True)
class Covariance:
    """The covariance of two observed rates, ``unbiased`` and ``linear``; None where no two trials are disjoint."""

    unbiased: float | None
    linear: float | None

    @property
    def cautious(self) -> float:
        """The smaller of the two, which gives a difference the larger variance; 0 where nothing is known."""
        if self.unbiased is None or self.linear is None:
            return 0.0
        return min(self.unbiased, self.linear)


def covariance(a: ByPerson, b: ByPerson, *, erred: float = 0.0, compared: float = 0.0) -> Covariance:
    """Return the covariance of two observed rates over the same people.

    ``erred``, ``compared``: sums over pairs of people of the products of their errors, and of their comparisons, in
    the two; needed where both have two ends, otherwise 0. People who are in one of the two only add nothing.

        p2 = (E_A E_B - Σ dA dB + Σ cA cB) / (T_A T_B - Σ mA mB + Σ nA nB);  Cov_U = pA pB - p2
        Cov_L = (P/(P-1) Σ ψA ψB - (Σ cA cB - pA pB Σ nA nB)) / (T_A T_B)
    """
    errors = Fraction(a.events) * b.events - _dot(a.errors, b.errors) + Fraction(erred)
    trials = Fraction(a.total) * b.total - _dot(a.trials, b.trials) + Fraction(compared)
    if trials <= 0:
        return Covariance(unbiased=None, linear=None)
    both = int(np.count_nonzero((a.trials > 0) & (b.trials > 0)))
    share = Fraction(a.events, a.total) * Fraction(b.events, b.total)
    products = exact_sum(a.excess * b.excess) * (both / (both - 1) if both > 1 else 1.0)
    pairs = erred - float(share) * compared
    return Covariance(unbiased=float(share - errors / trials), linear=(products - pairs) / (a.total * b.total))


def products(a: PairCounts, b: PairCounts) -> int:
    """Return the sum over pairs of people of the products of their errors in the two."""
    _, one, other = np.intersect1d(a.keys, b.keys, assume_unique=True, return_indices=True)
    return _dot(a.errors[one], b.errors[other])


def erred_together(a: ByPerson, b: ByPerson) -> float:
    """Return the same of two rates; where single pairs are not known, the most that it can be (Cauchy and Schwarz)."""
    if a.ends != b.ends or a.ends == 1:
        return 0.0
    if a.pairs is None or b.pairs is None:
        return float((a.qc * b.qc) ** 0.5)
    return float(products(a.pairs, b.pairs))


def only_one_erred(a: ByPerson, b: ByPerson) -> tuple[ByPerson, ByPerson] | None:
    """Return what only b got wrong, and what only a did, over the trials that both had.

    Where a person, or a pair of people, has several trials, errors of both in the same person or pair cancel each
    other: their difference counts for whoever has more. The rate of the first less that of the second is the
    difference of the two rates. None where single pairs are not known.
    """
    if a.ends == 1:
        apart = b.errors - a.errors
        return (
            ByPerson(errors=np.maximum(apart, 0), trials=a.trials),
            ByPerson(errors=np.maximum(-apart, 0), trials=a.trials),
        )
    if a.pairs is None or b.pairs is None:
        return None
    keys = np.union1d(a.pairs.keys, b.pairs.keys)
    apart = np.zeros(len(keys), np.int64)
    apart[np.searchsorted(keys, b.pairs.keys)] += b.pairs.errors
    apart[np.searchsorted(keys, a.pairs.keys)] -= a.pairs.errors
    return _of_pairs(a, keys, np.maximum(apart, 0)), _of_pairs(a, keys, np.maximum(-apart, 0))


def _of_pairs(like: ByPerson, keys: Counts, errors: Counts) -> ByPerson:
    kept = errors > 0
    pairs = PairCounts(low=keys[kept] >> 32, high=keys[kept] & 0xFFFF_FFFF, errors=errors[kept])
    by_person = np.zeros(len(like.trials), np.int64)
    for end in (pairs.low, pairs.high):
        np.add.at(by_person, end, pairs.errors)
    return ByPerson(
        errors=by_person, trials=like.trials, ends=2, qc=float(_dot(pairs.errors, pairs.errors)), qn=like.qn,
        pairs=pairs,
    )  # fmt: skip


def _dot(a: Counts, b: Counts) -> int:
    """Return the exact sum of products, beyond 64 bits where it must be."""
    if not len(a) or not len(b):
        return 0
    if int(np.abs(a).max()) * int(np.abs(b).max()) * len(a) < 2**63:
        return int(np.dot(a, b))
    return sum(int(x) * int(y) for x, y in zip(a, b, strict=True))
