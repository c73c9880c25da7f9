"""What is drawn of deployments, before anything is drawn: counts in order of time, joined where there are many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from bystander.plots.points import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.findings import Study

MARKS = 400  # a longer record is drawn in groups of consecutive deployments, or the page would grow with it


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """One deployment; ``at`` counts days since the first one, or is its number where dates are missing."""

    at: float
    when: str
    place: str
    faces_seen: float | None
    false_alerts: float | None
    hours: float | None
    faces_per_hour: float | None
    period: str | None


@dataclass(frozen=True, kw_only=True)
class DeploymentData:
    """Deployments in order of time; ``first`` is the day 0, None where the axis is the running number.

    ``marks`` are what is drawn: the deployments themselves, or sums over ``joined`` consecutive ones. ``every``: how
    many rows of a long record each of the deployments stands for already.
    """

    deployments: tuple[Deployment, ...]
    first: date | None
    per_hour: bool
    marks: tuple[Deployment, ...]
    joined: int
    periods: tuple[tuple[float, str], ...]
    every: int = 1

    @property
    def each(self) -> str:
        """Name what a mark of the picture stands for."""
        rows = self.joined * self.every
        return "each deployment" if rows == 1 else f"every {rows:,} deployments"


def data(study: Study) -> DeploymentData | None:
    """Build what the chart shows; None without deployments, or with counts for none of them."""
    series = study.get("deployments")
    if series is None:
        return None
    rows = series.rows()
    if not any(number(r.get("false_alerts")) is not None for r in rows):
        return None
    dates = [_date(r.get("date")) for r in rows]
    known = [d for d in dates if d is not None]
    first = min(known) if len(known) == len(rows) else None
    built = []
    for i, (row, day) in enumerate(zip(rows, dates, strict=True)):
        faces, hours = number(row.get("faces_seen")), number(row.get("hours"))
        place, period = row.get("place"), row.get("period")
        built.append(
            Deployment(
                at=(day - first).days if first is not None and day is not None else i + 1,
                when=str(row.get("date") or f"No. {i + 1}"),
                place="" if place is None else str(place),
                faces_seen=faces,
                false_alerts=number(row.get("false_alerts")),
                hours=hours,
                faces_per_hour=faces / hours if faces is not None and hours else None,
                period=None if period is None else str(period),
            )
        )
    built.sort(key=lambda d: d.at)
    marks, joined = _joined(built)
    return DeploymentData(
        deployments=tuple(built),
        marks=marks,
        joined=joined,
        first=first,
        per_hour=any(d.faces_per_hour is not None for d in built),
        periods=_periods(built),
        every=max(int(number(r.get("joined")) or 1) for r in rows),
    )


def _joined(built: list[Deployment]) -> tuple[tuple[Deployment, ...], int]:
    """Join consecutive deployments to at most ``MARKS`` groups; a count is not known if none of the group's is."""
    group = -(-len(built) // MARKS)
    if group <= 1:
        return tuple(built), 1
    out = []
    for i in range(0, len(built), group):
        part = built[i : i + group]
        timed = [d for d in part if d.faces_per_hour is not None]
        faces, hours = _sum(d.faces_seen for d in timed), _sum(d.hours for d in timed)
        out.append(
            Deployment(
                at=part[0].at,
                when=part[0].when,
                place="",
                faces_seen=_sum(d.faces_seen for d in part),
                false_alerts=_sum(d.false_alerts for d in part),
                hours=_sum(d.hours for d in part),
                faces_per_hour=faces / hours if faces is not None and hours else None,
                period=part[0].period,
            )
        )
    return tuple(out), group


def _sum(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None


def _date(cell: object) -> date | None:
    try:
        return date.fromisoformat(str(cell)[:10])
    except ValueError:
        return None


def _periods(built: list[Deployment]) -> tuple[tuple[float, str], ...]:
    """Return where each period begins; () where there are none, or just one, or they are not in order."""
    starts: dict[str, float] = {}
    order = [d.period for d in built if d.period is not None]
    for d in built:
        if d.period is not None:
            starts.setdefault(d.period, d.at)
    changes = sum(a != b for a, b in pairwise(order))
    return tuple((at, name) for name, at in starts.items()) if 1 < len(starts) == changes + 1 else ()
