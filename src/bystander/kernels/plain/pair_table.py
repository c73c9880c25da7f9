"""Comparisons of each pair of subjects; see :mod:`bystander.kernels.pair_table`.

Without a compiler a table is filled from its front: which slot a pair is in, nobody asks, only which slots are free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.kernels.compiling import Array

FREE = 0xFFFF_FFFF_FFFF_FFFF
LEVELS = 64  # as many as a hash has bits


def mix(key: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the finalizer of splitmix64."""
    h = key + np.uint64(0x9E3779B97F4A7C15)
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


def count_pairs(  # noqa: PLR0917 (as the kernel)
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

    It stops once more than ``capacity`` are held; as many more as there are slots may be.
    """
    done = start
    while done < scores.size and used <= capacity:
        rows = slice(done, done + keys.size - used)  # no more than there are free slots, were each row a new pair
        done = min(rows.stop, scores.size)
        wanted = _counted(scores[rows], mated[rows], count_failed)
        low = np.minimum(probe[rows], reference[rows]).astype(np.uint64)
        high = np.maximum(probe[rows], reference[rows]).astype(np.uint64)
        key = (low << np.uint64(32)) | high
        wanted &= mix(key) <= largest
        fresh = np.setdiff1d(key[wanted], keys[:used])
        keys[used : used + len(fresh)] = fresh
        used += len(fresh)
        order = np.argsort(keys[:used])
        slot = order[np.searchsorted(keys[:used], key[wanted], sorter=order)]
        _count(counts, slot, scores[rows][wanted], cutoffs)
    return done, used


def kept_by_level(keys: Array) -> NDArray[np.int64]:
    """Return how many pairs of a table each level keeps: those whose hash begins with so many zeros."""
    hashes = np.sort(mix(keys[keys != np.uint64(FREE)]))
    largest = np.array([(1 << (LEVELS - level)) - 1 for level in range(LEVELS)], np.uint64)
    return np.searchsorted(hashes, largest, side="right").astype(np.int64)


def rehash(old_keys: Array, old_counts: Array, largest: np.uint64, keys: Array, counts: Array) -> int:
    """Carry over the pairs whose hash is at most ``largest``; returns how many."""
    kept = (old_keys != np.uint64(FREE)) & (mix(old_keys) <= largest)
    used = int(np.count_nonzero(kept))
    keys[:used], counts[:used] = old_keys[kept], old_counts[kept]
    return used


def count_dense_pairs(  # noqa: PLR0917 (as the kernel)
    scores: Array, probe: Array, reference: Array, mated: Array, cutoffs: Array, count_failed: int, counts: Array
) -> None:
    """Count all pairs in a triangle: row ``larger * (larger + 1) / 2 + smaller``."""
    wanted = _counted(scores, mated, count_failed)
    low = np.minimum(probe[wanted], reference[wanted]).astype(np.int64)
    high = np.maximum(probe[wanted], reference[wanted]).astype(np.int64)
    _count(counts, ((high * (high + 1)) >> 1) + low, scores[wanted], cutoffs)


def _counted(scores: Array, mated: Array, count_failed: int) -> NDArray[np.bool_]:
    return ~mated if count_failed else ~mated & (scores > -np.inf)


def _count(counts: Array, slot: NDArray[np.int64], scores: Array, cutoffs: Array) -> None:
    """Add comparisons to their pairs: all of them in front, errors behind, by how many cutoffs they reach."""
    np.add.at(counts[:, 0], slot, np.uint32(1))
    reached = np.searchsorted(cutoffs, scores.astype(np.float64), side="right")
    errors = reached > 0
    np.add.at(counts, (slot[errors], reached[errors]), np.uint32(1))
