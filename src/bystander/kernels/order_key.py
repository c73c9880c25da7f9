"""Unsigned 64-bit keys in the order of the scores: what a radix selection counts by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import order_key as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

SIGN = plain.SIGN


@kernel(plain.count_keys)
def count_keys(scores: Array, lowest: np.uint64, shift: np.uint64, counts: Array) -> None:
    """Add to ``counts[(key - lowest) >> shift]`` for each score."""
    for i in range(scores.size):
        bits = np.float64(scores[i] + 0.0).view(np.uint64)
        key = ~bits if bits >> np.uint64(63) else bits | np.uint64(SIGN)
        counts[(key - lowest) >> shift] += np.uint32(1)
