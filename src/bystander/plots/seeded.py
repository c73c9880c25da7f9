"""What became of the passes of volunteers who are on the watchlist: a bar of all passes, and one for each place.

The filled part of a bar are passes with an alert; across its end lies the interval. Each bar is as long as any other:
what is compared is the share. A place with too few people keeps its line, and says so instead of showing a bar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number, text

if TYPE_CHECKING:
    from bystander.findings import Study

PITCH, BAR = 58, 20
MOST = 12  # rows drawn; the table has all of them
_PARTS = (("alerted", "right", "alert"), ("wrong", "false", "alert on somebody else"), ("no_alert", "rule", "no alert"),
          ("no_face", "ink3", "no face found"))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Row:
    """A bar: passes by what became of them, in the order of the legend; the share with an alert and its interval."""

    label: str
    passes: float | None
    people: float | None
    parts: tuple[float, ...]
    share: float | None
    low: float | None
    high: float | None

    @property
    def said(self) -> str:
        """Say the share and its interval."""
        if self.share is None or self.low is None or self.high is None:
            return "too few people"
        return f"{wording.percent(self.share)} ({wording.percent_span(self.low, self.high)})"


def data(study: Study) -> tuple[Row, ...]:
    """Build what the chart shows; () without the series."""
    series = study.get("seeded")
    if series is None:
        return ()
    several = len({row["at"] for row in series.rows()}) > 1
    rows = []
    for given in series.rows():
        named = text(given["label"]) if given["kind"] == "all" else f"{given['kind']} {given['label']}"
        share, low, high = (number(given[name]) for name in ("share", "low", "high"))
        rows.append(
            Row(
                label=f"{named}, threshold {given['at']}" if several else named,
                passes=number(given["passes"]), people=number(given["people"]),
                parts=tuple(number(given[name]) or 0.0 for name, _, _ in _PARTS), share=share, low=low, high=high,
            )
        )  # fmt: skip
    return tuple(rows)


def chart(study: Study) -> Chart | None:
    """Return the chart; None without a seeded test."""
    rows = data(study)
    if not rows:
        return None
    return Chart(
        name="seeded",
        title="What became of the passes of people on the watchlist",
        alt=" ".join(f"{_upper(r.label)}: an alert in {r.said}." for r in rows[:6]),
        reading=(
            "Each bar is all passes of volunteers who were on the watchlist; its green part are those that set off an "
            "alert. The thin line is the interval of that share, for new volunteers of the same kind."
        ),
        table=_table(rows),
        draw=lambda size: _draw(rows, size),
        synthetic=study.document.synthetic,
    )


def _upper(label: str) -> str:
    return label[:1].upper() + label[1:]


def _used(rows: tuple[Row, ...]) -> list[int]:
    """Return which of the parts any pass is in; alerts, and none, always."""
    return [
        i for i, (name, _, _) in enumerate(_PARTS) if name in {"alerted", "no_alert"} or any(r.parts[i] for r in rows)
    ]


def _table(rows: tuple[Row, ...]) -> Table:
    used = _used(rows)
    cells = []
    for r in rows:
        counted = tuple("" if r.passes is None else wording.count(r.parts[i]) for i in used)
        whole = tuple("" if value is None else wording.count(value) for value in (r.people, r.passes))
        cells.append((_upper(r.label), *whole, *counted, r.said))
    return Table(
        caption="Passes by what became of them",
        head=("Passes", "Volunteers", "Made", *(_upper(_PARTS[i][2]) for i in used), "Share with an alert"),
        rows=tuple(cells),
        numeric=(False, True, True, *(True for _ in used), True),
        note="",
    )


def _draw(rows: tuple[Row, ...], size: Size) -> Spec:
    left, right, top, bottom = (12, 24, 34, 34) if size.narrow else (16, 32, 34, 34)
    shown, used = rows[:MOST], _used(rows)
    width, height = size.width - left - right, PITCH * len(shown)
    x = vega.place("x", vega.linear(0, 100), axis([0, 25, 50, 75, 100], "datum.value + ' %'"))
    layers = _legend(used, size)
    for i, r in enumerate(shown):
        y, end = PITCH * i + 30.0, 0.0
        layers.append(vega.words(f"{_upper(r.label)}: {r.said}", 0, y - 14, size, role="ink"))
        if r.passes is None or r.low is None or r.high is None:
            continue
        for part in used:
            begin, end = end, end + 100 * r.parts[part] / r.passes
            at = {"x": x, "x2": vega.second("x2"), "y": vega.value(y), "y2": vega.value(y + BAR)}
            layers.append(vega.layer("rect", [{"x": begin, "x2": end}], at, color=tokens.light(_PARTS[part][1])))
        over = {"x": x, "x2": vega.second("x2"), "y": vega.value(y + BAR / 2)}
        line = [{"x": 100 * r.low, "x2": 100 * r.high}]
        layers.append(vega.layer("rule", line, over, color=tokens.light("ink"), strokeWidth=2))
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


def _legend(used: list[int], size: Size) -> list[vega.Layer]:
    """Draw a square and a word for each part, above the bars."""
    layers, x = [], 0.0
    for i in used:
        _, role, word = _PARTS[i]
        box = {"x": vega.value(x), "x2": vega.value(x + 12), "y": vega.value(-24), "y2": vega.value(-12)}
        layers.append(vega.layer("rect", vega.ONE, box, color=tokens.light(role)))
        layers.append(vega.words(word, x + 17, -18, size))
        x += 17 + len(word) * size.font * 0.52 + 18
    return layers
