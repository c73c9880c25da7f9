"""What came of the searches: how many returned a list, led to a follow-up, and were confirmed, on one scale.

Every bar is a count of searches, so that nobody reads 28 % of the follow-ups as 28 % of the searches. The band at its
end is what the interval leaves open. A step that the record does not tell keeps its place, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis, nice_values
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number, text

if TYPE_CHECKING:
    from bystander.findings import Study

MOST = 4  # agencies drawn, those with most searches; a longer list is in curves.parquet
_STEPS = {
    "lists": ("returned a list", "how many returned a list", "ink3"),
    "followed up": ("led to a follow-up", "how many led to a follow-up", "ink3"),
    "confirmed": ("were confirmed", "how many were confirmed", "right"),
    "wrong": ("were of the wrong person, as far as it came out", "how many were of the wrong person", "other"),
}  # what they did, what is not told, and the colour

_NAMES = {"lists": "Returned a list", "followed up": "Followed up", "confirmed": "Confirmed", "wrong": "Wrong person"}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: how many of what, with the interval of the share; without numbers where it is not told."""

    name: str
    unit: str
    events: float | None
    trials: float | None
    value: float | None
    low: float | None
    high: float | None

    @property
    def told(self) -> bool:
        """Whether there is a share."""
        return None not in (self.events, self.trials, self.value, self.low, self.high)

    @property
    def counted(self) -> str:
        """Say how many did what: "310 led to a follow-up"."""
        did, unknown, _ = _STEPS[self.name]
        if self.trials == 0:
            return f"No {self.unit} at all, so none {did}"
        if not self.told:
            return f"Not told: {unknown}"
        single = {"were": "was"} if self.events == 1 else {}
        return " ".join(single.get(word, word) for word in f"{wording.count(self.events or 0)} {did}".split())

    @property
    def share(self) -> str:
        """Say the share, of what it is one."""
        if not self.told:
            return ""
        of = wording.plural(self.trials or 0, self.unit, wording.units(self.unit))
        return f"{wording.percent(self.value or 0)} of {of}"

    @property
    def span(self) -> str:
        """Say the interval."""
        return wording.percent_span(self.low or 0, self.high or 0) if self.told else ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """An agency, or all of the record: its searches and what came of them."""

    name: str
    searches: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeData:
    """The agencies drawn, and how many are not."""

    panels: tuple[Panel, ...]
    left_out: int


def data(study: Study) -> OutcomeData | None:
    """Build what the chart shows; None without the series, or where no row tells how many searches there were."""
    series = study.get("search_steps")
    if series is None:
        return None
    found: dict[str, list[dict[str, Any]]] = {}
    for row in series.rows():
        found.setdefault(text(row["part"]), []).append(row)
    panels = [
        Panel(
            name=name, searches=number(rows[0]["searches"]) or 0.0,
            steps=tuple(
                Step(name=str(r["step"]), unit=str(r["unit"]),
                     **{key: number(r[key]) for key in ("events", "trials", "value", "low", "high")})
                for r in rows
            ),
        )
        for name, rows in found.items()
    ]  # fmt: skip
    panels = [p for p in panels if p.searches and any(s.told for s in p.steps)]
    kept = sorted(panels, key=lambda p: -p.searches)[:MOST]
    return OutcomeData(panels=tuple(kept), left_out=len(panels) - len(kept)) if kept else None


def chart(study: Study) -> Chart | None:
    """Return the chart; None where the study is of no search record."""
    built = data(study)
    if built is None:
        return None
    return Chart(
        name="search_outcomes",
        title="What came of the searches",
        alt=" ".join(_alt(p) for p in built.panels),
        reading=(
            "Every bar counts searches, on one scale; the pale bar behind it is all of them. The band is the interval, "
            "and it is of the share beside it, which may be one of follow-ups. A dashed bar is not told in the record: "
            "it is not nought."
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _alt(p: Panel) -> str:
    head = f"{p.name}: " if p.name else ""
    said = "; ".join(f"{s.counted} ({s.share}, {s.span})" if s.told else s.counted for s in p.steps)
    return f"{head}{wording.plural(p.searches, 'search', 'searches')}; {said}."


def _table(built: OutcomeData) -> Table:
    named = any(p.name for p in built.panels)
    rows = []
    for p in built.panels:
        cells = [("Searches", wording.count(p.searches), "", ""), *(_cells(s) for s in p.steps)]
        rows += [((p.name if not i else "", *row) if named else row) for i, row in enumerate(cells)]
    return Table(
        caption="What came of the searches, step by step",
        head=(*(("Agency",) if named else ()), "Step", "Counted", "Share", "Interval"),
        rows=tuple(rows),
        numeric=(*((False,) if named else ()), False, True, True, True),
        note=wording.rows_left_out(len(rows), len(rows) + built.left_out * (1 + len(_STEPS))),
    )


def _cells(s: Step) -> tuple[str, str, str, str]:
    name = _NAMES[s.name]
    if not s.told:
        return name, "0 of 0" if s.trials == 0 else "not told", "", ""
    counted = f"{wording.count(s.events or 0)} of {wording.count(s.trials or 0)}"
    return name, counted, wording.percent(s.value or 0), s.span


def _draw(built: OutcomeData, size: Size) -> Spec:
    left, right, top, bottom = (10, 12, 0, 44) if size.narrow else (10, 14, 0, 44)
    pitch, gap = (72 if size.narrow else 56), 26
    width = size.width - left - right
    most = max(p.searches for p in built.panels)
    ticks = axis(nice_values(0, most, 4 if size.narrow else 6), "format(datum.value, ',')", grid=False)
    x = vega.place("x", vega.linear(0, most), ticks)
    layers: list[vega.Layer] = []
    at = 0.0
    for panel in built.panels:
        if panel.name:
            layers.append(vega.words(tokens.cut(panel.name, 44), 0, at + 12, size, role="ink", bold=True))
            at += 30
        layers += _words(wording.plural(panel.searches, "search", "searches"), "", (at, width), size)
        layers.append(_bar(panel.searches, at + pitch - 24, x, "ink3"))
        for i, step in enumerate(panel.steps, 1):
            place = at + i * pitch
            layers += _words(step.counted, f"{step.share} ({step.span})" if step.told else "", (place, width), size)
            layers += _step(step, panel.searches, place + pitch - 24, x)
        at += pitch * (1 + len(panel.steps)) + gap
    height = at - gap
    layers.append(vega.words("Searches", width, height + 34, size, align="right", smaller=1))
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


def _words(counted: str, share: str, place: tuple[float, float], size: Size) -> list[vega.Layer]:
    top, width = place
    lower = 17 if size.narrow and not share else 0  # next to its bar
    layers = [vega.words(counted, 0, top + 12 + lower, size, role="ink", bold=True)]
    if share and size.narrow:
        layers.append(vega.words(share, 0, top + 29, size, smaller=1))
    elif share:
        layers.append(vega.words(share, width, top + 12, size, align="right"))
    return layers


def _bar(end: float, middle: float, x: vega.Channel, role: str, **look: object) -> vega.Layer:
    """Return a bar from no search to so many, around a height in pixels."""
    box = {"x": x, "x2": vega.second("x2"), "y": vega.pixel("y"), "y2": vega.second("y2")}
    row = {"x": 0, "x2": end, "y": middle - 7, "y2": middle + 7}
    return vega.layer("rect", [row], box, color=tokens.light(role), **look)


def _step(step: Step, searches: float, middle: float, x: vega.Channel) -> list[vega.Layer]:
    """Return the bar of a step with its band and mark, or a dashed one where the record does not tell it."""
    if not step.told:
        dashed = {"stroke": tokens.light("ink3"), "strokeDash": [4, 4], "strokeWidth": 1}
        return [_bar(searches, middle, x, "paper", **dashed)]
    role = _STEPS[step.name][2]
    ends = [(end or 0.0) * (step.trials or 0.0) for end in (step.low, step.high)]
    y = {"y": vega.pixel("y"), "y2": vega.second("y2")}
    tall = {"y": middle - 10, "y2": middle + 10}
    ink = tokens.light("ink")
    mark = {"filled": True, "size": 70, "opacity": 1, "shape": "diamond" if step.name == "confirmed" else "circle"}
    return [
        _bar(searches, middle, x, "wash"),
        _bar(step.events or 0.0, middle, x, role),
        vega.layer("rect", [{"x": ends[0], "x2": ends[1], **tall}], {"x": x, "x2": vega.second("x2"), **y},
                   color=tokens.light("right-soft")),
        vega.layer("rule", [{"x": end, **tall} for end in ends], {"x": x, **y}, color=ink, strokeWidth=1.5),
        vega.layer("point", [{"x": step.events, "y": middle}], {"x": x, "y": vega.pixel("y")},
                   color=tokens.light("ink2" if role == "ink3" else role), **mark),
    ]  # fmt: skip
