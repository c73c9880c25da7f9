"""Where few people are in most of the comparisons, as where some have forty images and most have one.

Of 300 people, 15 of whom have 40 images, all compared with all, two thirds of all comparisons are of two of these. How
often the other 285 are taken for somebody else hardly shows in the rate of all comparisons, nor in how sure it is. But
every two people show it, counted once, whoever has most images:

    M = Σ r_ij / Π,   r_ij = c_ij / n_ij   of c_ij errors in n_ij comparisons, over all Π pairs of people who met

It estimates the same rate as long as how many images somebody has is unrelated to how often they err. Its variance is
that of :mod:`bystander.intervals.clusters`, with r_ij in place of errors; it is worth Π² / Σ 1/n_ij independent
comparisons. As in :mod:`bystander.intervals.uneven_tries`, the interval of all comparisons is drawn out to that of M,
the further the fewer people weigh in the comparisons, B = (Σ m)² / Σ m² of m_i comparisons of person i: in full where
they are a quarter of all people or less, falling evenly to nothing at a half.

Counts of images are not kept; they follow. Who has p_i probes and r_i references, each probe compared with all
references of others, is in u_i = p_i (R - r_i) comparisons as probe and in v_i = r_i (P - p_i) as reference, and meets
n_ij = p_i r_j + r_i p_j times. P and R, the sums, may be taken as one number S, as p and r may be scaled against each
other:

    S p_i² - (S² - v_i + u_i) p_i + S u_i = 0,   r_i = p_i - (u_i - v_i) / S,   Σ p_i = S

with the smaller p_i of both, but of one who has most of all. All images with all, in whatever order, is u = v = m/2.
Whether all met is seen from the number of pairs, and from the sum of their squared comparisons, which have to be those
that follow. Where they did not, nothing is drawn out.

Measured (*uneven-pairs* in docs/coverage.md): 95 % ranges of the false match rate held in down to .47 of such trials.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import kg_t
from bystander.intervals.uneven_tries import EachOnce
from bystander.kernels.exact_sum import exact_sum
from bystander.kernels.row_order import order_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Codes = NDArray[np.integer]
    Counts = NDArray[np.integer]
    Numbers = NDArray[np.float64]

EVEN = 0.5  # of the people: where as many weigh in the comparisons, nothing is drawn out
CLOSE = 0.01  # how far counts of pairs, and their squares, may lie from those of all images with all
MOST_KINDS = 4000  # of people, by their images, of which every two are looked at
MOST_TIMES = 1e9
CHANCE = 4.0  # and how many standard deviations more where they are estimates


@dataclass(frozen=True, kw_only=True)
class Met:
    """Who met whom, as far as it was counted: the number of pairs of people, and the sum of their squared comparisons.

    Both are estimates where a pair was counted with the chance 2^-``level`` only.
    """

    pairs: float
    squared: float
    level: int = 0

    def is_of(self, pairs: float, *, squared: float, fourth: float) -> bool:
        """Tell whether that is so of that many pairs, with these sums of their comparisons, as near as it was counted.

        With chance c, the sum of what was counted of x is Σx/c, with the variance (1/c - 1) Σx².
        """
        once = 2**self.level - 1
        near = CLOSE * pairs + CHANCE * (once * pairs) ** 0.5
        squares_near = CLOSE * squared + CHANCE * (once * fourth) ** 0.5
        return bool(abs(self.pairs - pairs) <= near and abs(self.squared - squared) <= squares_near)


@dataclass(frozen=True, kw_only=True)
class PairsOnce:
    """Every two people counted once.

    ``probes``, ``references``: p and r, by person, 0 of whoever is in no comparison. ``share``: as in
    :class:`~bystander.intervals.uneven_tries.EachOnce`.
    """

    probes: Numbers
    references: Numbers
    share: float

    @classmethod
    def of(cls, m: Counts, met: Met, *, as_probe: Counts | None = None) -> PairsOnce | None:
        """Return what counts every two people once; None where people weigh alike, or not all images met.

        ``m``: comparisons of each person; ``as_probe``: those as probe, where that is known.
        """
        compared = np.asarray(m, dtype=np.float64)
        if as_probe is None or _share(compared) > 0:
            found = cls._fitting(compared / 2, compared / 2, met, share=_share(compared))
            if found is not None or as_probe is None:
                return found
        probe = np.asarray(as_probe, dtype=np.float64)
        share = max(_share(side) for side in (probe, compared - probe))
        return cls._fitting(probe, compared - probe, met, share=share)

    @classmethod
    def _fitting(cls, as_probe: Numbers, as_reference: Numbers, met: Met, *, share: float) -> PairsOnce | None:
        """Return what follows from these sums where it is what was counted, and few people weigh in them."""
        if share <= 0:
            return None
        kinds = _Kinds.of(as_probe, as_reference)
        solved = kinds.images()
        if solved is None or not solved.near(met):
            return None
        return cls(probes=solved.probes[kinds.person], references=solved.references[kinds.person], share=share)

    def of_some(self, codes: Codes) -> PairsOnce:
        """Return the same with people in another order; those who are left out are in no comparison."""
        return replace(self, probes=self.probes[codes], references=self.references[codes])

    def times(self, first: Codes, second: Codes) -> Numbers:
        """Return how often every two people met."""
        p, r = self.probes, self.references
        return np.asarray(p[first] * r[second] + r[first] * p[second])

    def along(self, first: Codes, second: Codes, ends: Counts) -> list[EachOnce | None]:
        """Return the mean over pairs at each of some numbers of errors, ascending; None where it is 0 or 1.

        ``first``, ``second``: the two people of each error, in the order in which they are counted.
        """
        used = int(ends[-1]) if len(ends) else 0
        first, second = first[:used], second[:used]
        each = 1 / self.times(first, second)
        squared = np.concatenate([[0.0], np.cumsum((2 * earlier_of_pair(first, second) + 1) * each**2)])
        summed = np.concatenate([[0.0], np.cumsum(each)])
        found, errors, counted = [], np.zeros(len(self.probes)), 0
        for end in np.asarray(ends).tolist():
            for side in (first, second):
                np.add.at(errors, side[counted:end], each[counted:end])
            counted = end
            found.append(self._mean(errors, events=float(summed[end]), qc=float(squared[end])))
        return found

    def of_values(self, first: Codes, second: Codes, values: Numbers) -> EachOnce | None:
        """Return the same of values from 0 to 1, one a comparison; comparisons that are not given have 0."""
        each = values / self.times(first, second)
        errors = sum(np.bincount(side, weights=each, minlength=len(self.probes)) for side in (first, second))
        pair = _pair(first, second)
        order = order_by(pair)
        starts = np.flatnonzero(np.diff(pair[order], prepend=-1))
        summed = np.add.reduceat(each[order], starts) if len(starts) else each
        return self._mean(np.asarray(errors), events=float(each.sum()), qc=float(np.dot(summed, summed)))

    @cached_property
    def _partners(self) -> NDArray[np.int64]:
        """Return of each person how many others they met."""
        both = (self.probes > 0) & (self.references > 0)
        met = np.where(self.probes > 0, np.count_nonzero(self.references > 0), 0)
        met += np.where(self.references > 0, np.count_nonzero(self.probes > 0), 0)
        return np.asarray(met - both * (1 + np.count_nonzero(both)), np.int64)  # not themself, and nobody twice

    @cached_property
    def _worth(self) -> float:
        """Return how many independent comparisons the mean over pairs is worth."""
        kinds = _Kinds.of(self.probes, self.references)
        pairs = float(self._partners.sum()) / 2
        return pairs**2 / kinds.solved(kinds.first, kinds.second).over_pairs(lambda times: 1 / times)

    def _mean(self, errors: Numbers, *, events: float, qc: float) -> EachOnce | None:
        partners = self._partners
        pairs, people = float(partners.sum()) / 2, int(np.count_nonzero(partners))
        mean = events / pairs
        disjoint = pairs**2 - float(np.dot(partners, partners)) + pairs
        if not 0 < mean < 1 or disjoint <= 0:
            return None
        squares = (errors - mean * partners) ** 2
        of_pairs = qc - mean**2 * pairs
        unbiased = mean**2 - (events**2 - exact_sum(errors**2) + qc) / disjoint
        worth = self._worth
        independent = mean * (1 - mean) / worth
        pair_deff = max(1.0, of_pairs / pairs**2 / independent)
        fourth = exact_sum(squares**2)
        df = min(exact_sum(squares) ** 2 / fourth, float(people)) if fourth > 0 else None
        deff = max(pair_deff, unbiased / independent)  # that of the linear part is smaller where every two meet
        return EachOnce(
            value=mean, tries=worth, each=worth / pairs, df=df, share=self.share, of_two=True,
            deff=deff + (pair_deff if df is not None and df < kg_t.FEW_PEOPLE else 0.0),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Images:
    """Probes and references of one person of each kind, of whom there are ``people``."""

    probes: Numbers
    references: Numbers
    people: NDArray[np.int64]

    def near(self, met: Met) -> bool:
        """Tell whether pairs and their squares are those that were counted; the cheap sum decides first."""
        p, r, people = self.probes, self.references, self.people
        sums = [float(np.dot(people, x)) for x in (p**2, r**2, p * r, (p * r) ** 2)]
        squared = sums[0] * sums[1] + sums[2] ** 2 - 2 * sums[3]
        if not met.level and abs(met.squared - squared) > CLOSE * squared:
            return False
        if len(p) > MOST_KINDS:
            return False
        every, fourth = self.over_pairs(np.ones_like), self.over_pairs(lambda times: times**4)
        return met.is_of(every, squared=squared, fourth=fourth)

    def over_pairs(self, of: Callable[[Numbers], Numbers]) -> float:
        """Return the sum of a function of how often two people met, over all pairs who did."""
        total, p, r, people = 0.0, self.probes, self.references, self.people
        for i in range(len(p)):
            times = p[i] * r[i:] + r[i] * p[i:]
            pairs = (people[i] * people[i:]).astype(np.float64)
            pairs[0] = people[i] * (people[i] - 1) / 2
            some = times > 0
            total += float(np.dot(pairs[some], of(times[some])))
        return total


@dataclass(frozen=True, kw_only=True)
class _Kinds:
    """People of whom two numbers are the same: of each kind both numbers and how many; of each person, which kind."""

    first: Numbers
    second: Numbers
    people: NDArray[np.int64]
    person: NDArray[np.int64]

    @classmethod
    def of(cls, first: Numbers, second: Numbers) -> _Kinds:
        order = np.lexsort((second, first))
        new = np.ones(len(order), bool)
        new[1:] = (np.diff(first[order]) != 0) | (np.diff(second[order]) != 0)
        starts = np.flatnonzero(new)
        person = np.empty(len(order), np.int64)
        person[order] = np.cumsum(new) - 1
        return cls(
            first=first[order][starts], second=second[order][starts], people=np.diff(np.append(starts, len(order))),
            person=person,
        )  # fmt: skip

    def solved(self, probes: Numbers, references: Numbers) -> _Images:
        """Return what follows for each kind."""
        return _Images(probes=probes, references=references, people=self.people)

    def images(self) -> _Images | None:
        """Return p and r of u and v, comparisons as probe and as reference; None where none give these."""
        u, v, people = self.first, self.second, self.people
        largest = int(np.argmax(np.sqrt(u) + np.sqrt(v)))
        least = float(np.sqrt(u[largest]) + np.sqrt(v[largest]))
        if least <= 0:
            return None

        def smaller(total: float) -> tuple[Numbers, Numbers]:
            root = np.sqrt(np.maximum((total**2 - u - v) ** 2 - 4 * u * v, 0.0))
            return _over(2 * total * u, total**2 + u - v + root), _over(2 * total * v, total**2 - u + v + root)

        def left(total: float) -> float:
            return float(np.dot(smaller(total)[0], people)) - total

        def of_most(total: float) -> float:
            """As it is where one person has most of all: the larger p of both, of that one alone."""
            p, r = smaller(total)
            return float(np.dot(p, people)) - float(p[largest]) - float(r[largest])

        from scipy.optimize import brentq  # loaded for trials that need it alone

        most = 2 * max(least, float(np.sqrt(np.dot(u + v, people))))
        one_has_most = left(least) < 0
        missing = of_most if one_has_most else left
        if one_has_most:
            if people[largest] > 1:
                return None
            while of_most(most) <= 0 and most < MOST_TIMES * least:
                most *= 2
        if missing(least) * missing(most) > 0:
            return None
        total = float(brentq(missing, least, most, xtol=1e-12 * most))
        p, r = smaller(total)
        if one_has_most:
            p[largest], r[largest] = total - r[largest], total - p[largest]
        return self.solved(p, r)


def _over(one: Numbers, other: Numbers) -> Numbers:
    """Return a quotient, 0 where the dividend is."""
    return np.divide(one, other, out=np.zeros_like(one), where=one > 0)


def _share(compared: Numbers) -> float:
    compared = compared[compared > 0]
    if not len(compared):
        return 0.0
    weigh = float(compared.sum()) ** 2 / float(np.dot(compared, compared))
    return min(1.0, 2 * (1 - weigh / (EVEN * len(compared))))


def earlier_of_pair(first: Codes, second: Codes) -> NDArray[np.int64]:
    """Return of each error how many of the same pair come before it."""
    pair = _pair(first, second)
    order = order_by(pair)
    new = np.ones(len(pair), bool)
    new[1:] = np.diff(pair[order]) != 0
    place = np.arange(len(pair))
    earlier = np.empty(len(pair), np.int64)
    earlier[order] = place - np.maximum.accumulate(np.where(new, place, 0))
    return earlier


def _pair(first: Codes, second: Codes) -> NDArray[np.int64]:
    return np.minimum(first, second).astype(np.int64) << 32 | np.maximum(first, second).astype(np.int64)
