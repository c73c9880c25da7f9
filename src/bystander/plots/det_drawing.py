"""How the DET is drawn: staircase, evidence floor, numbered operating points."""

from __future__ import annotations

from math import ceil, log10
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots import theme
from bystander.plots.points import merged

if TYPE_CHECKING:
    import altair as alt

    from bystander.plots.chart import Size, Spec
    from bystander.plots.det_data import DetData

_DECADES = (
    "100 %",
    "10 %",
    "1 %",
    "1 in 1,000",
    "1 in 10,000",
    "1 in 100,000",
    "1 in 1 million",
    "1 in 10 million",
    "1 in 100 million",
    "1 in 1 billion",
    "1 in 10 billion",
    "1 in 100 billion",
)
RATE_NAMES = f"[{','.join(repr(name) for name in _DECADES)}][-round(log(datum.value)/LN10)]"


def draw(built: DetData, size: Size) -> Spec:
    """Give the Vega-Lite specification of the chart in a size."""
    import altair as alt

    left, right, top, bottom = (76, 22, 34, 56) if size.narrow else (96, 26, 34, 56)
    width, height = size.width - left - right, 330 if size.narrow else 400
    place = _Place(built, width, height)
    every = max(1, ceil(-built.x[0] * 96 / width))
    x_axis = theme.axis([10.0**d for d in range(0, built.x[0] - 1, -every)], RATE_NAMES)
    y_axis = theme.axis([10.0**d for d in range(0, built.y[0] - 1, -1)], RATE_NAMES, orient="left")
    x = alt.X("x:Q", scale=alt.Scale(type="log", domain=[10.0 ** built.x[0], 1], nice=False), axis=x_axis)
    y = alt.Y("y:Q", scale=alt.Scale(type="log", domain=[10.0 ** built.y[0], 1], nice=False), axis=y_axis)
    vertices = theme.rows([{"x": a, "y": b} for a, b in built.line])
    line = alt.Chart(vertices).mark_line(color=theme.light("ink"), strokeWidth=2, clip=True, strokeJoin="miter")
    shades, floor = _floor_layers(built, place, size)
    layers = [
        *shades,
        *_band_layers(built, x, y),
        *floor,
        line.encode(x=x, y=y, order=alt.value(0)),
        *_point_layers(built, place, size),
        theme.label(built.kind.y_axis[size.narrow], -left, -20, size, role="ink"),
        theme.label(built.kind.x_axis[size.narrow], width, height + 44, size, role="ink", align="right"),
    ]
    return theme.finish(alt.layer(*layers), size, width=width, height=height, margins=(top, right, bottom, left))


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


def _band_layers(built: DetData, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Fill where the true curve may run."""
    import altair as alt

    if not built.band:
        return []
    outline = theme.rows([{"x": at, "y": high, "low": low} for at, low, high in built.band])
    area = alt.Chart(outline).mark_area(color=theme.light("band"), clip=True, line=False)
    return [area.encode(x=x, y=y.stack(None), y2="low:Q")]


def _floor_layers(built: DetData, place: _Place, size: Size) -> tuple[list[alt.Chart], list[alt.Chart]]:
    """Shade what zero errors would still allow, and rule off what one error would show."""
    import altair as alt

    f, shades, layers = built.floor, [], []
    false, miss = built.kind.errors
    one = theme.rows([{}])
    edge = place.x(f.zero_error_fmr) if f.zero_error_fmr else 0.0
    base = place.y(f.zero_error_fnmr) if f.zero_error_fnmr else place.height
    shade = alt.Chart(one).mark_rect(color=theme.light("floor"))
    if edge > 0:
        shades.append(shade.encode(x=alt.value(0), x2=alt.value(edge), y=alt.value(0), y2=alt.value(place.height)))
    if base < place.height:
        box = {"x": alt.value(edge), "x2": alt.value(place.width), "y": alt.value(base), "y2": alt.value(place.height)}
        shades.append(shade.encode(**box))
    rule = alt.Chart(one).mark_rule(color=theme.light("axis"), strokeDash=[2, 3])
    words: list[alt.Chart] = []
    if f.resolution_fmr:
        at = place.x(f.resolution_fmr)
        layers.append(rule.encode(x=alt.value(at), y=alt.value(0), y2=alt.value(place.height)))
        if edge - at > 18:
            words.append(_upright(f"one {false} = {wording.one_in(f.resolution_fmr)}", at + 9, place, size))
    if f.zero_error_fmr and place.x(f.zero_error_fmr) - (place.x(f.resolution_fmr) if f.resolution_fmr else 0) > 36:
        words.append(_upright(f"no {false}: still up to {wording.one_in(f.zero_error_fmr)}", edge - 9, place, size))
    if f.resolution_fnmr:
        at = place.y(f.resolution_fnmr)
        layers.append(rule.encode(x=alt.value(0), x2=alt.value(place.width), y=alt.value(at)))
        if at - base > 36 or (base == place.height and at > 36):
            words.append(
                theme.label(f"one {miss} = {wording.one_in(f.resolution_fnmr)}", edge + 10, at - 9, size, smaller=2)
            )
    if f.zero_error_fnmr and place.height - base > 18:
        text = f"no {miss}: still up to {wording.one_in(f.zero_error_fnmr)}"
        words.append(theme.label(text, edge + 10, base + 10, size, smaller=2))
    return shades, [*layers, *words]


def _upright(text: str, x: float, place: _Place, size: Size) -> alt.Chart:
    return theme.label(text, x, place.height - 8, size, angle=270, smaller=2)


def _point_layers(built: DetData, place: _Place, size: Size) -> list[alt.Chart]:
    import altair as alt

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
    colour = theme.light("other")
    pixel = {"x": alt.X("x:Q", scale=None, axis=None), "y": alt.Y("y:Q", scale=None, axis=None)}
    ends = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
    marks = [{"x": x, "y": y, "text": text, "size": 300 if len(text) < 3 else 900} for text, x, y in merged(places, 16)]
    rule = alt.Chart(theme.rows([*bars, *arrows])).mark_rule(color=colour, strokeWidth=2)
    heads = [{"x": a["x2"], "y": a["y2"], "angle": a["angle"]} for a in arrows]
    head = alt.Chart(theme.rows(heads)).mark_point(shape="triangle", filled=True, color=colour, size=80, opacity=1)
    disc = alt.Chart(theme.rows(marks)).mark_point(
        shape="circle",
        filled=True,
        fill=theme.light("surface"),
        stroke=colour,
        strokeWidth=2,
        opacity=1,
    )
    text = alt.Chart(theme.rows(marks)).mark_text(
        color=theme.light("ink"),
        fontSize=size.font - 1,
        fontWeight=600,
        baseline="middle",
    )
    return [
        rule.encode(**pixel, **ends),
        head.encode(**pixel, angle=alt.Angle("angle:Q", scale=None)),
        disc.encode(**pixel, size=alt.Size("size:Q", scale=None)),
        text.encode(**pixel, text="text:N"),
    ]
