"""EV49: rows in which nobody and no time was watched.

All that they tell of faces, hours and alerts is 0: no deployment took place. Counted as deployments, they make rates
per deployment smaller than they were, so they enter no rate. Where hours are not told this is only likely, and said
to be. A record of nothing else has no rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows
from bystander.evidence.record.idle import tells_time

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV49"


def look(seen: Seen) -> list[Problem]:
    """Find rows in which no deployment took place."""
    if not seen.idle:
        return []
    all_of_them = all(row.number in seen.idle for row in seen.used)
    sure = all(tells_time(row) or row.count("deployments") == 0 for row in seen.deployments if row.number in seen.idle)
    many = "the only row" if len(seen.idle) == 1 else f"all {how_many(len(seen.idle), 'row')}"
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=("nobody and no time was watched in " if sure else "nobody was seen, and no time is told, in ")
            + (many if all_of_them else f"{how_many(len(seen.idle), 'row')}, left out of all rates"),
            where=f"{seen.table.name}, {rows(sorted(seen.idle))}",
            expected="a row for each deployment that took place",
            got="0 for faces, hours and alerts, as far as they are told",
            means=("no deployment took place" if sure else "most likely no deployment took place")
            + (
                ", so there is no rate per deployment"
                if all_of_them
                else "; counted as one, it would make rates per deployment too low"
            ),
            do="take the rows out; where cameras ran all the same, give the hours"
            + ("" if all_of_them else f', or count the row: --with-rows "{min(seen.idle)}: a deployment"'),
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
