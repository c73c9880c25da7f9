"""Unsigned 64-bit keys in the order of the scores; see :mod:`bystander.kernels.order_key`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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


def count_keys(scores: Array, lowest: np.uint64, shift: np.uint64, counts: Array) -> None:
    """Add to ``counts[(key - lowest) >> shift]`` for each score."""
    keys = order_keys(scores.astype(np.float64))
    np.add.at(counts, ((keys - lowest) >> shift).astype(np.int64), np.uint32(1))
