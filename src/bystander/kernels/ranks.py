"""How many cutoffs lie at or below each score? The rank histogram behind every exact curve.

The range of the cutoffs is cut into cells by ``(score - low) * scale``. Each step of that is monotone in
floating point, so a cutoff in a lower cell is certainly below the score; only the cutoffs in the score's own
cell are compared. Cutoffs go through the same arithmetic, in :class:`RankTable`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import ranks as plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.kernels.compiling import Array

STRIP = 1024  # scores that are worked on together, so that the compiler can use vector instructions
MOST_CELLS = 1 << 17  # half a megabyte: more no longer fits the second-level cache
FEW = 8  # cutoffs in one cell that are compared one by one; more are bisected
MARK = -(1 << 31)  # a cell whose scores need a closer look: it has cutoffs, or its scores are wanted
PLACE = (1 << 31) - 1


@dataclass(frozen=True)
class RankTable:
    """``first[c]``: number of cutoffs in the cells before c, with MARK where needed; one longer than the cells.

    ``wanted[r]``: scores of rank r are to be copied; empty where none are.
    """

    cutoffs: NDArray[np.float64]  # ascending, distinct
    wanted: NDArray[np.bool_]
    first: NDArray[np.int32]
    low: float
    scale: float

    @classmethod
    def of(cls, cutoffs: NDArray[np.float64], wanted: NDArray[np.bool_] | None = None) -> RankTable:
        """Build the table; where the range is empty, or too wide or narrow for float64, one cell does."""
        wanted = np.zeros(0, bool) if wanted is None else wanted
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
        first = np.searchsorted(cell, np.arange(cells + 1), side="left")
        closer = np.diff(first) > 0
        if len(wanted):
            closer |= wanted[first[:-1]]
        marked = first.astype(np.int32)
        marked[:-1][closer] |= np.int32(MARK)
        return cls(cutoffs=cutoffs, wanted=wanted, first=marked, low=low, scale=scale)


@kernel(plain.count_ranks)
def count_ranks(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array, cutoffs: Array, wanted: Array, first: Array, low: float, scale: float, counts: Array, gathered: Array
) -> int:
    """Add to ``counts[r]`` for each score with r cutoffs at or below it; copy scores of wanted ranks.

    Failed comparisons (-inf) have rank 0. Returns the number of scores copied to ``gathered``.
    """
    last = float(first.size - 2)
    gathering = wanted.size > 0
    filled = 0
    cells = np.empty(STRIP, np.uint32)  # without a sign, here and below: else every look-up asks for it
    closer = np.empty(STRIP, np.uint32)
    for start in range(0, scores.size, STRIP):
        some = scores[start : start + STRIP]
        for i in range(some.size):
            place = (float(some[i]) - low) * scale
            place = place if place > 0.0 else 0.0  # noqa: FURB136 (also NaN, from inf * 0)
            place = place if place < last else last  # noqa: FURB136 (the pair of it)
            cells[i] = np.uint32(np.int32(place))
        marked = np.uint32(0)
        for i in range(some.size):  # no branch: marked cells are put aside, all others are done here
            entry = first[cells[i]]
            closer[marked] = i
            mark = np.uint32(entry < 0)
            marked += mark
            counts[np.uint32(entry & PLACE)] += np.uint32(1) - mark
        for j in range(marked):
            score = float(some[closer[j]])
            cell = cells[closer[j]]
            rank = np.int64(first[cell] & PLACE)
            end = np.int64(first[cell + np.uint32(1)] & PLACE)
            if end - rank > FEW:
                while rank < end:
                    middle = (rank + end) >> 1
                    if cutoffs[middle] <= score:
                        rank = middle + 1
                    else:
                        end = middle
            else:
                reached = 0
                for k in range(rank, end):
                    reached += cutoffs[k] <= score
                rank += reached
            counts[np.uint64(rank)] += np.uint32(1)
            if gathering and wanted[rank]:
                gathered[filled] = score
                filled += 1
    return filled
