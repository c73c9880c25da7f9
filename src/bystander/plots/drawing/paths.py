"""Numbers and paths as SVG writes them, as short as they come out the same."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]


def written(value: float) -> str:
    """Return a number with at most two decimals: a hundredth of a pixel is not seen."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def strokes(lines: Iterable[tuple[Point, Point]]) -> str:
    """Return the path of straight lines that do not join."""
    return "".join(_move(start) + _onward(start, end) for start, end in lines)


def through(points: Sequence[Point], *, closed: bool = False) -> str:
    """Return the path that runs straight from point to point; points on the way of a level or upright run are left out.

    A staircase is made of such runs, many of them cut where a count changed that is too small to be seen.
    """
    kept: list[tuple[str, str]] = []
    for x, y in points:
        at = (written(x), written(y))
        if kept and at == kept[-1]:
            continue
        if len(kept) > 1 and _between(kept[-2], kept[-1], at):
            kept.pop()
        kept.append(at)
    if not kept:
        return ""
    parts = [f"M{kept[0][0]} {kept[0][1]}"]
    parts += [_step(before, after) for before, after in pairwise(kept)]
    return "".join(parts) + ("Z" if closed else "")


def _between(start: tuple[str, str], middle: tuple[str, str], end: tuple[str, str]) -> bool:
    """Return whether the middle one of three points lies on a level or upright way from the first to the last."""
    for across, along in ((0, 1), (1, 0)):
        if start[across] == middle[across] == end[across]:
            first, at, last = float(start[along]), float(middle[along]), float(end[along])
            return first < at < last or first > at > last
    return False


def _move(to: Point) -> str:
    return f"M{written(to[0])} {written(to[1])}"


def _onward(start: Point, end: Point) -> str:
    return _step((written(start[0]), written(start[1])), (written(end[0]), written(end[1])))


def _step(start: tuple[str, str], end: tuple[str, str]) -> str:
    if start[1] == end[1]:
        return f"H{end[0]}"
    return f"V{end[1]}" if start[0] == end[0] else f"L{end[0]} {end[1]}"
