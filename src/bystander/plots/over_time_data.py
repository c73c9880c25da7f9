"""What the small multiples show, before anything is drawn: operators with their periods, and two axes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from bystander.findings.axes import million_axis, percent_axis
from bystander.plots.points import number, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.findings import Study
    from bystander.findings.signs import Axis

MOST = 8  # operators drawn, those with most that can be shown; all are in curves.parquet


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One rate of a period.

    ``missing``: why there is none; then the numbers are 0. ``verified``: the rate is of alerts verified as right.
    """

    value: float = 0.0
    low: float = 0.0
    high: float = 0.0
    counted: str = ""
    missing: str = ""
    verified: bool = False


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period of an operator, from its first day to its last, both as ordinals.

    ``lane``, ``lanes``: which of several of the very same days it is, which stand beside each other.
    """

    first: int
    last: int
    of: Mapping[str, Shown]  # by the name of a column
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, kw_only=True)
class Operator:
    """An operator with its periods in order; ``name`` is empty where there is one only."""

    name: str
    periods: tuple[Period, ...]

    @property
    def told(self) -> int:
        """How many rates can be shown."""
        return sum(not shown.missing for period in self.periods for shown in period.of.values())


@dataclass(frozen=True, kw_only=True)
class OverTimeData:
    """Operators drawn, how many are not, the days between which all of it lies, and the axis of each column."""

    operators: tuple[Operator, ...]
    left_out: int
    first: int
    last: int
    axes: Mapping[str, Axis]


def data(study: Study) -> OverTimeData | None:
    """Build what the chart shows; None without the series, or where nothing of it can be shown."""
    series = study.get("periods")
    if series is None:
        return None
    found: dict[str, list[Period]] = {}
    for row in series.rows():
        first, last = (date.fromisoformat(str(row[end])).toordinal() for end in ("first", "last"))
        of = {name: _shown(row, name) for name in ("alerts", "faces")}
        found.setdefault(text(row["operator"]), []).append(Period(first=first, last=last, of=of))
    operators = [Operator(name=name, periods=_beside_each_other(periods)) for name, periods in found.items()]
    most = sorted(operators, key=lambda o: (-o.told, o.name))[:MOST]
    kept = [o for o in operators if o in most]  # in the order of the page
    if not any(o.told for o in kept):
        return None
    periods = [p for o in kept for p in o.periods]
    return OverTimeData(
        operators=tuple(kept), left_out=len(operators) - len(kept),
        first=min(p.first for p in periods), last=max(p.last for p in periods),
        axes={"alerts": _percent(periods), "faces": _million(periods)},
    )  # fmt: skip


def _beside_each_other(periods: list[Period]) -> tuple[Period, ...]:
    """Return periods in order; those of the same days have a lane each, or they would cover each other."""
    placed: list[Period] = []
    for _, same in groupby(sorted(periods, key=_days), key=_days):
        several = list(same)
        placed += [replace(one, lane=at, lanes=len(several)) for at, one in enumerate(several)]
    return tuple(placed)


def _days(period: Period) -> tuple[int, int]:
    return period.first, period.last


def _shown(row: Mapping[str, object], name: str) -> Shown:
    missing = text(row[f"{name}_missing"])
    if missing:
        return Shown(missing=missing)
    value, low, high = (number(row[f"{name}_{key}"]) or 0.0 for key in ("value", "low", "high"))
    verified = name == "alerts" and bool(row["alerts_verified"])
    return Shown(value=value, low=low, high=high, counted=text(row[f"{name}_counted"]), verified=verified)


def _percent(periods: list[Period]) -> Axis:
    told = [p.of["alerts"] for p in periods if not p.of["alerts"].missing]
    return percent_axis(1.0 if any(s.verified for s in told) else max((s.high for s in told), default=1.0))


def _million(periods: list[Period]) -> Axis:
    told = [p.of["faces"] for p in periods if not p.of["faces"].missing]
    if not told:
        return million_axis(1e-7, 1e-3)
    return million_axis(min(s.low if s.value else s.high for s in told), max(s.high for s in told), steps=3)
