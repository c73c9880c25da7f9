"""EV44: false alerts are not given, only all alerts and the right ones.

The difference is taken as false. That counts alerts which nobody resolved as false too, and it is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV44"


def derived(table: Table) -> bool:
    """Return whether false alerts have to be worked out: no column of them, but alerts and right alerts."""
    known = table.known()
    return (
        not known & {"false_alerts", "false_confirmed"}
        and "alerts" in known
        and bool(known & {"true_alerts", "true_confirmed"})
    )


def look(seen: Seen) -> list[Problem]:
    """Say so where false alerts are worked out."""
    table = seen.table
    if not derived(table):
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found="false alerts are not given; they were worked out as all alerts less the right ones",
            where=f"{table.name}, column {header_of(table, 'alerts')}",
            expected="a column false_alerts",
            means="an alert that nobody resolved counts as false here",
            do="ask for the number of alerts that were judged wrong",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
