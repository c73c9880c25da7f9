"""From an alert to an arrest: which share of what was counted went on, and which was a mistake.

Every bar is all of what its row names, so alerts and people never share a length. Two periods that differ by far more
than chance stand apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots import share_bars
from bystander.plots.chart import NO_TABLE, Chart
from bystander.plots.points import number, text
from bystander.plots.share_bars import ShareBar

if TYPE_CHECKING:
    from bystander.findings import Study

_MOST = 16  # bars drawn
# What a share is called, and whether it is one of mistakes.
_NAMES = {
    "stops-per-alert": ("Alerts that led to a stop", False),
    "wrong-stops-per-stop": ("People stopped who were the wrong person", True),
    "arrests-per-alert": ("Alerts that ended in an arrest", False),
}


_KEY = (
    ("false", "by mistake"),
    ("right-soft", "rightly"),
    ("ink3", "so many of all"),
    ("rule", "all others"),
    ("band", "where the line may lie"),
)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A share of what was counted, with its interval."""

    operator: str
    period: str
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
        """Say the share and its range."""
        return wording.with_range(self.value, self.low, self.high, often=True)

    @property
    def named(self) -> str:
        """Say what the bar is of, and of when where that is not all of the record."""
        return f"{self.name}, {self.period}" if self.period else self.name


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
            operator=text(r["operator"]), period=text(r["period"]), name=_NAMES[str(r["quantity"])][0],
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
        alt=" ".join(f"{_upper(b.operator, b.named)}: {b.counted}, {b.said}." for b in built.bars),
        reading=("Each row rests on the deployments that tell both counts." + _left_out(built)),
        table=NO_TABLE,
        draw=lambda size: share_bars.draw(_bars(built), _KEY, size),
        synthetic=study.document.synthetic,
    )


def _left_out(built: StopsData) -> str:
    return f" {wording.plural(built.left_out, 'more share')}: in the table of every number." if built.left_out else ""


def _upper(operator: str, name: str) -> str:
    return f"{operator}: {name[:1].lower()}{name[1:]}" if operator else name


def _bars(built: StopsData) -> list[ShareBar]:
    bars, before = [], ""
    for bar in built.bars:
        heading = bar.operator if bar.operator != before else ""
        before = bar.operator
        bars.append(
            ShareBar(
                name=bar.named, said=f"{bar.counted}: {bar.said}", heading=heading,
                parts=((bar.value, "false" if bar.mistake else "ink3"),),
                rest="right-soft" if bar.mistake else "rule", low=bar.low, high=bar.high,
            )
        )  # fmt: skip
    return bars
