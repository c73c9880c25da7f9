"""EV30: the deployment record has a header and nothing under it.

A rate of no deployments is 0/0, which is *not estimable* and never 0: the work stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV30"


def none_left(seen: Seen) -> list[Problem]:
    """Find a record of which every row was refused."""
    if seen.used:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found="no row of the record can be used",
            where=seen.table.name,
            expected="at least one row with a count of alerts",
            got=f"{len(seen.table.rows):,} rows, all refused",
            means="the counts are N/A throughout, or stand in columns with other names",
            do="fill in the counts, or say with --column which columns hold them",
        )
    ]


def look(table: Table) -> list[Problem]:
    """Find a record without a single row."""
    if table.rows:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found="the record has a header and no row under it",
            where=f"{table.name}, row {table.header_row}",
            expected="one row for each deployment",
            got="0 rows",
            means="a query that matched nothing, or an export that failed half-way, looks like this",
            do="export the record again and look into it before giving it",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
NONE_LEFT = CHECK.on(none_left)
