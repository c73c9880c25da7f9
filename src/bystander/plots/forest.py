"""One count over several denominators, or over several periods: a dot with its interval, row by row.

What "the false alert rate" is depends on what it is divided by; the rows stand under each other so that
nobody can quote one of them alone. No event is drawn as an upper bound with an arrow, never as a dot at 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any, Literal

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number

if TYPE_CHECKING:
    from bystander.findings import Study

By = Literal["denominators", "periods"]
Mark = dict[str, float]
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
class Block:
    """The rows of one unit, and the decades that their axis spans; (0, 0) where none of them has a rate."""

    unit: str
    rows: tuple[Row, ...]
    decades: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class ForestData:
    """The rows, unit by unit, each unit with an axis of its own: rates per face and per hour share none."""

    blocks: tuple[Block, ...]
    left_out: int

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in order."""
        return tuple(row for block in self.blocks for row in block.rows)


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
    units = dict.fromkeys(r.unit for r in shown)
    blocks = tuple(_block(unit, [r for r in shown if r.unit == unit]) for unit in units)
    if all(block.decades == (0, 0) for block in blocks):
        return None
    return ForestData(blocks=blocks, left_out=len(rows) - len(shown))


def _block(unit: str, rows: list[Row]) -> Block:
    ends = [v for r in rows for v in (r.value, r.low, r.high) if v and wording.bounded_below(v, r.high or v)]
    if not ends:
        return Block(unit=unit, rows=tuple(rows), decades=(0, 0))
    lowest, highest = max(floor(log10(min(ends))), -9), ceil(log10(max(ends)))
    return Block(unit=unit, rows=tuple(rows), decades=(lowest, max(highest, lowest + 1)))


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
            "tick is ten times as much; each unit has its axis. An arrow means that no false alert was seen: the truth "
            "lies somewhere to the left. "
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
    left, right, top, bottom = (48, 40, 0, 8) if size.narrow else (52, 44, 0, 8)
    pitch, under = (76 if size.narrow else 62), 26
    width = size.width - left - right
    marks = _Marks(width)
    words: list[vega.Layer] = []
    height = 0.0
    for block in built.blocks:
        for r in block.rows:
            words += _words(r, height, (-left, width + right), size)
            marks.add(r, block.decades, height + pitch - 18)
            height += pitch
        words += _axis(block.decades, height, width, size)
        height += under
    colour, edge = tokens.light("false"), tokens.light("ink3")
    x, y = vega.pixel("x"), vega.pixel("y")
    along, down = {"x": x, "x2": vega.second("x2"), "y": y}, {"x": x, "y": y, "y2": vega.second("y2")}
    dot: dict[str, Any] = {"filled": True, "color": colour, "opacity": 1}
    layers = [
        vega.layer("rule", marks.tracks, along, color=edge, strokeWidth=1, opacity=0.7),
        vega.layer("rule", marks.ticks, down, color=edge, strokeWidth=1, opacity=0.7),
        vega.layer("rule", marks.bars, along, color=colour, strokeWidth=3),
        vega.layer("point", marks.dots, {"x": x, "y": y}, size=110, **dot),
        vega.layer("rule", marks.stops, down, color=colour, strokeWidth=3),
        vega.layer("rule", marks.shafts, along, color=colour, strokeWidth=2, strokeDash=[4, 3]),
        vega.layer("point", marks.heads, {"x": x, "y": y}, shape="triangle-left", size=90, **dot),
        *words,
    ]
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


class _Marks:
    """What is drawn of the rows, in pixels: an axis each, a bar with a dot, or, without any event, an arrow to zero."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.tracks: list[Mark] = []
        self.ticks: list[Mark] = []
        self.bars: list[Mark] = []
        self.dots: list[Mark] = []
        self.stops: list[Mark] = []
        self.shafts: list[Mark] = []
        self.heads: list[Mark] = []

    def add(self, r: Row, decades: tuple[int, int], y: float) -> None:
        self.tracks.append({"x": 0, "x2": self.width, "y": y})
        if decades == (0, 0):
            return
        ends = (10.0**d for d in range(decades[0], decades[1] + 1))
        self.ticks += [{"x": _pixel(end, decades, self.width), "y": y - 6, "y2": y + 6} for end in ends]
        if r.value is None or r.low is None or r.high is None:
            return
        high = _pixel(r.high, decades, self.width)
        if r.value == 0:
            self.stops.append({"x": high, "y": y - 8, "y2": y + 8})
            self.shafts.append({"x": high, "x2": max(high - 70, 4), "y": y})
            self.heads.append({"x": max(high - 70, 4), "y": y})
        else:
            low = max(r.low, 10.0 ** decades[0])
            self.bars.append({"x": _pixel(low, decades, self.width), "x2": high, "y": y})
            self.dots.append({"x": _pixel(r.value, decades, self.width), "y": y})


def _pixel(rate: float, decades: tuple[int, int], width: float) -> float:
    return width * (log10(rate) - decades[0]) / (decades[1] - decades[0])


def _axis(decades: tuple[int, int], y: float, width: float, size: Size) -> list[vega.Layer]:
    """Name the decades under the last row of a unit, as many as there is room for."""
    low, high = decades
    if low == high:
        return []
    every = max(1, ceil((high - low) * (90 if size.narrow else 112) / width))
    at = range(high, low - 1, -every)
    return [vega.words(_name(d), _pixel(10.0**d, decades, width), y, size, align="center") for d in at]


def _name(decade: int) -> str:
    """Name a power of ten: "1 per 1,000" rather than "1 in 1,000", as a mean count may exceed one."""
    return f"{10**decade:,} per 1" if decade >= 0 else f"1 per {10**-decade:,}"


def _words(r: Row, top: float, ends: tuple[float, float], size: Size) -> list[vega.Layer]:
    line = 14 if size.narrow else 18
    label = vega.words(_upper(r.label), ends[0], top + line, size, role="ink", bold=True)
    if size.narrow:
        return [label, vega.words(r.said, ends[0], top + line + 18, size, smaller=1)]
    return [label, vega.words(r.said, ends[1], top + line, size, align="right")]
