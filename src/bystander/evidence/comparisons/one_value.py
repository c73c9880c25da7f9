"""Which samples (or people) have one and the same score in all their comparisons.

For each of them the first score met is remembered, and whether a different one has followed. Where none has, the
remembered score is the only one, so the answer does not depend on the order of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST = 1 << 24  # codes above this are too spread out to keep an array for


@dataclass(frozen=True)
class OneValue:
    """Arrays by code: number of comparisons, a score (NaN: none), and whether scores differ."""

    comparisons: NDArray[np.int64]
    score: NDArray[np.float64]
    varied: NDArray[np.bool_]

    @classmethod
    def of(cls, code: NDArray[np.integer], score: NDArray[np.floating]) -> OneValue:
        """Take in rows with finite scores; codes below 0 do not count. Offset codes must be small."""
        size = int(code.max()) + 1 if len(code) else 0
        comparisons = np.bincount(code, minlength=size).astype(np.int64)
        first = np.full(size, np.nan)
        first[code] = score
        varied = np.zeros(size, np.bool_)
        varied[code[first[code] != score]] = True
        return cls(comparisons, first, varied)

    def merge(self, other: OneValue) -> OneValue:
        """Return the arrays of both."""
        if len(self.score) < len(other.score):
            return other.merge(self)
        n = len(other.score)
        comparisons, score, varied = self.comparisons.copy(), self.score.copy(), self.varied.copy()
        comparisons[:n] += other.comparisons
        fresh = np.isnan(score[:n])
        apart = ~fresh & ~np.isnan(other.score) & (score[:n] != other.score)
        score[:n][fresh] = other.score[fresh]
        varied[:n] |= other.varied | apart
        return OneValue(comparisons, score, varied)

    def found(self, at_least: int) -> tuple[int, int, int]:
        """Return how many codes have one score in ``at_least`` comparisons or more, of how many, in how many."""
        seen = self.comparisons > 0
        same = (self.comparisons >= at_least) & ~self.varied & ~np.isnan(self.score)
        return int(same.sum()), int(seen.sum()), int(self.comparisons[same].sum())
