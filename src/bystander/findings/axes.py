"""Axes with round ends: shares from nothing on, and rare rates in steps of ten."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.signs import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate


def percent_axis(high: float) -> Axis:
    """Return an axis of shares from 0 to a round end at or above ``high``."""
    end = next((e for e in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if high <= e), 1.0)
    return Axis(0.0, end, ((0.0, "0"), (end / 2, wording.percent(end / 2)), (end, wording.percent(end))))


def rare_axis(rates: Sequence[Estimate], *, steps: int = 2, named: bool = False) -> Axis:
    """Return the axis of rare rates, with room for 0; ``steps`` as for :func:`million_axis`.

    There is room for it where none was counted, or where a range reaches so near to 0 that its low end says nothing.
    The rate itself is always on the axis.

    ``named``: its end says that it is in a million.
    """
    told = [wording.bounded_below(e.low, e.high) for e in rates]
    lowest = min(e.low if low else e.value or e.high for e, low in zip(rates, told, strict=True))
    highest = max(e.high for e in rates)
    axis = million_axis(lowest, highest, steps=steps)
    if named:
        *others, (end, text) = axis.ticks
        axis = replace(axis, ticks=(*others, (end, f"{text} in a million")))
    if all(told):
        return axis
    narrow = steps == 1 and not named  # a column of a table, where the first value stands beside 0
    return replace(axis, nothing=True, ticks=((0.0, "0"), *axis.ticks[narrow:]))


def million_axis(low: float, high: float, *, steps: int = 2) -> Axis:
    """Return an axis of rare rates, each step ten times the one before, named as so many in a million.

    At most six powers of ten are spanned; ``steps``: how many of them are named beside the first, at most.
    """
    first, last = floor(log10(max(low, high * 1e-6))), ceil(log10(high))
    last = max(last, first + 1)
    every = max(1, ceil((last - first) / steps))
    last = min(first + ceil((last - first) / every) * every, max(last, 0))  # its end is named too
    ticks = tuple((10.0**d, wording.of_a_million(10.0**d, 1)) for d in range(first, last + 1, every))
    return Axis(10.0**first, 10.0**last, ticks, log=True)
