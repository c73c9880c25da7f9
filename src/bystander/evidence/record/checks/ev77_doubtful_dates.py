"""EV77: dates of which some may have day and month swapped.

A spreadsheet that is told 03/02/2025 in a country where the month is first stores the 2nd of March, and leaves
13/02/2025 as text. A column with dates in two styles, one of which never has a day above 12, looks like that. Nothing
is told by period, and no row by its date, until the dates are written in one way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV77"


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
            do="write every date as year-month-day, from the source",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
