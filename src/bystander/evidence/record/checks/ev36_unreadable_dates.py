"""EV36: dates that cannot be read, that end before they begin, or that have two readings.

04/05/2024 is read day first where no date of the column settles it, and that is said. 45000 is a day as spreadsheets
count them, from the end of 1899.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import at_fault, header_of, how_many, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV36"


def look(seen: Seen) -> list[Problem]:
    """Find dates that are unusable, and say where the order of day and month was assumed."""
    table, read = seen.table, seen.deployments
    problems = [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(bad.cells, 'date')} in column {bad.header} cannot be read",
            where=bad.where,
            expected="a date such as 2024-07-11, 11/07/2024, 11 July 2024 or 1-3 June 2025",
            got=bad.got,
            means="a remark stands where the date should be, or there is no such day",
            do="write dates as year-month-day, or leave the cell empty where the day is not known",
        )
        for bad in ([] if seen.dates.doubtful else at_fault(table, read, "date"))
    ]
    return [
        *problems, *_backwards(table, read), *_assumed(table, assumed=seen.dates.assumed),
        *_serials(table, seen.dates.serials),
    ]  # fmt: skip


def _backwards(table: Table, read: Sequence[Row]) -> list[Problem]:
    bad = [row.number for row in read if (a := row.day("date")) and (b := row.day("date_to")) and b < a]
    if not bad:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(len(bad), 'row')} whose last day is before its first",
            where=f"{table.name}, {rows(bad)}",
            expected=f"{header_of(table, 'date_to')} on or after {header_of(table, 'date')}",
            means="the two dates were swapped, or a year is misprinted",
            do="correct the dates",
        )
    ]


def _serials(table: Table, serials: int) -> list[Problem]:
    if not serials:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"{how_many(serials, 'date')} written as a number, as spreadsheets count days from 1899-12-30",
            where=f"{table.name}, column {header_of(table, 'date')}",
            means="in workbooks of some old programs the same number is a day four years later",
            do="compare one of the dates with the source",
            needed=False,
        )
    ]


def _assumed(table: Table, *, assumed: bool) -> list[Problem]:
    if not assumed:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found="dates like 04/05/2024 were read with the day first; nothing in the file says which comes first",
            where=f"{table.name}, column {header_of(table, 'date')}",
            means="read the other way round, deployments would fall into other periods",
            do="write dates as year-month-day",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
