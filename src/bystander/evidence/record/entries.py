"""Entries of rows: counts as stated or determined, less those that are withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.evidence.record.durations import DURATIONS
from bystander.evidence.record.entry import Entry
from bystander.evidence.record.units import faces_estimated, noted_as_estimate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.parts import Parts
    from bystander.evidence.record.seen import Seen

_AS_THEY_ARE = (
    ("place", "place"), ("who", "who"), ("watchlist_size", "watchlist_size"), ("faces_seen", "faces_seen"),
    ("threshold", "threshold"), ("stops", "stops"), ("right_stops", "true_stops"), ("wrong_stops", "false_stops"),
    ("arrests", "arrests"),
)  # fmt: skip
_SUM = frozenset({"alerts"})
_PART = {"right alerts": frozenset({"right"}), "false alerts": frozenset({"wrong"})}
LONGEST = 400  # characters of a note or a source that are told


def entries_of(rows: Iterable[Row], seen: Seen) -> tuple[Entry, ...]:
    """Return the entries of rows, in their order."""
    doubtful = bool(seen.dates.doubtful)
    return tuple(_entry(row, seen, doubtful=doubtful) for row in rows)


def _entry(row: Row, seen: Seen, *, doubtful: bool) -> Entry:
    get = row.values.get
    parts = seen.settled.parts_of(row)
    withheld = tuple(seen.withheld.get(row.number, ())) if seen.withheld else ()
    gone = {one.column for one in withheld}
    first, last = get("date"), get("date_to")
    several = (last is not None and last != first) or (len(seen.used) == 1 and first is None and not get("place"))
    about = row.about | (seen.table.estimated & row.values.keys()) if seen.table.estimated else row.about
    about |= {"faces_seen"} if "faces_seen" in row.values and faces_estimated(row) else set()
    if "faces_seen" in row.values and "note" in row.values and noted_as_estimate(row.words("note")):
        about |= {"faces_seen"}
    told: dict[str, Any] = {
        **{field: get(name) for field, name in _AS_THEY_ARE if name in row.values},
        **({"hours": _hours(row)} if not DURATIONS.keys().isdisjoint(row.values) else {}),
        **{name: _words(row, name) for name in ("note", "source") if name in row.values},
        **({"about": about} if about else {}),
        **({"withheld": withheld} if withheld else {}),
        **({"derived": derived} if (derived := _derived(row, parts)) else {}),
        **({"faces_seen": None} if "faces_seen" in gone else {}),
        **(
            {"date": None, "date_to": None} if doubtful else {"date": first, "date_to": last if last != first else None}
        ),
    }
    return Entry(
        row=row.number,
        bounds=row.bounds,
        deployments=0 if row.number in seen.idle else row.count("deployments") or (None if several else 1),
        alerts=parts.alerts,
        right=None if "true_alerts" in gone else parts.right,
        wrong=None if "false_alerts" in gone else parts.wrong,
        unconfirmed=0 if "true_alerts" in gone else min(row.count("true_unconfirmed") or 0, parts.right or 0),
        **told,
    )


def _derived(row: Row, parts: Parts) -> frozenset[str]:
    """Return which counts of alerts a row does not give though its entry has them."""
    if row.count("alerts") is None:
        return _SUM if parts.alerts is not None else frozenset()
    return _PART.get(parts.derived, frozenset())


def _hours(row: Row) -> float | None:
    return next((h for name in DURATIONS if isinstance(h := row.values.get(name), float)), None)


def _words(row: Row, name: str) -> str:
    value = row.words(name)
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 2].rstrip()} …"
