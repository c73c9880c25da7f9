"""The checks of search records, in the order in which they are told: what stops the work first.

A new check is a file of this folder and its name here. Ragged rows and cells that are no numbers are those of
deployment records.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bystander.evidence.checks import ev55_groups as ev55
from bystander.evidence.record.checks import ev32_unreadable_numbers as ev32
from bystander.evidence.record.checks import ev43_ragged_rows as ev43
from bystander.evidence.record.checks import ev48_merged_cells as ev48
from bystander.evidence.record.checks import ev76_rows_left_out as ev76
from bystander.evidence.record.checks import ev102_days_to_come as ev102
from bystander.evidence.record.checks.record_rows import header_of
from bystander.evidence.record.dates import Dates
from bystander.evidence.record.empties import Settled
from bystander.evidence.record.seen import Seen
from bystander.evidence.record.totals import Totals
from bystander.evidence.search_record.checks import ev96_search_columns as ev96
from bystander.evidence.search_record.checks import ev97_no_rows_of_searches as ev97
from bystander.evidence.search_record.checks import ev98_impossible_counts as ev98
from bystander.evidence.search_record.checks import ev99_counted_twice as ev99
from bystander.evidence.search_record.checks import ev100_read_as as ev100
from bystander.evidence.search_record.checks import ev101_parts_of_searches as ev101
from bystander.evidence.search_record.periods import spans_of

if TYPE_CHECKING:
    from bystander.errors import Problem
    from bystander.evidence.checks.check import Check
    from bystander.evidence.search_record.seen import SearchHeader, SearchRows


def _as_record(seen: SearchRows) -> Seen:
    """Return the rows that count as checks of deployment records look at them: a remark below may be one cell wide."""
    numbers = {row.number for row in seen.used}
    table = replace(seen.table, rows=tuple((n, cells) for n, cells in seen.table.rows if n in numbers))
    return Seen(
        table=table, rows=seen.used, deployments=seen.used, used=seen.used, dates=Dates(), settled=Settled(parts={}),
        totals=Totals(), put_back=seen.put_back,
    )  # fmt: skip


def _days_of(seen: SearchRows) -> ev102.Days:
    """Return the days of the periods that can be read."""
    where = f"{seen.table.name}, column {header_of(seen.table, 'date')}"
    return ev102.Days(where=where, spans=spans_of(seen.used))


def _written_alike(seen: SearchRows) -> list[Problem]:
    """Find groups, or purposes, that are written in two ways."""
    said = {name: {str(row.values[name]) for row in seen.used if name in row.values} for name in ("group", "purpose")}
    alike = {name: ev55.written_alike(values) for name, values in said.items()}
    found = [ev55.in_two_ways(seen.table.name, name, number) for name, number in alike.items() if number]
    groups = ev55.Valued(name=seen.table.name, attribute="group", values=tuple(said["group"]))
    return found or ev55.look_at_words(groups)


DAYS_TO_COME: Check[SearchRows] = ev102.CHECK.on(lambda seen: ev102.to_come(_days_of(seen)))

# of the header alone; the rows are read where nothing of it stops the work
HEADER: tuple[Check[SearchHeader], ...] = (ev96.CHECK,)

# of the rows
ROWS: tuple[Check[SearchRows], ...] = (
    ev48.CHECK.within(_as_record), ev76.CHECK.within(_as_record), ev43.CHECK.within(_as_record),
    ev32.CHECK.within(_as_record), ev98.CHECK, ev99.CHECK, ev97.CHECK, ev100.CHECK,
    ev101.CHECK, DAYS_TO_COME, ev55.CHECK.on(_written_alike),
)  # fmt: skip

EVERY: tuple[Check[Any], ...] = (ev96.CHECK, ev97.CHECK, ev98.CHECK, ev99.CHECK, ev100.CHECK, ev101.CHECK)
