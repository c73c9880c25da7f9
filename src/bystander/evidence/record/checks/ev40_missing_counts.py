"""EV40: counts or dates that some of the rows lack.

Such a row leaves only the rates that need the count; every finding says how many rows it rests on. A row without a
date, as a merged cell leaves it, counts as a deployment of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows

if TYPE_CHECKING:
    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV40"
_FALSE = {"false_alerts", "false_confirmed", "false_unconfirmed"}
_TIME = {"hours", "duration_min", "duration"}


def look(seen: Seen) -> list[Problem]:
    """Find rows that lack faces seen, alerts, false alerts or hours while others have them."""
    table, read, counted, settled = seen.table, seen.used, seen.counted, seen.settled
    hours = np.logical_or.reduce([counted.of(name) >= 0 for name in _TIME])
    lacking = {
        "faces seen": [row.number for row in counted.where(~counted.known("faces_seen")) if _apt(row, {"faces_seen"})],
        "alerts": [
            row.number
            for row in counted.where(~counted.known("alerts"))
            if settled.parts_of(row).alerts is None and _apt(row, {"alerts"})
        ],
        "false alerts": [
            row.number
            for row in counted.where(counted.judged("false") < 0)
            if settled.parts_of(row).wrong is None and _apt(row, _FALSE)
        ],
        "hours": [row.number for row in counted.where(~hours) if _apt(row, _TIME)],
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
    ] + _undated(seen)


def _undated(seen: Seen) -> list[Problem]:
    bad = [row.number for row in seen.used if "date" not in row.values and "date" not in row.faults]
    if not 0 < len(bad) < len(seen.used):
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            of_findings=True,
            found=f"no date in {len(bad):,} of {how_many(len(seen.used), 'row')} used",
            where=f"{seen.table.name}, {rows(bad)}",
            expected="a date in each row; of cells that were merged, the upper one alone holds it",
            means="each counts as a deployment of its own, and is in no period; part of the row above it may be meant",
            do="fill in the dates, and give a deployment one row",
        )
    ]


def _apt(row: Row, names: set[str]) -> bool:
    """Return whether no cell of the kind is at fault, which is told elsewhere."""
    return names.isdisjoint(row.faults)


CHECK = Check(code=CODE, about=__doc__, look=look)
