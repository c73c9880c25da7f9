"""Bars of all that was counted, each with its part, and the band inside it where the line between may lie.

A bar keeps its words above it. What was not told is hatched over the whole length, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from bystander.plots import shapes
from bystander.plots.shapes import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.plots.chart import Size

THICK, BAND, EDGE = 16, 6, 12  # pixels: a bar, the band inside it, and the band's ends
_MARGIN, _GAP = 2, 20
HATCH = "hatch"


@dataclass(frozen=True, kw_only=True)
class ShareBar:
    """A bar. ``parts``: shares of the axis from the left with the role of each; what is left of ``whole`` is ``rest``.

    ``low``, ``high``: the ends of the band, as shares of the axis; None where there is none. ``missing``: why there is
    nothing to draw.
    """

    name: str
    said: str = ""
    parts: tuple[tuple[float, str], ...] = ()
    rest: str = "rule"
    low: float | None = None
    high: float | None = None
    whole: float = 1.0
    missing: str = ""
    heading: str = ""  # of a block of bars that begins here


def draw(bars: Sequence[ShareBar], key: Sequence[tuple[str, str]], size: Size) -> str:
    """Return the picture as the text of an SVG; ``key``: the roles of the parts with what they are."""
    width = size.width - 2 * _MARGIN
    parts, y = _key(key, size)
    for bar in bars:
        if bar.heading:
            parts.append(shapes.words(bar.heading, (_MARGIN, y + 14), size.font + 1, role="ink", bold=True))
            y += 26
        parts += _words(bar, y, width, size)
        y += (32 if size.narrow and bar.said else 17) + 4
        parts += _bar(bar, Box(_MARGIN, y, width, THICK), size)
        y += THICK + _GAP
    return shapes.picture(parts, size.width, y - _GAP + 4)


def _words(bar: ShareBar, y: float, width: float, size: Size) -> list[str]:
    drawn = [shapes.words(bar.name, (_MARGIN, y + 13), size.font, role="ink", bold=True)]
    if bar.said and size.narrow:
        drawn.append(shapes.words(bar.said, (_MARGIN, y + 29), size.font - 1))
    elif bar.said:
        drawn.append(shapes.words(bar.said, (_MARGIN + width, y + 13), size.font, anchor="end"))
    return drawn


def _bar(bar: ShareBar, room: Box, size: Size) -> list[str]:
    if bar.missing:
        said = wrap(bar.missing, 44 if size.narrow else 90)[0]
        font = size.font - 1
        wide = shapes.wide(said, font) + 16
        ground = shapes.rect(Box(room.x + 12, room.y, wide, room.height), "paper")
        return [shapes.hatched(room), ground, shapes.words(said, (room.x + 18, room.y + 12.5), font)]
    drawn = [shapes.rect(Box(room.x, room.y, room.width * bar.whole, room.height), bar.rest)]
    at = 0.0
    for share, role in bar.parts:
        part = Box(room.x + room.width * at, room.y, room.width * share, room.height)
        if role == HATCH:
            drawn += [shapes.rect(part, "paper"), shapes.hatched(part)]
        else:
            drawn.append(shapes.rect(part, role))
        at += share
    if bar.low is not None and bar.high is not None:
        low, high = (room.x + room.width * end for end in (bar.low, bar.high))
        middle = room.y + room.height / 2
        drawn.append(shapes.rect(Box(low, middle - BAND / 2, high - low, BAND), "band"))
        drawn += [shapes.rect(Box(x - 1, middle - EDGE / 2, 2, EDGE), "band-edge") for x in (low, high)]
    return drawn


def _key(key: Sequence[tuple[str, str]], size: Size) -> tuple[list[str], float]:
    """Name the parts in a line, or in as many as there have to be; return how far down they go."""
    drawn, x, y = [], float(_MARGIN), 0.0
    font = size.font - 1
    for role, said in key:
        wide = 22 + shapes.wide(said, font) + 16
        if x > _MARGIN and x + wide > size.width:
            x, y = float(_MARGIN), y + 20
        box = Box(x, y + 2, 14, 12)
        drawn += [shapes.hatched(box)] if role == HATCH else [shapes.rect(box, role)]
        if role == "band":
            drawn += [shapes.rect(Box(x + end, y + 2, 2, 12), "band-edge") for end in (0, 12)]
        drawn.append(shapes.words(said, (x + 20, y + 12), font))
        x += wide
    return drawn, (y + 30 if key else 0.0)
