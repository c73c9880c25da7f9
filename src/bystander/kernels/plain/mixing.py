"""Numbers made of two, and their sums: equal sums mean the same rows, in whatever order they come.

Of two sums of 64 bits a chance agreement is out of the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

APART, AGAIN = 0x9E3779B97F4A7C15, 0xD1B54A32D192ED03  # what sets the second number, and the second sum, apart


def mixed(a: Numbers, b: Numbers) -> Numbers:
    """Return one number of two, in their order."""
    return stirred(stirred(a) + (b ^ np.uint64(APART)))


def sums(numbers: Numbers) -> tuple[int, int]:
    """Add up numbers in two ways, modulo 2^64."""
    twice = stirred(numbers + np.uint64(AGAIN))
    return int(numbers.sum(dtype=np.uint64)), int(twice.sum(dtype=np.uint64))


def bits(score: NDArray[np.floating]) -> Numbers:
    """Return each score as a number, the same of equal scores, and of all that are none."""
    wide = score.astype(np.float64) + 0.0
    wide[np.isnan(wide)] = np.nan
    return wide.view(np.uint64)


def stirred(h: Numbers) -> Numbers:
    """Mix the bits of each number: the finalizer of splitmix64 (Steele, Lea, Flood 2014)."""
    h = h ^ (h >> np.uint64(30))  # a copy, which the rest changes in its place
    h *= np.uint64(0xBF58476D1CE4E5B9)
    h ^= h >> np.uint64(27)
    h *= np.uint64(0x94D049BB133111EB)
    h ^= h >> np.uint64(31)
    return h
