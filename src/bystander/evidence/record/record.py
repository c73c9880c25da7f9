"""A deployment record: what was counted when a system was in use, one entry a deployment.

Reading checks everything at once. Rows in = rows used + rows refused; a row that lacks one count stays, and
leaves only the rates that need it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.record.cells import read_rows
from bystander.evidence.record.checks import ev33_no_counts as ev33
from bystander.evidence.record.checks import ev35_parts_and_totals as ev35
from bystander.evidence.record.checks import ev41_estimated_faces as ev41
from bystander.evidence.record.checks import ev42_totals_row as ev42
from bystander.evidence.record.checks import ev44_derived_counts as ev44
from bystander.evidence.record.checks.order import HEADER, LAST, ROWS
from bystander.evidence.record.entry import Entry, Withheld
from bystander.evidence.record.groups import declared, group_totals
from bystander.evidence.record.seen import Seen
from bystander.evidence.record.table import header_of, is_record_header, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.errors import Problem
    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.entry import Aside
    from bystander.evidence.record.groups import GroupTotals


@dataclass(frozen=True, kw_only=True)
class Record:
    """The used entries of a deployment record, in the order of the file, and what was found wrong with it.

    ``columns``: the canonical columns that it has. ``problems``: refused rows, warnings and notes; errors were
    raised, not listed. ``groups``: counts by group, where groups were declared. ``asides``: rows that enter no rate.
    """

    name: str
    sha256: str
    format: str
    entries: tuple[Entry, ...]
    columns: frozenset[str]
    rows_read: int
    rows_refused: int = 0
    faces_estimated: bool = False
    synthetic: bool = False
    problems: tuple[Problem, ...] = field(default=())
    groups: tuple[GroupTotals, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def rows_used(self) -> int:
        """Rows read less rows refused."""
        return self.rows_read - self.rows_refused


def is_record(path: Path | str) -> bool:
    """Return whether a file has the header of a deployment record (two or more of its counts); never raises."""
    try:
        return is_record_header(header_of(Path(path)))
    except (OSError, EvidenceError):
        return False


def read_record(source: object, *, groups: str | Sequence[str] = ()) -> Record:
    """Read a deployment record: a path (text, compressed or not; Parquet) or an Arrow PyCapsule object.

    ``groups``: endings of columns that count a group of people: "black,white" of ``false_alerts_black`` and
    ``faces_seen_black``. Raises :class:`EvidenceError` with every problem that stops the work, and the others beside
    them.
    """
    names = declared(groups) if groups else ()
    table = read_table(source)
    problems = found_by(HEADER, table)
    if any(p.stops for p in problems):
        raise EvidenceError(table.name, problems)
    rows, assumed = read_rows(table)
    totals = set(ev42.refused(rows))
    deployments = [row for row in rows if row.number not in totals]
    empty = set(ev33.refused(deployments))
    used = [row for row in deployments if row.number not in empty]
    seen = Seen(table=table, rows=rows, deployments=deployments, used=used, assumed_day_first=assumed)
    problems += found_by(ROWS, seen)
    if not any(p.stops for p in problems):
        problems += found_by(LAST, seen)
    if any(p.stops for p in problems):
        raise EvidenceError(table.name, sorted(problems, key=lambda p: not p.stops))
    derive = ev44.derived(table)
    entries = tuple(_entry(row, derive=derive) for row in used)
    return Record(
        name=table.name,
        sha256=table.sha256,
        format=table.format,
        entries=entries,
        groups=group_totals(table, entries, names) if names else (),
        columns=table.known(),
        rows_read=len(table.rows),
        rows_refused=len(totals) + len(empty),
        faces_estimated=bool(ev41.estimate_of(seen)),
        problems=tuple(problems),
    )


def _entry(row: Row, *, derive: bool) -> Entry:
    right, wrong = ev35.outcome(row, "true"), ev35.outcome(row, "false")
    alerts = row.count("alerts")
    if derive and alerts is not None and right is not None:
        wrong = alerts - right
    if alerts is None and right is not None and wrong is not None:
        alerts = right + wrong
    faces, withheld = row.count("faces_seen"), []
    if faces is not None and (what := _words(row, "counted")) and what.casefold() not in {"face", "faces"}:
        withheld.append(Withheld(column="faces_seen", count=faces, why=f"{what} were counted, not faces"))
        faces = None
    if wrong is not None and (_words(row, "alerts_verified") or "").casefold() in {"no", "false", "n"}:
        withheld.append(Withheld(column="false_alerts", count=wrong, why="nobody judged those alerts false"))
        wrong = None
    first, last = row.day("date"), row.day("date_to")
    several = last is not None and last != first
    return Entry(
        row=row.number,
        date=first,
        date_to=last if several else None,
        place=_words(row, "place"),
        who=_words(row, "who"),
        deployments=row.count("deployments") or (None if several else 1),
        watchlist_size=row.count("watchlist_size"),
        faces_seen=faces,
        alerts=alerts,
        right=right,
        wrong=wrong,
        unconfirmed=min(row.count("true_unconfirmed") or 0, right or 0),
        threshold=_real(row, "threshold"),
        hours=_hours(row),
        stops=row.count("stops"),
        right_stops=row.count("true_stops"),
        wrong_stops=row.count("false_stops"),
        arrests=row.count("arrests"),
        note=_words(row, "note"),
        source=_words(row, "source"),
        withheld=tuple(withheld),
    )


def _hours(row: Row) -> float | None:
    hours, minutes = _real(row, "hours"), _real(row, "duration_min")
    return hours if hours is not None or minutes is None else minutes / 60


def _real(row: Row, name: str) -> float | None:
    value = row.values.get(name)
    return float(value) if isinstance(value, (int, float)) else None


def _words(row: Row, name: str) -> str | None:
    value = row.values.get(name)
    return value if isinstance(value, str) else None
