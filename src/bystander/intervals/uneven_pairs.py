"""Where few people are in most of the comparisons, as where some have forty images and most have one.

Every image is compared with every other one, so two people with a_i and a_j images meet a_i a_j times. Of 300 people,
15 of whom have 40 images, two thirds of all comparisons are of two of these. How often the other 285 are taken for
somebody else hardly shows in the rate of all comparisons, nor in how sure it is. But every two people show it, counted
once, whoever has most images:

    M = Σ r_ij / Π,   r_ij = c_ij / (a_i a_j)   of c_ij errors, over all Π pairs of people

It estimates the same rate as long as how many images somebody has is unrelated to how often they err. Its variance is
that of :mod:`bystander.intervals.clusters`, with r_ij in place of errors; it is worth Π² / Σ 1/(a_i a_j) independent
comparisons. As in :mod:`bystander.intervals.uneven_tries`, the interval of all comparisons is drawn out to that of M,
the further the fewer people weigh in the comparisons, B = (Σ m)² / Σ m² of m_i comparisons of person i: in full where
they are a quarter of all people or less, falling evenly to nothing at a half.

Counts of images are not kept; they follow from m_i = a_i (A - a_i), A their sum (probes and references who are
different people: from the sums of either). Whether all images met is seen from the number of pairs, which has to be Π,
and from Σ (a_i a_j)², which has to be the sum of their squared counts. Where they did not, or somebody has most of all
images, nothing is drawn out.

Measured (*uneven-pairs* in docs/coverage.md): 95 % ranges of the false match rate held in down to .47 of such trials.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import kg_t
from bystander.intervals.uneven_tries import EachOnce
from bystander.kernels.distinct import runs
from bystander.kernels.exact_sum import exact_sum
from bystander.kernels.row_order import order_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.integer]
    Counts = NDArray[np.integer]
    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

EVEN = 0.5  # of the people: where as many weigh in the comparisons, nothing is drawn out
CLOSE = 0.01  # how far counts of pairs, and their squares, may lie from those of all images with all
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

    ``images``: a, by person, 0 of whoever is in no comparison. ``sides``: who is on either side; one where everybody
    is on both. ``share``: as in :class:`~bystander.intervals.uneven_tries.EachOnce`.
    """

    images: Numbers
    sides: tuple[Flags, ...]
    share: float

    @classmethod
    def of(cls, m: Counts, met: Met, *, probes: Flags | None = None) -> PairsOnce | None:
        """Return what counts every two people once; None where people weigh alike, or not all images met.

        ``m``: comparisons of each person; ``probes``: who is a probe, where nobody is both.
        """
        compared = np.asarray(m, dtype=np.float64)
        there = compared > 0
        sides = (there,) if probes is None else (there & probes, there & ~probes)
        share = max(_share(compared[side]) for side in sides)
        if share <= 0:
            return None
        images = _images(compared, there) if probes is None else _of_sides(compared, sides)
        if images is None:
            return None
        every = _sum_over_pairs(np.ones(len(images)), sides)
        second, fourth = (_sum_over_pairs(images**power, sides) for power in (2, 4))
        all_met = met.is_of(every, squared=second, fourth=fourth)
        return cls(images=images, sides=sides, share=share) if all_met else None

    def of_some(self, codes: Codes) -> PairsOnce:
        """Return the same with people in another order; those who are left out are in no comparison."""
        return replace(self, images=self.images[codes], sides=tuple(side[codes] for side in self.sides))

    def along(self, first: Codes, second: Codes, ends: Counts) -> list[EachOnce | None]:
        """Return the mean over pairs at each of some numbers of errors, ascending; None where it is 0 or 1.

        ``first``, ``second``: the two people of each error, in the order in which they are counted.
        """
        used = int(ends[-1]) if len(ends) else 0
        first, second = first[:used], second[:used]
        each = 1 / (self.images[first] * self.images[second])
        squared = np.concatenate([[0.0], np.cumsum((2 * earlier_of_pair(first, second) + 1) * each**2)])
        summed = np.concatenate([[0.0], np.cumsum(each)])
        found, errors, counted = [], np.zeros(len(self.images)), 0
        for end in np.asarray(ends).tolist():
            for side in (first, second):
                np.add.at(errors, side[counted:end], each[counted:end])
            counted = end
            found.append(self._mean(errors, events=float(summed[end]), qc=float(squared[end])))
        return found

    def of_values(self, first: Codes, second: Codes, values: Numbers) -> EachOnce | None:
        """Return the same of values from 0 to 1, one a comparison; comparisons that are not given have 0."""
        each = values / (self.images[first] * self.images[second])
        errors = sum(np.bincount(side, weights=each, minlength=len(self.images)) for side in (first, second))
        pair = _pair(first, second)
        order = order_by(pair)
        starts = np.flatnonzero(np.diff(pair[order], prepend=-1))
        summed = np.add.reduceat(each[order], starts) if len(starts) else each
        return self._mean(np.asarray(errors), events=float(each.sum()), qc=float(np.dot(summed, summed)))

    def _mean(self, errors: Numbers, *, events: float, qc: float) -> EachOnce | None:
        people = [int(np.count_nonzero(side)) for side in self.sides]
        partners, pairs = (
            ([people[0] - 1], people[0] * (people[0] - 1) / 2)
            if len(people) == 1
            else ([people[1], people[0]], people[0] * people[1])
        )
        mean = events / pairs
        disjoint = pairs**2 - sum(n * other**2 for n, other in zip(people, partners, strict=True)) + pairs
        if not 0 < mean < 1 or disjoint <= 0 or min(people) <= 1:
            return None
        excess = [errors[side] - mean * other for side, other in zip(self.sides, partners, strict=True)]
        squares = [exact_sum(psi**2) for psi in excess]
        of_pairs = qc - mean**2 * pairs
        together = exact_sum(errors**2)
        unbiased = mean**2 - (events**2 - together + qc) / disjoint
        worth = self._worth(pairs)
        independent = mean * (1 - mean) / worth
        pair_deff = max(1.0, of_pairs / pairs**2 / independent)
        fourth = exact_sum(np.concatenate(excess) ** 4)
        df = min(sum(squares) ** 2 / fourth, float(sum(people))) if fourth > 0 else None
        deff = max(pair_deff, unbiased / independent)  # that of the linear part is smaller where every two meet
        return EachOnce(
            value=mean, tries=worth, each=worth / pairs, df=df, share=self.share, of_two=True,
            deff=deff + (pair_deff if df is not None and df < kg_t.FEW_PEOPLE else 0.0),
        )  # fmt: skip

    def _worth(self, pairs: float) -> float:
        """Return how many independent comparisons the mean over pairs is worth."""
        there = self.images > 0
        return pairs**2 / _sum_over_pairs(np.where(there, 1 / np.where(there, self.images, 1.0), 0.0), self.sides)


def _sum_over_pairs(each: Numbers, sides: tuple[Flags, ...]) -> float:
    """Return the sum of x_i x_j over all pairs of people."""
    totals = [float(each[side].sum()) for side in sides]
    return totals[0] * totals[1] if len(totals) > 1 else (totals[0] ** 2 - float(np.sum(each[sides[0]] ** 2))) / 2


def _share(compared: Numbers) -> float:
    if not len(compared):
        return 0.0
    weigh = float(compared.sum()) ** 2 / float(np.dot(compared, compared))
    return min(1.0, 2 * (1 - weigh / (EVEN * len(compared))))


def _images(compared: Numbers, there: Flags) -> Numbers | None:
    """Return a of m = a (A - a), with A their sum; None where somebody has most of all."""
    m, people = runs(np.sort(compared[there]))  # there are fewer different ones than people

    def smaller(total: float, m: Numbers) -> Numbers:
        return np.asarray(2 * m / (total + np.sqrt(np.maximum(total**2 - 4 * m, 0.0))))

    def left(total: float) -> float:
        return float(np.dot(smaller(total, m), people)) - total

    least, most = 2 * float(np.sqrt(m.max())), 2 * float(np.sqrt(np.dot(m, people)))
    if left(least) <= 0 or left(most) >= 0:
        return None
    from scipy.optimize import brentq  # loaded for trials that need it alone

    total = float(brentq(left, least, most, xtol=1e-12 * most))
    return np.where(there, smaller(total, compared), 0.0)


def _of_sides(compared: Numbers, sides: tuple[Flags, ...]) -> Numbers:
    """Return a of both sides, whose product is the product of either's comparisons over all of them."""
    every = exact_sum(compared[sides[0]])
    return np.asarray(np.where(sides[0] | sides[1], compared / np.sqrt(every), 0.0))


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
