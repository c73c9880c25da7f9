"""From an alert to an arrest: which share of what was counted went on, and which was a mistake.

Every bar is all of what its row names, from 0 to 100 %, so alerts and people never share a length. The filled part
is the share, orange where it is a mistake; the bracket is its interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number

if TYPE_CHECKING:
    from bystander.findings import Study

_MOST = 16  # bars drawn
# What a share is called, and whether it is one of mistakes.
_NAMES = {
    "false-alerts-per-alert": ("Alerts judged false", True),
    "stops-per-alert": ("Alerts that led to a stop", False),
    "wrong-stops-per-stop": ("People stopped who were the wrong person", True),
    "arrests-per-alert": ("Alerts that ended in an arrest", False),
}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A share of what was counted, with its interval."""

    operator: str
    name: str
    mistake: bool
    unit: str
    events: float
    trials: float
    value: float
    low: float
    high: float

    @property
    def counted(self) -> str:
        """Say "20 of 70 people stopped"."""
        return f"{wording.count(self.events)} of {wording.plural(self.trials, self.unit, wording.units(self.unit))}"

    @property
    def said(self) -> str:
        """Say the share and its interval."""
        return f"{wording.percent(self.value)} ({wording.percent_span(self.low, self.high)})"


@dataclass(frozen=True, kw_only=True)
class StopsData:
    """The bars in order, operator by operator, and how many are left out."""

    bars: tuple[Bar, ...]
    left_out: int


def data(study: Study) -> StopsData | None:
    """Build what the chart shows; None where the record tells of no stops."""
    series = study.get("stops")
    if series is None:
        return None
    bars = [
        Bar(
            operator=str(r["operator"] or ""), name=_NAMES[str(r["quantity"])][0],
            mistake=_NAMES[str(r["quantity"])][1], unit=str(r["unit"]), events=number(r["events"]) or 0.0,
            trials=number(r["trials"]) or 0.0, value=number(r["value"]) or 0.0, low=number(r["low"]) or 0.0,
            high=number(r["high"]) or 0.0,
        )
        for r in series.rows()
    ]  # fmt: skip
    return StopsData(bars=tuple(bars[:_MOST]), left_out=max(0, len(bars) - _MOST)) if bars else None


def chart(study: Study) -> Chart | None:
    """Return the chart of stops; None where the record tells of none."""
    built = data(study)
    if built is None:
        return None
    return Chart(
        name="stops",
        title="From alerts to stops and arrests",
        alt=" ".join(f"{_named(b)}: {b.counted}, {b.said}." for b in built.bars),
        reading=(
            "Each bar is all that its row counts; the filled part is the share named, the bracket what chance alone "
            "leaves open. Orange parts are mistakes. Rows rest on whatever deployments tell both of their counts, so "
            "one row need not follow from the next."
        ),
        table=Table(
            caption="Alerts, stops and arrests",
            head=("What", "Counted", "Share", "Interval"),
            rows=tuple(
                (_named(b), b.counted, wording.percent(b.value), wording.percent_span(b.low, b.high))
                for b in built.bars
            ),
            numeric=(False, True, True, True),
            note=wording.rows_left_out(len(built.bars), len(built.bars) + built.left_out),
        ),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _named(bar: Bar) -> str:
    return f"{bar.operator}: {bar.name[:1].lower()}{bar.name[1:]}" if bar.operator else bar.name


def _draw(built: StopsData, size: Size) -> Spec:
    left, right, top, bottom = (14, 20, 0, 34) if size.narrow else (14, 24, 0, 34)
    pitch, thick = (78, 16) if size.narrow else (62, 18)
    pitch += 18 * (size.narrow and any(b.operator for b in built.bars))
    width, height = size.width - left - right, pitch * len(built.bars)
    x = vega.place("x", vega.linear(0, 1), axis([0, 0.25, 0.5, 0.75, 1], "format(datum.value, '.0%')", grid=False))
    words: list[vega.Layer] = []
    whole: list[dict[str, float]] = []
    mistakes: list[dict[str, float]] = []
    others: list[dict[str, float]] = []
    spans: list[dict[str, float]] = []
    ends: list[dict[str, float]] = []
    for i, bar in enumerate(built.bars):
        upper = i * pitch + pitch - 12 - thick
        words += _words(bar, i * pitch, width, size)
        row = {"y": upper, "y2": upper + thick}
        whole.append({"x": 0, "x2": 1, **row})
        (mistakes if bar.mistake else others).append({"x": 0, "x2": bar.value, **row})
        middle = upper + thick / 2
        spans.append({"x": bar.low, "x2": bar.high, "y": middle})
        ends += [{"x": end, "y": middle - 6, "y2": middle + 6} for end in (bar.low, bar.high)]
    y = vega.pixel("y")
    box = {"x": x, "x2": vega.second("x2"), "y": y, "y2": vega.second("y2")}
    ink = tokens.light("ink")
    layers = [
        vega.layer("rect", whole, box, color=tokens.light("rule")),
        vega.layer("rect", others, box, color=tokens.light("ink3")),
        vega.layer("rect", mistakes, box, color=tokens.light("false")),
        vega.layer("rule", spans, {"x": x, "x2": vega.second("x2"), "y": y}, color=ink, strokeWidth=1.5),
        vega.layer("rule", ends, {"x": x, "y": y, "y2": vega.second("y2")}, color=ink, strokeWidth=2),
        *words,
    ]
    drawn = [one for one in layers if one["data"]["values"]]
    return vega.drawing(drawn, size, width=width, height=height, margins=(top, right, bottom, left))


def _words(bar: Bar, top: float, width: float, size: Size) -> list[vega.Layer]:
    line = 14 if size.narrow else 16
    told = f"{bar.counted}: {bar.said}"
    if size.narrow:
        under = [tokens.cut(bar.operator, 46)] if bar.operator else []
        said = [vega.words(text, 0, top + line + 18 * i, size, smaller=1) for i, text in enumerate([*under, told], 1)]
        return [vega.words(bar.name, 0, top + line, size, role="ink", bold=True), *said]
    name = vega.words(tokens.cut(_named(bar), 62), 0, top + line, size, role="ink", bold=True)
    return [name, vega.words(told, width, top + line, size, align="right", smaller=1)]
