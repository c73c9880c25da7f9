"""The rows of a record as a table, for curves.parquet: what each says, and which stretch of counting it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Series
from bystander.intervals.record_rate import limits_per_trial
from bystander.studies.audit.scopes import by_years, period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.quantities.record.scope import Scope
    from bystander.studies.audit.changes import Counting

Cell = float | int | str | None
MOST_ROWS = 5_000  # of the table of deployments, or the files beside a report would grow with the record


def deployments(wholes: Sequence[Scope], countings: Sequence[Counting | None], *, level: float) -> Series:
    """Return one row a used row of the record, in order of time within each operator.

    ``value``, ``low``, ``high`` are false alerts per face seen; ``stretch`` counts up at each change of what is
    counted as a face seen. Of more than :data:`MOST_ROWS` rows, runs of ``joined`` consecutive ones are added up: their
    counts are sums over the rows that tell them, place and threshold stand where all of a run agree.
    """
    every = max(1, -(-sum(len(scope.entries) for scope in wholes) // MOST_ROWS))
    rows: list[dict[str, Cell]] = []
    for scope, counting in zip(wholes, countings, strict=True):
        years = by_years(scope.entries)
        for start in range(0, len(scope.entries), every):
            run = scope.entries[start : start + every]
            row = _of_run(run, period(run[0], years=years), counting, level=level)
            rows.append({"index": len(rows) + 1, **row})
    units = {"hours": "hours", "faces_per_hour": "faces seen per hour"} | dict.fromkeys(
        ("value", "low", "high"), "false alerts per face seen"
    )
    return _series("deployments", rows, units)


def _of_run(run: Sequence[Entry], when: str | None, counting: Counting | None, *, level: float) -> dict[str, Cell]:
    first, last = run[0], run[-1]
    both = [(e.wrong, e.faces_seen) for e in run if e.wrong is not None and e.faces_seen]
    value = low = high = None
    if both:
        wrong, faces = sum(x for x, _ in both), sum(n for _, n in both)
        value = wrong / faces
        low, high = limits_per_trial(wrong, faces, level=level)
    timed = [(e.faces_seen, e.hours) for e in run if e.faces_seen is not None and e.hours]
    ends = last.date_to or (last.date if len(run) > 1 else None)
    return {
        "row": first.row,
        "joined": len(run),
        "date": str(first.date) if first.date else None,
        "date_to": str(ends) if ends else None,
        "place": _same([e.place for e in run]),
        "operator": first.who,
        "watchlist_size": _same([e.watchlist_size for e in run]),
        "faces_seen": _sum([e.faces_seen for e in run]),
        "alerts": _sum([e.alerts for e in run]),
        "right_alerts": _sum([e.right for e in run]),
        "false_alerts": _sum([e.wrong for e in run]),
        "hours": _sum([e.hours for e in run]),
        "threshold": _same([e.threshold for e in run]),
        "period": when,
        "faces_per_hour": sum(n for n, _ in timed) / sum(h for _, h in timed) if timed else None,
        "stretch": counting.stretch(first) if counting else None,
        "value": value,
        "low": low,
        "high": high,
    }


def _same(values: Sequence[Cell]) -> Cell:
    """Return what all values are; None where they differ."""
    return values[0] if all(value == values[0] for value in values) else None


def _sum(values: Sequence[float | int | None]) -> float | int | None:
    """Return the sum of what is known; None where nothing is."""
    known = [v for v in values if v is not None]
    return sum(known) if known else None


def _series(name: str, rows: list[dict[str, Cell]], units: dict[str, str]) -> Series:
    columns = {key: [row[key] for row in rows] for key in rows[0]} if rows else {}
    return Series(name=name, columns=columns, units=units)
