"""Scales: from a number to its pixel of the plotting area.

The arithmetic is that of d3, operation by operation: a grid line is put on a whole pixel, and a number that is half of
one by another way of rounding would put it on the next.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, log
from typing import TYPE_CHECKING, Any

from bystander.plots.drawing.words import known, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Place = Callable[[float], float]  # a number to its pixel
Ends = tuple[float, float]
_KNOWN = ("type", "domain", "range")


def scale(given: Mapping[str, Any], ends: Ends) -> Place:
    """Return the scale that a channel describes; ``ends``: the pixels of its first and its last number.

    "range" in the description takes the place of ``ends``. A scale whose ends are one number puts all in its middle.
    Raises ValueError for a kind or a word that is not known, and for a domain that is none.
    """
    known(given, _KNOWN, "scale")
    through = one_of({"linear": _same, "log": _logarithm}, given.get("type"), "scale type")
    low, high = (through(number(end, "domain")) for end in given["domain"])
    first, last = given.get("range", ends)
    span = high - low

    def place(value: float) -> float:
        part = (through(value) - low) / span if span else 0.5
        return first * (1 - part) + last * part  # type: ignore[no-any-return]

    return place


def number(value: object, of: str) -> float:
    """Return a number as it is; raise ValueError, naming what it is of, for anything else, infinity included."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        message = f"{of}: {value!r} is no number that has a place"
        raise ValueError(message)
    return value


def _same(value: float) -> float:
    return value


def _logarithm(value: float) -> float:
    if value <= 0:
        message = f"{value!r} has no place on a logarithmic scale"
        raise ValueError(message)
    return log(value)
