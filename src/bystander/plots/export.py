"""A chart becomes SVG: a file of its own, or a part of a page whose style sheet gives the colours.

Inlined, it has neither ``style`` attributes nor colours of its own, so a page with a strict content security policy
shows it, and it follows the page into the dark and onto paper. Only a PNG needs vl-convert.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bystander.look import tokens
from bystander.plots import drawing
from bystander.plots.chart import WIDE, Chart, Size

if TYPE_CHECKING:
    from collections.abc import Callable

SYNTHETIC = "Made-up data, measured on nobody"
_STRIP = 22  # pixels added on top for the line that says so
_WHOLE = re.compile(r'<svg [^>]*viewBox="0 0 (\d+) (\d+)"[^>]*>(.*)</svg>', re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_PAINT = re.compile(r' (fill|stroke)="([^"]*)"')
_NO_COLOUR = ("", "none", "transparent")


def svg(chart: Chart, size: Size = WIDE) -> str:
    """Return the chart as a stand-alone SVG file: light colours, white ground, title and description inside."""
    (left, top, width, height), inside = _drawn(chart, size)
    sides = f'width="{width}" height="{height}"'
    view = f'viewBox="{left} {top} {width} {height}"'
    told = f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc>"
    ground = f'<rect x="{left}" y="{top}" {sides} fill="{tokens.light("paper")}"/>'
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" {view} font-family="{tokens.DRAWN_FONT}" {sides}>'
    return f"{opened}{told}{ground}{inside}</svg>\n"


def inline(chart: Chart, size: Size = WIDE) -> str:
    """Return the chart as an ``svg`` element for a page that carries :func:`bystander.look.tokens.css`.

    Raises ValueError for a colour that is none of the look's.
    """
    view, inside = _drawn(chart, size)
    said = escape(f"{chart.title}. {chart.alt}")
    return (
        f'<svg viewBox="{" ".join(map(str, view))}" role="img" aria-label="{said}" class="chart {size.name}">'
        f"{_TAG.sub(_painted_by_role(chart.name), inside)}</svg>"
    )


def to_png(picture: str) -> bytes:
    """Return the text of an SVG as a PNG, a pixel for each of its units."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(picture))


def _drawn(chart: Chart, size: Size) -> tuple[tuple[int, int, int, int], str]:
    """Return the box that a picture is seen through (left, top, width, height), and what is inside."""
    drawn = chart.draw(size)
    text = drawn if isinstance(drawn, str) else drawing.to_svg({**drawn, "name": f"{chart.name}-{size.name}"})
    whole = _WHOLE.fullmatch(text)
    if whole is None:
        message = f"chart {chart.name}: what is drawn is no picture"
        raise ValueError(message)
    top = _STRIP if chart.synthetic else 0
    inside = whole[3]
    if chart.synthetic:
        look = f'font-size="{size.font - 1}" font-weight="600" fill="{tokens.light("ink")}"'
        inside += f'<text x="0" y="-7" {look}>{SYNTHETIC}</text>'
    return (0, -top, int(whole[1]), int(whole[2]) + top), inside


def _painted_by_role(name: str) -> Callable[[re.Match[str]], str]:
    """Return what gives a tag the classes of its colours in their place."""
    roles = {light: role for role, (light, _) in tokens.COLOURS.items()}

    def painted(tag: re.Match[str]) -> str:
        classes: list[str] = []

        def taken(paint: re.Match[str]) -> str:
            colour = paint[2].lower()
            if colour in _NO_COLOUR or colour.startswith("url("):
                return paint[0]
            if colour not in roles:
                message = f"chart {name}: the colour {colour} has no role in the look"
                raise ValueError(message)
            classes.append(f"{paint[1][0]}-{roles[colour]}")
            return ""

        left = _PAINT.sub(taken, tag[0])
        if not classes:
            return left
        end = "/>" if left.endswith("/>") else ">"
        return f'{left[: -len(end)]} class="{" ".join(classes)}"{end}'

    return painted
