"""The highest scores in the making; see :mod:`bystander.kernels.highest`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


def keep_reaching(bound: float, score: Array, one: Array, other: Array, filled: int) -> int:
    """Move the rows whose score is the bound or more to the front, in their order; returns how many."""
    kept = np.flatnonzero(score[:filled] >= bound)
    for column in (score, one, other):
        column[: len(kept)] = column[kept]
    return len(kept)
