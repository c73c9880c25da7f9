"""How many cutoffs lie at or below each score? The rank histogram behind every exact curve.

The range of the cutoffs is cut into cells by ``(score - low) * scale``. Each step of that is monotone in
floating point, so a cutoff in a lower cell is certainly below the score; only the cutoffs in the score's own
cell are compared. Cutoffs go through the same arithmetic, in :class:`RankTable`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.tally.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRIP = 1024  # scores whose cells are computed together, so that the compiler can use vector instructions
MOST_CELLS = 1 << 18
FEW = 4  # cutoffs in one cell that are scanned; more are bisected


@dataclass(frozen=True)
class RankTable:
    """``first[c]``: number of cutoffs in the cells before c; one longer than there are cells."""

    cutoffs: NDArray[np.float64]  # ascending, distinct
    first: NDArray[np.int32]
    low: float
    scale: float

    @classmethod
    def of(cls, cutoffs: NDArray[np.float64]) -> RankTable:
        """Build the table; where the range is empty, or too wide or narrow for float64, one cell does."""
        cells = 64
        while cells < 4 * len(cutoffs) and cells < MOST_CELLS:
            cells *= 2
        low, scale = 0.0, 0.0
        if len(cutoffs):
            low = float(cutoffs[0])
            with np.errstate(over="ignore", divide="ignore"):
                scale = float(cells / (cutoffs[-1] - cutoffs[0]))
        if not 0.0 < scale < np.inf:
            scale = 0.0
        with np.errstate(over="ignore", invalid="ignore"):
            place = (cutoffs - low) * scale
        cell = np.where(place > 0, np.minimum(place, cells - 1), 0.0).astype(np.int64)
        first = np.searchsorted(cell, np.arange(cells + 1), side="left").astype(np.int32)
        first[-1] = len(cutoffs)
        return cls(cutoffs=cutoffs, first=first, low=low, scale=scale)


@kernel
def count_ranks(  # noqa: PLR0913, PLR0917 (a kernel takes plain arrays)
    scores: Any, cutoffs: Any, first: Any, low: float, scale: float, counts: Any, wanted: Any, gathered: Any
) -> int:
    """Add to ``counts[r]`` for each score with r cutoffs at or below it; copy scores of wanted ranks.

    Failed comparisons (-inf) have rank 0. Returns the number of scores copied to ``gathered``.
    """
    last = float(first.size - 2)
    gathering = wanted.size > 0
    filled = 0
    cells = np.empty(STRIP, np.int32)
    for start in range(0, scores.size, STRIP):
        size = min(STRIP, scores.size - start)
        for i in range(size):
            place = (np.float64(scores[start + i]) - low) * scale
            place = place if place > 0.0 else 0.0  # also NaN, from inf * 0
            place = place if place < last else last
            cells[i] = np.int32(place)
        for i in range(size):
            score = np.float64(scores[start + i])
            rank = first[cells[i]]
            end = first[cells[i] + 1]
            if end - rank > FEW:
                while rank < end:
                    middle = (rank + end) >> 1
                    if cutoffs[middle] <= score:
                        rank = np.int32(middle + 1)
                    else:
                        end = np.int32(middle)
            else:
                while rank < end and cutoffs[rank] <= score:
                    rank += np.int32(1)
            counts[rank] += np.uint32(1)
            if gathering and wanted[rank]:
                gathered[filled] = score
                filled += 1
    return filled
