"""How deployments are drawn: false alerts above, faces counted below, on one axis of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis, nice_values

if TYPE_CHECKING:
    from bystander.plots.chart import Size, Spec
    from bystander.plots.deployments_data import DeploymentData

DAY_MS = 86_400_000


def draw(built: DeploymentData, size: Size) -> Spec:
    """Return the Vega-Lite specification of the chart in a size."""
    left, right, top, bottom = (50, 14, 50, 34) if size.narrow else (62, 16, 50, 34)
    width = size.width - left - right
    upper, gap, lower = (120, 64, 110) if size.narrow else (150, 66, 130)
    height = upper + gap + lower
    last = max(d.at for d in built.deployments)
    start = 0.0 if built.first is not None else 1.0
    margin = max((last - start) * 0.015, 0.5)
    domain = (start - margin, last + margin)
    x = vega.place("x", vega.linear(*domain), _time_axis(built, last, 4 if size.narrow else 9))
    faces = [(d.at, d.faces_per_hour if built.per_hour else d.faces_seen) for d in built.marks]
    title = "Faces counted in an hour" if built.per_hour else f"Faces counted in {built.each}"
    layers = [
        *_period_layers(built, x, (width, height), size, domain),
        _alerts(built, x, upper),
        _faces([(a, v) for a, v in faces if v is not None], x, (upper + gap, height)),
        vega.words(f"False alerts in {built.each}", -left, -20, size, role="ink"),
        vega.words(title, -left, upper + gap - 20, size, role="ink"),
    ]
    drawn = vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))
    return {**drawn, "resolve": {"scale": {"y": "independent"}}}  # alerts and faces have an axis of their own each


def _time_axis(built: DeploymentData, last: float, most: int) -> dict[str, Any]:
    """Label the first days of months or years, or running numbers where there are no dates."""
    if built.first is None:
        return axis([v for v in nice_values(1, max(last, 2), most) if v == int(v)], grid=False)
    months = [(y, m) for y in range(built.first.year, built.first.year + int(last / 365) + 2) for m in range(1, 13)]
    days = [((date(y, m, 1) - built.first).days, y, m) for y, m in months]
    inside = [d for d in days if 0 <= d[0] <= last]
    for step in (1, 2, 3, 6, 12, 24, 60):
        chosen = [d for d in inside if ((d[1] * 12 + d[2] - 1) % step) == 0]
        if len(chosen) <= most:
            break
    if not chosen:  # a record of some days within one month
        return axis([0], f"'{built.first.isoformat()}'", grid=False)
    epoch = f"{(built.first - date(1970, 1, 1)).days * DAY_MS}"
    pattern = "%Y" if step >= 12 else "%b %Y"
    return axis([d[0] for d in chosen], f"utcFormat({epoch} + datum.value * {DAY_MS}, '{pattern}')", grid=False)


def _alerts(built: DeploymentData, x: vega.Channel, upper: float) -> vega.Layer:
    """Return the upper picture, ``upper`` pixels high: a stem and a dot, an open circle, or a cross."""
    known = [d for d in built.marks if d.false_alerts is not None]
    top = max((d.false_alerts or 0 for d in known), default=0) or 1
    values = [v for v in nice_values(0, top, 5) if v == int(v)]
    scale = {**vega.linear(0, top * 1.08), "range": [upper, 0]}
    y = vega.place("y", scale, axis(values, "format(datum.value, ',.0f')", orient="left"))
    some = [{"x": d.at, "y": d.false_alerts, "zero": 0} for d in known if d.false_alerts]
    none = [{"x": d.at, "y": 0} for d in known if not d.false_alerts]
    unknown = [{"x": d.at, "y": 0} for d in built.marks if d.false_alerts is None]
    colour, surface, edge, ink = (tokens.light(role) for role in ("false", "paper", "ink3", "ink"))
    at, stem = {"x": x, "y": y}, {"x": x, "y": y, "y2": vega.second("zero")}
    return {
        "layer": [
            vega.layer("point", none, at, shape="circle", size=26, fill=surface, stroke=edge),
            vega.layer("rule", some, stem, color=colour, strokeWidth=1.5),
            vega.layer("point", some, at, filled=True, color=colour, size=64, opacity=1),
            vega.layer("point", unknown, at, shape="cross", filled=True, color=ink, size=44, angle=45, opacity=1),
        ]
    }


def _faces(faces: list[tuple[float, float]], x: vega.Channel, between: tuple[float, float]) -> vega.Layer:
    """Return the lower picture, between two heights in pixels: a diamond for each count of faces."""
    top = max((v for _, v in faces), default=0) or 1
    scale = {**vega.linear(0, top * 1.05), "range": [between[1], between[0]]}
    y = vega.place("y", scale, axis(nice_values(0, top, 4), "format(datum.value, ',.0f')", orient="left"))
    rows = [{"x": a, "y": v} for a, v in faces]
    colour = tokens.light("ink2")
    return vega.layer(
        "point", rows, {"x": x, "y": y}, shape="diamond", filled=True, color=colour, size=40, opacity=0.75
    )


def _period_layers(
    built: DeploymentData, x: vega.Channel, extent: tuple[float, float], size: Size, domain: tuple[float, float]
) -> list[vega.Layer]:
    """Rule the periods off and name each at its beginning, where there is room."""
    width, height = extent
    starts = [{"x": at} for at, _ in built.periods[1:]]
    through = {"x": x, "y": vega.value(-8), "y2": vega.value(height)}
    layers = [vega.layer("rule", starts, through, color=tokens.light("ink3"), strokeDash=[2, 3])]
    free = -1.0
    for at, name in built.periods:
        pixel = (at - domain[0]) / (domain[1] - domain[0]) * width
        if pixel >= free:
            layers.append(vega.words(name, pixel + 4, -2, size, smaller=1, bold=True))
            free = pixel + 8 * len(name) + 12
    return layers
