"""The distinct scores of one kind of comparison, with how often each occurs, in bounded memory.

Exact up to ``CAPACITY`` distinct scores. Beyond it, distinct scores are kept by a fixed hash of their value: those
whose hash ends in ``level`` zero bits, so each stands for 2**level. Which scores are kept depends on the scores alone:
neither on the order of rows nor on blocks or threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CAPACITY = 1 << 18


@dataclass(frozen=True)
class ScoreSketch:
    """Distinct scores in ascending order (float64), how often each occurs, and the level of sampling."""

    values: NDArray[np.float64]
    counts: NDArray[np.int64]
    level: int = 0

    @classmethod
    def empty(cls) -> ScoreSketch:
        """Return the sketch of no score."""
        return cls(np.empty(0, np.float64), np.empty(0, np.int64))

    @classmethod
    def of(cls, scores: NDArray[np.floating], level: int = 0) -> ScoreSketch:
        """Return the sketch of finite scores, no finer than ``level``."""
        if level:
            scores = scores[_kept(scores.astype(np.float64, copy=False), level)]
        ordered = np.sort(scores)
        starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else np.empty(0, np.int64)
        counts = np.diff(np.append(starts, len(ordered)))
        return cls(ordered[starts].astype(np.float64) + 0.0, counts.astype(np.int64), level).within()

    def merge(self, other: ScoreSketch) -> ScoreSketch:
        """Return the sketch of both."""
        level = max(self.level, other.level)
        a, b = self.at(level), other.at(level)
        values = np.concatenate([a.values, b.values])
        order = np.argsort(values, kind="stable")  # two ascending runs: this merges them, it does not sort anew
        values, counts = values[order], np.concatenate([a.counts, b.counts])[order]
        starts = np.flatnonzero(np.append(True, values[1:] != values[:-1])) if len(values) else np.empty(0, np.int64)
        counts = np.add.reduceat(counts, starts) if len(starts) else counts
        values = values[starts]
        return ScoreSketch(values, counts, level).within()

    @property
    def distinct(self) -> int:
        """Number of distinct scores; exact at level 0, an estimate above it."""
        return len(self.values) << self.level

    @property
    def alone(self) -> int:
        """Number of comparisons whose score no other has; exact at level 0, an estimate above it."""
        return int((self.counts == 1).sum()) << self.level

    def at(self, level: int) -> ScoreSketch:
        """Return the sketch at a level that is its own or higher."""
        if level == self.level:
            return self
        kept = _kept(self.values, level)
        return ScoreSketch(self.values[kept], self.counts[kept], level)

    def within(self) -> ScoreSketch:
        """Return the sketch at the lowest level at which it fits ``CAPACITY``."""
        sketch = self
        while len(sketch.values) > CAPACITY:
            sketch = sketch.at(sketch.level + 1)
        return sketch


def share_in_order(mated: ScoreSketch, non_mated: ScoreSketch) -> float:
    """Return P(mated score > non-mated score) + P(equal) / 2, the area under the ROC; neither sketch may be empty."""
    cumulative = np.append(0, np.cumsum(non_mated.counts))
    below = cumulative[np.searchsorted(non_mated.values, mated.values, side="left")]
    up_to = cumulative[np.searchsorted(non_mated.values, mated.values, side="right")]
    wins = float(np.sum(mated.counts * (below + up_to) / 2))
    return wins / (float(mated.counts.sum()) * float(cumulative[-1]))


def _kept(values: NDArray[np.float64], level: int) -> NDArray[np.bool_]:
    """Tell which scores a level keeps. The bits of a score are mixed, as neighbouring scores share their last bits."""
    bits = (values + 0.0).view(np.uint64)
    with np.errstate(over="ignore"):
        bits = (bits ^ (bits >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
        bits ^= bits >> np.uint64(32)
    kept: NDArray[np.bool_] = (bits & np.uint64((1 << level) - 1)) == 0
    return kept
