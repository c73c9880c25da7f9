"""Each operator's counts period by period: what the small multiples show, and what could not be shown, with why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Point, Series
from bystander.findings.signs import Hatch, Interval, Share
from bystander.studies.audit.changes import mixes
from bystander.studies.audit.picture import NOT_TOLD, of_alerts, of_faces
from bystander.studies.audit.scopes import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings.signs import Cell
    from bystander.quantities.record.scope import Scope
    from bystander.studies.audit.changes import Counting

Value = float | int | str | None
MOST = 24  # periods of an operator, the newest: more would be narrower than their marks
FEW = 12  # deployments of a single period that are told one by one
MIXED = "what counts as a face changed within this period"


def over_time(wholes: Sequence[Scope], countings: Sequence[Counting | None], *, level: float) -> Series:
    """Return a row for each operator and period of which a date is known; no row adds up two of either.

    ``first``, ``last``: the days between which it was counted. Of alerts and of faces: the rate
    of false ones as ``value`` with its ends ``low`` and ``high``, and ``counted`` in words; ``missing``: why there is
    none. ``alerts_verified``: the rate is of alerts verified as right, and no more is known. Empty where there is a
    single period of a single operator.
    """
    rows: list[dict[str, Value]] = []
    for whole, counting in zip(wholes, countings, strict=True):
        for part in _periods(whole, alone=len(wholes) == 1):
            days = _days(part)
            if days is None:
                continue
            alerts, faces = of_alerts(part, level=level), of_faces(part, level=level)
            mixed = MIXED if mixes(counting, part) and not isinstance(faces.mark, Hatch) else ""
            rows.append(
                {
                    "operator": whole.said or None, "period": part.point.period, "first": days[0], "last": days[1],
                    "alerts_verified": isinstance(alerts.mark, Share) and alerts.mark.rest_unknown,
                    **_of("alerts", alerts), **_of("faces", faces, missing=mixed),
                }
            )  # fmt: skip
    if len(rows) < 2:
        return Series("periods", {}, {})
    units = {"alerts_low": "of all alerts", "alerts_high": "of all alerts"}
    units |= {"faces_low": "of the faces seen", "faces_high": "of the faces seen"}
    return Series("periods", {name: [row[name] for row in rows] for name in rows[0]}, units)


def _periods(whole: Scope, *, alone: bool) -> list[Scope]:
    """Return the newest periods; where there is one only, its deployments, if one operator has a few of them."""
    found = [p for p in parts(whole) if p.point.period is not None]
    if found:
        return sorted(found, key=lambda p: _days(p) or ("", ""))[-MOST:]
    dated = [at for at, e in enumerate(whole.entries) if e.date is not None]
    if alone and 1 < len(dated) <= FEW:
        return [whole.part([at], said="", point=Point(period=str(whole.entries[at].date))) for at in dated]
    return [whole]


def _days(part: Scope) -> tuple[str, str] | None:
    dated = [(str(e.date), str(e.date_to or e.date)) for e in part.entries if e.date is not None]
    return (min(first for first, _ in dated), max(last for _, last in dated)) if dated else None


def _of(name: str, cell: Cell, *, missing: str = "") -> dict[str, Value]:
    mark = cell.mark
    told: dict[str, Value] = dict.fromkeys(("value", "low", "high", "counted", "missing"))
    if missing:
        told["missing"] = missing
    elif isinstance(mark, Hatch):  # the first screen says which count it was
        told["missing"] = NOT_TOLD if mark.reason.endswith(NOT_TOLD) else mark.reason
    elif isinstance(mark, Share):
        told |= {"value": mark.part / mark.whole, "low": mark.low, "high": mark.high, "counted": cell.counted}
    elif isinstance(mark, Interval):
        told |= {"value": 0.0 if mark.none else mark.value, "low": mark.low, "high": mark.high, "counted": cell.counted}
    return {f"{name}_{key}": value for key, value in told.items()}
