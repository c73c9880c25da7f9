"""Unsigned 64-bit keys in the order of the scores: what a radix selection counts by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.kernels.compiling import Array

SIGN = 1 << 63
WHOLE = (1 << 64) - 1


def order_keys(scores: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Return a key a score, in the same order; -0.0 and 0.0 share one."""
    bits = (scores + 0.0).view(np.uint64)
    return np.where(bits >> np.uint64(63), ~bits, bits | np.uint64(SIGN))


def score_of(key: int) -> float:
    """Return the score of a key; keys beyond the largest finite score are infinite."""
    bits = key ^ SIGN if key & SIGN else ~key & WHOLE
    return float(np.array(bits, np.uint64).view(np.float64))


@kernel
def count_keys(scores: Array, lowest: np.uint64, shift: np.uint64, counts: Array) -> None:
    """Add to ``counts[(key - lowest) >> shift]`` for each score."""
    for i in range(scores.size):
        bits = np.float64(scores[i] + 0.0).view(np.uint64)
        key = ~bits if bits >> np.uint64(63) else bits | np.uint64(SIGN)
        counts[(key - lowest) >> shift] += np.uint32(1)
