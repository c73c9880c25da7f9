"""Philox4x32-10 for arrays of counters; see :mod:`bystander.kernels.philox`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words = NDArray[np.uint64]
    Numbers = NDArray[np.float64]
    Whole = int | NDArray[np.integer[Any]]

LOW = np.uint64(0xFFFFFFFF)
M0, M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
W0, W1 = 0x9E3779B9, 0xBB67AE85
ROUNDS = 10


def philox(c0: Words, c1: Words, c2: Words, c3: Words, key: int) -> tuple[Words, Words, Words, Words]:
    """Return four random words for counters of four words and a key of 64 bits."""
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    half = np.uint64(32)
    for _ in range(ROUNDS):
        p0, p1 = M0 * c0, M1 * c2
        c0, c1, c2, c3 = (p1 >> half) ^ c1 ^ np.uint64(k0), p1 & LOW, (p0 >> half) ^ c3 ^ np.uint64(k1), p0 & LOW
        k0, k1 = (k0 + W0) & 0xFFFFFFFF, (k1 + W1) & 0xFFFFFFFF
    return c0, c1, c2, c3


def two_uniforms(c0: Whole, c1: Whole, c2: Whole, c3: Whole, seed: int) -> tuple[Numbers, Numbers]:
    """Return two numbers in (0, 1) for each of the counters, which are broadcast."""
    words = np.broadcast_arrays(*(np.asarray(c).astype(np.uint64) & LOW for c in (c0, c1, c2, c3)))
    a, b, c, d = philox(words[0], words[1], words[2], words[3], int(seed))
    five, six = np.uint64(5), np.uint64(6)
    first = (a >> five).astype(np.float64) * 2.0**26 + (b >> six).astype(np.float64)
    second = (c >> five).astype(np.float64) * 2.0**26 + (d >> six).astype(np.float64)
    return (first + 0.5) * 2.0**-53, (second + 0.5) * 2.0**-53


def fill(c0: int, c1: int, c2: int, c3: int, seed: int, out: Numbers) -> None:  # noqa: PLR0917 (as the kernel)
    """Fill ``out`` with the first uniforms of the counters (c0 + i, c1, c2, c3)."""
    out[:] = two_uniforms(c0 + np.arange(out.size), c1, c2, c3, seed)[0]
