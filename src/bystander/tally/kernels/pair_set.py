"""Which pairs of subjects were compared at all: one bit a pair, in a triangle without its diagonal.

The table of pairs is a sample once there are millions of them; one bit each still fits for tens of
thousands of subjects, and gives the number of pairs and everyone's number of partners exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.tally.kernels.compiling import kernel

if TYPE_CHECKING:
    from bystander.tally.kernels.compiling import Array


@kernel
def mark_pairs(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array, probe: Array, reference: Array, mated: Array, count_failed: int, words: Array
) -> None:
    """Set the bit ``larger * (larger - 1) / 2 + smaller`` of each non-mated comparison."""
    for i in range(scores.size):
        a, b = np.int64(probe[i]), np.int64(reference[i])
        if not mated[i] and a != b and (count_failed or scores[i] > -np.inf):
            low, high = min(a, b), max(a, b)
            place = high * (high - 1) // 2 + low
            words[place >> 6] |= np.uint64(1) << np.uint64(place & 63)


@kernel
def partners(words: Array, degree: Array) -> None:
    """Add to ``degree[subject]`` the number of other subjects it is paired with."""
    place = np.uint64(0)
    for high in range(1, degree.size):
        found = np.int64(0)
        for low in range(high):
            bit = np.int64((words[place >> np.uint64(6)] >> (place & np.uint64(63))) & np.uint64(1))
            degree[low] += bit
            found += bit
            place += np.uint64(1)
        degree[high] += found
