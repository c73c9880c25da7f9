"""A chart becomes SVG: a file of its own, or a part of a page whose style sheet gives the colours.

The drawing is made by vl-convert, in this process, without a browser or a network. Inlined, it has
neither ``style`` attributes nor identifiers nor colours of its own, so a page with a strict content
security policy shows it, and it follows the page into the dark and onto paper.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # only ever reads what vl-convert has just written
from typing import TYPE_CHECKING

from bystander.look import tokens
from bystander.plots.chart import WIDE, Chart, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.plots.chart import Spec

SVG = "http://www.w3.org/2000/svg"
SYNTHETIC = "Made-up data, measured on nobody"
VEGA_LITE = "6.4"  # the version of Vega-Lite that specifications are written for
_STRIP = 22  # pixels added on top for the line that says so
_DROPPED = ("class", "role", "pointer-events", "font-family", "cursor")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def svg(chart: Chart, size: Size = WIDE) -> str:
    """Return the chart as a stand-alone SVG file: light colours, white ground, title and description inside."""
    root = _drawn(chart, size)
    left, top, width, height = root.get("viewBox", "").split()
    ground = ET.Element(f"{{{SVG}}}rect", x=left, y=top, width=width, height=height, fill=tokens.light("paper"))
    title, description = ET.Element(f"{{{SVG}}}title"), ET.Element(f"{{{SVG}}}desc")
    title.text, description.text = chart.title, chart.alt
    root[:0] = [title, description, ground]
    root.set("font-family", tokens.DRAWN_FONT)
    root.set("width", width)
    root.set("height", height)
    return _text(root) + "\n"


def inline(chart: Chart, size: Size = WIDE) -> str:
    """Return the chart as an ``svg`` element for a page that carries :func:`bystander.plots.tokens.css`."""
    root = _drawn(chart, size)
    roles = {pair[0]: role for role, pair in tokens.COLOURS.items()}
    for element in root.iter():
        classes = []
        for paint in ("fill", "stroke"):
            colour = element.get(paint, "").lower()
            if colour in roles:
                del element.attrib[paint]
                classes.append(f"{paint[0]}-{roles[colour]}")
            elif colour not in ("", "none", "transparent") and not colour.startswith("url("):
                message = f"chart {chart.name}: the colour {colour} has no role in the look"
                raise ValueError(message)
        if classes:
            element.set("class", " ".join(classes))
    root.set("role", "img")
    root.set("aria-label", f"{chart.title}. {chart.alt}")
    root.set("class", f"chart {size.name}")
    return _text(root).replace(f' xmlns="{SVG}"', "", 1)  # HTML knows what an svg element is


def to_svg(spec: Spec) -> str:
    """Return the picture of a Vega-Lite specification as the text of an SVG, as Vega writes it.

    Nothing else knows what draws. A build without vl-convert, as in a browser, sets another function in its place.
    """
    import vl_convert

    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)


def to_png(picture: str) -> bytes:
    """Return the text of an SVG as a PNG, a pixel for each of its units."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(picture))


def _drawn(chart: Chart, size: Size) -> ET.Element:
    drawn = chart.draw(size)
    root = ET.fromstring(drawn if isinstance(drawn, str) else to_svg(drawn))  # noqa: S314 - our own output
    _, _, width, height = root.get("viewBox", "").split()
    for element in root.iter():
        for name in [n for n in element.attrib if n in _DROPPED or n.startswith("aria-")]:
            del element.attrib[name]
        for name, value in element.attrib.items():
            element.set(name, _NUMBER.sub(lambda number: f"{float(number[0]):.2f}", value))
    _prune(root)
    _name_clips(root, f"{chart.name}-{size.name}")
    top = _STRIP if chart.synthetic else 0
    root.attrib.clear()
    root.set("viewBox", f"0 {-top} {width} {int(height) + top}")
    if chart.synthetic:
        said = {"x": "0", "y": "-7", "font-size": str(size.font - 2), "font-weight": "600"}
        note = ET.SubElement(root, f"{{{SVG}}}text", {**said, "fill": tokens.light("ink")})
        note.text = SYNTHETIC
    return root


def _prune(root: ET.Element) -> None:
    """Take out what draws nothing: Vega writes an empty frame around every group."""
    for parent, child in list(_children(root)):
        tag = child.tag.rpartition("}")[2]
        unpainted = child.get("fill", "none") == "none" and child.get("stroke") is None
        hidden = child.get("display") == "none" or (tag == "path" and not child.get("d"))
        if hidden or (tag == "path" and unpainted and not len(child)):
            parent.remove(child)
    for parent, child in reversed(list(_children(root))):
        if child.tag == f"{{{SVG}}}g" and not len(child):
            parent.remove(child)


def _name_clips(root: ET.Element, prefix: str) -> None:
    """Number the clipping paths anew: Vega counts on through the life of a process, and pages hold many pictures."""
    names = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    new = {old: f"{prefix}-{i}" for i, old in enumerate(names, 1)}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, new[value])
            elif value.startswith("url(#"):
                element.set(name, f"url(#{new[value[5:-1]]})")


def _children(root: ET.Element) -> Iterator[tuple[ET.Element, ET.Element]]:
    for parent in root.iter():
        for child in parent:
            yield parent, child


def _text(root: ET.Element) -> str:
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")
