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


REGION_BITS = 20  # 128 KiB of bits, which the second-level cache holds
WAITING = 4096  # pairs that are collected for a region before its bits are set


@kernel
def set_bits(waiting: Array, size: int, words: Array) -> None:
    """Set the bits of collected pairs, which lie close together."""
    for i in range(size):
        place = np.uint64(waiting[i])
        words[place >> np.uint64(6)] |= np.uint64(1) << (place & np.uint64(63))


@kernel
def mark_pairs(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array,
    probe: Array,
    reference: Array,
    mated: Array,
    count_failed: int,
    waiting: Array,
    filled: Array,
    words: Array,
) -> None:
    """Set the bit ``larger * (larger - 1) / 2 + smaller`` of each non-mated comparison.

    Bits are set region by region, each when enough pairs wait for it: one by one, every pair would be a
    cache miss. What still waits, ``filled`` in each region, is for the caller to set in the end.
    """
    for i in range(scores.size):
        a, b = np.int64(probe[i]), np.int64(reference[i])
        if not mated[i] and a != b and (count_failed or scores[i] > -np.inf):
            apart = abs(a - b)
            high, low = (a + b + apart) >> 1, (a + b - apart) >> 1
            place = ((high * (high - 1)) >> 1) + low
            region = place >> REGION_BITS
            waiting[region, filled[region]] = place
            filled[region] += 1
            if filled[region] == WAITING:
                set_bits(waiting[region], WAITING, words)
                filled[region] = 0


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
