"""Vega, started by vl-convert, as the oracle of our own drawing: what a picture shows, whoever wrote its SVG.

Two pictures are the same where they paint the same marks in the same order: straight lines, discs and words, each with
its place to a fiftieth of a pixel, colour, width, dash, opacity, font, anchor and the box that it is cut off at.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # reads what vl-convert and Bystander have just written
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import vl_convert

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VEGA_LITE = "6.4"  # the version of Vega-Lite that specifications are written for
NEAR = 0.02  # pixels
_COMMAND = re.compile(r"([MLHVhvZA])([^MLHVhvZA]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor")
_WEIGHTS = {"normal": "400", "bold": "700"}
_NOTHING = ("none", "transparent")

Point = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """One thing that is painted. ``points``: its corners, or its middle; ``radius``: of a disc, else 0."""

    kind: str  # line, disc, text
    points: tuple[Point, ...]
    closed: bool = False
    radius: float = 0.0
    said: str = ""
    fill: str = "none"
    stroke: str = "none"
    thick: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    font: tuple[str, ...] = ()
    cut: tuple[Point, ...] = ()


def drawn(spec: Mapping[str, Any]) -> str:
    """Return the picture of a specification as Vega writes it."""
    return vl_convert.vegalite_to_svg(dict(spec), vl_version=VEGA_LITE)


def differences(first: str, second: str) -> list[str]:
    """Say where two pictures differ: in their size, in how many marks they paint, or in a mark."""
    one, other = marks(first), marks(second)
    boxes = [ET.fromstring(text).attrib["viewBox"] for text in (first, second)]
    found = [] if boxes[0] == boxes[1] else [f"{boxes[0]} became {boxes[1]}"]
    if len(one) != len(other):
        found.append(f"{len(one)} marks became {len(other)}")
    return found + [f"{a} became {b}" for a, b in zip(one, other, strict=False) if not same(a, b)]


def same(one: Mark, other: Mark) -> bool:
    """Return whether two marks look the same."""
    near = [f.name for f in fields(Mark) if not _near(getattr(one, f.name), getattr(other, f.name))]
    return not near or (near == ["points"] and one.kind == "line" and _run_alike(one.points, other.points))


def marks(svg: str) -> list[Mark]:
    """Return what a picture paints, from the back to the front; a path of several lines is as many marks."""
    root = ET.fromstring(svg)
    clips = {e.attrib["id"]: e for e in root.iter() if _tag(e) == "clipPath"}
    return [mark for mark in _walk(root, (0.0, 0.0), {}, (), clips) if mark.fill != "none" or mark.stroke != "none"]


def _run_alike(one: tuple[Point, ...], other: tuple[Point, ...]) -> bool:
    """Return whether two lines begin and end alike, and no corner of either is off the other: of tiny steps, each may
    have left out others."""
    ends = _near(one[0], other[0]) and _near(one[-1], other[-1])
    return ends and max(_off(one, other), _off(other, one)) <= NEAR


def _off(corners: tuple[Point, ...], line: tuple[Point, ...]) -> float:
    """Return the largest distance of a corner from a line, in pixels."""
    at, ends = np.array(corners)[:, None], np.array(line)
    start, along = ends[:-1], np.diff(ends, axis=0)
    part = np.clip(((at - start) * along).sum(-1) / np.maximum((along**2).sum(-1), 1e-12), 0, 1)
    return float(np.hypot(*np.moveaxis(at - start - part[..., None] * along, -1, 0)).min(axis=1).max())


def _near(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_near, one, other))
    return abs(one - other) <= NEAR if isinstance(one, float) and isinstance(other, float) else one == other


def _walk(
    element: ET.Element, origin: Point, look: dict[str, str], cut: tuple[Point, ...], clips: dict[str, ET.Element]
) -> Iterator[Mark]:
    if _tag(element) in ("clipPath", "defs", "title", "desc") or element.get("display") == "none":
        return
    moved = [float(n) for n in _NUMBER.findall(element.get("transform", ""))] or [0.0, 0.0]
    assert element.get("transform", "translate").startswith("translate")
    origin = (origin[0] + moved[0], origin[1] + moved[1])
    look = look | {name: element.attrib[name] for name in _INHERITED if name in element.attrib}
    if "clip-path" in element.attrib:
        (box,) = clips[element.attrib["clip-path"][5:-1]]
        cut = _lines(box, origin)[0][0]
    painted = _painted(element, look)
    for points, closed in _lines(element, origin):
        straight = tuple(sorted(points)) if len(points) == 2 and not painted.dash else points  # alike from either end
        yield replace(painted, kind="line", points=straight, closed=closed, cut=cut)
    for middle, radius in _discs(element, origin):
        yield replace(painted, kind="disc", points=(middle,), radius=radius, cut=cut)
    if _tag(element) == "text":
        at = _moved((float(element.get("x", 0)), float(element.get("y", 0))), origin)
        weight = look.get("font-weight", "400")
        font = (
            look["font-size"].removesuffix("px"), _WEIGHTS.get(weight, weight), look.get("text-anchor", "start")
        )  # fmt: skip
        yield replace(painted, kind="text", points=(at,), said=element.text or "", font=font, cut=cut)
    for child in element:
        yield from _walk(child, origin, look, cut, clips)


def _painted(element: ET.Element, look: dict[str, str]) -> Mark:
    """Return the colours, the stroke and the opacity of an element, without its place."""
    fill, stroke = (look.get(name, unsaid) for name, unsaid in (("fill", "#000000"), ("stroke", "none")))
    stroke = "none" if stroke in _NOTHING else stroke
    dash = tuple(float(n) for n in _NUMBER.findall(look.get("stroke-dasharray", "")))
    return Mark(
        kind="", points=(), fill="none" if fill in _NOTHING else fill, stroke=stroke,
        thick=float(look.get("stroke-width", 1)) if stroke != "none" else 0.0,
        dash=dash if stroke != "none" and any(dash[1::2]) else (), opacity=float(element.get("opacity", 1)),
    )  # fmt: skip


def _lines(element: ET.Element, origin: Point) -> list[tuple[tuple[Point, ...], bool]]:
    """Return the corners of every line of an element, and whether it is closed."""
    at = {name: float(value) for name, value in element.attrib.items() if name in ("x", "y", "x1", "y1", "x2", "y2")}
    if _tag(element) == "line":
        ends = [(at.get("x1", 0), at.get("y1", 0)), (at.get("x2", 0), at.get("y2", 0))]
        length = max(abs(ends[1][i] - ends[0][i]) for i in (0, 1))
        return [(tuple(_moved(p, origin) for p in ends), False)] if length >= 0.01 else []  # else it paints nothing
    if _tag(element) == "rect":
        x, y = at.get("x", 0), at.get("y", 0)
        w, h = float(element.attrib["width"]), float(element.attrib["height"])
        corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        return [(tuple(_moved(p, origin) for p in corners), True)] if w and h else []
    if _tag(element) != "path" or "A" in element.get("d", ""):
        return []
    found: list[tuple[list[Point], bool]] = []
    for name, text in _COMMAND.findall(element.get("d", "")):
        given = [float(n) for n in _NUMBER.findall(text)]
        if name == "M":
            found.append(([(given[0], given[1])], False))
        elif name == "Z":
            found[-1] = (found[-1][0], True)
        else:
            found[-1][0].append(_step(name, given, found[-1][0][-1]))
    kept = [(tuple(_moved(p, origin) for p in _thinned(points)), closed) for points, closed in found]
    return [(points, closed) for points, closed in kept if len(points) > 1]


def _step(name: str, given: list[float], at: Point) -> Point:
    x, y = at
    to = {
        "L": lambda: (given[0], given[1]), "H": lambda: (given[0], y), "V": lambda: (x, given[0]),
        "h": lambda: (x + given[0], y), "v": lambda: (x, y + given[0]),
    }  # fmt: skip
    return to[name]()


def _thinned(points: list[Point]) -> list[Point]:
    """Leave out corners that are none: those on the same hundredth of a pixel, and those on a level or upright run."""
    kept: list[Point] = []
    for point in ((round(x, 2), round(y, 2)) for x, y in points):
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _on_the_way(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _on_the_way(start: Point, middle: Point, end: Point) -> bool:
    across = next((i for i in (0, 1) if start[i] == middle[i] == end[i]), None)
    return across is not None and sorted((start, middle, end))[1] == middle


def _discs(element: ET.Element, origin: Point) -> list[tuple[Point, float]]:
    if _tag(element) == "circle":
        at = (float(element.attrib["cx"]), float(element.attrib["cy"]))
        return [(_moved(at, origin), float(element.attrib["r"]))]
    if _tag(element) == "path" and "A" in element.get("d", ""):
        start = [float(n) for n in _NUMBER.findall(element.attrib["d"])][:2]  # Vega's begin at their right side
        assert start[1] == 0
        return [(origin, start[0])]
    return []


def _moved(point: Point, origin: Point) -> Point:
    return point[0] + origin[0], point[1] + origin[1]


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
