"""How blocks of evidence reach the kernels: contiguous, read-only, float32 or float64."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.kernels.compiling import frozen
from bystander.kernels.survey import keep_above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Block

CHUNK = 1 << 15  # rows that stay in the second-level cache while several kernels walk over them


@dataclass(frozen=True)
class Columns:
    """Read-only, contiguous columns of a part of a block."""

    score: NDArray[Any]
    probe: NDArray[np.int32]
    reference: NDArray[np.int32]
    mated: NDArray[np.bool_]

    def chunks(self) -> Iterator[Columns]:
        """Cut it into parts that fit the cache."""
        for start in range(0, len(self.score), CHUNK):
            of = slice(start, start + CHUNK)
            yield Columns(self.score[of], self.probe[of], self.reference[of], self.mated[of])

    def reaching(self, cutoff: np.float64) -> Columns:
        """Return the non-mated rows whose score is at or above a cutoff."""
        score, people = np.empty_like(self.score), np.empty((2, len(self.score)), np.int32)
        own = self.score, self.probe, self.reference, self.mated
        _, size = keep_above(*own, float(cutoff), score, people[0], people[1], 0, 0)
        score, probe, reference = (frozen(column[:size]) for column in (score, *people))
        return Columns(score, probe, reference, frozen(np.zeros(size, np.bool_)))


def read_scores(block: Block) -> NDArray[Any]:
    """Read the scores alone; anything but float32 becomes float64."""
    return scores_of(block.read("scores"))


def scores_of(batch: Batch) -> NDArray[Any]:
    """Return the scores of a block that has been read; anything but float32 becomes float64."""
    return frozen(batch.score, None if batch.score.dtype == np.float32 else np.float64)


def columns_of(batch: Batch, *, named: bool) -> Columns:
    """Return every column of a block that has been read; subjects are 0 where the evidence has none."""
    score = scores_of(batch)
    mated = np.zeros(len(score), bool) if batch.mated is None else batch.mated
    probe, reference = batch.probe, batch.reference
    if not named or probe is None or reference is None:
        probe = reference = np.zeros(len(score), np.int32)
    return Columns(score, frozen(probe, np.int32), frozen(reference, np.int32), frozen(mated, np.bool_))
