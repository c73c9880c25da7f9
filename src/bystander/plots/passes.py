"""What a search of this watchlist does per 10,000 passes: false alerts, and people who are missed, by threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis, nice_values
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number

if TYPE_CHECKING:
    from bystander.findings import Study

PASSES = 10_000
PITCH = 64


@dataclass(frozen=True, kw_only=True)
class Row:
    """One threshold: false alerts among 10,000 others with their interval, missed among 10,000 on the watchlist."""

    label: str
    threshold: float
    alerts: tuple[float, float, float]  # value, low, high
    missed: tuple[float, float, float] | None


def data(study: Study) -> tuple[Row, ...]:
    """Build what the chart shows; () without a rate of false alerts."""
    series = study.get("passes")
    if series is None:
        return ()
    rows = []
    for i, r in enumerate(series.rows(), 1):
        alerts, missed = (
            tuple(number(r[name + end]) for end in ("", "_low", "_high")) for name in ("alerts", "missed")
        )
        if None in alerts:
            continue
        rows.append(
            Row(
                label=f"{i}",
                threshold=number(r["threshold"]) or 0.0,
                alerts=alerts,  # type: ignore[arg-type]
                missed=None if None in missed else missed,  # type: ignore[arg-type]
            )
        )
    return tuple(rows)


def chart(study: Study) -> Chart | None:
    """Return the chart; None without a rate of false alerts."""
    rows = data(study)
    if not rows:
        return None
    return Chart(
        name="passes",
        title=f"What a search of this watchlist does per {PASSES:,} passes",
        alt=" ".join(
            f"At the threshold {wording.threshold(r.threshold)}, {_amount(r.alerts)} false alerts in {PASSES:,} passes "
            "of people who are not on the watchlist."
            for r in rows[:4]
        ),
        reading=(
            f"Of {PASSES:,} searches of people who are not on the watchlist, so many return somebody; the bar is the "
            "interval. Nobody of them is sought. A threshold with fewer false alerts misses more of those who are."
        ),
        table=_table(rows),
        draw=lambda size: _draw(rows, size),
        synthetic=study.document.synthetic,
    )


def _table(rows: tuple[Row, ...]) -> Table:
    return Table(
        caption=f"Per {PASSES:,} passes of each kind",
        head=("No.", "Threshold", "False alerts", "Interval", "On the watchlist and missed", "Interval"),
        rows=tuple(
            (
                r.label,
                wording.threshold(r.threshold),
                _amount(r.alerts),
                _span(r.alerts),
                "not estimable" if r.missed is None else _amount(r.missed),
                "" if r.missed is None else _span(r.missed),
            )
            for r in rows
        ),
        numeric=(False, True, True, True, True, True),
        note="",
    )


def _amount(value: tuple[float, float, float]) -> str:
    return "none seen" if value[0] == 0 else wording.significant(value[0])


def _span(value: tuple[float, float, float]) -> str:
    _, low, high = value
    if not wording.bounded_below(low, high):
        return f"up to {wording.significant(high)}"
    return f"{wording.significant(low)} to {wording.significant(high)}"


def _draw(rows: tuple[Row, ...], size: Size) -> Spec:
    left, right, top, bottom = (20, 30, 8, 56) if size.narrow else (24, 40, 8, 56)
    width, height = size.width - left - right, PITCH * len(rows)
    most = max(r.alerts[2] for r in rows)
    counts = axis(nice_values(0, most, 4 if size.narrow else 6), "format(datum.value, ',')")
    x = vega.place("x", vega.linear(0, most * 1.04), counts)
    colour = tokens.light("false")
    layers = []
    for i, r in enumerate(rows):
        middle = PITCH * i + 42
        value, low, high = r.alerts
        bar, dot = [{"x": low, "x2": high}], [{"x": value}]
        at = {"x": x, "y": vega.value(middle)}
        along = {**at, "x2": vega.second("x2")}
        layers.append(vega.layer("rule", bar, along, color=colour, strokeWidth=6, opacity=0.35))
        if value > 0:
            layers.append(vega.layer("point", dot, at, color=colour, filled=True, size=90, opacity=1))
        said = f"threshold {wording.threshold(r.threshold)}: {_amount(r.alerts)} ({_span(r.alerts)})"
        layers.append(vega.words(f"{r.label}  {said}", 0, middle - 22, size, role="ink"))
    title = f"False alerts per {PASSES:,} passes of people who are not on the watchlist"
    short = f"False alerts per {PASSES:,} passes"
    layers.append(vega.words(short if size.narrow else title, width, height + 44, size, role="ink", align="right"))
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))
