"""Where a few people make most of the tries, only they show how the tries of one person repeat.

Of 300 people, 285 who try once and 15 who try 40 times, two thirds of all tries are of the 15. If one person in twenty
fails nearly always, none of the 15 does in 46 of 100 such trials. Then errors look independent, whatever the other 285
do: a person who tries once shows nothing of how one person's tries repeat. So those are counted who do,

    B = (Σ k(k-1))² / Σ (k(k-1))²,  k the tries of each person

as many as there are people where all try alike. Where B is less than half of them, and below :data:`ENOUGH`, the trial
tells as much of people as one of B would, and a correlation is assumed where the errors show less: of :data:`ICC` where
B is a quarter of all or less and half of ENOUGH or less, falling evenly to none at the bounds.

Measured (*uneven-tries* in docs/coverage.md): 95 % ranges missed in up to .37 of such trials, half of these without a
flag. It costs width where people hardly differ: a range up to 2.7 times as wide where they do not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.exact_sum import exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.integer]

ICC = 0.2  # correlation within a person that is assumed at most
ENOUGH = 60.0  # people who repeat: one in twenty who fails nearly always is then missing in less than .05 of trials
REPEATED = 1.5  # tries of a typical try's person, below which what repeats weighs nothing


def icc(few: float, people: int) -> float:
    """Return the correlation that is assumed at least, where ``few`` of so many people show how tries repeat."""
    scarce, uneven = 2 * (1 - few / ENOUGH), 2 * (1 - 2 * few / people)
    return ICC * min(1.0, max(0.0, scarce), max(0.0, uneven))


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
    return few if few < min(len(tries) / 2, ENOUGH) else None
