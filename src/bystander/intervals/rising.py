"""Rates of nested events: what limits one of them limits those further on, or those before.

Whoever is among the first R candidates is among the first R + 1. So the rate of new people can only rise along the
ranks, and a lower limit of one rank holds at every higher one, an upper limit at every lower one. The limits of one
rank alone need not: that many others stand before somebody takes as many entries of the list, of people who are tried
themselves, and the limit that assumes nothing grows with them (:class:`bystander.intervals.zero_events.Free`).

Of several valid limits the sharpest is taken. Without an error it still errs no more often than its level says: limits
for more entries are wider, so it is the first of them that is taken, and whoever errs there may err everywhere. With
errors the limits of neighbouring ranks rest on nearly the same searches: docs/methods/identification.md has the
measurement.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings.estimate import Bounds
    from bystander.intervals.measured import Measured

AS_AT = "with the limits of other ranks"


def rising(found: Sequence[Measured]) -> list[Measured]:
    """Return rates of nested events, the smallest first, with limits that hold for each other."""
    ahead = list(found)
    for i in range(1, len(ahead)):
        ahead[i] = _within(ahead[i], low=ahead[i - 1])
    for i in range(len(ahead) - 2, -1, -1):
        ahead[i] = _within(ahead[i], high=ahead[i + 1])
    return ahead


def _within(one: Measured, *, low: Measured | None = None, high: Measured | None = None) -> Measured:
    """Return a rate that is no smaller than that of ``low``, and no larger than that of ``high``."""
    e = one.estimate
    lowest = e.low if low is None else max(e.low, low.estimate.low)
    highest = e.high if high is None else min(e.high, high.estimate.high)
    bounds = _bounds(one.bounds, low=None if low is None else low.bounds, high=None if high is None else high.bounds)
    if (lowest, highest) == (e.low, e.high):
        return replace(one, bounds=bounds)
    # where all trials of a rank came out alike its one limit is now another rank's, with all that this rests on
    of = (low or high or one) if e.method.one_sided else one
    method = of.estimate.method
    limits = {
        "low": lowest, "high": highest, "df": of.estimate.df, "effective_trials": of.estimate.effective_trials,
        "method": method if AS_AT in method else method.named(f"{method}, {AS_AT}"),
    }  # fmt: skip
    return replace(one, estimate=e.model_copy(update=limits), bounds=bounds, caveats=of.caveats)


def _bounds(bounds: Bounds, *, low: Bounds | None, high: Bounds | None) -> Bounds:
    """Return the limits beside an interval, sharpened alike; one that a rate does not have it does not get."""
    update = {}
    for name, of, sharper in (
        ("assumption_free_lower", low, _larger), ("compliance_lower", low, _larger),
        ("assumption_free_upper", high, _smaller), ("compliance_upper", high, _smaller),
    ):  # fmt: skip
        own = getattr(bounds, name)
        if of is not None and own is not None:
            update[name] = sharper(own, getattr(of, name))
    return bounds.model_copy(update=update)


def _larger(own: float, other: float | None) -> float:
    return own if other is None else max(own, other)


def _smaller(own: float, other: float | None) -> float:
    return own if other is None else min(own, other)
