"""How deployments are drawn: false alerts above, faces counted below, on one axis of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bystander.plots import theme
from bystander.plots.scores import nice_values

if TYPE_CHECKING:
    import altair as alt

    from bystander.plots.chart import Size, Spec
    from bystander.plots.deployments_data import DeploymentData

DAY_MS = 86_400_000


def draw(built: DeploymentData, size: Size) -> Spec:
    """Give the Vega-Lite specification of the chart in a size."""
    import altair as alt

    left, right, top, bottom = (50, 14, 50, 34) if size.narrow else (62, 16, 50, 34)
    width = size.width - left - right
    upper, gap, lower = (120, 64, 110) if size.narrow else (150, 66, 130)
    height = upper + gap + lower
    last = max(d.at for d in built.deployments)
    start = 0.0 if built.first is not None else 1.0
    margin = max((last - start) * 0.015, 0.5)
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[start - margin, last + margin], nice=False, zero=False),
        axis=_time_axis(built, last, 4 if size.narrow else 9),
    )
    faces = [(d.at, d.faces_per_hour if built.per_hour else d.faces_seen) for d in built.marks]
    title = "Faces counted in an hour" if built.per_hour else f"Faces counted in {built.each}"
    layers = [
        *_period_layers(built, x, (width, height), size, (start - margin, last + margin)),
        *_alert_layers(built, x, upper),
        *_face_layers([(a, v) for a, v in faces if v is not None], x, (upper + gap, height)),
        theme.label(f"False alerts in {built.each}", -left, -20, size, role="ink"),
        theme.label(title, -left, upper + gap - 20, size, role="ink"),
    ]
    chart_ = alt.layer(*layers).resolve_scale(y="independent")
    return theme.finish(chart_, size, width=width, height=height, margins=(top, right, bottom, left))


def _time_axis(built: DeploymentData, last: float, most: int) -> alt.Axis:
    """Label the first days of months or years, or running numbers where there are no dates."""
    if built.first is None:
        return theme.axis([v for v in nice_values(1, max(last, 2), most) if v == int(v)], grid=False)
    months = [(y, m) for y in range(built.first.year, built.first.year + int(last / 365) + 2) for m in range(1, 13)]
    days = [((date(y, m, 1) - built.first).days, y, m) for y, m in months]
    inside = [d for d in days if 0 <= d[0] <= last]
    for step in (1, 2, 3, 6, 12, 24, 60):
        chosen = [d for d in inside if ((d[1] * 12 + d[2] - 1) % step) == 0]
        if len(chosen) <= most:
            break
    if not chosen:  # a record of some days within one month
        return theme.axis([0], f"'{built.first.isoformat()}'", grid=False)
    epoch = f"{(built.first - date(1970, 1, 1)).days * DAY_MS}"
    pattern = "%Y" if step >= 12 else "%b %Y"
    return theme.axis([d[0] for d in chosen], f"utcFormat({epoch} + datum.value * {DAY_MS}, '{pattern}')", grid=False)


def _alert_layers(built: DeploymentData, x: alt.X, upper: float) -> list[alt.LayerChart | alt.FacetChart]:
    import altair as alt

    known = [d for d in built.marks if d.false_alerts is not None]
    top = max((d.false_alerts or 0 for d in known), default=0) or 1
    values = [v for v in nice_values(0, top, 5) if v == int(v)]
    scale = alt.Scale(domain=[0, top * 1.08], range=[upper, 0], nice=False)
    y = alt.Y("y:Q", scale=scale, axis=theme.axis(values, "format(datum.value, ',.0f')", orient="left"))
    some = theme.rows([{"x": d.at, "y": d.false_alerts, "zero": 0} for d in known if d.false_alerts])
    none = theme.rows([{"x": d.at, "y": 0} for d in known if not d.false_alerts])
    unknown = theme.rows([{"x": d.at, "y": 0} for d in built.marks if d.false_alerts is None])
    colour = theme.light("other")
    circle = alt.Chart(none).mark_point(
        shape="circle", size=26, fill=theme.light("surface"), stroke=theme.light("axis")
    )
    cross = alt.Chart(unknown).mark_point(
        shape="cross", filled=True, color=theme.light("ink"), size=44, angle=45, opacity=1
    )
    layer = alt.layer(
        circle.encode(x=x, y=y),
        alt.Chart(some).mark_rule(color=colour, strokeWidth=1.5).encode(x=x, y=y, y2="zero:Q"),
        alt.Chart(some).mark_point(filled=True, color=colour, size=64, opacity=1).encode(x=x, y=y),
        cross.encode(x=x, y=y),
    )
    return [layer]


def _face_layers(faces: list[tuple[float, float]], x: alt.X, between: tuple[float, float]) -> list[alt.Chart]:
    import altair as alt

    top = max((v for _, v in faces), default=0) or 1
    scale = alt.Scale(domain=[0, top * 1.05], range=[between[1], between[0]], nice=False)
    y = alt.Y("y:Q", scale=scale, axis=theme.axis(nice_values(0, top, 4), "format(datum.value, ',.0f')", orient="left"))
    dots = alt.Chart(theme.rows([{"x": a, "y": v} for a, v in faces]))
    mark = dots.mark_point(shape="diamond", filled=True, color=theme.light("count"), size=40, opacity=0.75)
    return [mark.encode(x=x, y=y)]


def _period_layers(
    built: DeploymentData, x: alt.X, extent: tuple[float, float], size: Size, domain: tuple[float, float]
) -> list[alt.Chart]:
    """Rule the periods off and name each at its beginning, where there is room."""
    import altair as alt

    rule = alt.Chart(theme.rows([{"x": at} for at, _ in built.periods[1:]]))
    width, height = extent
    layers = [
        rule.mark_rule(color=theme.light("axis"), strokeDash=[2, 3]).encode(x=x, y=alt.value(-8), y2=alt.value(height))
    ]
    free = -1.0
    for at, name in built.periods:
        pixel = (at - domain[0]) / (domain[1] - domain[0]) * width
        if pixel >= free:
            layers.append(theme.label(name, pixel + 4, -2, size, smaller=1, bold=True))
            free = pixel + 8 * len(name) + 12
    return layers
