"""The largest rate against the smallest, beside what no difference would show and what could have been shown.

A ratio of 3 between groups sounds like much; with few errors equal groups show it too. So three things stand on one
line: the measured ratio with its interval, the ratio that equal rates would exceed in at most one trial of 20 (at a
level of 95 %), and the smallest ratio that such a trial can be trusted to show.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log10
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis, times
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.findings import Quantity, Study

PITCH = 96
UNLIMITED = "no limit either way"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One quantity: the largest ratio and what it is to be held against; None where there is none.

    Of a group without an event there is neither: only the lower limit.
    """

    label: str
    highest: str
    lowest: str
    ratio: float | None
    low: float
    high: float | None
    no_difference: float | None
    detectable: float | None

    @property
    def unlimited(self) -> bool:
        """Whether nothing limits how far the groups are apart: one has no event, and the other hardly any."""
        return self.ratio is None and self.low <= 1

    @property
    def limits(self) -> str:
        """Say the ends of its interval."""
        if self.unlimited:
            return UNLIMITED
        return f"{wording.times_as(self.low)} to {'no limit' if self.high is None else wording.times_as(self.high)}"

    @property
    def said(self) -> str:
        """Say the ratio and its interval."""
        if self.unlimited:
            return UNLIMITED
        if self.ratio is None:
            return f"at least {wording.times(self.low)}, no upper limit"
        if self.high is None:
            return f"{wording.times(self.ratio)} (at least {wording.times_as(self.low)}, no upper limit)"
        return f"{wording.times(self.ratio)} ({wording.times_as(self.low)} to {wording.times_as(self.high)})"


@dataclass(frozen=True, kw_only=True)
class RatioData:
    """The rows of one attribute, at the study's first threshold."""

    attribute: str
    at: str
    rows: tuple[Row, ...]
    level: float = 0.95

    @property
    def rare(self) -> str:
        """Say in how many trials chance alone goes beyond the triangle."""
        return wording.one_in(1 - self.level)


def data(study: Study) -> tuple[RatioData, ...]:
    """Build what the charts show, one an attribute; () without the series."""
    series = study.get("group_ratios")
    if series is None:
        return ()
    parts: dict[str, list[Mapping[str, object]]] = {}
    for row in series.rows():
        part = parts.setdefault(str(row["attribute"]), [])
        if not part or part[0]["at"] == row["at"]:
            part.append(row)
    return tuple(
        RatioData(
            attribute=attribute,
            at=str(rows[0]["at"]),
            rows=tuple(_row(r, study.quantities.by_group[str(r["quantity"])]) for r in rows),
            level=study.document.conventions.level,
        )
        for attribute, rows in parts.items()
    )


def _row(r: Mapping[str, object], quantity: Quantity) -> Row:
    return Row(
        label=quantity.told_by_group.chart, highest=str(r["highest"]), lowest=str(r["lowest"]),
        ratio=number(r["ratio"]), low=number(r["low"]) or 1.0, high=number(r["high"]),
        no_difference=number(r["no_difference"]), detectable=number(r["detectable"]),
    )  # fmt: skip


def charts(study: Study) -> tuple[Chart, ...]:
    """Return the charts, one an attribute."""
    return tuple(_chart(built, i, synthetic=study.document.synthetic) for i, built in enumerate(data(study), 1))


def _chart(built: RatioData, place: int, *, synthetic: bool) -> Chart:
    return Chart(
        name=f"group-ratios-{place}",
        title=f"How far apart the groups are, by {built.attribute}",
        alt=" ".join(_told(r, built.rare) for r in built.rows),
        reading=(
            f"How many times the lowest rate is the highest. Triangle: chance alone, in {built.rare} such trials. "
            "Square: the smallest gap that this trial would have found four times out of five."
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=synthetic,
    )


def _told(r: Row, rare: str) -> str:
    if r.unlimited:
        return f"{r.label}: {r.lowest} has none at all, and too few were counted to limit how far groups are apart."
    if r.ratio is None or r.no_difference is None:
        return (
            f"{r.label}: {r.lowest} has none at all. The rate of {r.highest} is at least {wording.times(r.low)} "
            f"that of {r.lowest}, with no upper limit."
        )
    return (
        f"{r.label}: the rate of {r.highest} is {r.said} that of {r.lowest}. Without any difference, more than "
        f"{wording.times(r.no_difference)} would come by chance in at most {rare} such trials."
    )


def _table(built: RatioData) -> Table:
    return Table(
        caption=f"The highest rate against the lowest, by {built.attribute}",
        head=("Rate", "Highest", "Lowest", "Ratio", "Interval", "Chance alone goes up to", "Would be shown from"),
        rows=tuple(
            (
                r.label, r.highest, r.lowest, "none" if r.ratio is None else wording.times(r.ratio),
                r.limits,
                "not told" if r.no_difference is None else wording.times(r.no_difference),
                "none" if r.detectable is None else wording.times(r.detectable),
            )
            for r in built.rows
        ),
        numeric=(False, False, False, True, True, True, True),
    )  # fmt: skip


def _pitch(size: Size) -> int:
    return PITCH + (18 if size.narrow else 0)  # a line more, as names and numbers do not fit into one


def _draw(built: RatioData, size: Size) -> Spec:
    left, right, top, bottom = (16, 26, 6, 66) if size.narrow else (20, 34, 6, 66)
    width, height = size.width - left - right, _pitch(size) * len(built.rows)
    ends = [v for r in built.rows for v in (r.ratio, r.low, r.high, r.no_difference, r.detectable) if v is not None]
    most = 10.0 ** min(max(ceil(log10(max(ends)) * 4) / 4, 0.5), 4.0)
    values = [v for v in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000) if v <= most]
    every = 1 if len(values) <= (5 if size.narrow else 9) else 3
    x = vega.place("x", vega.logarithmic(0.95, most), axis([float(v) for v in values[::every]], times))
    layers: list[vega.Layer] = []
    for place, r in enumerate(built.rows):
        layers += _row_layers(r, _pitch(size) * place, (x, most), size)
    legend = height + 42
    layers.append(_mark((6, legend), "triangle-up", "ink", vega.pixel("x")))
    layers.append(vega.words(f"chance alone, {built.rare}", 18, legend, size, smaller=1))
    at = 168 if size.narrow else 200
    layers.append(_mark((at, legend), "square", "ink", vega.pixel("x")))
    said = "would be shown" if size.narrow else "from here on, 4 of 5 such trials would show it"
    layers.append(vega.words(said, at + 12, legend, size, smaller=1))
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


def _row_layers(r: Row, top: float, reach: tuple[vega.Channel, float], size: Size) -> list[vega.Layer]:
    (x, most), y = reach, vega.pixel("y")
    middle = top + _pitch(size) - 34
    letters = int((size.width - 60) / ((size.font - 1) * 0.52)) - len(" against : ")
    room = (letters if size.narrow else letters - len(r.said)) // 2
    pair = f"{tokens.cut(r.highest, room)} against {tokens.cut(r.lowest, room)}:"
    lines = [pair, r.said] if size.narrow else [f"{pair} {r.said}"]
    colour = tokens.light("false")
    high = most if r.high is None else min(r.high, most)
    bar = [{"x": max(r.low, 1.0), "x2": high, "y": middle}]
    layers = [
        vega.words(r.label, 0, top + 16, size, role="ink", bold=True),
        *(vega.words(line, 0, top + 36 + 18 * i, size, smaller=1) for i, line in enumerate(lines)),
        vega.layer("rule", bar, {"x": x, "x2": vega.second("x2"), "y": y}, color=colour, strokeWidth=3),
    ]
    if r.high is None or r.high > most:
        layers.append(_mark((most, middle), "triangle-right", "false", x, size=90))
    if r.ratio is not None:
        layers.append(_mark((min(r.ratio, most), middle), "circle", "false", x, size=110))
    if r.no_difference is not None and r.no_difference <= most:
        layers.append(_mark((r.no_difference, middle + 15), "triangle-up", "ink", x))
    if r.detectable is not None and r.detectable <= most:
        layers.append(_mark((r.detectable, middle + 15), "square", "ink", x))
    return layers


def _mark(at: tuple[float, float], shape: str, role: str, x: vega.Channel, *, size: int = 70) -> vega.Layer:
    """Return one mark; ``at`` is its place on the channel ``x``, and its height in pixels."""
    return vega.layer(
        "point",
        [{"x": at[0], "y": at[1]}],
        {"x": x, "y": vega.pixel("y")},
        shape=shape,
        filled=True,
        color=tokens.light(role),
        size=size,
        opacity=1,
    )
