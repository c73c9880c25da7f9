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

Counts of images are not kept; they follow (:mod:`bystander.intervals.images_met`), in parts whose people were compared
among themselves alone (:mod:`bystander.intervals.parts_apart`) of each part. Where not all comparisons were made, but a
part by chance (:mod:`bystander.intervals.met_at_random`), n_ij is how often two people may be expected to have met, and
Π has all who may. Where it was no chance, n_ij is as it was counted (:mod:`bystander.intervals.pairs_met`), of the
pairs who met; where they are too many to be counted one by one, nothing is drawn out.

Measured (*uneven-pairs* in docs/coverage.md): 95 % ranges of the false match rate held in down to .47 of such trials.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import kg_t
from bystander.intervals.images_met import images_of
from bystander.intervals.met_at_random import far_from_chance
from bystander.intervals.pairs_met import pair
from bystander.intervals.uneven_tries import EachOnce
from bystander.kernels.exact_sum import exact_sum
from bystander.kernels.row_order import order_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.images_met import Images, Met
    from bystander.intervals.pairs_met import PairsMet

    Codes = NDArray[np.integer]
    Counts = NDArray[np.integer]
    Numbers = NDArray[np.float64]

EVEN = 0.5  # of the people: where as many weigh in the comparisons, nothing is drawn out


@dataclass(frozen=True, kw_only=True)
class PairsOnce:
    """Every two people counted once.

    ``met``: how often every two did. ``share``: as in :class:`~bystander.intervals.uneven_tries.EachOnce`. ``worth``:
    of the mean over pairs, in independent comparisons.
    """

    met: Images | PairsMet
    share: float
    worth: float

    @classmethod
    def of(cls, m: Counts, met: Met, *, as_probe: Counts | None = None) -> PairsOnce | None:
        """Return what counts every two people once; None where people weigh alike, or nobody knows how often they met.

        ``m``: comparisons of each person; ``as_probe``: those as probe, where that is known.
        """
        compared = np.asarray(m, dtype=np.float64)
        sides = [(compared / 2, compared / 2)]  # all images with all: nothing follows from who is called the probe
        if as_probe is not None:
            probe = np.asarray(as_probe, dtype=np.float64)
            sides.append((probe, compared - probe))
        shares = [max(map(_share, both)) for both in sides]
        if max(shares) <= 0:
            return None
        parts = (None,) if (apart := met.parts) is None else (None, apart)
        fitting: list[tuple[float, float, Images | PairsMet]] = [
            (met.unlike(images, far), share, images)
            for part in parts
            for both, share in zip(sides, shares, strict=True)
            if (images := images_of(*both, part)) is not None and (far := _far(images, met)) is not None
        ]
        if met.every_pair is not None:
            fitting.append((inf, max(shares), met.every_pair))
        if not fitting:
            return None
        _, share, often = min(fitting, key=lambda one: one[0])
        worth = often.pairs**2 / often.each_once()
        known = share > 0 and worth > 0  # it is not, of too many kinds of people to look at every two
        return cls(met=often, share=share, worth=worth) if known else None

    def of_some(self, codes: Codes) -> PairsOnce:
        """Return the same with people in another order; those who are left out are in no comparison."""
        return replace(self, met=self.met.of_some(codes))

    def placed(self, place: Codes, people: int) -> PairsOnce:
        """Return the same of so many people, of whom person i is the one at ``place[i]``."""
        return replace(self, met=self.met.placed(place, people))

    def along(self, first: Codes, second: Codes, ends: Counts) -> list[EachOnce | None]:
        """Return the mean over pairs at each of some numbers of errors, ascending; None where it is 0 or 1.

        ``first``, ``second``: the two people of each error, in the order in which they are counted.
        """
        used = int(ends[-1]) if len(ends) else 0
        first, second = first[:used], second[:used]
        each = 1 / self.met.times(first, second)
        squared = np.concatenate([[0.0], np.cumsum((2 * earlier_of_pair(first, second) + 1) * each**2)])
        summed = np.concatenate([[0.0], np.cumsum(each)])
        found, errors, counted = [], np.zeros(len(self.met.partners)), 0
        for end in np.asarray(ends).tolist():
            for side in (first, second):
                np.add.at(errors, side[counted:end], each[counted:end])
            counted = end
            found.append(self._mean(errors, events=float(summed[end]), qc=float(squared[end])))
        return found

    def of_values(self, first: Codes, second: Codes, values: Numbers) -> EachOnce | None:
        """Return the same of values from 0 to 1, one a comparison; comparisons that are not given have 0."""
        each = values / self.met.times(first, second)
        errors = sum(np.bincount(side, weights=each, minlength=len(self.met.partners)) for side in (first, second))
        summed = summed_by_pair(first, second, each)
        return self._mean(np.asarray(errors), events=float(each.sum()), qc=float(np.dot(summed, summed)))

    def _mean(self, errors: Numbers, *, events: float, qc: float) -> EachOnce | None:
        partners, pairs = self.met.partners, self.met.pairs
        mean = events / pairs
        disjoint = pairs**2 - float(np.dot(partners, partners)) + pairs
        if not 0 < mean < 1 or disjoint <= 0:
            return None
        squares = (errors - mean * partners) ** 2
        of_pairs = qc - mean**2 * pairs
        unbiased = mean**2 - (events**2 - exact_sum(errors**2) + qc) / disjoint
        independent = mean * (1 - mean) / self.worth
        pair_deff = max(1.0, of_pairs / pairs**2 / independent)
        fourth = exact_sum(squares**2)
        df = min(exact_sum(squares) ** 2 / fourth, float(np.count_nonzero(partners))) if fourth > 0 else None
        deff = max(pair_deff, unbiased / independent)  # that of the linear part is smaller where every two meet
        return EachOnce(
            value=mean, tries=self.worth, each=self.worth / pairs, df=df, share=self.share, of_two=True,
            deff=deff + (pair_deff if df is not None and df < kg_t.FEW_PEOPLE else 0.0),
        )  # fmt: skip


def _far(images: Images, met: Met) -> float | None:
    """Return how far a trial is from these images, all of which met, or as many as happened to; None of no such."""
    return far_from_chance(images, met) if (far := images.far_from(met)) is None else far


def _share(compared: Numbers) -> float:
    compared = compared[compared > 0]
    if not len(compared):
        return 0.0
    weigh = float(compared.sum()) ** 2 / float(np.dot(compared, compared))
    return min(1.0, 2 * (1 - weigh / (EVEN * len(compared))))


def summed_by_pair(first: Codes, second: Codes, values: Numbers) -> Numbers:
    """Return the sum of the values of every two people, one a comparison, in the order of the pairs."""
    keys = pair(first, second)
    order = order_by(keys)
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    return np.add.reduceat(values[order], starts) if len(starts) else values


def earlier_of_pair(first: Codes, second: Codes) -> NDArray[np.int64]:
    """Return of each error how many of the same pair come before it."""
    keys = pair(first, second)
    order = order_by(keys)
    new = np.ones(len(keys), bool)
    new[1:] = np.diff(keys[order]) != 0
    place = np.arange(len(keys))
    earlier = np.empty(len(keys), np.int64)
    earlier[order] = place - np.maximum.accumulate(np.where(new, place, 0))
    return earlier
