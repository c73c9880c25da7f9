"""How often was each unordered pair of subjects compared, and how often wrongly?

The variance of METHODS 1.2 needs the sum of squares over pairs. There may be 1e10 pairs, so a pair is kept
if a hash of it lies below 2^64 / 2^level: exact at level 0, beyond that an unbiased estimate (each pair has
the chance 2^-level, sums are scaled by 2^level). Up to ``capacity`` pairs everything is kept. With more, the
level is the smallest at which at most ``capacity / 8`` are kept: a sample need not be as large as what can be
held exactly, and a small one stays in the processor's cache. Hash and level depend on the set of pairs only,
so the sample is canonical whatever the order of rows and the sharding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparisons.columns import Columns

WHOLE = 0xFFFF_FFFF_FFFF_FFFF


def room_at(level: int, capacity: int) -> int:
    """Return the number of pairs that may be kept at a level."""
    return capacity if level == 0 else max(1, capacity // 8)


def pair_keys(probe: NDArray[np.int32], reference: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return one key an unordered pair: the smaller code in the upper 32 bits."""
    low = np.minimum(probe, reference).astype(np.uint64)
    high = np.maximum(probe, reference).astype(np.uint64)
    return (low << np.uint64(32)) | high


def pair_people(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the two people of each key, the smaller code first."""
    return (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(0xFFFF_FFFF)).astype(np.int64)


def pair_hashes(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a 64-bit mix of each key: the finalizer of splitmix64 (Steele, Lea, Flood 2014)."""
    h = keys + np.uint64(0x9E3779B97F4A7C15)
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@dataclass(frozen=True, kw_only=True)
class PairSample:
    """Kept pairs, keys ascending.

    ``compared``: int64, comparisons of each; ``errors``: int64 (pairs, K), accepted at each of K cutoffs.
    """

    keys: NDArray[np.uint64]
    compared: NDArray[np.int64]
    errors: NDArray[np.int64]
    level: int

    @property
    def exact(self) -> bool:
        """Whether every pair is here."""
        return self.level == 0

    def compared_squared(self) -> int:
        """Return the sum of n_ij^2, or its unbiased estimate."""
        return _squares(self.compared) << self.level

    def errors_squared(self, k: int) -> int:
        """Return the sum of c_ij^2 at the k-th cutoff, or its unbiased estimate."""
        return _squares(self.errors[:, k]) << self.level

    def within(self, capacity: int, *, level: int = 0) -> PairSample:
        """Return the sample at the smallest level, not below ``level``, that has room for its pairs."""
        hashes = pair_hashes(self.keys)
        level = max(level, self.level)
        while np.count_nonzero(hashes <= np.uint64(WHOLE >> level)) > room_at(level, capacity):
            level += 1
        kept = hashes <= np.uint64(WHOLE >> level)
        return PairSample(keys=self.keys[kept], compared=self.compared[kept], errors=self.errors[kept], level=level)

    def merge(self, other: PairSample, capacity: int) -> PairSample:
        """Add the counts of another sample over the same cutoffs."""
        keys, place = np.unique(np.concatenate([self.keys, other.keys]), return_inverse=True)
        mine, theirs = place[: len(self.keys)], place[len(self.keys) :]
        compared = np.zeros(len(keys), np.int64)
        errors = np.zeros((len(keys), self.errors.shape[1]), np.int64)
        for part, at in ((self, mine), (other, theirs)):  # keys are distinct within a part
            compared[at] += part.compared
            errors[at] += part.errors
        both = PairSample(keys=keys, compared=compared, errors=errors, level=min(self.level, other.level))
        return both.within(capacity, level=max(self.level, other.level))


class PairCounts(Protocol):
    """A sample in the making."""

    def add(self, part: Columns) -> None:
        """Count a part."""
        ...

    def finish(self) -> PairSample:
        """Return the sample, keys ascending."""
        ...


def _squares(counts: NDArray[np.int64]) -> int:
    """Sum squares in Python integers where int64 could overflow."""
    if len(counts) and int(counts.max()) ** 2 * len(counts) >= 2**62:
        return sum(int(c) ** 2 * int(n) for c, n in zip(*np.unique(counts, return_counts=True), strict=True))
    return int(np.dot(counts, counts))
