"""EV77: dates of which some may have day and month swapped.

A spreadsheet that is told 03/02/2025 in a country where the month is first stores the 2nd of March, and leaves
13/02/2025 as text. A column with dates in two styles, one of which never has a day above 12, looks like that. Nothing
is told by period, and no row by its date, until the dates are written in one way. A column of years beside them can
be declared: years are told by it, and days are not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.ev04_columns import declaring
from bystander.evidence.record.checks.record_rows import header_of
from bystander.evidence.record.numbers import known

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV77"
_YEAR = re.compile(r"(?:19|20)\d\d")


def look(seen: Seen) -> list[Problem]:
    """Find dates that cannot be trusted."""
    if not seen.dates.doubtful:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=seen.dates.doubtful,
            where=f"{seen.table.name}, column {header_of(seen.table, 'date')}",
            expected="one way of writing dates",
            means="a program read some dates with the month first; no date was used, so nothing is told by period",
            do="write every date as year-month-day, from the source" + _by_years(seen.table),
        )
    ]


def _by_years(table: Table) -> str:
    """Say how a column of years is read that nothing is read from; nothing where there is none."""
    heading = next((h for h in table.unread() if _are_years(table, h)), "")
    return f"; or take the years alone: {declaring('date', heading)}" if heading else ""


def _are_years(table: Table, heading: str) -> bool:
    at = table.header.index(heading)
    cells = {cells[at] for _, cells in table.rows if at < len(cells) and known(cells[at])}
    return bool(cells) and all(_YEAR.fullmatch(cell) for cell in cells)


CHECK = Check(code=CODE, about=__doc__, look=look)
