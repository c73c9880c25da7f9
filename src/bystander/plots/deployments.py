"""False alerts of each deployment over time, above how many faces an hour were counted.

The two belong together: when the lower picture jumps, a falling rate per face in the upper one may come
from counting faces differently, not from fewer mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots import theme
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number
from bystander.plots.scores import nice_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    import altair as alt

    from bystander.findings import Study

TABLE_ROWS = 12
MARKS = 400  # a longer record is drawn in groups of consecutive deployments, or the page would grow with it
DAY_MS = 86_400_000


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """One deployment; ``at`` counts days since the first one, or is its number where dates are missing."""

    at: float
    when: str
    place: str
    faces_seen: float | None
    false_alerts: float | None
    hours: float | None
    faces_per_hour: float | None
    period: str | None


@dataclass(frozen=True, kw_only=True)
class DeploymentData:
    """Deployments in order of time; ``first`` is the day 0, None where the axis is the running number.

    ``marks`` are what is drawn: the deployments themselves, or sums over ``joined`` consecutive ones.
    """

    deployments: tuple[Deployment, ...]
    first: date | None
    per_hour: bool
    marks: tuple[Deployment, ...]
    joined: int
    periods: tuple[tuple[float, str], ...]


def data(study: Study) -> DeploymentData | None:
    """Build what the chart shows; None without deployments, or with counts for none of them."""
    series = study.get("deployments")
    if series is None:
        return None
    rows = series.rows()
    if not any(number(r.get("false_alerts")) is not None for r in rows):
        return None
    dates = [_date(r.get("date")) for r in rows]
    known = [d for d in dates if d is not None]
    first = min(known) if len(known) == len(rows) else None
    built = []
    for i, (row, day) in enumerate(zip(rows, dates, strict=True)):
        faces, hours = number(row.get("faces_seen")), number(row.get("hours"))
        place, period = row.get("place"), row.get("period")
        built.append(
            Deployment(
                at=(day - first).days if first is not None and day is not None else i + 1,
                when=str(row.get("date") or f"No. {i + 1}"), place="" if place is None else str(place),
                faces_seen=faces, false_alerts=number(row.get("false_alerts")), hours=hours,
                faces_per_hour=faces / hours if faces is not None and hours else None,
                period=None if period is None else str(period),
            )
        )  # fmt: skip
    built.sort(key=lambda d: d.at)
    marks, joined = _joined(built)
    return DeploymentData(
        deployments=tuple(built), marks=marks, joined=joined, first=first, per_hour=any(d.faces_per_hour is not None for d in built),
        periods=_periods(built),
    )  # fmt: skip


def chart(study: Study) -> Chart | None:
    """Give the chart of deployments over time; None where the study has none."""
    built = data(study)
    if built is None:
        return None
    return Chart(
        name="deployments",
        title="False alerts, deployment by deployment",
        alt=_alt(built),
        reading=(
            f"Above, one mark for {_each(built)}: a filled one with a stem where there were false alerts, an open one on "
            "the base line where there was none, a cross where the count is not known. Below, "
            + ("the faces counted in an hour" if built.per_hour else f"the faces counted in {_each(built)}")
            + ". If these jump, the meaning of a rate per face has changed with them."
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _joined(built: list[Deployment]) -> tuple[tuple[Deployment, ...], int]:
    """Join consecutive deployments to at most ``MARKS`` groups; a count is not known if none of the group's is."""
    group = -(-len(built) // MARKS)
    if group <= 1:
        return tuple(built), 1
    out = []
    for i in range(0, len(built), group):
        part = built[i : i + group]
        timed = [d for d in part if d.faces_per_hour is not None]
        faces, hours = _sum(d.faces_seen for d in timed), _sum(d.hours for d in timed)
        out.append(
            Deployment(
                at=part[0].at, when=part[0].when, place="", faces_seen=_sum(d.faces_seen for d in part),
                false_alerts=_sum(d.false_alerts for d in part), hours=_sum(d.hours for d in part),
                faces_per_hour=faces / hours if faces is not None and hours else None, period=part[0].period,
            )
        )  # fmt: skip
    return tuple(out), group


def _sum(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None


def _date(cell: object) -> date | None:
    try:
        return date.fromisoformat(str(cell)[:10])
    except ValueError:
        return None


def _periods(built: list[Deployment]) -> tuple[tuple[float, str], ...]:
    """Give where each period begins; () where there are none, or just one, or they are not in order."""
    starts: dict[str, float] = {}
    order = [d.period for d in built if d.period is not None]
    for d in built:
        if d.period is not None:
            starts.setdefault(d.period, d.at)
    changes = sum(a != b for a, b in zip(order, order[1:], strict=False))
    return tuple((at, name) for name, at in starts.items()) if 1 < len(starts) == changes + 1 else ()


def _each(built: DeploymentData) -> str:
    return "each deployment" if built.joined == 1 else f"every {built.joined} deployments"


def _alt(built: DeploymentData) -> str:
    known = [d for d in built.deployments if d.false_alerts is not None]
    some = sum(1 for d in known if d.false_alerts)
    total = wording.plural(sum(d.false_alerts or 0 for d in known), "false alert")
    said = f"{wording.plural(len(known), 'deployment')} with counts, {wording.count(some)} of them with {total} in all."
    unknown = len(built.deployments) - len(known)
    return said + (f" {wording.plural(unknown, 'deployment')} without counts." if unknown else "")


def _table(built: DeploymentData) -> Table:
    """Show the deployments with most false alerts, in order of time, as many as a page can bear."""
    most = sorted(built.deployments, key=lambda d: (-(d.false_alerts or 0), -d.at))[:TABLE_ROWS]
    rows = tuple(
        (d.when, d.place, _count(d.false_alerts), _count(d.faces_seen), _rounded(d.faces_per_hour))
        for d in sorted(most, key=lambda d: d.at)
    )
    left_out = len(built.deployments) > len(rows)
    return Table(
        caption="The deployments with most false alerts" if left_out else "Every deployment",
        head=("Date", "Place", "False alerts", "Faces seen", "Faces an hour"),
        rows=rows,
        numeric=(False, False, True, True, True),
        note=wording.rows_left_out(len(rows), len(built.deployments)),
    )


def _count(value: float | None) -> str:
    return "not known" if value is None else wording.count(value)


def _rounded(value: float | None) -> str:
    return "not known" if value is None else wording.significant(value, 3)


def _draw(built: DeploymentData, size: Size) -> Spec:
    import altair as alt

    left, right, top, bottom = (50, 14, 50, 34) if size.narrow else (62, 16, 50, 34)
    width = size.width - left - right
    upper, gap, lower = (120, 64, 110) if size.narrow else (150, 66, 130)
    height = upper + gap + lower
    last = max(d.at for d in built.deployments)
    start = 0.0 if built.first is not None else 1.0
    margin = max((last - start) * 0.015, 0.5)
    x = alt.X(
        "x:Q", scale=alt.Scale(domain=[start - margin, last + margin], nice=False, zero=False),
        axis=_time_axis(built, last, 4 if size.narrow else 9),
    )  # fmt: skip
    faces = [(d.at, d.faces_per_hour if built.per_hour else d.faces_seen) for d in built.marks]
    title = "Faces counted in an hour" if built.per_hour else f"Faces counted in {_each(built)}"
    layers = [
        *_period_layers(built, x, width, height, size, (start - margin, last + margin)),
        *_alert_layers(built, x, upper),
        *_face_layers([(a, v) for a, v in faces if v is not None], x, (upper + gap, height)),
        theme.label(f"False alerts in {_each(built)}", -left, -20, size, role="ink"),
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


def _alert_layers(built: DeploymentData, x: alt.X, upper: float) -> list[alt.Chart]:
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
    circle = alt.Chart(none).mark_point(shape="circle", size=26, fill=theme.light("surface"), stroke=theme.light("axis"))
    layer = alt.layer(
        circle.encode(x=x, y=y),
        alt.Chart(some).mark_rule(color=colour, strokeWidth=1.5).encode(x=x, y=y, y2="zero:Q"),
        alt.Chart(some).mark_point(filled=True, color=colour, size=64, opacity=1).encode(x=x, y=y),
        alt.Chart(unknown).mark_point(shape="cross", filled=True, color=theme.light("ink"), size=44, angle=45, opacity=1)
        .encode(x=x, y=y),
    )  # fmt: skip
    return [layer]


def _face_layers(faces: list[tuple[float, float]], x: alt.X, between: tuple[float, float]) -> list[alt.Chart]:
    import altair as alt

    top = max((v for _, v in faces), default=0) or 1
    scale = alt.Scale(domain=[0, top * 1.05], range=[between[1], between[0]], nice=False)
    y = alt.Y("y:Q", scale=scale, axis=theme.axis(nice_values(0, top, 4), "format(datum.value, ',.0f')", orient="left"))
    dots = alt.Chart(theme.rows([{"x": a, "y": v} for a, v in faces]))
    return [dots.mark_point(shape="diamond", filled=True, color=theme.light("count"), size=40, opacity=0.75).encode(x=x, y=y)]


def _period_layers(
    built: DeploymentData, x: alt.X, width: float, height: float, size: Size, domain: tuple[float, float]
) -> list[alt.Chart]:
    """Rule the periods off and name each at its beginning, where there is room."""
    import altair as alt

    rule = alt.Chart(theme.rows([{"x": at} for at, _ in built.periods[1:]]))
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
