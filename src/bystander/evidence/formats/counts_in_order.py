"""Is a list of whole numbers one of scores, or of how many comparisons had each score, from 0 up (pyeer's histograms)?

Scores stand in the order of comparisons, or sorted. Counts do neither: neighbours are alike, and they rise and fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST = 30  # lines from which on neighbours can be told to be alike
_ALIKE = 0.25  # of how far two numbers of the list differ on average, neighbours differ less than this share


def may_be_counts(values: NDArray[np.float64]) -> bool:
    """Return whether the numbers of a list, in their order, look like counts of a histogram."""
    if len(values) < _LEAST or not np.isfinite(values).all() or (values < 0).any() or (values % 1).any():
        return False
    steps = np.diff(values)
    if (steps >= 0).all() or (steps <= 0).all():
        return False
    ordered, n = np.sort(values), len(values)
    # the mean difference of two numbers of the list: each gap counts for the pairs on either side of it
    apart = float((np.diff(ordered) * np.arange(1, n) * np.arange(n - 1, 0, -1)).sum()) / (n * (n - 1) / 2)
    return bool(np.abs(steps).mean() < _ALIKE * apart)
