"""One count over several denominators, or over several periods: a dot with its interval, row by row.

What "the false alert rate" is depends on what it is divided by; the rows stand under each other so that
nobody can quote one of them alone. No event is drawn as an upper bound with an arrow, never as a dot at 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Literal

from bystander.findings import wording
from bystander.plots import theme, vega
from bystander.plots.axes import axis
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number

if TYPE_CHECKING:
    from bystander.findings import Study

By = Literal["denominators", "periods"]
_MOST = 16  # rows drawn; a longer list is in the table's note


@dataclass(frozen=True, kw_only=True)
class Row:
    """A rate with its interval; all three are None where it is not estimable."""

    label: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    events: float | None
    trials: float | None

    @property
    def said(self) -> str:
        """Say the rate and its interval in the manner of the unit."""
        if self.value is None or self.low is None or self.high is None:
            return "not estimable"
        if self.value == 0:
            return f"none seen ({wording.short_span(0, self.high, self.unit)})"
        return f"{wording.rate(self.value, self.unit)} ({wording.short_span(self.low, self.high, self.unit)})"

    @property
    def counted(self) -> str:
        """Say what was counted: "10 in 3,147,436 faces seen"."""
        if self.events is None or self.trials is None:
            return "not recorded"
        return f"{wording.count(self.events)} in {wording.count(self.trials)} {wording.units(self.unit)}"


@dataclass(frozen=True, kw_only=True)
class ForestData:
    """The rows in the order given, and the decades that the axis spans."""

    rows: tuple[Row, ...]
    left_out: int
    decades: tuple[int, int]


def data(study: Study, by: By) -> ForestData | None:
    """Build what the chart shows; None without the series, or when no row has a rate."""
    series = study.get(by)
    if series is None:
        return None
    rows = [
        Row(
            label=str(r.get("label") or r.get("period") or ""),
            unit=str(r["unit"]),
            value=number(r["value"]),
            low=number(r["low"]),
            high=number(r["high"]),
            events=number(r.get("events")),
            trials=number(r.get("trials")),
        )
        for r in series.rows()
    ]
    shown = rows[-_MOST:] if by == "periods" else rows[:_MOST]
    ends = [v for r in shown for v in (r.value, r.low, r.high) if v and wording.bounded_below(v, r.high or v)]
    if not ends:
        return None
    lowest, highest = floor(log10(min(ends))), ceil(log10(max(ends)))
    return ForestData(
        rows=tuple(shown), left_out=len(rows) - len(shown), decades=(max(lowest, -9), max(highest, lowest + 1))
    )


def chart(study: Study, by: By = "denominators") -> Chart | None:
    """Return the chart of rates by denominator or by period; None where there is nothing to draw."""
    built = data(study, by)
    if built is None:
        return None
    periods = by == "periods"
    return Chart(
        name=by,
        title="False alerts, period by period" if periods else "False alerts, by what they are divided by",
        alt=" ".join(f"{_upper(r.label)}: {r.said}." for r in built.rows),
        reading=(
            "Each dot is a rate, the bar its interval; further right is worse for bystanders. Every step to the next "
            "tick "
            "is ten times as much. An arrow means that no false alert was seen: the truth lies somewhere to the left. "
            + (
                "Where the bars of two periods overlap widely, the record does not show that anything changed."
                if periods
                else "The same false alerts look rare or frequent depending on what they are divided by, so none of "
                "these rates should be quoted without its unit."
            )
        ),
        table=_table(built, periods=periods),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(built: ForestData, *, periods: bool) -> Table:
    rows = tuple((_upper(r.label), r.counted, *_cells(r)) for r in built.rows)
    return Table(
        caption="Rates by period" if periods else "Rates by denominator",
        head=("Period" if periods else "Denominator", "False alerts counted", "Rate", "Interval"),
        rows=rows,
        numeric=(False, True, True, True),
        note=wording.rows_left_out(len(rows), len(rows) + built.left_out),
    )


def _cells(r: Row) -> tuple[str, str]:
    if r.value is None or r.low is None or r.high is None:
        return "not estimable", ""
    return "none seen" if r.value == 0 else wording.rate(r.value, r.unit), wording.short_span(r.low, r.high, r.unit)


def _draw(built: ForestData, size: Size) -> Spec:
    left, right, top, bottom = (48, 40, 0, 34) if size.narrow else (52, 44, 0, 34)
    pitch = 76 if size.narrow else 62
    width, height = size.width - left - right, pitch * len(built.rows)
    low, high = built.decades
    room = 84 if size.narrow else 96
    every = max(1, ceil((high - low) * room / width))
    values = [10.0**d for d in range(high, low - 1, -every)]
    x = vega.place("x", vega.logarithmic(10.0**low, 10.0**high), axis(values, _NAMES, grid=False))
    bars, dots, bounds, words, tracks, ticks = [], [], [], [], [], []
    for i, r in enumerate(built.rows):
        base = i * pitch + pitch - 18
        words += _words(r, i * pitch, (-left, width + right), size)
        tracks.append({"y": base})
        ticks += [{"x": 10.0**d, "y": base - 6, "y2": base + 6} for d in range(low, high + 1)]
        if r.value is None or r.low is None or r.high is None:
            continue
        if r.value == 0:
            bounds.append({"x": r.high, "y": base})
        else:
            bars.append({"x": max(r.low, 10.0**low), "x2": r.high, "y": base})
            dots.append({"x": r.value, "y": base})
    colour, edge = theme.light("other"), theme.light("axis")
    y = vega.pixel("y")
    across = {"x": vega.value(0), "x2": vega.value(width), "y": y}
    down = {"x": x, "y": y, "y2": vega.second("y2")}
    layers = [
        vega.layer("rule", tracks, across, color=edge, strokeWidth=1, opacity=0.7),
        vega.layer("rule", ticks, down, color=edge, strokeWidth=1, opacity=0.7),
        vega.layer("rule", bars, {"x": x, "x2": vega.second("x2"), "y": y}, color=colour, strokeWidth=3),
        vega.layer("point", dots, {"x": x, "y": y}, filled=True, color=colour, size=110, opacity=1),
        *_arrows(bounds, x, width, built.decades),
        *words,
    ]
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


# "1 per 1,000" rather than "1 in 1,000": some rows are mean counts, which may exceed one.
_NAMES = "datum.value >= 0.99 ? format(datum.value, ',.0f') + ' per 1' : '1 per ' + format(1 / datum.value, ',.0f')"


def _words(r: Row, top: float, ends: tuple[float, float], size: Size) -> list[vega.Layer]:
    line = 14 if size.narrow else 18
    label = vega.words(_upper(r.label), ends[0], top + line, size, role="ink", bold=True)
    if size.narrow:
        return [label, vega.words(r.said, ends[0], top + line + 18, size, smaller=1)]
    return [label, vega.words(r.said, ends[1], top + line, size, align="right")]


def _arrows(
    bounds: list[dict[str, float]], x: vega.Channel, width: float, decades: tuple[int, int]
) -> list[vega.Layer]:
    """Draw rows without any event: a stop at the upper bound, and an arrow towards zero."""

    def pixel(rate: float) -> float:
        return width * (log10(rate) - decades[0]) / (decades[1] - decades[0])

    colour = theme.light("other")
    shafts = [{"x": pixel(b["x"]), "x2": max(pixel(b["x"]) - 70, 4), "y": b["y"]} for b in bounds]
    heads = [{"x": s["x2"], "y": s["y"]} for s in shafts]
    at, y = vega.pixel("x"), vega.pixel("y")
    along = {"x": at, "x2": vega.second("x2"), "y": y}
    return [
        vega.layer("tick", bounds, {"x": x, "y": y}, color=colour, thickness=3, size=16, orient="vertical"),
        vega.layer("rule", shafts, along, color=colour, strokeWidth=2, strokeDash=[4, 3]),
        vega.layer(
            "point", heads, {"x": at, "y": y}, shape="triangle-left", filled=True, color=colour, size=90, opacity=1
        ),
    ]
