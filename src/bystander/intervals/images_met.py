"""How many probes and references each person has: it follows from their comparisons, where all met.

Who has p_i probes and r_i references, each probe compared with all references of others, is in u_i = p_i (R - r_i)
comparisons as probe and in v_i = r_i (P - p_i) as reference, and meets n_ij = p_i r_j + r_i p_j times. P and R, the
sums, may be taken as one number S, as p and r may be scaled against each other:

    S p_i² - (S² - v_i + u_i) p_i + S u_i = 0,   r_i = p_i - (u_i - v_i) / S,   Σ p_i = S

with the smaller p_i of both, but of one who has most of all. All images with all, in whatever order, is u = v = m/2 of
m_i comparisons of person i. Whether all met is seen from the number of pairs, and from the sum of their squared
comparisons, which have to be those that follow. Where people were compared within parts alone, as men and women, or
those of one site, this holds of each part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.kinds_of_people import Kinds
from bystander.intervals.parts_apart import parts_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bystander.intervals.pairs_met import PairsMet

    Codes = NDArray[np.integer]
    Numbers = NDArray[np.float64]

CLOSE = 0.01  # how far counts of pairs, and their squares, may lie from those of all images with all
CHANCE = 4.0  # and how many standard deviations more where they are estimates
MOST = 1e9  # times the smallest S that may be, up to which it is looked for


@dataclass(frozen=True, kw_only=True)
class Met:
    """Who met whom, as far as it was counted: the number of pairs of people, and the sum of their squared comparisons.

    Both are estimates where a pair was counted with the chance 2^-``level`` only. ``counted``: those pairs, where they
    are known one by one.
    """

    pairs: float
    squared: float
    level: int = 0
    counted: PairsMet | None = None

    @property
    def every_pair(self) -> PairsMet | None:
        """Return how often every two people met, where every pair was counted and is known."""
        return self.counted if self.level == 0 else None

    @property
    def parts(self) -> Codes | None:
        """Return of each person the part of the trial in which they met others; None of one part, or if unknown."""
        pairs = self.counted
        return None if pairs is None else parts_apart(pairs.first, pairs.second, pairs.people)

    def unlike(self, images: Images, far: float) -> float:
        """Return which part of the comparisons of counted pairs images would give to other pairs.

        ``far``: how far their sums are, which is all that is known where pairs are not counted one by one.
        """
        if self.counted is None or not len(self.counted.compared):
            return far
        times, compared = images.times(self.counted.first, self.counted.second), self.counted.compared
        return float(np.abs(compared / compared.sum() - times / times.sum()).sum()) / 2

    def far_from(self, pairs: float, *, squared: float, fourth: float) -> float | None:
        """Return how far squares lie from those of that many pairs, as a part; None where they are not of these.

        ``fourth``: the sum of their comparisons to the fourth power. With chance c, the sum of what was counted of x is
        Σx/c, with the variance (1/c - 1) Σx².
        """
        near = CLOSE * pairs + CHANCE * ((2**self.level - 1) * pairs) ** 0.5
        return self.squares_far_from(squared, fourth=fourth) if abs(self.pairs - pairs) <= near else None

    def squares_far_from(self, squared: float, *, fourth: float, variance: float = 0.0) -> float | None:
        """Return the same of squares alone, which may scatter with a ``variance`` of their own."""
        far, scatter = abs(self.squared - squared), (2**self.level - 1) * fourth + variance
        return far / squared if far <= CLOSE * squared + CHANCE * scatter**0.5 else None


@dataclass(frozen=True, kw_only=True)
class Images:
    """``probes``, ``references``: p and r, by person, 0 of whoever is in no comparison in that role.

    ``part``: of each person, where only people of one part met; None where everybody may have.
    """

    probes: Numbers
    references: Numbers
    part: Codes | None = None

    def of_some(self, codes: Codes) -> Images:
        """Return the same with people in another order; those who are left out are in no comparison."""
        part = None if self.part is None else self.part[codes]
        return Images(probes=self.probes[codes], references=self.references[codes], part=part)

    def placed(self, place: Codes, people: int) -> Images:
        """Return the same of so many people, of whom person i is the one at ``place[i]``; the others are in none."""
        both = np.zeros((2, people))
        both[:, place] = self.probes, self.references
        if self.part is None:
            return Images(probes=both[0], references=both[1])
        part = np.zeros(people, np.int64)
        part[place] = self.part
        return Images(probes=both[0], references=both[1], part=part)

    @cached_property
    def parts(self) -> list[tuple[Codes | slice, Images]]:
        """Return the people of each part, and their images alone."""
        if self.part is None:
            return [(slice(None), self)]
        people = [np.flatnonzero(self.part == part) for part in range(int(self.part.max(initial=-1)) + 1)]
        return [(codes, Images(probes=self.probes[codes], references=self.references[codes])) for codes in people]

    def times(self, first: Codes, second: Codes) -> Numbers:
        """Return how often people met, each of ``first`` one of ``second`` who is of the same part."""
        p, r = self.probes, self.references
        return np.asarray(p[first] * r[second] + r[first] * p[second])

    @cached_property
    def partners(self) -> NDArray[np.int64]:
        """Return of each person how many others they met."""
        return np.asarray(self._by_person(_partners), np.int64)

    @property
    def pairs(self) -> float:
        """Return how many pairs of people met."""
        return float(self.partners.sum()) / 2

    def far_from(self, met: Met) -> float | None:
        """Return how far a trial of which so much was counted is from all of these met; None where it is no such."""
        return met.far_from(self.pairs, squared=self.squared, fourth=self.powers(4))

    @property
    def compared(self) -> Numbers:
        """Return of each person in how many comparisons they are."""
        return self._by_person(_compared)

    @cached_property
    def squared(self) -> float:
        """Return the sum of the squared comparisons of all pairs."""
        return self.powers(2)

    def powers(self, power: int) -> float:
        """Return the sum of a power of how often two people met over all pairs."""
        return sum(_powers(images, power) for _, images in self.parts)

    def each_once(self) -> float:
        """Return the sum of one over how often two people met, over all pairs who did.

        NaN where probes and references differ, some people are both, and their numbers differ too much to gather them.
        """
        return sum(_each_once(images) for _, images in self.parts)

    def _by_person(self, of: Callable[[Images], Numbers]) -> Numbers:
        found = np.zeros(len(self.probes))
        for people, images in self.parts:
            found[people] = of(images)
        return found


def _partners(images: Images) -> Numbers:
    """Return of each person how many others they met, of one part."""
    probe, reference = images.probes > 0, images.references > 0
    both = probe & reference
    met = np.where(probe, np.count_nonzero(reference), 0) + np.where(reference, np.count_nonzero(probe), 0)
    return np.asarray(met - both * (1.0 + np.count_nonzero(both)))  # not themself, and nobody twice


def _compared(images: Images) -> Numbers:
    p, r = images.probes, images.references
    return np.asarray(p * (r.sum() - r) + r * (p.sum() - p))


def _powers(images: Images, power: int) -> float:
    """Return the sum of a power of how often two people of one part met: by the binomial theorem."""
    p, r = images.probes, images.references
    mixed = [float(np.dot(p**k, r ** (power - k))) for k in range(power + 1)]
    everybody = sum(comb(power, k) * mixed[k] * mixed[power - k] for k in range(power + 1))
    return (everybody - float(np.sum((2 * p * r) ** power))) / 2  # less each with themself


def _each_once(images: Images) -> float:
    p, r = images.probes, images.references
    if np.array_equal(p, r):  # all images with all
        one_over = _over(np.ones_like(p), p)
        return (float(one_over.sum()) ** 2 - float(np.dot(one_over, one_over))) / 4
    if not np.any((p > 0) & (r > 0)):  # probes and references are different people
        return float(np.sum(_over(np.ones_like(p), p)) * np.sum(_over(np.ones_like(r), r)))
    kinds = Kinds.few(p, r)
    if kinds is None:
        return float("nan")
    return sum(float(_over(pairs, times).sum()) for times, pairs in kinds.every_two())


def images_of(as_probe: Numbers, as_reference: Numbers, part: Codes | None = None) -> Images | None:
    """Return p and r of u and v, the comparisons of each person in either role; None where none give these.

    ``part``: of each person, where only people of one part met.
    """
    if part is None:
        return _of_part(as_probe, as_reference)
    both = np.zeros((2, len(part)))
    for code in range(int(part.max(initial=-1)) + 1):
        people = np.flatnonzero(part == code)
        images = _of_part(as_probe[people], as_reference[people])
        if images is None:
            return None
        both[:, people] = images.probes, images.references
    return Images(probes=both[0], references=both[1], part=part)


def _of_part(as_probe: Numbers, as_reference: Numbers) -> Images | None:
    kinds = Kinds.of(as_probe, as_reference)
    u, v, people = kinds.first, kinds.second, kinds.people
    largest = int(np.argmax(np.sqrt(u) + np.sqrt(v)))
    least = float(np.sqrt(u[largest]) + np.sqrt(v[largest]))
    if least <= 0:
        return None

    def smaller(total: float) -> tuple[Numbers, Numbers]:
        root = np.sqrt(np.maximum((total**2 - u - v) ** 2 - 4 * u * v, 0.0))
        return _over(2 * total * u, total**2 + (u - v) + root), _over(2 * total * v, total**2 - (u - v) + root)

    # of two people who had most, p + r = S each there, and Σp, which is Σr, not less than S
    one_has_most = float(np.dot(smaller(least)[0], people)) < least

    def missing(total: float) -> float:
        """Return what Σp lacks of S; of one who has most of all, that is by the larger p: S less the smaller r."""
        p, r = smaller(total)
        all_p = float(np.dot(p, people))
        return all_p - float(p[largest] + r[largest]) if one_has_most else all_p - total

    most = 2 * max(least, float(np.sqrt(np.dot(u + v, people))))
    while one_has_most and missing(most) <= 0 and most < MOST * least:
        most *= 2
    if missing(least) * missing(most) > 0:
        return None

    from scipy.optimize import brentq  # loaded for trials that need it alone

    total = float(brentq(missing, least, most, xtol=1e-12 * most))
    p, r = smaller(total)
    if one_has_most:
        p[largest], r[largest] = total - r[largest], total - p[largest]
    return Images(probes=p[kinds.person], references=r[kinds.person])


def _over(one: Numbers, other: Numbers) -> Numbers:
    """Return a quotient, 0 where either is."""
    return np.divide(one, other, out=np.zeros_like(one), where=(one > 0) & (other > 0))
