"""The distinct scores of many comparisons in the making, of either kind one table for all threads.

A table a thread would have to be filled, thinned and put in order by each of them. Which scores a level keeps is told
outside of the lock; counting those takes a small part of what a block takes.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.comparisons import score_sketch
from bystander.evidence.comparisons.score_sketch import ScoreSketch
from bystander.kernels.compiling import frozen
from bystander.kernels.plain.order_key import order_keys
from bystander.kernels.row_order import rows_in_order
from bystander.kernels.score_table import FREE, carry_over, count_keys, keys_kept, thin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.summary import Summary

FEWEST_SLOTS = 1 << 16  # as many as scores of few digits leave mostly free: a slot that is taken costs more than memory
AT_ONCE = 1 << 15  # scores that are looked through before those kept are counted: they stay in the second-level cache


class ScoreTable:
    """A :class:`ScoreSketch` in the making: all distinct scores while they fit, then those that a level keeps."""

    def __init__(self) -> None:
        self.level = 0
        self._used = 0
        self._table = _free(FEWEST_SLOTS)
        self._lock = threading.Lock()

    def add(self, scores: NDArray[np.floating], skipped: NDArray[np.bool_]) -> None:
        """Count the scores that are not skipped, which are finite; in any number of threads."""
        scores, skipped = frozen(scores), frozen(skipped)
        keys = np.empty(min(AT_ONCE, len(scores)), np.uint64)
        for start in range(0, len(scores), AT_ONCE):
            of = slice(start, start + AT_ONCE)
            kept = keys[: keys_kept(scores[of], skipped[of], self._mask, keys)]
            with self._lock:
                self._count(kept)

    @property
    def _mask(self) -> np.uint64:
        return np.uint64((1 << self.level) - 1)

    def _count(self, keys: NDArray[np.uint64]) -> None:
        done = 0
        while done < len(keys):
            room = min(len(self._table) // 2, score_sketch.CAPACITY)
            done, self._used = count_keys(keys, self._mask, self._table, self._used, room, done)
            while self._used > score_sketch.CAPACITY:
                self.level += 1
                self._used = thin(self._table, self._mask, *np.empty((2, self._used + 1), np.uint64))
            if self._used > len(self._table) // 2:
                larger = _free(min(8 * len(self._table), 1 << (2 * score_sketch.CAPACITY - 1).bit_length()))
                carry_over(self._table, larger)
                self._table = larger

    def sketch(self) -> ScoreSketch:
        """Return the distinct scores, ascending."""
        held = np.flatnonzero(self._table[:, 0] != np.uint64(FREE))
        values = self._table[held, 0].view(np.float64)
        order = rows_in_order(order_keys(values))
        return ScoreSketch(values[order], self._table[held[order], 1].astype(np.int64), self.level)


@dataclass(frozen=True)
class DistinctScores:
    """The scores of comparisons of either kind."""

    mated: ScoreTable = field(default_factory=ScoreTable)
    non_mated: ScoreTable = field(default_factory=ScoreTable)

    def within(self, total: Summary) -> Summary:
        """Return a summary with them."""
        return replace(total, mated_scores=self.mated.sketch(), non_mated_scores=self.non_mated.sketch())


def _free(slots: int) -> NDArray[np.uint64]:
    return np.full((slots, 2), FREE, np.uint64)
