"""EV73: rows that are no deployments: remarks below the table, headings within it, averages, headers of a new page.

They are left out and counted; a remark that is a sentence is quoted as the note of a row is. A remark has no count
that can be read, or stands below the last deployment without a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows
from bystander.evidence.record.put_back import if_it_counts

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV73"


def look(seen: Seen) -> list[Problem]:
    """Find remarks and repeated headers."""
    problems = []
    if seen.remarks:
        problems.append(
            Problem(
                code=CODE,
                severity="refused",
                found=f"{how_many(len(seen.remarks), 'row')} with a remark, a heading or an average",
                where=f"{seen.table.name}, {rows(sorted(seen.remarks))}",
                expected="one row for each deployment",
                means="such a row counts no deployment",
                do="nothing, if that is so; otherwise give the row its date and counts; "
                + if_it_counts(min(seen.remarks), "remark"),
                needed=False,
            )
        )
    if seen.table.repeated:
        problems.append(
            Problem(
                code=CODE,
                severity="note",
                found=f"{how_many(len(seen.table.repeated), 'row')} that repeat the header were passed over",
                where=f"{seen.table.name}, {rows(seen.table.repeated)}",
            )
        )
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
