"""Axes with round ends: shares from nothing on, and rare rates in steps of ten."""

from __future__ import annotations

from math import ceil, floor, log10

from bystander.findings import wording
from bystander.findings.signs import Axis


def percent_axis(high: float) -> Axis:
    """Return an axis of shares from 0 to a round end at or above ``high``."""
    end = next((e for e in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if high <= e), 1.0)
    return Axis(0.0, end, ((0.0, "0"), (end / 2, wording.percent(end / 2)), (end, wording.percent(end))))


def million_axis(low: float, high: float, *, steps: int = 2) -> Axis:
    """Return an axis of rare rates, each step ten times the one before, named as so many in a million.

    At most six powers of ten are spanned; ``steps``: how many of them are named beside the first, at most.
    """
    first, last = floor(log10(max(low, high * 1e-6))), ceil(log10(high))
    last = max(last, first + 1)
    every = max(1, ceil((last - first) / steps))
    ticks = tuple((10.0**d, wording.of_a_million(10.0**d, 1)) for d in range(first, last + 1, every))
    return Axis(10.0**first, 10.0**last, ticks, log=True)
