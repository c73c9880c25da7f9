"""Does a table that names its samples hold pairs in both orders, with the same score?

A program that loops over one set of images twice writes a with b, and b with a. Both say the same, so a rate over all
rows stays what it is, and evidence that seems twice as large gives intervals that are too narrow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOKED_AT = 200  # rows, spread over all, that are sought in the other order before all are compared
_MANY = 0.5  # share of them that is a habit and no chance


def mirrored(probe: NDArray[np.int64], reference: NDArray[np.int64], score: NDArray[np.floating]) -> int:
    """Return how many rows say of two samples what another row says in the other order; 0 where hardly any does.

    ``probe``, ``reference``: codes of samples, comparable between the sides, of rows that are not repeated.
    """
    n = len(score)
    if not n:
        return 0
    size = int(max(probe.max(), reference.max())) + 1
    if size * size > np.iinfo(np.int64).max:
        return 0
    some = distinct(np.linspace(0, n - 1, min(n, _LOOKED_AT)).astype(np.int64))
    sought = distinct(reference[some] * size + probe[some])
    key = probe * size + reference
    place = np.searchsorted(sought, key)
    there = sought[np.minimum(place, len(sought) - 1)] == key
    if np.count_nonzero(there) < _MANY * len(sought):
        return 0
    low, high = np.minimum(probe, reference), np.maximum(probe, reference)
    order = np.lexsort((score, high, low))
    low, high, score = low[order], high[order], score[order]
    again = (low[1:] == low[:-1]) & (high[1:] == high[:-1]) & (score[1:] == score[:-1])
    return int(np.count_nonzero(again))
