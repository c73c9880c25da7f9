"""What it adds to a comparison that thresholds were chosen on the same trial: the delta method.

A threshold that holds a target is where the trial's own false match rate q comes down to it, so it wobbles as q does,
and the rate of misses p with it: the linear part of p is that of p + s q, with s the slope of the step curve. The
variance of (pB + sB qB) - (pA + sA qA) follows from the variances and covariances of the four rates; what it has beyond
that of pB - pA is added to an interval in square. That is for two systems with people in common; where their trials are
the same, it is part of what each person adds (:mod:`bystander.intervals.linear_part`).

Rough with a dozen errors at the target or fewer, where the curve is no line over the range of the wobble.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from scipy.special import ndtri, stdtrit

from bystander.intervals import methods
from bystander.intervals.covariance import covariance, erred_together
from bystander.intervals.sides import PAIR, Together

if TYPE_CHECKING:
    from bystander.findings.method import Method
    from bystander.intervals.covariance import ByPerson
    from bystander.intervals.sides import Side


@dataclass(frozen=True, kw_only=True)
class Moved:
    """The variance that the choice of thresholds adds to the difference, and to the log of the ratio."""

    difference: float = 0.0
    log: float = 0.0
    method: Method | None = None


def moved_by(a: Side, b: Side, together: Together | None) -> Moved:
    """Return what the choice of both thresholds adds; nothing where they were given, or it is not known."""
    if any(side.counts is None or side.wobble is None or side.wobble.slope is None for side in (a, b)):
        return Moved()
    return Moved(
        difference=_added(a, b, (1.0, 1.0), together),
        log=_added(a, b, on_log(a, b), together),
        method=methods.RECHOSEN,
    )


def _added(a: Side, b: Side, scale: tuple[float, float], together: Together | None) -> float:
    """Return the variance of B - A with the wobble of both thresholds less that without, not below 0."""
    terms: list[tuple[float, ByPerson, int]] = []
    for sign, side, by in ((-1.0, a, scale[0]), (1.0, b, scale[1])):
        if side.counts is None or side.wobble is None or side.wobble.slope is None:
            return 0.0
        whose = int(sign)
        terms += [(sign * by, side.counts, whose), (sign * by * side.wobble.slope, side.wobble.matched, whose)]
    added = []
    for form in ("unbiased", "linear"):
        whole = sum(
            wi * wj * _entry(x, y, form, together if sx != sy else _OWN)
            for i, (wi, x, sx) in enumerate(terms)
            for j, (wj, y, sy) in enumerate(terms)
            if (i % 2 or j % 2) and (together is not None or sx == sy)
        )
        added.append(whole)
    return max(*added, 0.0)


_OWN = Together(people=True, trials=True)


def _entry(x: ByPerson, y: ByPerson, form: str, together: Together | None) -> float:
    if x is y:
        rate = x.rate()
        found = rate.variance if form == "unbiased" else rate.linear_variance
    else:
        two = x.ends == y.ends == PAIR
        compared = (together.compared or float((x.qn * y.qn) ** 0.5)) if two and together is not None else 0.0
        found = getattr(covariance(x, y, erred=erred_together(x, y), compared=compared), form)
    return found or 0.0


def longer(reach: float, added: float, df: float | None, level: float) -> float:
    """Add the wobble of thresholds to the reach of an interval, in square."""
    if added <= 0:
        return reach
    tail = (1 - level) / 2
    t = float(-ndtri(tail) if df is None else -stdtrit(max(df, 1.0), tail))
    return sqrt(reach * reach + t * t * added)


def on_log(a: Side, b: Side) -> tuple[float, float]:
    """Return what turns small changes of two rates into those of their logarithms; 0 where a rate is 0."""
    return (1 / a.value, 1 / b.value) if a.events and b.events else (0.0, 0.0)
