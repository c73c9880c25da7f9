"""EV40: counts that some of the rows lack.

Such a row leaves only the rates that need the count; every finding says how many rows it rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV40"
_FALSE = {"false_alerts", "false_confirmed", "false_unconfirmed"}
_TIME = {"hours", "duration_min", "duration"}


def look(seen: Seen) -> list[Problem]:
    """Find rows that lack faces seen, alerts, false alerts or hours while others have them."""
    table, read, parts = seen.table, seen.used, seen.settled.parts
    lacking = {
        "faces seen": [
            row.number for row in read if row.count("faces_seen") is None and "faces_seen" not in row.faults
        ],
        "alerts": [row.number for row in read if parts[row.number].alerts is None and "alerts" not in row.faults],
        "false alerts": [
            row.number for row in read if parts[row.number].wrong is None and not _FALSE & set(row.faults)
        ],
        "hours": [row.number for row in read if _TIME.isdisjoint(row.values) and _TIME.isdisjoint(row.faults)],
    }
    return [
        Problem(
            code=CODE,
            severity="warning",
            of_findings=True,
            found=f"{what} not given in {len(bad):,} of {how_many(len(read), 'row')} used",
            where=f"{table.name}, {rows(bad)}",
            expected="a number, or 0",
            got="empty cells, or N/A",
            means=f"these rows are left out of every rate that needs {what}",
            do="ask for the missing counts",
        )
        for what, bad in lacking.items()
        if 0 < len(bad) < len(read)
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
