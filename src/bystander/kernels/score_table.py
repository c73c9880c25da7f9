"""The distinct scores that a level of sampling keeps, each counted: an open-addressing table.

A level keeps those whose mixed bits end in as many zeros; :class:`bystander.evidence.comparisons.score_sketch` says
what for. A free slot holds the bits of a number that is none, which no score has; its count is whatever it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.marked import list_marked

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

FREE = 0xFFFF_FFFF_FFFF_FFFF
STRIP = 1024  # scores whose bits are mixed together


@kernel()
def mixed(bits: np.uint64) -> np.uint64:
    """Mix the bits of a score, as neighbouring scores share their last ones."""
    h = (bits ^ (bits >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    return h ^ (h >> np.uint64(32))


@kernel()
def bits_of(score: float) -> np.uint64:
    """Return the bits of a score; there is one zero."""
    return np.float64(score + 0.0).view(np.uint64)


@kernel()
def keys_kept(scores: Array, skipped: Array, mask: np.uint64, keys: Array) -> int:
    """List the bits of the scores that are not skipped and whose mixed bits have none of ``mask``; returns how many.

    All are finite. ``keys``: as long as the scores.
    """
    filled = 0
    if mask == 0:  # all of them, as long as they are few: nothing to mix
        for i in range(scores.size):  # no branch, which nobody could foresee: what is not kept is written over
            keys[filled] = bits_of(scores[i])
            filled += int(not skipped[i])
        return filled
    kept, places = np.empty(STRIP, np.uint8), np.empty(STRIP, np.int32)
    for first in range(0, scores.size, STRIP):
        some, left_out = scores[first : first + STRIP], skipped[first : first + STRIP]
        for i in range(some.size):  # no branch and nothing moved: vector instructions do it
            kept[i] = np.uint8((mixed(bits_of(some[i])) & mask) == 0) & np.uint8(not left_out[i])
        found = int(list_marked(kept, some.size, places))
        for k in range(found):
            keys[filled + k] = bits_of(some[places[k]])
        filled += found
    return filled


@kernel()
def count_keys(keys: Array, mask: np.uint64, table: Array, used: int, most: int, start: int) -> tuple[int, int]:  # noqa: PLR0917 (a kernel takes plain arrays)
    """Count the bits of scores, from one on, where their mixed bits have none of ``mask``.

    ``table``: in each slot a score's bits and how often it occurs, next to each other, as memory is what costs. Returns
    (scores done, distinct ones held). It stops after the score that brings those held above ``most``.
    """
    slots = np.uint64(table.shape[0] - 1)
    for i in range(start, keys.size):
        key = keys[i]
        h = mixed(key)
        if (h & mask) != 0:
            continue
        slot = (h >> np.uint64(32)) & slots  # its last bits are those that the level has settled
        there = table[slot, 0]
        while there != key and there != np.uint64(FREE):
            slot = (slot + np.uint64(1)) & slots
            there = table[slot, 0]
        known = np.uint64(there == key)  # no branch: whether it was met before, nobody could foresee
        table[slot, 0], table[slot, 1] = key, known * table[slot, 1] + np.uint64(1)
        used += int(1 - np.int64(known))
        if used > most:
            return i + 1, used
    return keys.size, used


@kernel()
def place(table: Array, key: np.uint64, count: np.uint64, h: np.uint64) -> None:
    """Put a score that is not there into the first free slot from its own on; ``h``: its mixed bits."""
    slots = np.uint64(table.shape[0] - 1)
    slot = (h >> np.uint64(32)) & slots
    while table[slot, 0] != np.uint64(FREE):
        slot = (slot + np.uint64(1)) & slots
    table[slot, 0], table[slot, 1] = key, count


@kernel()
def carry_over(old: Array, table: Array) -> None:
    """Carry over all scores into a table that is free, and larger."""
    for row in range(old.shape[0]):
        key = old[row, 0]
        if key != np.uint64(FREE):
            place(table, key, old[row, 1], mixed(key))


@kernel()
def thin(table: Array, mask: np.uint64, keys: Array, counts: Array) -> int:
    """Keep the scores whose mixed bits have none of ``mask``; returns how many.

    ``keys``, ``counts``: room for one more than there are. All are taken out, and those that are kept put back.
    """
    used = 0
    for row in range(table.shape[0]):  # no branch, which nobody could foresee: what is not kept is written over
        key = table[row, 0]
        keys[used], counts[used] = key, table[row, 1]
        used += (key != np.uint64(FREE)) & ((mixed(key) & mask) == 0)
        table[row, 0] = np.uint64(FREE)
    for i in range(used):
        place(table, keys[i], counts[i], mixed(keys[i]))
    return used
