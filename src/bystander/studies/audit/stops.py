"""Who was stopped because of an alert, and what came of it: which questions a record can be asked, and their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Series
from bystander.quantities.catalogue import STOPS_OF_A_RECORD
from bystander.quantities.record.arrests import ARRESTS, ARRESTS_PER_ALERT
from bystander.quantities.record.rates import rate_of, rows_of
from bystander.quantities.record.stops import STOPS_PER_ALERT
from bystander.quantities.record.wrong_stops import WRONG_STOPS_PER_STOP
from bystander.studies.audit.scopes import parts, said_period
from bystander.studies.audit.verdict import unlike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.quantities.record.rates import RecordRate
    from bystander.quantities.record.scope import Scope

SHARES = (STOPS_PER_ALERT, WRONG_STOPS_PER_STOP, ARRESTS_PER_ALERT)  # drawn one below the other
_OF_STOPS = ("stops", "right_stops", "wrong_stops")
Cell = float | int | str | None


def asked_of(entries: Sequence[Entry]) -> tuple[RecordRate, ...]:
    """Return the questions about stops and arrests that a record is asked: those of which it counts anything."""
    told = any(getattr(e, name) is not None for e in entries for name in _OF_STOPS)
    arrests = any(e.arrests is not None for e in entries)
    if told:
        return tuple(q for q in STOPS_OF_A_RECORD if arrests or q not in ARRESTS)
    return (ARRESTS_PER_ALERT,) if arrests else ()


def in_parts(part: Scope) -> tuple[RecordRate, ...]:
    """Return what is asked of a part of the record: of a period, who was stopped by mistake."""
    return (WRONG_STOPS_PER_STOP,) if part.point.period is not None else ()


def stops(wholes: Sequence[Scope], *, level: float) -> Series:
    """Return the shares of alerts and stops that follow on each other, for each operator that tells of stops.

    Of a whole record; period by period where its rows are so unlike that one share of all would mislead.
    """
    rows: list[dict[str, Cell]] = []
    for scope in wholes:
        if not (rows_of(STOPS_PER_ALERT, scope) or rows_of(WRONG_STOPS_PER_STOP, scope)):
            continue
        for quantity in SHARES:
            whole = rate_of(quantity, scope, level=level)
            if whole is None:
                continue
            told = [p for p in parts(scope) if p.point.period and rate_of(quantity, p, level=level)]
            for part in told if unlike(whole) and len(told) > 1 else [scope]:
                rate = rate_of(quantity, part, level=level)
                if rate is None:
                    continue
                e, period = rate.estimate, part.point.period
                rows.append(
                    {
                        "quantity": quantity.name, "operator": scope.said or None,
                        "period": said_period(period) if period else None, "unit": quantity.unit,
                        "events": e.events, "trials": e.trials, "value": e.value, "low": e.low, "high": e.high,
                    }
                )  # fmt: skip
    columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
    return Series("stops", columns, dict.fromkeys(("value", "low", "high"), "of all"))
