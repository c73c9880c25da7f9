"""Comparisons of each pair of subjects: an open-addressing table of a canonical sample of pairs.

``counts[slot, 0]`` are comparisons; ``counts[slot, 1 + k]`` errors with k + 1 cutoffs at or below the score.
A free slot holds the key 2^64 - 1, which no pair has. Where all possible pairs fit, a dense triangle is used
in place of the table: no hash, and less memory to walk through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.marked import list_marked
from bystander.kernels.plain import pair_table as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

FREE, LEVELS = plain.FREE, plain.LEVELS
STRIP = 512  # rows whose pairs are hashed together


@kernel()
def mix(key: np.uint64) -> np.uint64:
    """Return the finalizer of splitmix64, as :func:`bystander.tally.comparisons.pairs.pair_hashes` has it."""
    h = key + np.uint64(0x9E3779B97F4A7C15)
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@kernel(plain.count_pairs)
def count_pairs(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array,
    probe: Array,
    reference: Array,
    mated: Array,
    cutoffs: Array,
    count_failed: int,
    keys: Array,
    counts: Array,
    largest: np.uint64,
    used: int,
    capacity: int,
    start: int,
) -> tuple[int, int]:
    """Count pairs whose hash is at most ``largest``. Returns (rows done, pairs held).

    It stops after the row that brings the pairs held above ``capacity``.
    """
    slots = np.uint64(keys.size - 1)
    hashes, of_rows = np.empty(STRIP, np.uint64), np.empty(STRIP, np.uint64)
    kept, rows = np.empty(STRIP, np.uint8), np.empty(STRIP, np.int32)
    for first in range(start, scores.size, STRIP):
        of = slice(first, first + STRIP)
        some, one, other, same = scores[of], probe[of], reference[of], mated[of]
        for i in range(some.size):  # together, so that the compiler can use vector instructions
            a, b = np.uint32(one[i]), np.uint32(other[i])
            of_rows[i] = (np.uint64(min(a, b)) << np.uint64(32)) | np.uint64(max(a, b))
            hashes[i] = mix(of_rows[i])
            counts_here = (not same[i]) & (bool(count_failed) | (some[i] > -np.inf))
            kept[i] = np.uint8(hashes[i] <= largest) & np.uint8(counts_here)
        for j in range(list_marked(kept, some.size, rows)):
            i = rows[j]
            key, slot = of_rows[i], hashes[i] & slots
            while keys[slot] != key and keys[slot] != np.uint64(FREE):
                slot = (slot + np.uint64(1)) & slots
            if keys[slot] != key:
                keys[slot] = key
                used += 1
            counts[slot, 0] += np.uint32(1)
            score = np.float64(some[i])
            k = 0
            while k < cutoffs.size and cutoffs[k] <= score:
                k += 1
            if k > 0:
                counts[slot, k] += np.uint32(1)
            if used > capacity:
                return first + i + 1, used
    return scores.size, used


@kernel(plain.kept_by_level)
def kept_by_level(keys: Array) -> Array:
    """Return how many pairs of a table each level keeps: those whose hash begins with so many zeros."""
    kept = np.zeros(LEVELS, np.int64)
    for key in keys:
        if key != np.uint64(FREE):
            h, zeros = mix(key), 0
            while zeros < LEVELS - 1 and h >> np.uint64(LEVELS - 1 - zeros) == np.uint64(0):
                zeros += 1
            kept[zeros] += 1
    for level in range(LEVELS - 2, -1, -1):
        kept[level] += kept[level + 1]
    return kept


@kernel(plain.rehash)
def rehash(old_keys: Array, old_counts: Array, largest: np.uint64, keys: Array, counts: Array) -> int:
    """Carry over the pairs whose hash is at most ``largest``; returns how many."""
    slots = np.uint64(keys.size - 1)
    used = 0
    for old in range(old_keys.size):
        key = old_keys[old]
        if key != np.uint64(FREE):
            h = mix(key)
            if h <= largest:
                slot = h & slots
                while keys[slot] != np.uint64(FREE):
                    slot = (slot + np.uint64(1)) & slots
                keys[slot] = key
                for k in range(counts.shape[1]):
                    counts[slot, k] = old_counts[old, k]
                used += 1
    return used


@kernel(plain.count_dense_pairs)
def count_dense_pairs(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array, probe: Array, reference: Array, mated: Array, cutoffs: Array, count_failed: int, counts: Array
) -> None:
    """Count all pairs in a triangle: row ``larger * (larger + 1) / 2 + smaller``."""
    for i in range(scores.size):
        if not mated[i] and (count_failed or scores[i] > -np.inf):
            a, b = np.int64(probe[i]), np.int64(reference[i])
            apart = abs(a - b)
            high, low = (a + b + apart) >> 1, (a + b - apart) >> 1
            place = ((high * (high + 1)) >> 1) + low
            counts[place, 0] += np.uint32(1)
            score = np.float64(scores[i])
            k = 0
            while k < cutoffs.size and cutoffs[k] <= score:
                k += 1
            if k > 0:
                counts[place, k] += np.uint32(1)
