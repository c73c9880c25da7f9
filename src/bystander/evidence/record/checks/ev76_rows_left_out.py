"""EV76: rows that were declared to be left out.

They are read and enter no rate; the reason that was given is told with every result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV76"


def look(seen: Seen) -> list[Problem]:
    """Find rows that were left out, and those that the record does not have."""
    reasons = dict.fromkeys(seen.without.values())
    problems = [
        Problem(
            code=CODE,
            severity="refused",
            leads=True,
            found=f"{rows(bad)}, as declared: {reason}",
            where=f"{seen.table.name}, {rows(bad)}",
            means="whoever gave the record wanted these rows in no rate",
            needed=False,
        )
        for reason in reasons
        if (bad := [number for number, why in seen.without.items() if why == reason])
    ]
    if seen.absent:
        problems.append(
            Problem(
                code=CODE,
                severity="error",
                found=f"{how_many(len(seen.absent), 'row')} to be left out, which the record does not have",
                where=f"{seen.table.name}, {rows(seen.absent)}",
                expected=f"numbers of rows as a spreadsheet shows them: the header is row {seen.table.header_row} here",
                do="name the rows by these numbers",
            )
        )
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
