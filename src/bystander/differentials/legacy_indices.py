"""GARBE, IR and FDR: one number for a whole system, for comparison with other people's tables and nothing else.

Sources (METHODS D.6): FDR, de Freitas Pereira and Marcel 2021; IR, inequity ratio, as used at NIST; GARBE, Howard and
others 2022, who say of the first two that their properties make them hard to interpret. All groups have one threshold;
a threshold a group hides what is asked. All three are biased by few errors (GARBE's G of four
groups with one rate and 10 errors each is .17 in the median), none says how sure it is, and none is a conclusion here.

Traps, and what is done here:

* G of rates that are all 0 is 0/0: None, as no error was seen that groups could share. One group: None, too.
* IR where a rate is 0: undefined, None; nothing is added to the 0 (a 10⁻⁶ would swamp a rate of 10⁻⁶).
* FDR is 1 at best, and blind at small rates: a thirtyfold difference about 10⁻⁵ leaves it at .9998.
* "FDR" is not the false discovery rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ALPHA = 0.5  # the weight of the false match rate that the literature takes where it says nothing


def gini(rates: Sequence[float]) -> float | None:
    """Return G = n/(n-1) ΣΣ|x_i - x_j| / (2 n² mean), between 0 (all equal) and 1; None of one, or only 0."""
    _check(rates)
    n = len(rates)
    total = sum(rates)
    if n < 2 or total == 0:
        return None
    apart = sum(abs(a - b) for a in rates for b in rates)
    # n/(n-1) / (2 n² total/n) = 1 / (2 (n-1) total)
    return apart / (2 * (n - 1) * total)


def garbe(fmr: Sequence[float], fnmr: Sequence[float], *, alpha: float = ALPHA) -> float | None:
    """Return alpha G(fmr) + (1 - alpha) G(fnmr), 0 at best.

    None of fewer than two groups, and where all rates of a kind that counts (a weight above 0) are 0.
    """
    _check_two(fmr, fnmr, alpha)
    result = 0.0
    for rates, weight in ((fmr, alpha), (fnmr, 1 - alpha)):
        part = gini(rates)
        if part is None and (weight or len(rates) < 2):
            return None
        result += weight * (part or 0.0)
    return result


def inequity_ratio(fmr: Sequence[float], fnmr: Sequence[float], *, alpha: float = ALPHA) -> float | None:
    """Return (max/min of fmr)^alpha (max/min of fnmr)^(1 - alpha), 1 at best.

    None of fewer than two groups, and where a rate that counts (a weight above 0) is 0.
    """
    _check_two(fmr, fnmr, alpha)
    if len(fmr) < 2:
        return None
    result = 1.0
    for rates, weight in ((fmr, alpha), (fnmr, 1 - alpha)):
        if weight and min(rates) == 0:
            return None
        if weight:
            result *= (max(rates) / min(rates)) ** weight
    return result


def fairness_discrepancy_rate(fmr: Sequence[float], fnmr: Sequence[float], *, alpha: float = ALPHA) -> float | None:
    """Return FDR = 1 - (alpha A + (1 - alpha) B), 1 at best; A, B the largest difference of fmr, of fnmr.

    None of fewer than two groups.
    """
    _check_two(fmr, fnmr, alpha)
    if len(fmr) < 2:
        return None
    return 1 - (alpha * (max(fmr) - min(fmr)) + (1 - alpha) * (max(fnmr) - min(fnmr)))


def _check(rates: Sequence[float]) -> None:
    if not all(0 <= rate <= 1 for rate in rates):
        message = f"a rate lies between 0 and 1: {list(rates)}"
        raise ValueError(message)


def _check_two(fmr: Sequence[float], fnmr: Sequence[float], alpha: float) -> None:
    _check(fmr)
    _check(fnmr)
    if len(fmr) != len(fnmr):
        message = f"a rate of each kind for every group, not {len(fmr)} and {len(fnmr)}"
        raise ValueError(message)
    if not 0 <= alpha <= 1:
        message = f"alpha lies between 0 and 1, not {alpha}"
        raise ValueError(message)
