"""How the DET is drawn: staircase, evidence floor, numbered operating points."""

from __future__ import annotations

from math import ceil, log10
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import RATE_NAMES, axis
from bystander.plots.points import merged

if TYPE_CHECKING:
    from bystander.plots.chart import Size, Spec
    from bystander.plots.det_data import DetData


def draw(built: DetData, size: Size) -> Spec:
    """Return the Vega-Lite specification of the chart in a size."""
    left, right, top, bottom = (76, 22, 34, 56) if size.narrow else (96, 26, 34, 56)
    width, height = size.width - left - right, 330 if size.narrow else 400
    place = _Place(built, width, height)
    every = max(1, ceil(-built.x[0] * 96 / width))
    x_axis = axis([10.0**d for d in range(0, built.x[0] - 1, -every)], RATE_NAMES)
    y_axis = axis([10.0**d for d in range(0, built.y[0] - 1, -1)], RATE_NAMES, orient="left")
    x = vega.place("x", vega.logarithmic(10.0 ** built.x[0], 1), x_axis)
    y = vega.place("y", vega.logarithmic(10.0 ** built.y[0], 1), y_axis)
    line, in_order = [{"x": a, "y": b} for a, b in built.line], {"x": x, "y": y, "order": vega.AS_GIVEN}
    shades, floor = _floor_layers(built, place, size)
    layers = [
        *shades,
        *_band_layers(built, x, y),
        *floor,
        vega.layer("line", line, in_order, color=tokens.light("ink"), strokeWidth=2, clip=True, strokeJoin="miter"),
        *_point_layers(built, place, size),
        vega.words(built.kind.y_axis[size.narrow], -left, -20, size, role="ink"),
        vega.words(built.kind.x_axis[size.narrow], width, height + 44, size, role="ink", align="right"),
    ]
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


class _Place:
    """Rates to pixels of the plotting area, kept inside it."""

    def __init__(self, built: DetData, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._x, self._y = built.x[0], built.y[0]

    def x(self, rate: float) -> float:
        return round(self.width * (1 - self._share(rate, self._x)), 2)

    def y(self, rate: float) -> float:
        return round(self.height * self._share(rate, self._y), 2)

    @staticmethod
    def _share(rate: float, lowest: int) -> float:
        return min(max(log10(rate) / lowest, 0.0), 1.0) if rate > 0 else 1.0


def _band_layers(built: DetData, x: vega.Channel, y: vega.Channel) -> list[vega.Layer]:
    """Fill where the true curve may run."""
    if not built.band:
        return []
    outline = [{"x": at, "y": high, "low": low} for at, low, high in built.band]
    between = {"x": x, "y": y, "y2": vega.second("low")}
    edges = [{"x": at, "y": end} for at, _, end in built.band], [{"x": at, "y": end} for at, end, _ in built.band]
    drawn = {"x": x, "y": y, "order": vega.AS_GIVEN}
    look = {"color": tokens.light("band-edge"), "strokeWidth": 1.5, "clip": True}
    return [
        vega.layer("area", outline, between, color=tokens.light("band"), clip=True),
        *(vega.layer("line", edge, drawn, **look) for edge in edges),
    ]


def _floor_layers(built: DetData, place: _Place, size: Size) -> tuple[list[vega.Layer], list[vega.Layer]]:
    """Shade what zero errors would still allow, and rule off what one error would show."""
    f, shades, rules = built.floor, [], []
    false, miss = built.kind.errors
    edge = place.x(f.zero_error_fmr) if f.zero_error_fmr else 0.0
    base = place.y(f.zero_error_fnmr) if f.zero_error_fnmr else place.height
    if edge > 0:
        shades.append(_shade((0, edge), (0, place.height)))
    if base < place.height:
        shades.append(_shade((edge, place.width), (base, place.height)))
    words: list[vega.Layer] = []
    if f.resolution_fmr:
        at = place.x(f.resolution_fmr)
        rules.append(_rule(x=vega.value(at), y=vega.value(0), y2=vega.value(place.height)))
        if edge - at > 18:
            words.append(_upright(f"one {false} = {wording.one_in(f.resolution_fmr)}", at + 9, place, size))
    if f.zero_error_fmr and place.x(f.zero_error_fmr) - (place.x(f.resolution_fmr) if f.resolution_fmr else 0) > 36:
        words.append(_upright(f"no {false}: still up to {wording.one_in(f.zero_error_fmr)}", edge - 9, place, size))
    if f.resolution_fnmr:
        at = place.y(f.resolution_fnmr)
        rules.append(_rule(x=vega.value(0), x2=vega.value(place.width), y=vega.value(at)))
        if at - base > 36 or (base == place.height and at > 36):
            text = f"one {miss} = {wording.one_in(f.resolution_fnmr)}"
            words.append(vega.words(text, edge + 10, at - 9, size, smaller=2))
    if f.zero_error_fnmr and place.height - base > 18:
        text = f"no {miss}: still up to {wording.one_in(f.zero_error_fnmr)}"
        words.append(vega.words(text, edge + 10, base + 10, size, smaller=2))
    return shades, [*rules, *words]


def _shade(x: tuple[float, float], y: tuple[float, float]) -> vega.Layer:
    """Return a grey box between two pixels in both directions."""
    box = {"x": vega.value(x[0]), "x2": vega.value(x[1]), "y": vega.value(y[0]), "y2": vega.value(y[1])}
    return vega.layer("rect", vega.ONE, box, color=tokens.light("wash"))


def _rule(**at: vega.Channel) -> vega.Layer:
    return vega.layer("rule", vega.ONE, at, color=tokens.light("ink3"), strokeDash=[2, 3])


def _upright(text: str, x: float, place: _Place, size: Size) -> vega.Layer:
    return vega.words(text, x, place.height - 8, size, angle=270, smaller=2)


def _point_layers(built: DetData, place: _Place, size: Size) -> list[vega.Layer]:
    bars, arrows, places = [], [], []
    for p in built.points:
        if p.fmr is None or p.fnmr is None:
            continue
        # No error seen: the mark stands at the bound, and an arrow says which way the truth lies.
        at_x = place.x(p.fmr or p.fmr_high or 0)
        at_y = place.y(p.fnmr or p.fnmr_high or 0)
        places.append((p.number, at_x, at_y))
        if p.fmr == 0:
            arrows.append({"x": at_x, "y": at_y, "x2": max(at_x - 34, 0), "y2": at_y, "angle": 270})
        elif p.fmr_low is not None and p.fmr_high is not None:
            bars.append({"x": place.x(p.fmr_low), "x2": place.x(p.fmr_high), "y": at_y, "y2": at_y})
        if p.fnmr == 0:
            arrows.append({"x": at_x, "y": at_y, "x2": at_x, "y2": min(at_y + 34, place.height), "angle": 180})
        elif p.fnmr_low is not None and p.fnmr_high is not None:
            bars.append({"x": at_x, "x2": at_x, "y": place.y(p.fnmr_low), "y2": place.y(p.fnmr_high)})
    heads = [{"x": a["x2"], "y": a["y2"], "angle": a["angle"]} for a in arrows]
    discs = [{"x": x, "y": y, "text": text, "size": 300 if len(text) < 3 else 900} for text, x, y in merged(places, 16)]
    colour, surface, ink = (tokens.light(role) for role in ("false", "paper", "ink"))
    at = {"x": vega.pixel("x"), "y": vega.pixel("y")}
    along = {**at, "x2": vega.second("x2"), "y2": vega.second("y2")}
    turned = {**at, "angle": {"field": "angle", "type": "quantitative", "scale": None}}
    sized = {**at, "size": {"field": "size", "type": "quantitative", "scale": None}}
    numbered = {**at, "text": {"field": "text", "type": "nominal"}}
    return [
        vega.layer("rule", [*bars, *arrows], along, color=colour, strokeWidth=2),
        vega.layer("point", heads, turned, shape="triangle", filled=True, color=colour, size=80, opacity=1),
        vega.layer(
            "point", discs, sized, shape="circle", filled=True, fill=surface, stroke=colour, strokeWidth=2, opacity=1
        ),
        vega.layer("text", discs, numbered, color=ink, fontSize=size.font - 1, fontWeight=600, baseline="middle"),
    ]
