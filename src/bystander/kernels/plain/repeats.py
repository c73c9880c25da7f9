"""Which rows repeat a pair of samples; see :mod:`bystander.kernels.repeats`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


def met_in_runs(left: Array, right: Array, stamp: Array, closed: Array, state: Array, found: Array) -> int:  # noqa: PLR0917 (as the kernel)
    """List the rows whose reference the run of their probe has met; -1 where a probe has a second run."""
    known = np.flatnonzero((left >= 0) & (right >= 0))
    if not len(known):
        return 0
    probe, reference = left[known], right[known]
    new = np.append(probe[0] != state[1], probe[1:] != probe[:-1])
    starts = np.sort(probe[new])
    if closed[starts].any() or (starts[1:] == starts[:-1]).any():
        return -1
    closed[starts] = 1
    run = state[0] + np.cumsum(new)
    key = run << 32 | reference
    order = np.argsort(key, kind="stable")
    again = np.zeros(len(known), np.bool_)
    again[order[1:]] = key[order[1:]] == key[order[:-1]]
    again |= stamp[reference] == run
    stamp[reference] = run
    state[:] = run[-1], probe[-1]
    rows = known[again]
    found[: len(rows)] = rows
    return len(rows)


def met_in_bits(left: Array, right: Array, size: int, bits: Array, found: Array) -> int:
    """List the rows whose bit, one for each pair of codes, was set before; sets those of all rows."""
    known = np.flatnonzero((left >= 0) & (right >= 0))
    bit = left[known] * size + right[known]
    order = np.argsort(bit, kind="stable")
    again = np.zeros(len(known), np.bool_)
    again[order[1:]] = bit[order[1:]] == bit[order[:-1]]
    mask = (1 << (bit & 7)).astype(np.uint8)
    again |= (bits[bit >> 3] & mask) != 0
    np.bitwise_or.at(bits, bit >> 3, mask)
    rows = known[again]
    found[: len(rows)] = rows
    return len(rows)


def sampled_pairs(left: Array, right: Array, mask: int, own: int, found: Array) -> int:
    """List the rows whose pair is in a sample that has both orders of a pair or neither."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    rows = np.flatnonzero((low >= 0) & ((low != high) | bool(own)))
    with np.errstate(over="ignore"):
        number = low[rows].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + high[rows].astype(np.uint64)
        number ^= number >> np.uint64(29)
        number *= np.uint64(0xBF58476D1CE4E5B9)
        number ^= number >> np.uint64(32)
    rows = rows[number & np.uint64(mask) == 0]
    found[: len(rows)] = rows
    return len(rows)
