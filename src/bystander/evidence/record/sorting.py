"""The rows of a record, sorted: deployments, totals, remarks, rows declared out, rows whose counts cannot be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.record.asides import misprinted
from bystander.evidence.record.columns import OUTCOMES, STOPS
from bystander.evidence.record.duplicates import leave_out
from bystander.evidence.record.durations import DURATIONS
from bystander.evidence.record.empties import settle
from bystander.evidence.record.headings import leaves_unjudged
from bystander.evidence.record.idle import idle_rows
from bystander.evidence.record.put_back import PutBack
from bystander.evidence.record.remarks import remarks_of
from bystander.evidence.record.seen import Seen
from bystander.evidence.record.totals import totals_of
from bystander.evidence.record.two_durations import TwoDurations, settle_durations
from bystander.evidence.record.units import withheld_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.dates import Dates
    from bystander.evidence.record.declared import Declared
    from bystander.evidence.record.table import Table


def sorted_rows(table: Table, read: Sequence[Row], dates: Dates, said: Declared) -> Seen:
    """Sort the rows of a table, and settle what their empty cells and missing parts are."""
    out = [row for row in read if row.number in said.without_rows] if said.without_rows else []
    kept = said.with_rows
    remarks = remarks_of(table, read) - kept.keys()
    rows = [row for row in read if row.number not in remarks] if remarks else list(read)
    totals = totals_of(table, rows, misprinted(rows), kept)  # they hold what was declared out, too
    if out:
        remarks, totals = remarks - said.without_rows.keys(), totals.without(said.without_rows)
        rows = [row for row in rows if row.number not in said.without_rows]
    deployments = [row for row in rows if row.number not in totals.rows] if totals.rows else rows
    durations = settle_durations(deployments, read) if len(table.known() & DURATIONS.keys()) > 1 else TwoDurations()
    asides = {number: why for number, why in misprinted(deployments).items() if number not in kept}
    repeated = leave_out(rows) if "duplicates" in table.known() else {}
    settled = settle(
        deployments,
        table.known(),
        said.empty,
        suspects=frozenset(asides),
        totals=[row for row in rows if row.number in totals.rows],
        unjudged="unjudged" in table.known() or any(map(leaves_unjudged, table.unread())),
    )
    for empty in settled.open:
        if empty.column in STOPS and empty.selected and not empty.declared:  # no rate is made of the rows that had any
            for row in filter(empty.is_of, deployments):
                row.values.pop(empty.column, None)
    without_counts = frozenset(row.number for row in deployments if _has_no_counts(row))
    used = [row for row in deployments if row.number not in without_counts and row.number not in asides]
    idle = idle_rows(used) - kept.keys()
    used = [row for row in used if row.number not in idle] or used  # of nothing else: 0 of 0, which is said
    may_be = used if table.known() & {"note", "counted", "alerts_verified"} else [row for row in used if row.hidden]
    withheld = {row.number: found for row in may_be if (found := withheld_of(row, settled.parts_of(row)))}
    numbers = {row.number for row in read}
    return Seen(
        table=table,
        rows=rows,
        deployments=deployments,
        used=used,
        dates=dates,
        settled=settled,
        totals=totals,
        remarks=remarks,
        without={row.number: said.without_rows[row.number] for row in out},
        declared_out=out,
        absent=[row for row in said.without_rows if row not in numbers],
        put_back=PutBack.of(kept, numbers, _left_out(table, read) if kept else ()),
        asides=asides,
        empty=without_counts,
        idle=idle,
        withheld=withheld,
        repeated=repeated,
        durations=durations,
    )


def _left_out(table: Table, read: Sequence[Row]) -> set[int]:
    """Return the numbers of the rows that are in no rate, or a question, unless something else is declared."""
    remarks = remarks_of(table, read)
    rows = [row for row in read if row.number not in remarks]
    totals = totals_of(table, rows, misprinted(rows))
    left = [row for row in rows if row.number not in totals.rows]
    return {*remarks, *totals.rows, *totals.doubtful, *misprinted(left), *idle_rows(left)}


def _has_no_counts(row: Row) -> bool:
    """Return whether a row holds no count of alerts, right or wrong: not even one that cannot be read."""
    return not any(name in row.values or name in row.faults or name in row.hidden for name in OUTCOMES)
