"""Axes with exactly the values that they are given, the round values to give them, and how those are written."""

from __future__ import annotations

import json
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WRITTEN_OUT = (1e-9, 1e9)  # steps and numbers beyond are written with a power of ten


def axis(
    values: Sequence[float], name: Callable[[float], str], *, orient: str = "bottom", grid: bool = True
) -> dict[str, Any]:
    """Return an axis with exactly these values, no title and no label dropped for want of room.

    ``name`` writes a value. Its labels are an expression of Vega, which picks the one of its value from their list.
    """
    ordered = sorted(values)
    labels = json.dumps([name(value) for value in ordered], ensure_ascii=False)
    return {
        "values": ordered,
        "orient": orient,
        "title": None,
        "grid": grid,
        "ticks": False,
        "domain": False,
        "labelOverlap": False,
        "labelLimit": 0,
        "labelFlush": False,
        "labelPadding": 10,
        "labelExpr": f"{labels}[indexof({json.dumps(ordered)}, datum.value)]",
    }


def plain(value: float, digits: int = 6) -> str:
    """Write a number with at most so many digits that count, thousands set apart, no zeros at its end: "1,000"."""
    shortest = f"{value:.{digits - 1}e}"
    places = max(digits - 1 - int(shortest.partition("e")[2]), 0)
    text = f"{float(shortest):,.{places}f}"
    return _minus(text.rstrip("0").rstrip(".") if places else text)


def percent(value: float) -> str:
    """Write a share in per cent: "0.5 %"."""
    return f"{plain(value * 100)} %"


def of_a_million(value: float) -> str:
    """Write a share as so many of a million: "0.1", "100,000"."""
    return plain(value * 1e6)


def times(value: float) -> str:
    """Write how many times as much: "1,000 ×"."""
    return f"{plain(value)} ×"


def alike(values: Sequence[float]) -> Callable[[float], str]:
    """Return how to write evenly spaced numbers, each with the decimals that their steps need: "0.0", "0.5", "1.0"."""
    step = values[1] - values[0] if len(values) > 1 else 1.0
    least, most = _WRITTEN_OUT
    if not least <= step <= most or any(abs(value) > most for value in values):
        return lambda value: _minus(f"{value:.4g}")
    places = max(0, -floor(log10(step) + 1e-9))
    return lambda value: _minus(f"{value:,.{places}f}")


def _minus(text: str) -> str:
    text = text.replace("-", "−")
    return text.lstrip("−") if not text.strip("−0.,") else text


def nice_values(low: float, high: float, most: int) -> list[float]:
    """Return round values within [low, high], at most ``most`` of them, steps of 1, 2 or 5 times a power of ten."""
    if not high > low:
        return [low]
    step = 10.0 ** floor(log10((high - low) / most))
    step = next(step * m for m in (1, 2, 5, 10, 20) if (high - low) / (step * m) <= most - 1 or m == 20)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]
