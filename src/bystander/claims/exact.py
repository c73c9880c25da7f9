"""An exact test of one printed number, and the counts that it implies."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from sys import float_info
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.claims.printed import Printed


def implied(number: Printed, trials: int) -> tuple[int, int] | None:
    """Return the least and the most whole count of ``trials`` that is printed as this number; None if none is."""
    least, most = ceil(number.low * trials), floor(number.high * trials)
    if Fraction(least, trials) not in number:
        least += 1
    if Fraction(most, trials) not in number:
        most -= 1
    return (least, most) if least <= most else None


def by_doubling(events: int, trials: int, rate: float) -> float:
    """Return the exact two-sided p of a binomial count: twice its smaller tail, at most 1 (METHODS VI.1).

    A rate of 0 or 1 that the count contradicts gives the smallest number there is, not 0.
    """
    from scipy.special import betainc, betaincc

    above = float(betainc(events, trials - events + 1, rate)) if events else 1.0
    below = float(betaincc(events + 1, trials - events, rate)) if events < trials else 1.0
    return max(min(1.0, 2 * min(above, below)), float_info.min)
