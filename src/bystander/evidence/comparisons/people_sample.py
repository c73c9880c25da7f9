"""Comparisons of people alone in both orders, in evidence whose rows are never all at hand: told by a sample.

The sample has all rows of some pairs of people, picked by a hash of the pair: both orders or neither. Which they are
depends on the pairs and on the room for their rows, not on the order of rows, on blocks or on threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.comparisons.copied import copied_rows
from bystander.evidence.comparisons.mirrored import MANY, mirrored_rows, people_in_both_orders
from bystander.evidence.comparisons.refusals import pair_keys
from bystander.kernels.compiling import frozen
from bystander.kernels.repeats import sampled_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Trial

    Rows = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]  # probe, reference, score

CAPACITY = 1 << 16  # rows that are kept
_PARTS = 8  # of the pairs, of which each has to show the same: else the draw of a few decides


@dataclass(frozen=True, kw_only=True)
class PeopleSeen:
    """Of so many sampled rows of people, how many are copies; of those of two people, how many in the other order.

    ``of_two``: rows of two people. ``about``: others were left out.
    """

    mirrored: int
    of_two: int
    copied: int
    rows: int
    about: bool


class PeopleSample:
    """The sample of a trial of so many rows, taken along while they are looked at."""

    @classmethod
    def of(cls, trial: Trial) -> PeopleSample | None:
        """Return the sample of a trial, None where its orders were looked at when it was read."""
        return cls(sum(block.rows for block in trial.blocks)) if trial.orders_unseen else None

    def __init__(self, rows: int) -> None:
        self._level = (max(rows - 1, 0) // CAPACITY).bit_length()
        self._begun: list[_Sampling] = []

    def start(self) -> _Sampling:
        """Begin in one thread."""
        self._begun.append(_Sampling(self._level))
        return self._begun[-1]

    def seen(self) -> PeopleSeen:
        """Return what all threads have met; nothing is mirrored where chance, or few pairs, would do it."""
        every = _Sampling(max((one.level for one in self._begun), default=self._level))
        for one in self._begun:
            every.take(*one.rows())
        rows = _in_order(*every.rows())
        probe, reference, score = rows
        apart = np.flatnonzero(probe != reference)
        of_two = probe[apart], reference[apart], score[apart]
        mirrored = people_in_both_orders(*of_two)
        if every.level and mirrored and not _everywhere(*of_two):
            mirrored = 0
        return PeopleSeen(
            mirrored=mirrored, of_two=len(apart), copied=copied_rows(*rows) if len(score) else 0, rows=len(score),
            about=every.level > 0,
        )  # fmt: skip


class _Sampling:
    """The sample of one thread: of 2 to the power of ``level`` pairs, one; of fewer, where their rows have no room."""

    def __init__(self, level: int) -> None:
        self.level = level
        self._kept: list[Rows] = []

    def add(self, number: int, batch: Batch) -> None:
        """Take in a block."""
        del number
        if batch.probe is not None and batch.reference is not None:
            self.take(batch.probe, batch.reference, batch.score)

    def take(self, probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating]) -> None:
        """Take in rows of people with a finite score."""
        self._kept.append(_sampled(probe, reference, score, self.level))
        while sum(len(score) for *_, score in self._kept) > CAPACITY:
            self.level += 1
            self._kept = [_sampled(*rows, self.level) for rows in self._kept]

    def rows(self) -> Rows:
        """Return all rows of the sample."""
        none = np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float64)
        probe, reference, score = (np.concatenate(column) for column in zip(none, *self._kept, strict=True))
        return probe, reference, score


def _sampled(
    probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating[Any]], level: int
) -> Rows:
    rows = np.empty(len(score), np.int64)
    rows = rows[: sampled_pairs(frozen(probe), frozen(reference), (1 << level) - 1, 1, rows)]
    rows = rows[np.isfinite(score[rows])]
    return probe[rows], reference[rows], score[rows].astype(np.float64)


def _in_order(probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.float64]) -> Rows:
    """Return rows in the order of probe, reference and score: those of few pairs have to be compared by all three."""
    key = probe.astype(np.int64) << 32 | reference
    order = np.argsort(key)
    equal = key[order[1:]] == key[order[:-1]]
    tied = np.flatnonzero(np.append(equal, False) | np.append(False, equal))
    rows = order[tied]
    order[tied] = rows[np.lexsort((score[rows], key[rows]))]
    return probe[order], reference[order], score[order]


def _everywhere(probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.float64]) -> bool:
    """Return whether most rows are mirrored in each part of the pairs."""
    low, high = np.minimum(probe, reference), np.maximum(probe, reference)
    part = np.unique(pair_keys(low, high), return_inverse=True)[1] % _PARTS
    each = [np.flatnonzero(part == number) for number in range(_PARTS)]
    return all(len(at) and 2 * mirrored_rows(probe[at], reference[at], score[at]) >= MANY * len(at) for at in each)
