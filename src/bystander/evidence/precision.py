"""Thresholds that were given, in the precision of the scores.

A score of 0.7 in single precision is 0.69999998807... once it is widened, and a threshold that somebody writes as 0.7
lies above it: all scores of 0.7 would be rejected, although both are the same number as written. So where scores have
single precision, a given threshold is also met by the number of that precision that is nearest to it. Thresholds that
are scores themselves, or the next number a computer knows beyond one, stay as they are.
"""

from __future__ import annotations

from math import ulp
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Accept = Literal["ge", "gt"]

_LOOKED_AT = 1000  # scores, spread over all, of which one has to be written with more digits than it was made of
_DIGITS = 9  # as many tell every number of single precision from its neighbours
_NEXT = 4  # units in the last place of a double: a threshold so near a score is meant as it is


def are_single(*scores: NDArray[np.float64]) -> bool:
    """Return whether scores are numbers of single precision that no decimal of nine digits is; False without any.

    Halves, quarters and whole numbers are the same in either precision, so nothing needs to be done for them.
    """
    every = np.concatenate(scores) if scores else np.empty(0)
    with np.errstate(over="ignore"):
        if not len(every) or not bool((every.astype(np.float32) == every).all()):
            return False
    some = every[:: max(1, len(every) // _LOOKED_AT)].tolist()
    return any(float(f"{score:.{_DIGITS}g}") != score for score in some)


def in_precision(threshold: float, accept: Accept, *, single: bool) -> float:
    """Return a given threshold as scores have it, of which a larger one means more alike; ``single``: their precision.

    Where a score at the threshold is accepted, so is the nearest number of single precision; where it is not, neither
    is that.
    """
    with np.errstate(over="ignore"):
        nearest = float(np.float32(threshold))
    if not single or abs(threshold - nearest) <= _NEXT * ulp(threshold):
        return threshold
    return min(threshold, nearest) if accept == "ge" else max(threshold, nearest)


def in_either(thresholds: Iterable[float], accept: Accept) -> list[float]:
    """Return thresholds as scores of either precision have them, ascending: for whoever does not know it yet."""
    return sorted({in_precision(t, accept, single=single) for t in thresholds for single in (False, True)})
