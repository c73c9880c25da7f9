"""How the DET is drawn: the staircase, the band around it, the settings, and the part that cannot be shown, hatched."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf, log10
from typing import TYPE_CHECKING

from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis, percent
from bystander.plots.det_data import DECADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bystander.plots.chart import Size, Spec
    from bystander.plots.det_data import DetData
    from bystander.plots.points import OperatingPoint

CANNOT = ("this trial cannot", "show rates here")
CHOSEN = "the setting on this page"
SOLID, COUNTED = [1, 0], [3, 4]  # dashes of the line
OFF = 10.0 ** -(DECADES + 1)  # below every axis: where a band has no lowest rate
LEAST = 24  # pixels of a hatch that is worth drawing
ROOM = 118  # pixels that its words take


def draw(built: DetData, size: Size) -> Spec:
    """Return the Vega-Lite specification of the chart in a size."""
    left, right, top, bottom = (54, 34, 34, 56) if size.narrow else (60, 38, 34, 56)
    width, height = size.width - left - right, 300 if size.narrow else 380
    place = _Place(*_ends(built), width, height)
    x_axis = axis(_ticks(place.x_ends, width, 62, (1.0,)), built.kind.x_name)
    y_axis = axis(_ticks(place.y_ends, height, 30, (1.0, 5.0, 2.0)), percent, orient="left")
    x = vega.place("x", vega.logarithmic(*place.x_ends), x_axis)
    y = vega.place("y", vega.logarithmic(*place.y_ends), y_axis)
    edge = built.floor.zero_error_fmr or 0.0
    layers = [
        *_hatches(built, place, size),
        *_band(built, x, y, edge),
        *_line(built, x, y),
        *_settings(built, place, size),
        vega.words(built.kind.y_axis[size.narrow], -left, -20, size, role="ink"),
        vega.words(built.kind.x_axis[size.narrow], width, height + 44, size, role="ink", align="right"),
    ]
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


@dataclass(frozen=True)
class _Place:
    """Rates to pixels of the plotting area, kept inside it."""

    x_ends: tuple[float, float]
    y_ends: tuple[float, float]
    width: float
    height: float

    def x(self, rate: float) -> float:
        return round(self.width * _share(rate, self.x_ends), 2)

    def y(self, rate: float) -> float:
        return round(self.height * (1 - _share(rate, self.y_ends)), 2)

    def inside(self, p: OperatingPoint) -> bool:
        """Return whether both rates of a setting have a place on the axes."""
        return bool(p.fmr and p.fnmr and self.x_ends[0] <= p.fmr <= self.x_ends[1])


def _share(rate: float, ends: tuple[float, float]) -> float:
    if rate <= 0:
        return 0.0
    return min(max((log10(rate) - log10(ends[0])) / (log10(ends[1]) - log10(ends[0])), 0.0), 1.0)


def _ends(built: DetData) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of both axes: from the smallest rate to ten times the laxest setting, and what is there."""
    laxest = max((p.fmr_high for p in built.points if p.fmr_high), default=1.0)
    last = min(max(ceil(log10(laxest) - 1e-9), built.x[0] + 1, -1), 0)
    x = (10.0 ** built.x[0], 10.0**last)
    edge = built.floor.zero_error_fmr or 0.0
    seen = [v for a, v in built.line if a <= x[1]]
    seen += [v for a, low, high in built.band if edge <= a <= x[1] for v in (low, high) if v]
    seen += [v for p in built.points if p.fmr and p.fnmr for v in (p.fnmr, p.fnmr_low, p.fnmr_high) if v]
    y = (_round(min(seen), up=False), _round(max(seen), up=True)) if seen else (10.0 ** built.y[0], 1.0)
    return x, (max(y[0], 10.0 ** built.y[0]), min(max(y[1], y[0] * 10), 1.0))


def _round(rate: float, *, up: bool) -> float:
    """Return the next of 1, 2 and 5 times a power of ten, above or below."""
    power = 10.0 ** floor(log10(rate) + 1e-12)
    steps = (1.0, 2.0, 5.0, 10.0)
    chosen = next(s for s in steps if s * power >= rate * (1 - 1e-9)) if up else max(
        s for s in steps if s * power <= rate * (1 + 1e-9)
    )  # fmt: skip
    return float(f"{chosen * power:.1e}")


def _ticks(ends: tuple[float, float], length: float, room: float, steps: Iterable[float]) -> list[float]:
    """Return the round values that have room to be named, the tens first."""
    first, last = floor(log10(ends[0]) + 1e-9), ceil(log10(ends[1]) - 1e-9)
    kept: list[float] = []
    for step in steps:
        for decade in range(last, first - 1, -1):
            value = float(f"{step * 10.0**decade:.1e}")
            apart = [abs(_share(value, ends) - _share(k, ends)) * length for k in kept]
            if ends[0] * (1 - 1e-9) <= value <= ends[1] * (1 + 1e-9) and all(a >= room for a in apart):
                kept.append(value)
    return sorted(kept)


def _band(built: DetData, x: vega.Channel, y: vega.Channel, edge: float) -> list[vega.Layer]:
    """Fill where the true curve may run, as far as the trial can show it."""
    kept = [(at, max(low, OFF), high) for at, low, high in built.band if at >= edge]
    if not kept:
        return []
    before = [row for row in built.band if row[0] < edge]
    if before:
        kept.insert(0, (edge, max(before[-1][1], OFF), before[-1][2]))
    outline = [{"x": at, "y": high, "low": low} for at, low, high in kept]
    between = {"x": x, "y": y, "y2": vega.second("low")}
    edges = [{"x": at, "y": end} for at, _, end in kept], [{"x": at, "y": end} for at, end, _ in kept]
    drawn = {"x": x, "y": y}
    look = {"color": tokens.light("band-edge"), "strokeWidth": 1.5, "clip": True}
    return [
        vega.layer("area", outline, between, color=tokens.light("band"), clip=True),
        *(vega.layer("line", end, drawn, **look) for end in edges),
    ]


def _line(built: DetData, x: vega.Channel, y: vega.Channel) -> list[vega.Layer]:
    """Draw the staircase: solid where the band holds it, dotted where it is only what was counted."""
    start, end = _held(built)
    look = {"color": tokens.light("ink"), "strokeWidth": 2, "strokeJoin": "miter", "clip": True}
    layers = []
    for part, dash in (((0.0, start), COUNTED), ((start, end), SOLID), ((end, inf), COUNTED)):
        rows = [{"x": a, "y": b} for a, b in cut(built.line, *part)]
        if len(rows) > 1:
            layers.append(vega.layer("line", rows, {"x": x, "y": y}, **look, strokeDash=dash))
    return layers


def cut(line: Sequence[tuple[float, float]], start: float, end: float) -> list[tuple[float, float]]:
    """Return the part of a staircase between two places, with where it enters and leaves them."""
    inside = [corner for corner in line if start <= corner[0] <= end]
    before = [b for a, b in line if a < start]
    if before and (inside or line[-1][0] > end):
        inside.insert(0, (start, before[-1]))
    if inside and line[-1][0] > end > inside[-1][0]:
        inside.append((end, inside[-1][1]))
    return inside


def _held(built: DetData) -> tuple[float, float]:
    """Return from where to where the band holds the line; past every rate where there is none."""
    if not built.band:
        return inf, inf
    return max(built.band[0][0], built.floor.zero_error_fmr or 0.0), built.band[-1][0]


def outside(built: DetData) -> bool:
    """Return whether a part of the line is only what was counted."""
    start, end = _held(built)
    return any(not start <= x <= end for x, _ in built.line)


def alone(built: DetData) -> list[OperatingPoint]:
    """Return the settings that the band does not hold, whose own ranges are drawn."""
    start, end = _held(built)
    return [p for p in built.points if p.fmr and p.fnmr and not start <= p.fmr <= end]


def _hatches(built: DetData, place: _Place, size: Size) -> list[vega.Layer]:
    """Hatch the rates that the trial would allow even without a single error of their kind."""
    f = built.floor
    edge = place.x(f.zero_error_fmr) if f.zero_error_fmr else 0.0
    base = place.y(f.zero_error_fnmr) if f.zero_error_fnmr else place.height
    layers = []
    if edge >= LEAST:
        layers.append(vega.hatch((0, edge), (0, place.height)))
    if place.height - base >= LEAST:
        layers.append(vega.hatch((edge, place.width), (base, place.height)))
    if edge >= LEAST:
        layers += _words(8 if edge >= ROOM + 8 else 4, place.height - 40, size)
    elif place.height - base >= LEAST:
        layers += _words(edge + 12, place.height - 40, size)
    return layers


def _words(x: float, y: float, size: Size) -> list[vega.Layer]:
    """Say on paper what a hatch means."""
    box = {"x": vega.value(x - 2), "x2": vega.value(x + ROOM), "y": vega.value(y - 10), "y2": vega.value(y + 26)}
    paper = vega.layer("rect", vega.ONE, box, color=tokens.light("paper"))
    return [paper, *(vega.words(t, x + 3, y + 16 * i, size, smaller=1) for i, t in enumerate(CANNOT))]


def _settings(built: DetData, place: _Place, size: Size) -> list[vega.Layer]:
    """Mark the settings; their intervals are the band, or crosses where it does not hold them."""
    inside = [p for p in built.points if place.inside(p)]
    at = {"x": vega.pixel("x"), "y": vega.pixel("y")}
    along = {**at, "x2": vega.second("x2"), "y2": vega.second("y2")}
    crosses = []
    for p in (p for p in alone(built) if place.inside(p)):
        x, y = place.x(p.fmr or 0), place.y(p.fnmr or 0)
        crosses.append({"x": place.x(p.fmr_low or 0), "x2": place.x(p.fmr_high or 0), "y": y, "y2": y})
        crosses.append({"x": x, "x2": x, "y": place.y(p.fnmr_low or 0), "y2": place.y(p.fnmr_high or 0)})
    layers = [vega.layer("rule", crosses, along, color=tokens.light("band-edge"), strokeWidth=2)] if crosses else []
    look = {"shape": "circle", "filled": True, "stroke": tokens.light("ink"), "strokeWidth": 2, "opacity": 1}
    for chosen, fill in ((False, "paper"), (True, "ink")):
        marks = [{"x": place.x(p.fmr or 0), "y": place.y(p.fnmr or 0)} for p in inside if p.chosen is chosen]
        layers.append(vega.layer("point", marks, at, fill=tokens.light(fill), size=180 if chosen else 90, **look))
    return [*layers, *(layer for p in inside if p.chosen for layer in _named(p, place, size))]


def _named(p: OperatingPoint, place: _Place, size: Size) -> list[vega.Layer]:
    """Name the setting that the page is about, above it."""
    x, y = place.x(p.fmr or 0), place.y(p.fnmr or 0)
    top = min(14.0, max(y - 30, 8.0))
    up = {"x": vega.value(x), "y": vega.value(top + 10), "y2": vega.value(y)}
    anchor = "right" if x > place.width - 90 else "center" if x > 90 else "left"
    return [
        vega.layer("rule", vega.ONE, up, color=tokens.light("ink"), strokeWidth=1),
        vega.words(CHOSEN, x, top, size, role="ink", bold=True, align=anchor, smaller=1),
    ]
