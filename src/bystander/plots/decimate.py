"""A step curve thinned for drawing, never prettier than the evidence.

Corners are left out, none is moved or invented: where a corner is missing, the miss rate of its left
neighbour is held on, so that the drawn curve lies on or above the true one everywhere.
"""

from __future__ import annotations

from itertools import pairwise
from math import log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Corner = tuple[float, float]


def corners(points: Iterable[Corner]) -> list[Corner]:
    """Return the best attainable second rate at each first rate, both rates falling against each other.

    ``points`` are (fmr, fnmr) of any thresholds in any order. The result has strictly rising fmr.
    """
    best: dict[float, float] = {}
    for x, y in points:
        best[x] = min(y, best.get(x, y))
    return sorted(best.items())


def thin(curve: list[Corner], limit: int) -> list[Corner]:
    """Keep at most ``limit`` corners of a falling curve of positive rates, evenly spread over the log-log plane.

    The curve is monotone, so its length in decades across plus decades down is known beforehand; a corner
    is kept where that length since the last kept one exceeds the total's share. First and last are kept.
    """
    if len(curve) <= limit:
        return curve
    if limit < 3:
        message = f"a curve cannot be drawn with {limit} corners"
        raise ValueError(message)
    total = _decades(curve[0], curve[-1])
    step = total / (limit - 2)
    kept = [curve[0]]
    for corner in curve[1:-1]:
        if _decades(kept[-1], corner) > step:
            kept.append(corner)
    return [*kept, curve[-1]]


def steps(curve: list[Corner]) -> list[Corner]:
    """Return the vertices of the staircase through the corners: across at the old height, then down."""
    vertices = curve[:1]
    for (_, y), (x2, y2) in pairwise(curve):
        vertices += [(x2, y), (x2, y2)]
    return vertices


def _decades(a: Corner, b: Corner) -> float:
    return abs(log10(b[0]) - log10(a[0])) + abs(log10(b[1]) - log10(a[1]))
