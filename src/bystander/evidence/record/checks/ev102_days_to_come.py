"""EV102: rows of days that have not come yet.

What was counted cannot be of tomorrow: a year was misprinted, day and month changed places, or the row is a plan. The
row is counted as it stands, and that is said first of all. A day more is allowed, as it is tomorrow already elsewhere.
A period that has begun and is not over is a note: its counts are those so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, listed_few, rows
from bystander.evidence.record.clock import latest_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.evidence.record.dates import Span
    from bystander.evidence.record.seen import Seen

CODE = "EV102"


class Days(NamedTuple):
    """The first and last day of rows, by number; ``where``: the file and column that tell them."""

    where: str
    spans: Mapping[int, Span]
    assumed: bool = False


def look(seen: Seen) -> list[Problem]:
    """Find rows of a deployment record that tell of days to come."""
    if seen.dates.doubtful:  # no date is used
        return []
    spans = {
        row.number: (first, row.day("date_to") or first) for row in seen.used if (first := row.day("date")) is not None
    }
    where = f"{seen.table.name}, column {header_of(seen.table, 'date')}"
    return to_come(Days(where=where, spans=spans, assumed=seen.dates.assumed))


def to_come(days: Days) -> list[Problem]:
    """Find days that have not come yet, and periods that are not over."""
    latest = latest_day()
    ahead = [number for number, (first, _) in days.spans.items() if first > latest]
    going = [number for number, (first, last) in days.spans.items() if first <= latest < last]
    problems = []
    if ahead:
        said = listed_few([f"row {number} is dated {days.spans[number][0]}" for number in ahead])
        problems.append(
            Problem(
                code=CODE,
                severity="warning",
                leads=True,
                found=f"{how_many(len(ahead), 'row')} of days that had not come when the record was read: {said}",
                where=f"{days.where}, {rows(ahead)}",
                expected="days on which something was counted",
                means="a year was misprinted, or the row is a plan; the counts were taken as they stand"
                + (". Whether the day or the month comes first was assumed" if days.assumed else ""),
                do="give the row its right date, or take it out if it is a plan",
            )
        )
    if going:
        problems.append(
            Problem(
                code=CODE,
                severity="note",
                found=f"{how_many(len(going), 'row')} of a period that was not over when the record was read",
                where=f"{days.where}, {rows(going)}",
                means="the counts were taken as those so far",
                do="give the last day that was counted",
            )
        )
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
