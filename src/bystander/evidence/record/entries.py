"""Entries of rows: counts as stated or determined, less those that are withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.record.entry import Entry
from bystander.evidence.record.parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

LONGEST = 400  # characters of a note or a source that are told


def entries_of(rows: Iterable[Row], seen: Seen) -> tuple[Entry, ...]:
    """Return the entries of rows, in their order."""
    doubtful = bool(seen.dates.doubtful)
    return tuple(_entry(row, seen, doubtful=doubtful) for row in rows)


def _entry(row: Row, seen: Seen, *, doubtful: bool) -> Entry:
    parts = seen.settled.parts.get(row.number) or parts_of(row, seen.settled.adds)
    withheld = tuple(seen.withheld.get(row.number, ()))
    gone = {one.column for one in withheld}
    right = parts.right
    first, last = row.day("date"), row.day("date_to")
    several = last is not None and last != first
    values = row.values
    return Entry(
        row=row.number,
        date=None if doubtful else first,
        date_to=last if several and not doubtful else None,
        place=_words(row, "place"),
        who=_words(row, "who"),
        deployments=row.count("deployments") or (None if several else 1),
        watchlist_size=row.count("watchlist_size"),
        faces_seen=None if "faces_seen" in gone else row.count("faces_seen"),
        alerts=parts.alerts,
        right=right,
        wrong=None if "false_alerts" in gone else parts.wrong,
        unconfirmed=min(row.count("true_unconfirmed") or 0, right or 0),
        threshold=_real(row, "threshold"),
        hours=_hours(row),
        stops=row.count("stops"),
        right_stops=row.count("true_stops"),
        wrong_stops=row.count("false_stops"),
        arrests=row.count("arrests"),
        about=row.about | (seen.table.estimated & values.keys()),
        bounds=row.bounds,
        withheld=withheld,
        note=_words(row, "note", LONGEST),
        source=_words(row, "source", LONGEST),
    )


def _hours(row: Row) -> float | None:
    return next((h for name in ("hours", "duration_min", "duration") if (h := _real(row, name)) is not None), None)


def _real(row: Row, name: str) -> float | None:
    value = row.values.get(name)
    return float(value) if isinstance(value, (int, float)) else None


def _words(row: Row, name: str, most: int = 0) -> str | None:
    value = row.values.get(name)
    if not isinstance(value, str):
        return None
    return value if not most or len(value) <= most else f"{value[: most - 2].rstrip()} …"
