"""Vega-Lite specifications as plain dictionaries: the few pieces that every chart is put together from.

A drawing is a list of layers, the first one at the back. A layer is one kind of mark, the rows for which a mark is
drawn, where it stands (its encoding: a channel for "x", another for "y", ...), and how it looks. Everything that
stays unsaid has Vega-Lite's own default; what the keys mean is in its reference, https://vega.github.io/vega-lite.
:mod:`bystander.plots.drawing` draws the part of it that is used here, and refuses the rest.

Nothing in a drawing may depend on how wide a font turns out, or its bytes would differ between machines:
margins are fixed, axis values are given, titles stand at given pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.look import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.plots.chart import Size, Spec

Channel = dict[str, Any]  # where a mark stands in one direction
Layer = dict[str, Any]
ONE: tuple[Mapping[str, object], ...] = ({},)  # the rows of a single mark that stands at given pixels
STROKES = 8  # pixels between the strokes of a hatch


def layer(mark: str, rows: Sequence[Mapping[str, object]], at: Mapping[str, Channel], **look: object) -> Layer:
    """Return one layer: a ``mark`` ("rule", "point", ...) for every row, or for all rows together ("line", "area").

    ``at`` is the encoding, a channel by its name; ``look`` are the properties of the mark. No rows draw nothing.
    """
    return {"data": {"values": list(rows)}, "mark": {"type": mark, **look}, "encoding": dict(at)}


def place(name: str, scale: dict[str, Any], axis: dict[str, Any]) -> Channel:
    """Return the channel of a column of numbers that a scale puts on an axis."""
    return {"field": name, "type": "quantitative", "scale": scale, "axis": axis}


def pixel(name: str) -> Channel:
    """Return the channel of a column that holds pixels of the plotting area already."""
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def second(name: str) -> Channel:
    """Return a second channel ("x2", "y2"): its column is on the scale of the first one."""
    return {"field": name}


def value(given: float) -> Channel:
    """Return the channel of a fixed value: a pixel of the plotting area, where the channel is a direction."""
    return {"value": given}


def hatch(across: tuple[float, float], down: tuple[float, float]) -> Layer:
    """Return strokes that rise to the right, each cut off at the sides of a box of pixels."""
    (left, right), (top, bottom) = across, down
    strokes = []
    start = left + top
    while start < right + bottom:
        start += STROKES
        a, b = max(left, start - bottom), min(right, start - top)
        if a < b:
            strokes.append({"x": a, "y": start - a, "x2": b, "y2": start - b})
    at = {"x": pixel("x"), "y": pixel("y"), "x2": second("x2"), "y2": second("y2")}
    return layer("rule", strokes, at, color=tokens.light("hatch"), strokeWidth=1.2)


def linear(low: float, high: float) -> dict[str, Any]:
    """Return the scale on which equal steps are equal differences, from exactly ``low`` to exactly ``high``."""
    return {"type": "linear", "domain": [low, high]}


def logarithmic(low: float, high: float) -> dict[str, Any]:
    """Return the scale on which equal steps are equal ratios; both ends are positive."""
    return {"type": "log", "domain": [low, high]}


def words(
    text: str,
    x: float,
    y: float,
    size: Size,
    *,
    role: str = "ink2",
    align: str = "left",
    bold: bool = False,
    smaller: int = 0,
) -> Layer:
    """Return words set at a pixel of the plotting area; negative values lie in the margin.

    ``role`` is a colour of the look, ``smaller`` in pixels.
    """
    return layer(
        "text",
        ONE,
        {"x": value(x), "y": value(y)},
        text=text,
        align=align,
        baseline="middle",
        color=tokens.light(role),
        fontSize=size.font - smaller,
        fontWeight=600 if bold else 400,
    )


def drawing(
    layers: Sequence[Layer], size: Size, *, width: float, height: float, margins: tuple[int, int, int, int]
) -> Spec:
    """Return the specification of a finished drawing.

    ``width`` and ``height`` are those of the plotting area, ``margins`` are top, right, bottom, left, all in pixels.
    """
    top, right, bottom, left = margins
    return {
        "width": width,
        "height": height,
        "padding": {"top": top, "right": right, "bottom": bottom, "left": left},
        "autosize": "none",
        "background": "transparent",
        "layer": list(layers),
        "config": {
            "aria": False,  # a description and a table stand beside the picture
            "font": tokens.DRAWN_FONT,
            "view": {"stroke": None},
            "axis": {
                "gridColor": tokens.light("rule"),
                "gridWidth": 1,
                "labelColor": tokens.light("ink2"),
                "labelFont": tokens.DRAWN_FONT,
                "labelFontSize": size.font,
            },
            "text": {"font": tokens.DRAWN_FONT},
        },
    }
