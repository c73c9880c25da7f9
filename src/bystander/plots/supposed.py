"""What each group's part of the false alerts would mean, for every supposed share of the faces seen.

Nobody counted the faces of each group, so there is no rate and no ratio of rates, only what the ratio would be if the
group were so large a part of those seen (METHODS 4.4). The share stands on the axis, so that nobody can quote one ratio
without it; up to the tipping point, where the lower limit falls to 1, the picture is shaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis, nice_values, plain, times
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number

if TYPE_CHECKING:
    from bystander.findings import Study

MOST = 4  # groups drawn, those with the highest tipping points; a longer list is in curves.parquet
_STEPS = tuple(float(f"{step}e{decade}") for decade in range(-3, 5) for step in (1, 2, 5))  # ends of the ratio's axis
_ARROW = 4  # times beyond the mark that an arrow ends at the earliest
_HALVED = "Where a group has none of the false alerts, or all of them, the ratio counts half a one more on both sides."


@dataclass(frozen=True, kw_only=True)
class Point:
    """The ratio at one supposed share, with its interval; ``high`` is None where it has no upper limit."""

    share: float
    ratio: float
    low: float
    high: float | None

    @property
    def said(self) -> str:
        """Say the ratio and its interval."""
        return f"{wording.times(self.ratio)} ({self.span})"

    @property
    def span(self) -> str:
        """Say the interval alone."""
        if self.high is None:
            return f"at least {wording.times_as(self.low)}"
        most = wording.times_as(self.high)
        return f"{wording.times_as(self.low)} to {most}" if self.bounded_below else f"up to {most}"

    @property
    def bounded_below(self) -> bool:
        """Whether the lower limit says something."""
        return self.low > 0 and (self.high is None or wording.bounded_below(self.low, self.high))

    @property
    def spanned(self) -> tuple[float, float]:
        """Return the ends that the axis has to reach: those of the interval, or room for an arrow where it has none."""
        low = self.low if self.bounded_below else self.ratio / _ARROW
        return low, self.ratio * _ARROW if self.high is None else self.high


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One group: its false alerts, the lower limit of its part of them, and what they would mean share by share."""

    group: str
    events: float
    total: float
    part_low: float
    points: tuple[Point, ...]

    @property
    def tipping_point(self) -> float | None:
        """Return the share below which the whole interval lies above 1; None where no share drawn is smaller."""
        return self.part_low if self.part_low > self.points[0].share else None

    @property
    def counted(self) -> str:
        """Say what was counted: "8 of 10 false alerts"."""
        return f"{wording.count(self.events)} of {wording.plural(self.total, 'false alert')}"


@dataclass(frozen=True, kw_only=True)
class SupposedData:
    """The groups drawn, in the order given, and the ends of both axes: shares to ``widest``, ratios from and to."""

    panels: tuple[Panel, ...]
    left_out: int
    widest: float
    ends: tuple[float, float]


def data(study: Study) -> SupposedData | None:
    """Build what the chart shows; None without the series."""
    series = study.get("supposed_shares")
    if series is None:
        return None
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in series.rows():
        groups.setdefault(str(row["group"]), []).append(row)
    panels = [
        Panel(
            group=group, events=rows[0]["events"], total=rows[0]["total"], part_low=rows[0]["part_low"],
            points=tuple(Point(share=r["share"], ratio=r["ratio"], low=r["low"], high=number(r["high"])) for r in rows),
        )
        for group, rows in groups.items()
    ]  # fmt: skip
    kept = sorted(panels, key=lambda p: -p.part_low)[:MOST]
    shown = tuple(p for p in panels if p in kept)
    points = [q for p in shown for q in p.points]
    values = [1.0, *(v for q in points for v in q.spanned)]
    return SupposedData(
        panels=shown, left_out=len(panels) - len(shown), widest=max(q.share for q in points) * 1.06,
        ends=(max([s for s in _STEPS if s < min(values)], default=_STEPS[0]),
              min([s for s in _STEPS if s > max(values)], default=_STEPS[-1])),
    )  # fmt: skip


def chart(study: Study) -> Chart | None:
    """Return the chart; None where the faces seen of every group were counted, or no false alert was."""
    built = data(study)
    if built is None:
        return None
    return Chart(
        name="supposed_shares",
        title="If so many of the faces seen were theirs",
        alt="The shares of the faces seen are supposed, not counted. " + " ".join(_told(p) for p in built.panels),
        reading=(
            "Their share is supposed. In the shaded part, all doubt lies above 1: the "
            "group is flagged more often."
            + (f" {wording.plural(built.left_out, 'more group')}: in curves.parquet." if built.left_out else "")
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _share(share: float) -> str:
    return f"{share * 100:g} %"  # supposed, so it is exact: 13.5 % is not 14 %


def _told(p: Panel) -> str:
    first, last = p.points[0], p.points[-1]
    tipping = f"; tipping point at {wording.percent(p.tipping_point)}" if p.tipping_point else ""
    return (
        f"{p.group}, {p.counted}. If {_share(first.share)} of the faces seen were theirs, they were flagged by mistake "
        f"{first.said} as often as everybody else. If {_share(last.share)} were, {last.said}{tipping}."
    )


def _table(built: SupposedData) -> Table:
    several = len(built.panels) > 1
    rows = tuple(
        (*((p.group,) if several else ()), _share(q.share), f"{wording.times_as(q.ratio)} ({q.span})")
        for p in built.panels
        for q in p.points[1::2]
    )
    halved = any(p.events in (0, p.total) for p in built.panels)
    left_out = wording.rows_left_out(
        len(rows), sum(len(p.points) for p in built.panels) + built.left_out * len(built.panels[0].points)
    )
    return Table(
        caption="Times as often as everybody else",
        head=(*(("Group",) if several else ()), "Supposed share", "Times"),
        rows=rows,
        numeric=(*((False,) if several else ()), True, True),
        note=" ".join(text for text in (_HALVED if halved else "", left_out if built.left_out else "") if text),
    )


def _draw(built: SupposedData, size: Size) -> Spec:
    left, right, top, bottom = (56, 14, 84, 60) if size.narrow else (64, 16, 70, 60)
    tall, gap = {1: 150, 2: 140}.get(len(built.panels), 150), 66 if size.narrow else 52
    width, height = size.width - left - right, (tall + gap) * len(built.panels) - gap
    shares = axis(nice_values(0, built.widest * 100, 7), lambda value: f"{plain(value)} %", grid=False)
    x = vega.place("x", vega.linear(0, built.widest * 100), shares)
    layers: list[vega.Layer] = []
    for place, panel in enumerate(built.panels):
        start = place * (tall + gap)
        layers.append(_panel(panel, built, x, (start, start + tall)))
        layers += _words(panel, start, (-left, width), size)
    said = "Times as often as everybody else" if size.narrow else "Flagged by mistake: times as often as everybody else"
    layers.append(vega.words(said, -left, 12 - top, size, role="ink"))
    layers.append(vega.words("Supposed share of the faces seen", width, height + 44, size, role="ink", align="right"))
    drawn = vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))
    return {**drawn, "resolve": {"scale": {"y": "independent"}}}  # one axis a group, all of them alike


def _words(p: Panel, top: float, ends: tuple[float, float], size: Size) -> list[vega.Layer]:
    tipping = f", tipping point at {wording.percent(p.tipping_point)}" if p.tipping_point else ""
    said = p.counted + tipping
    if size.narrow:
        name = vega.words(tokens.cut(p.group, 40), ends[0], top - 42, size, role="ink", bold=True)
        return [name, vega.words(said, ends[0], top - 24, size, smaller=1)]
    name = vega.words(tokens.cut(p.group, 44), ends[0], top - 24, size, role="ink", bold=True)
    return [name, vega.words(said, ends[1], top - 24, size, align="right")]


def _panel(p: Panel, built: SupposedData, x: vega.Channel, between: tuple[float, float]) -> vega.Layer:
    """Return the picture of one group, between two heights in pixels."""
    (low, high), (top, foot) = built.ends, between
    steps = [s for s in _STEPS if low <= s <= high]
    decades = [s for s in steps if f"{s:e}".startswith("1")]
    ratios = axis(steps if len(steps) <= 7 else decades, times, orient="left")
    y = vega.place("y", {**vega.logarithmic(low, high), "range": [foot, top]}, ratios)
    up, down = {"y": vega.value(top), "y2": vega.value(foot)}, {"x": x, "y": y, "y2": vega.second("y2")}
    shade = min(p.tipping_point or 0.0, built.widest) * 100
    shaded = [{"x": 0, "x2": shade}] if shade else []
    tipping = [{"x": shade}] if 0 < shade < built.widest * 100 else []
    ink, axis_colour = tokens.light("ink"), tokens.light("ink3")
    layers = [
        vega.layer("rect", shaded, {"x": x, "x2": vega.second("x2"), **up}, color=tokens.light("wash"), opacity=0.7),
        vega.layer("rule", tipping, {"x": x, **up}, color=axis_colour, strokeWidth=1.5, strokeDash=[5, 4]),
        vega.layer("rule", [{"y": 1}], {"y": y}, color=ink, strokeWidth=1.5),
    ]
    bars = [
        {"x": q.share * 100, "y": min(max(q.low, low), high), "y2": min(max(q.high or high, low), high)}
        for q in p.points
    ]
    dots = [{"x": q.share * 100, "y": q.ratio} for q in p.points if low <= q.ratio <= high]
    over = [{"x": q.share * 100, "y": high} for q in p.points if q.high is None or q.high > high]
    under = [{"x": q.share * 100, "y": low} for q in p.points if not q.bounded_below or q.low < low]
    ends = [{"x": q.share * 100, "y": q.low} for q in p.points if q.bounded_below and low <= q.low <= high]
    ends += [{"x": q.share * 100, "y": q.high} for q in p.points if q.high is not None and low <= q.high <= high]
    edge = tokens.light("band-edge")
    layers += [
        vega.layer("rule", bars, down, color=tokens.light("band"), strokeWidth=12),
        vega.layer("tick", ends, {"x": x, "y": y}, color=edge, size=12, thickness=2, orient="horizontal", opacity=1),
        vega.layer("point", over, {"x": x, "y": y}, shape="triangle-up", filled=True, color=edge, size=80, opacity=1),
        vega.layer(
            "point", under, {"x": x, "y": y}, shape="triangle-down", filled=True, color=edge, size=80, opacity=1
        ),
        vega.layer("point", dots, {"x": x, "y": y}, shape="circle", filled=True, color=ink, size=70, opacity=1),
    ]
    return {"layer": [one for one in layers if one["data"]["values"]]}
