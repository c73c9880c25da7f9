"""Who bears the errors: one rate a group, each with its interval, beside the rate of everybody.

The axis is a logarithm, because what is compared is a ratio. A group without any error is an open disc with
its limit; a group of too few people keeps its line, and says so instead of showing a mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from bystander.findings import TooFew, wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.findings import Quantity, Study

MOST = 24  # groups drawn, those with the highest rates; a longer list is in curves.parquet


@dataclass(frozen=True, kw_only=True)
class Row:
    """A group, or everybody: its rate with its interval, or why it has none."""

    label: str
    kind: str
    often: bool
    people: float | None
    events: float | None
    trials: float | None
    rate: float | None
    low: float | None
    high: float | None
    stabilised: float | None
    reason: str

    @property
    def said(self) -> str:
        """Say the rate and its interval."""
        if self.rate is None or self.low is None or self.high is None:
            return self.short_reason
        return f"{self.share} ({self.span})"

    @property
    def share(self) -> str:
        """Say the rate alone."""
        if self.rate is None:
            return self.short_reason
        return "none seen" if self.rate == 0 else wording.share(self.rate, often=self.often)

    @property
    def span(self) -> str:
        """Say the interval alone."""
        if self.low is None or self.high is None:
            return ""
        return wording.share_span(self.low, self.high, often=self.often)

    @property
    def short_reason(self) -> str:
        """Say in a few words why there is no rate."""
        if self.kind == "not recorded":
            return "in no group"
        return "too few people" if isinstance(self.reason, TooFew) else "nothing to compare"


@dataclass(frozen=True, kw_only=True)
class GroupData:
    """One quantity for every group of one attribute, at the study's first threshold."""

    attribute: str
    quantity: Quantity
    at: str
    rows: tuple[Row, ...]
    left_out: int
    decades: tuple[int, int]

    @property
    def title(self) -> str:
        """Say what is compared."""
        return f"{self.quantity.told_by_group.chart}, by {self.attribute}"


def data(study: Study) -> tuple[GroupData, ...]:
    """Build what the charts show, one an attribute and quantity; () without the series."""
    series = study.get("groups")
    if series is None:
        return ()
    parts: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in series.rows():
        part = parts.setdefault((str(row["attribute"]), str(row["quantity"])), [])
        if not part or part[0]["at"] == row["at"]:
            part.append(dict(row))
    told = study.quantities.by_group
    found = (_data(attribute, told[name], rows) for (attribute, name), rows in parts.items())
    return tuple(built for built in found if built is not None)


def _data(attribute: str, quantity: Quantity, given: list[dict[str, object]]) -> GroupData | None:
    rows = [_row(r, often=quantity.often) for r in given]
    groups = [r for r in rows if r.kind == "group"]
    if not any(r.rate is not None for r in groups):
        return None
    shown = sorted(groups, key=lambda r: (r.rate is None, -(r.rate or 0.0)))[:MOST]
    others = [r for r in rows if r.kind != "group"]
    ends = [
        v for r in (*shown, *others) for v in (r.rate, r.low, r.high) if v and wording.bounded_below(v, r.high or v)
    ]
    if not ends:
        return None
    low, high = floor(log10(min(ends))), ceil(log10(max(ends)))
    return GroupData(
        attribute=attribute, quantity=quantity, at=str(given[0]["at"]), rows=(*shown, *others),
        left_out=len(groups) - len(shown), decades=(max(low, -9), max(high, low + 1)),
    )  # fmt: skip


def _row(r: Mapping[str, object], *, often: bool) -> Row:
    return Row(
        label=str(r["group"]), kind=str(r["kind"]), often=often, reason=text(r["reason"]),
        **{name: number(r[name]) for name in
           ("people", "events", "trials", "rate", "low", "high", "stabilised")},
    )  # fmt: skip


def charts(study: Study) -> tuple[Chart, ...]:
    """Return the charts of groups, one an attribute and quantity."""
    return tuple(_chart(built, i, synthetic=study.document.synthetic) for i, built in enumerate(data(study), 1))


def _chart(built: GroupData, place: int, *, synthetic: bool) -> Chart:
    return Chart(
        name=f"groups-{place}",
        title=built.title,
        alt=(f"At the threshold of {built.at}: " if built.at else "")
        + " ".join(f"{r.label}: {r.said}." for r in built.rows),
        reading=(
            "The band is where the rate of a group may lie for new people; the dashed line is the rate of everybody. "
            "Bands that overlap do not show that groups are alike."
            + (
                f" {built.left_out} more groups with lower rates, or with none, are not drawn."
                if built.left_out
                else ""
            )
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=synthetic,
    )


def _table(built: GroupData) -> Table:
    steady = any(r.stabilised is not None for r in built.rows)
    rows = []
    for r in built.rows:
        cells = [
            r.label,
            "" if not r.people else wording.count(r.people),
            "" if r.events is None or r.trials is None else f"{wording.count(r.events)} in {wording.count(r.trials)}",
            r.share,
            r.span,
        ]
        rows.append(
            (*cells, "" if r.stabilised is None else wording.share(r.stabilised, often=r.often))
            if steady
            else tuple(cells)
        )
    head = ("Group", "People", "Counted", "Rate", "Interval", "Stabilised")
    left_out = wording.rows_left_out(len(rows), len(rows) + built.left_out)
    note = "Stabilised rates are drawn towards their mean: for putting small groups in order, never for a conclusion."
    return Table(
        caption=built.title,
        head=head if steady else head[:-1],
        rows=tuple(rows),
        numeric=(False, True, True, True, True, True)[: 6 if steady else 5],
        note=" ".join(text for text in (note if steady else "", left_out) if text),
    )


def _draw(built: GroupData, size: Size) -> Spec:
    drawn = [r for r in built.rows if r.kind != "not recorded"]
    left, right, top, bottom = (10, 20, 8, 58) if size.narrow else (150, 250, 8, 58)
    pitch = 54 if size.narrow else 34
    width, height = size.width - left - right, pitch * len(drawn)
    low, high = built.decades
    x = vega.place("x", vega.logarithmic(10.0**low, 10.0**high), axis(_ticks(built.decades, width, size), _one_in))
    layers: list[vega.Layer] = []
    everybody = next((r.rate for r in drawn if r.kind == "everybody" and r.rate), None)
    if everybody is not None:
        # where words stand above the bars, the line is drawn beside the bars only
        middles = [i * pitch + pitch - 14 for i in range(len(drawn))] if size.narrow else []
        spans = [{"x": everybody, "y": m - 11, "y2": m + 11} for m in middles] or [
            {"x": everybody, "y": 0, "y2": height}
        ]
        down = {"x": x, "y": vega.pixel("y"), "y2": vega.second("y2")}
        layers.append(vega.layer("rule", spans, down, color=tokens.light("ink"), strokeWidth=1.5, strokeDash=[5, 4]))
    for place, r in enumerate(drawn):
        middle = place * pitch + (pitch - 14 if size.narrow else pitch / 2)
        layers += _marks(r, middle, x, built.decades, width)
        layers += _labels(r, middle, size, width)
    unit = wording.units(built.quantity.unit)
    layers.append(vega.words(f"Share of {unit}", width, height + 46, size, role="ink", align="right"))
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


def _ticks(decades: tuple[int, int], width: float, size: Size) -> list[float]:
    """Return values that the axis names: decades first, then halves and fifths of them, as far as names have room."""
    low, high = decades
    letter = 8.5 if size.narrow else 6.5
    kept: list[tuple[float, float, float]] = []
    for part in (1, 2, 5):
        for decade in range(high, low - 1, -1):
            value = 10.0**decade / part
            at = (log10(value) - low) / (high - low) * width
            half = len(wording.one_in(value)) * letter / 2 + 5
            if at >= 0 and all(abs(at - other) >= half + wide for _, other, wide in kept):
                kept.append((value, at, half))
    return sorted(value for value, _, _ in kept)


def _one_in(rate: float) -> str:
    return "all" if rate >= 0.99 else f"1 in {1 / rate:,.0f}"


_BAND, _EDGE = tokens.light("band"), tokens.light("band-edge")


def _labels(r: Row, middle: float, size: Size, width: float) -> list[vega.Layer]:
    bold = r.kind == "everybody"
    name = tokens.cut(r.label, 24)
    if size.narrow:
        words = [vega.words(name, 0, middle - 24, size, role="ink", bold=bold)]
        return [*words, vega.words(r.said, width, middle - 24, size, align="right", smaller=1)]
    words = [vega.words(name, -14, middle, size, role="ink", align="right", bold=bold)]
    return [*words, vega.words(r.said, width + 14, middle, size)]


def _marks(r: Row, middle: float, x: vega.Channel, decades: tuple[int, int], width: float) -> list[vega.Layer]:
    if r.rate is None or r.low is None or r.high is None:
        return []
    colour, y = tokens.light("ink" if r.kind == "everybody" else "false"), vega.pixel("y")
    if r.rate == 0:
        at = width * (log10(r.high) - decades[0]) / (decades[1] - decades[0])
        return _none(at, middle, colour)
    low, box = max(r.low, 10.0 ** decades[0]), {"y": middle - 8, "y2": middle + 8}
    tall = {"x": x, "y": y, "y2": vega.second("y2")}
    return [
        vega.layer("rect", [{"x": low, "x2": r.high, **box}], {**tall, "x2": vega.second("x2")}, color=_BAND),
        vega.layer("rule", [{"x": end, **box} for end in (low, r.high)], tall, color=_EDGE, strokeWidth=2),
        vega.layer(
            "point",
            [{"x": r.rate, "y": middle}],
            {"x": x, "y": y},
            shape="circle",
            filled=True,
            color=colour,
            size=100,
            opacity=1,
        ),
    ]


def _none(at: float, middle: float, colour: str) -> list[vega.Layer]:
    """Draw a rate without any error: an open disc at the axis' start, and the band to its limit, given in pixels."""
    box = {"x": 0, "x2": at, "y": middle - 8, "y2": middle + 8}
    here = {"x": vega.pixel("x"), "y": vega.pixel("y")}
    tall = {**here, "y2": vega.second("y2")}
    return [
        vega.layer("rect", [box], {**tall, "x2": vega.second("x2")}, color=_BAND),
        vega.layer("rule", [{**box, "x": at}], tall, color=_EDGE, strokeWidth=2),
        vega.layer(
            "point",
            [{"x": 0, "y": middle}],
            here,
            shape="circle",
            filled=True,
            fill=tokens.light("paper"),
            stroke=colour,
            strokeWidth=2.5,
            size=100,
            opacity=1,
        ),
    ]
