"""Marks: what a layer draws for its rows, by the pixels that its channels give them.

A mark is drawn in its colour ("color": the fill of what has an area, else the stroke). What stays unsaid has the
default of Vega-Lite.
"""

from __future__ import annotations

from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from bystander.plots.drawing.lines_of_text import middle
from bystander.plots.drawing.paths import strokes, through, written
from bystander.plots.drawing.symbols import symbol
from bystander.plots.drawing.words import fixed, known, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bystander.plots.drawing.paths import Point

Look = dict[str, Any]  # the properties of a mark
Pixels = dict[str, list[float]]  # channel: the pixel of each row
_SEE_THROUGH = 0.7  # the opacity of a point or a tick that says none
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def mark(look: Look, at: Pixels, clip: str) -> str:
    """Return the elements of a layer; ``clip``: the identifier of the plotting area, for a mark that keeps to it.

    Raises ValueError, naming it, for a mark, a property or a channel that is not known.
    """
    kind = look.get("type")
    draw, words, channels = one_of(_MARKS, kind, "mark")
    known(look, ("type", *words), str(kind))
    known(at, channels, f"channels of a {kind}")
    for channel in channels:
        if channel not in at and (kind, channel) not in _MAY_LACK:
            message = f"a {kind} without the channel {channel!r} is not drawn here"
            raise ValueError(message)
    cut = f' clip-path="url(#{clip})"' if look.get("clip") else ""
    return draw(look, at, cut)


def _rule(look: Look, at: Pixels, _: str) -> str:
    ends = [at["x"], at["y"], at.get("x2", at["x"]), at.get("y2", at["y"])]
    lines = [((x, y), (x2, y2)) for x, y, x2, y2 in zip(*ends, strict=True)]
    return f'<path d="{strokes(lines)}"{_stroke(look, width=1)}/>'


def _line(look: Look, at: Pixels, cut: str) -> str:
    fixed({"strokeJoin": "miter", **look}, {"strokeJoin": "miter"}, "line")
    points = _by_x(zip(at["x"], at["y"], strict=True))
    return f'<path d="{through(points)}"{_stroke(look, width=2)}{cut}/>'


def _area(look: Look, at: Pixels, cut: str) -> str:
    there = _by_x(zip(at["x"], at["y"], strict=True))
    back = _by_x(zip(at["x"], at["y2"], strict=True))[::-1]
    return f'<path d="{through([*there, *back], closed=True)}"{_fill(look)}{cut}/>'


def _rect(look: Look, at: Pixels, _: str) -> str:
    boxes = zip(at["x"], at["y"], at["x2"], at["y2"], strict=True)
    return "".join(f"{_box(*box)}{_fill(look)}/>" for box in boxes)


def _tick(look: Look, at: Pixels, _: str) -> str:
    fixed(look, {"orient": "horizontal"}, "tick")
    wide, high = look["size"] / 2, look["thickness"] / 2
    places = zip(at["x"], at["y"], strict=True)
    return "".join(
        f"{_box(x - wide, y - high, x + wide, y + high)}{_fill(look, opacity=_SEE_THROUGH)}/>" for x, y in places
    )


def _point(look: Look, at: Pixels, _: str) -> str:
    colour = look.get("color")
    fill, stroke = (look.get("fill", colour), look.get("stroke")) if look.get("filled") else (None, colour)
    painted = f' fill="{fill}"' if fill else ""
    if stroke:
        painted += f' stroke="{stroke}" stroke-width="{written(look.get("strokeWidth", 2))}"'
    painted += _opacity(look, _SEE_THROUGH)
    places = zip(at["x"], at["y"], strict=True)
    return "".join(f"{symbol(look.get('shape', 'circle'), place, look['size'])}{painted}/>" for place in places)


def _text(look: Look, at: Pixels, _: str) -> str:
    fixed(look, {"baseline": "middle"}, "text")
    size = look["fontSize"]
    anchor = one_of(_ANCHORS, look["align"], "text align")
    written_as = f' font-size="{size}"'
    written_as += f' font-weight="{look["fontWeight"]}"' if look["fontWeight"] != 400 else ""
    written_as += f' text-anchor="{anchor}"' if anchor != "start" else ""
    return "".join(
        f'<text x="{written(x)}" y="{written(y + middle(size))}"{written_as} fill="{look["color"]}">'
        f"{escape(look['text'])}</text>"
        for x, y in zip(at["x"], at["y"], strict=True)
    )


def _by_x(points: zip[Point]) -> list[Point]:
    """Return points from the left to the right, those of one x as they came, as Vega runs through them."""
    return sorted(points, key=itemgetter(0))


def _box(x: float, y: float, x2: float, y2: float) -> str:
    left, top = min(x, x2), min(y, y2)
    sides = f'width="{written(abs(x2 - x))}" height="{written(abs(y2 - y))}"'
    return f'<rect x="{written(left)}" y="{written(top)}" {sides}'


def _fill(look: Look, *, opacity: float = 1) -> str:
    return f' fill="{look["color"]}"{_opacity(look, opacity)}'


def _stroke(look: Look, *, width: float) -> str:
    dash = look.get("strokeDash", ())
    parts = [f' stroke="{look["color"]}"']
    thick = look.get("strokeWidth", width)
    parts.append(f' stroke-width="{written(thick)}"' if thick != 1 else "")
    parts.append(f' stroke-dasharray="{" ".join(map(written, dash))}"' if any((*dash, *dash)[1::2]) else "")
    return "".join(parts)


def _opacity(look: Look, unsaid: float) -> str:
    found = look.get("opacity", unsaid)
    return f' opacity="{written(found)}"' if found != 1 else ""


_LINE = ("color", "strokeWidth", "strokeDash")
_AREA = ("color", "opacity")
_MAY_LACK = (("rule", "x2"), ("rule", "y2"))
# mark: how it is drawn, its properties, its channels
_MARKS: Mapping[str, tuple[Callable[[Look, Pixels, str], str], tuple[str, ...], tuple[str, ...]]] = {
    "rule": (_rule, _LINE, ("x", "x2", "y", "y2")),
    "line": (_line, (*_LINE, "strokeJoin", "clip"), ("x", "y")),
    "area": (_area, (*_AREA, "clip"), ("x", "y", "y2")),
    "rect": (_rect, _AREA, ("x", "x2", "y", "y2")),
    "tick": (_tick, (*_AREA, "size", "thickness", "orient"), ("x", "y")),
    "point": (_point, (*_AREA, "shape", "filled", "fill", "stroke", "strokeWidth", "size"), ("x", "y")),
    "text": (_text, ("color", "text", "align", "baseline", "fontSize", "fontWeight"), ("x", "y")),
}
