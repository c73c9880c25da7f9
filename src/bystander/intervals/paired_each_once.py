"""Two systems tried by the same people equally often, each person counted once: the mean of what their rates differ by.

    D = Σ δ / P,  δ = (xB - xA)/k of each of the P people;   V = Σ (δ - D)² / (P (P - 1));   D ∓ t(df) √V
    df = (Σ (δ - D)²)² / Σ (δ - D)⁴

and of the logarithm of the ratio the same of rB/mB - rA/mA, with r = x/k and m the mean of r. Where a few people make
most of the tries (:mod:`bystander.intervals.uneven_tries`) the interval of all tries is drawn out to it: what both
systems got wrong cancels here, too, and nobody who repeats is needed to know how sure it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtrit

from bystander.intervals.linear_part import effective
from bystander.kernels.exact_sum import exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.chosen_thresholds import Moved
    from bystander.intervals.covariance import ByPerson

    Numbers = NDArray[np.float64]
    Ends = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class PairedOnce:
    """The ends of the difference, and of the ratio; None where a system got nothing wrong."""

    difference: Ends
    ratio: Ends | None


def paired_once(a: ByPerson, b: ByPerson, moved: Moved, *, level: float) -> PairedOnce:
    """Return both intervals; ``moved``: what it adds that thresholds were chosen on the same trial.

    Both count the same people equally often. Raises ValueError without two people who try.
    """
    tried = a.trials > 0
    if np.count_nonzero(tried) <= 1:
        message = "two people are needed to know how they differ"
        raise ValueError(message)
    first, second = (side.errors[tried] / side.trials[tried] for side in (a, b))
    means = [exact_sum(rates) / len(rates) for rates in (first, second)]
    apart, value = second - first, means[1] - means[0]
    reach = _reach(apart - value, moved.difference, level=level)
    ratio = None
    if min(means) > 0:
        far = exp(_reach(second / means[1] - first / means[0], moved.log, level=level))
        ratio = means[1] / means[0] / far, means[1] / means[0] * far
    return PairedOnce(difference=(max(value - reach, -1.0), min(value + reach, 1.0)), ratio=ratio)


def _reach(excess: Numbers, added: float, *, level: float) -> float:
    people, df, tail = len(excess), effective(excess), (1 - level) / 2
    t = -float(ndtri(tail) if df is None else stdtrit(max(df, 1.0), tail))
    return float(t * np.sqrt(exact_sum(excess**2) / (people * (people - 1)) + added))
