"""EV36: dates that cannot be read, that end before they begin, or that have two readings.

04/05/2024 is read day first where no date of the column settles it, and that is said. 45000 is a day as spreadsheets
count them, from the end of 1899. A financial year ("2023/24", "FY 2024") begins in April in one country and in July in
another, and a year to date ends on any day: both are asked for with their first and last day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import MOST, at_fault, header_of, how_many, rows
from bystander.evidence.record.split_years import is_of_its_own, is_to_date, without_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV36"


def look(seen: Seen) -> list[Problem]:
    """Find dates that are unusable, and say where the order of day and month was assumed."""
    table, read = seen.table, seen.deployments
    years = {} if seen.dates.doubtful else _years_of(table, read)
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
        for bad in ([] if seen.dates.doubtful else at_fault(table, _without(read, years), "date"))
    ]
    return [
        *problems, *_years(table, years), *_backwards(table, read), *_assumed(table, assumed=seen.dates.assumed),
        *_serials(table, seen.dates.serials),
    ]  # fmt: skip


def _years_of(table: Table, read: Sequence[Row]) -> dict[int, str]:
    """Return the cells that name a year whose days are not told, by row."""
    places = [(at, name) for at, name in enumerate(table.columns) if name in {"date", "date_to"}]
    return {
        row.number: row.cells[at]
        for row in read
        for at, name in places
        if row.faults.get(name or "") == "date"
        and (without_days(row.cells[at]) or is_of_its_own(table.header[at], row.cells[at]))
    }


def _without(read: Sequence[Row], years: Mapping[int, str]) -> Sequence[Row]:
    return [row for row in read if row.number not in years] if years else read


def _years(table: Table, years: Mapping[int, str]) -> list[Problem]:
    if not years:
        return []
    first = next(iter(years.values()))
    digits = re.search(r"(?:20|19)?\d{2}", first)
    year = int(digits[0]) + (2000 if len(digits[0]) == 2 else 0) if digits else 2024
    so_far = is_to_date(first)
    days = f"{year}-01-01 to {year}-06-30" if so_far else f"{year}-04-01 to {year + 1}-03-31"
    said = "end with June" if so_far else "begin in April"
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(len(years), 'period')} in column {header_of(table, 'date')} without a first or last day",
            where=f"{table.name}, column {header_of(table, 'date')}, {rows(list(years))}",
            expected="the first and the last day, in one cell or in two columns",
            got=", ".join(f'"{cell}"' for cell in list(dict.fromkeys(years.values()))[:MOST]),
            means="financial years begin in different months, and a year to date may end on any day",
            do=f'write both days: "{days}" for {first}, if its counts {said}',
        )
    ]


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
