"""How many cutoffs lie at or below each score; see :mod:`bystander.kernels.ranks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


def count_ranks(  # noqa: PLR0917 (as the kernel)
    scores: Array, cutoffs: Array, wanted: Array, first: Array, low: float, scale: float, counts: Array, gathered: Array
) -> int:
    """Add to ``counts[r]`` for each score with r cutoffs at or below it; copy scores of wanted ranks; say how many."""
    del first, low, scale
    values = scores.astype(np.float64)
    ranks = np.searchsorted(cutoffs, values, side="right")
    np.add.at(counts, ranks, np.uint32(1))
    if not wanted.size:
        return 0
    found = values[wanted[ranks]]
    gathered[: len(found)] = found
    return len(found)
