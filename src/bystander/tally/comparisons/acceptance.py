"""When is a comparison accepted, and how many errors does a target rate allow?

Both conventions in use (METHODS D.2) are one thing here, a *cutoff*: a comparison is accepted if and only
if its score is at or above the cutoff. For "score >= T" the cutoff is T; for "score > T" it is the next
float64 above T, which is exact because float32 scores are widened to float64 before any comparison.
Failed comparisons have the score -inf and are below every cutoff.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, inf, isfinite, nextafter
from typing import TYPE_CHECKING, Literal

import numpy as np

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

Accept = Literal["ge", "gt"]
Failures = Literal["fold", "exclude"]


def cutoff(threshold: float, accept: Accept) -> float:
    """Return the smallest accepted score (float64) at a threshold."""
    return threshold if accept == "ge" else nextafter(threshold, inf)


def cutoffs(thresholds: NDArray[np.float64], accept: Accept) -> NDArray[np.float64]:
    """Return the smallest accepted score at each threshold; infinite above the largest float64."""
    if accept == "ge":
        return thresholds
    with np.errstate(over="ignore"):
        return np.nextafter(thresholds, inf)


def allowed_errors(target: float, trials: int) -> int:
    """Return the largest number of errors whose rate is at or below ``target``; 0 where there are no trials.

    The target means the decimal number as written: 0.1 is one tenth, not the float64 next to it.
    """
    return floor(Fraction(str(float(target))) * trials)


def checked_targets(targets: Iterable[float]) -> tuple[float, ...]:
    """Return target rates as sorted distinct floats; raises UsageError where one is not a rate."""
    given = sorted({float(target) for target in targets})
    for target in given:
        if not 0 <= target <= 1:
            message = f"a target rate must lie between 0 and 1, got {target}"
            raise UsageError(message)
    return tuple(given)


def checked_thresholds(thresholds: Iterable[float]) -> tuple[float, ...]:
    """Return thresholds as sorted distinct floats; raises UsageError where one is not finite."""
    given = sorted({float(threshold) + 0.0 for threshold in thresholds})
    for threshold in given:
        if not isfinite(threshold):
            message = f"a threshold must be a finite number, got {threshold}"
            raise UsageError(message)
    return tuple(given)
