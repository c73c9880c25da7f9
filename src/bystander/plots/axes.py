"""Axes with exactly the values that they are given, and the round values to give them."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def axis(
    values: Sequence[float], names: str | None = None, *, orient: str = "bottom", grid: bool = True
) -> dict[str, Any]:
    """Return an axis with exactly these values, no title and no label dropped for want of room.

    ``names`` is the Vega expression that makes a label of ``datum.value``; without it, Vega writes the number.
    """
    named = {} if names is None else {"labelExpr": names}
    return {
        "values": list(values),
        "orient": orient,
        "title": None,
        "grid": grid,
        "ticks": False,
        "domain": False,
        "labelOverlap": False,
        "labelLimit": 0,
        "labelFlush": False,
        "labelPadding": 10,
        **named,
    }


def nice_values(low: float, high: float, most: int) -> list[float]:
    """Return round values within [low, high], at most ``most`` of them, steps of 1, 2 or 5 times a power of ten."""
    if not high > low:
        return [low]
    step = 10.0 ** floor(log10((high - low) / most))
    step = next(step * m for m in (1, 2, 5, 10, 20) if (high - low) / (step * m) <= most - 1 or m == 20)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]
