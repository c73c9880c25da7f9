"""Where not all images met: is what a trial lacks missing by chance, of everybody alike?

Where each comparison was made with one chance q, or each two people met in full with it (and not every pair is known
one by one, which tells more), the equations of :mod:`bystander.intervals.images_met` are solved by how often two people
may be expected to meet, λ_ij. Their errors over λ_ij have the mean of all pairs, those who happened not to meet among
them. Whether it was so shows in the number of pairs, from which q follows, and in the sum of their squared comparisons:

    comparisons: pairs Σ 1 - (1 - q)^(λ/q), squares Σ λ² + (1 - q) Σ λ;    people: pairs Σ q, squares Σ λ²/q

As λ follows from counts that scatter, m_i of person i, Σ λ² comes out too large by (1 - q)/m for either of two people,
which is taken off.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.kinds_of_people import Kinds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.images_met import Images, Met

    Numbers = NDArray[np.float64]

LEAST, MOST = 1e-6, 1 - 1e-9  # chances that are looked at
STEPS, FAR = 64, 32  # of each twofold numbers of comparisons, as far from one as 2^FAR: pairs within 1 in 100 are one


def far_from_chance(images: Images, met: Met) -> float | None:
    """Return how far a trial of which so much was counted is from one that lacks by chance what it lacks, as a part.

    None where it is no such trial.
    """
    if met.pairs >= images.pairs:
        return None
    ways = (_of_comparisons,) if met.every_pair is not None else (_of_people, _of_comparisons)  # then it is counted
    return min((far for way in ways if (far := way(images, met)) is not None), default=None)


def _of_people(images: Images, met: Met) -> float | None:
    """Return it of one in which each two people met with one chance, in full."""
    q = met.pairs / images.pairs
    fourth = images.powers(4) / q**3
    return met.squares_far_from(images.squared / q, fourth=fourth, variance=(1 - q) * fourth)


def _of_comparisons(images: Images, met: Met) -> float | None:
    """Return it of one of which each comparison was made with one chance."""
    times, pairs = _gathered(images)

    def lacking(q: float) -> float:
        return met.pairs + float(np.dot(pairs, np.expm1(np.log1p(-q) * times / q)))

    if lacking(LEAST) * lacking(MOST) > 0:
        return None
    from scipy.optimize import brentq  # loaded for trials that need it alone

    missing = 1 - float(brentq(lacking, LEAST, MOST))
    compared = float(images.compared.sum()) / 2
    squares = sum(_squares(part, missing) for _, part in images.parts) + missing * compared
    scatter = 4 * missing * images.powers(3) + 2 * missing**2 * images.squared
    return met.squares_far_from(squares, fourth=images.powers(4), variance=scatter)


def _squares(images: Images, missing: float) -> float:
    """Return the sum of λ² of one part, less what it is too large by."""
    weigh = (images.probes + images.references) ** 2
    too_large = 2 * missing * float(np.sum(weigh / np.maximum(images.compared, 1))) / float(weigh.sum())
    return images.squared * (1 - too_large)


def _gathered(images: Images) -> tuple[Numbers, Numbers]:
    """Return how often pairs may be expected to meet, and how many pairs do so often; none of too many kinds."""
    found = [Kinds.few(part.probes, part.references) for _, part in images.parts]
    kinds = [part for part in found if part is not None]
    counted, summed = np.zeros(2 * STEPS * FAR), np.zeros(2 * STEPS * FAR)
    for times, pairs in chain.from_iterable(part.every_two() for part in kinds if len(kinds) == len(found)):
        met = times > 0
        place = np.clip(STEPS * (np.log2(times[met]) + FAR), 0, len(counted) - 1).astype(np.int64)
        np.add.at(counted, place, pairs[met])
        np.add.at(summed, place, pairs[met] * times[met])
    some = counted > 0
    return summed[some] / counted[some], counted[some]
