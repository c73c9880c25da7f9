"""Random numbers that depend on what they are for, and on nothing else: Philox4x32-10.

A number is a function of a key (the seed) and a counter (day, person, look, purpose), so it is the same whatever the
thread and the order in which numbers are asked for. Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random
numbers: as easy as 1, 2, 3"; the known answers of its authors are in the tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import philox as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

    Word = np.uint64  # a word of 32 bits in a wider type: numba widens sums of two uint32 anyway

_LOW = np.uint64(0xFFFFFFFF)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_32, _5, _6 = np.uint64(32), np.uint64(5), np.uint64(6)
_26 = 2.0**26
_53 = 2.0**-53


@kernel(inside=True)
def philox(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Return four random words for a counter of four words and a key of two."""
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _32) ^ c1 ^ k0, p1 & _LOW, (p0 >> _32) ^ c3 ^ k1, p0 & _LOW
        k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@kernel(inside=True)
def two_uniforms(c0: int, c1: int, c2: int, c3: int, seed: int) -> tuple[float, float]:
    """Return two numbers in (0, 1), each of 53 random bits: fine enough for tails, and never 0 or 1."""
    a, b, c, d = philox(
        np.uint64(c0) & _LOW,
        np.uint64(c1) & _LOW,
        np.uint64(c2) & _LOW,
        np.uint64(c3) & _LOW,
        np.uint64(seed) & _LOW,
        np.uint64(seed) >> _32,
    )
    first = np.float64(a >> _5) * _26 + np.float64(b >> _6)
    second = np.float64(c >> _5) * _26 + np.float64(d >> _6)
    return (first + 0.5) * _53, (second + 0.5) * _53


@kernel(plain.fill)
def fill(c0: int, c1: int, c2: int, c3: int, seed: int, out: Array) -> None:
    """Fill ``out`` with the first uniforms of the counters (c0 + i, c1, c2, c3)."""
    for i in range(out.size):
        out[i] = two_uniforms(c0 + i, c1, c2, c3, seed)[0]
