"""Where a few people make most of the tries, only they show how the tries of one person repeat.

Of 300 people, 285 who try once and 15 who try 40 times, two thirds of all tries are of the 15. If one person in twenty
fails nearly always, none of the 15 does in 46 of 100 such trials. Then errors look independent, whatever the other 285
do: a person who tries once shows nothing of how one person's tries repeat. So those are counted who do,

    B = (Σ k(k-1))² / Σ (k(k-1))²,  k the tries of each person

as many as there are people where all try alike. Where B is less than half of them, the tries are mostly those of few.
But all people together show the rate, too, each counted once: the mean of their own rates,

    m = Σ r / P,   r = x/k,   V = Σ (r - m)² / (P (P - 1)),   N = P² / Σ 1/k   the tries it is worth if all are alike

is as good an estimate of it as long as how often people try has nothing to do with how often they err, and its variance
needs nobody who repeats. The interval reaches as far as that of m: in full where B is a quarter of the people or less,
falling evenly to nothing at a half. It assumes no correlation, and is never narrower than without.

Measured (*uneven-tries* in docs/coverage.md): 95 % ranges missed in up to .37 of such trials, half of these without a
flag. A correlation of .2, assumed where errors show less, cost up to 7.7 times the width where people hardly differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.exact_sum import exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.integer]
    Sums = NDArray[np.integer] | NDArray[np.floating]
    Ends = tuple[float, float]

ENOUGH = 60.0  # people who repeat, from which on they show so much that people may change places between groups
REPEATED = 1.5  # tries of a typical try's person, below which what repeats weighs nothing


@dataclass(frozen=True, kw_only=True)
class EachOnce:
    """The mean of people's own rates, each person counted once.

    ``value``: m, above 0 and below 1. ``tries``: N; ``each``: N/P, tries of a person. ``deff``: the variance V over
    that of N independent tries, at least 1. ``df``: people who drive it, (Σ(r-m)²)²/Σ(r-m)⁴; None where all are alike.
    ``share``: how far an interval of all tries is drawn out to that of m, above 0 and at most 1. ``of_two``: it is of
    pairs of people (:mod:`~bystander.intervals.uneven_pairs`).
    """

    value: float
    tries: float
    each: float
    deff: float
    df: float | None
    share: float
    of_two: bool = False


def who_repeat(k: Counts) -> float | None:
    """Return B, the people who show how tries repeat, where these are few among all; None where they are not.

    ``k``: tries of each person; people without any are ignored.
    """
    tries = np.asarray(k, dtype=np.float64)
    tries = tries[tries > 0]
    total = exact_sum(tries)
    if not len(tries) or exact_sum(tries * tries) <= REPEATED * total:
        return None
    weight = tries * (tries - 1)
    few = exact_sum(weight) ** 2 / exact_sum(weight * weight)
    return few if few < len(tries) / 2 else None


def each_once(x: Sums, k: Counts) -> EachOnce | None:
    """Return the mean of people's own rates where a few make most of the tries; None elsewhere, or if it is 0 or 1.

    ``x``, ``k``: errors and tries of each person. Of values from 0 to 1 in place of errors, ``x`` are their sums.
    """
    few = who_repeat(k)
    return None if few is None else each_once_of(x, k, few)


def each_once_of(x: Sums, k: Counts, few: float) -> EachOnce | None:
    """Return the same where B, the people who show how tries repeat, is known: ``few``."""
    tried = np.asarray(k) > 0
    own, tries = np.asarray(x, dtype=np.float64)[tried], np.asarray(k, dtype=np.float64)[tried]
    people = len(tries)
    mean = exact_sum(own / tries) / people
    if not 0 < mean < 1:
        return None
    squared = (own / tries - mean) ** 2
    second, fourth, worth = exact_sum(squared), exact_sum(squared * squared), people**2 / exact_sum(1 / tries)
    variance = second / (people * (people - 1))
    return EachOnce(
        value=mean,
        tries=worth,
        each=worth / people,
        deff=max(1.0, variance / (mean * (1 - mean) / worth)),
        df=second**2 / fourth if fourth > 0 else None,
        share=min(1.0, 2 * (1 - 2 * few / people)),
    )


def drawn_out(ends: Ends, other: Ends, share: float) -> Ends:
    """Return an interval of which each end goes a share of the way to that of another, where that lies further out."""
    return ends[0] - share * max(0.0, ends[0] - other[0]), ends[1] + share * max(0.0, other[1] - ends[1])
