"""Thresholds that were given, in the precision of the scores.

A score of 0.7 in single precision is 0.69999998807... once it is widened, and a threshold that somebody writes as 0.7
lies above it: all scores of 0.7 would be rejected, although both are the same number as written. So where scores have
single precision, or half, or were printed from single, a given threshold is also met by the number of that precision
that is nearest to it. Thresholds that are scores themselves, or the next number a computer knows beyond one, stay as
they are.
"""

from __future__ import annotations

from enum import StrEnum
from math import ulp
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Accept = Literal["ge", "gt"]
    Scores = NDArray[np.float64]

_LOOKED_AT = 1000  # scores, spread over all, that are looked at digit by digit
_DIGITS = 9  # as many tell every number of single precision from its neighbours
_OF_HALF = 5  # the same of half precision
_FEWEST, _MOST = 5, 0.9  # of scores with nine digits, and the share of them that is no chance
_NEXT = 4  # units in the last place of a double: a threshold so near a score is meant as it is


class Precision(StrEnum):
    """What scores were kept in, as far as it matters to a threshold."""

    DOUBLE = "double"
    SINGLE = "single"
    HALF = "half"


def precision_of(*scores: Scores) -> Precision:
    """Return the precision of scores; double without any.

    Halves, quarters and whole numbers are the same in all, so nothing needs to be done for them. A few scores of double
    precision among others change nothing: no threshold that anybody writes lies between a score and its rounding.
    """
    every = np.concatenate(scores) if scores else np.empty(0)
    if not len(every):
        return Precision.DOUBLE
    with np.errstate(over="ignore"):
        half, single = (every.astype(kind) == every for kind in (np.float16, np.float32))
    if half.all():
        return Precision.HALF if _is_long(every, _OF_HALF) else Precision.DOUBLE
    if _is_long(every[single], _DIGITS) or _is_printed(every):
        return Precision.SINGLE
    return Precision.DOUBLE


def in_precision(threshold: float, accept: Accept, precision: Precision) -> float:
    """Return a given threshold as scores have it, of which a larger one means more alike.

    Where a score at the threshold is accepted, so is the nearest number of the precision; where it is not, neither is
    that.
    """
    if precision is Precision.DOUBLE:
        return threshold
    with np.errstate(over="ignore"):
        nearest = float((np.float16 if precision is Precision.HALF else np.float32)(threshold))
    if abs(threshold - nearest) <= _NEXT * ulp(threshold) or not np.isfinite(nearest):
        return threshold
    same = (threshold, nearest, _printed(nearest)) if precision is Precision.SINGLE else (threshold, nearest)
    return min(same) if accept == "ge" else max(same)


def in_any(thresholds: Iterable[float], accept: Accept) -> list[float]:
    """Return thresholds as scores of any precision have them, ascending: for whoever does not know it yet."""
    return sorted({in_precision(t, accept, precision) for t in thresholds for precision in Precision})


def _some(scores: Scores) -> list[float]:
    some: list[float] = scores[:: max(1, len(scores) // _LOOKED_AT)].tolist()
    return some


def _is_long(scores: Scores, digits: int) -> bool:
    """Return whether any score has more digits than tell it from its neighbours, as no decimal has that is written."""
    return any(float(f"{score:.{digits}g}") != score for score in _some(scores))


def _is_printed(scores: Scores) -> bool:
    """Return whether scores with nine digits are those that numbers of single precision are printed with."""
    nine = [s for s in _some(scores) if float(f"{s:.{_DIGITS}g}") == s != float(f"{s:.{_DIGITS - 1}g}")]
    with np.errstate(over="ignore"):
        same = sum(_printed(float(np.float32(score))) == score for score in nine)
    return len(nine) >= _FEWEST and same >= _MOST * len(nine)


def _printed(single: float) -> float:
    return float(f"{single:.{_DIGITS}g}")
