"""What came of the searches: how many returned a list, led to a follow-up, and were confirmed, on one scale.

Every bar is a count of searches, so that nobody reads 28 % of the follow-ups as 28 % of the searches. The band is where
its end may lie. A step that the record does not tell is hatched, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.plots import share_bars
from bystander.plots.chart import NO_TABLE, Chart
from bystander.plots.points import number, text
from bystander.plots.share_bars import ShareBar

if TYPE_CHECKING:
    from bystander.findings import Study

MOST = 4  # agencies drawn, those with most searches; a longer list is in curves.parquet
_STEPS = {
    "lists": ("returned a list", "how many returned a list", "ink3"),
    "followed up": ("led to a follow-up", "how many led to a follow-up", "ink3"),
    "confirmed": ("were confirmed", "how many were confirmed", "right"),
    "wrong": ("were of the wrong person, as far as it came out", "how many were of the wrong person", "false"),
}  # what they did, what is not told, and the colour


_KEY = (("right", "confirmed"), ("ink3", "other searches that went on"), ("band", "where the end may lie"))


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
        return wording.ends(self.low or 0, self.high or 0, often=True) if self.told else ""


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
        reading=_reading(built),
        table=NO_TABLE,
        draw=lambda size: share_bars.draw(_bars(built), _KEY, size),
        synthetic=study.document.synthetic,
    )


def _reading(built: OutcomeData) -> str:
    more = f" {wording.plural(built.left_out, 'more agency', 'more agencies')}: in curves.parquet."
    told = any(not s.told for p in built.panels for s in p.steps)
    hatched = " Hatched is what the record does not tell; that does not mean none." if told else ""
    return f"Every bar counts searches, on one scale.{hatched}{more if built.left_out else ''}"


def _alt(p: Panel) -> str:
    head = f"{p.name}: " if p.name else ""
    said = "; ".join(f"{s.counted} ({s.share}, {s.span})" if s.told else s.counted for s in p.steps)
    return f"{head}{wording.plural(p.searches, 'search', 'searches')}; {said}."


def _bars(built: OutcomeData) -> list[ShareBar]:
    most = max(p.searches for p in built.panels)
    bars = []
    for p in built.panels:
        whole = p.searches / most
        searches = wording.plural(p.searches, "search", "searches")
        bars.append(ShareBar(name=searches, parts=((whole, "ink3"),), whole=whole, heading=p.name))
        bars += [_bar(step, whole, most) for step in p.steps]
    return bars


def _bar(step: Step, whole: float, most: float) -> ShareBar:
    if not step.told:
        return ShareBar(name=step.counted, missing="no search to tell of" if step.trials == 0 else "not told")
    low, high = ((end or 0.0) * (step.trials or 0.0) / most for end in (step.low, step.high))
    part = ((step.events or 0.0) / most, _STEPS[step.name][2])
    said = f"{step.share} ({step.span})"
    return ShareBar(name=step.counted, said=said, parts=(part,), whole=whole, low=low, high=high)
