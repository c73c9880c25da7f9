"""The signs of a point, each around its middle and, but for the triangles' height, as wide as it is high."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from bystander.plots.drawing.paths import through, written
from bystander.plots.drawing.words import one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.plots.drawing.paths import Point

_TALL = sqrt(3) / 2  # half the height of a triangle whose sides are 2


def symbol(shape: str, at: Point, size: float) -> str:
    """Return the element of a sign and its place, open for what it looks like: "<circle cx=... r=...".

    ``size`` is the area in square pixels of the square around it, as Vega has it. Raises ValueError for a shape that
    is not known.
    """
    if shape == "circle":
        return f'<circle cx="{written(at[0])}" cy="{written(at[1])}" r="{written(sqrt(size) / 2)}"'
    x, y = at
    corners = one_of(_CORNERS, shape, "shape")(sqrt(size) / 2)
    return f'<path d="{through([(x + right, y + down) for right, down in corners], closed=True)}"'


def _square(half: float) -> list[Point]:
    return [(-half, -half), (half, -half), (half, half), (-half, half)]


def _diamond(half: float) -> list[Point]:
    return [(-half, 0), (0, -half), (half, 0), (0, half)]


def _up(half: float) -> list[Point]:
    return [(0, -_TALL * half), (-half, _TALL * half), (half, _TALL * half)]


def _down(half: float) -> list[Point]:
    return [(0, _TALL * half), (-half, -_TALL * half), (half, -_TALL * half)]


def _right(half: float) -> list[Point]:
    return [(_TALL * half, 0), (-_TALL * half, -half), (-_TALL * half, half)]


_CORNERS: dict[str, Callable[[float], list[Point]]] = {
    "square": _square,
    "diamond": _diamond,
    "triangle-up": _up,
    "triangle-down": _down,
    "triangle-right": _right,
}
