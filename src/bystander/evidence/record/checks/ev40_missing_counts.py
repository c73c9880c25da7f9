"""EV40: counts or dates that some of the rows lack.

Such a row leaves only the rates that need the count; every finding says how many rows it rests on. A row without a
date, as a merged cell leaves it, counts as a deployment of its own. Where the row above gives the count, and is of the
same day, it may count both: a file that was made of a workbook gives a merged number once. That leads the caveats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, in_place_of_counts, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV40"
_FALSE = {"false_alerts", "false_confirmed", "false_unconfirmed"}
_TIME = {"hours", "duration_min", "duration"}
_COLUMNS = {"faces seen": {"faces_seen"}, "alerts": {"alerts"}, "false alerts": _FALSE, "hours": _TIME}


def look(seen: Seen) -> list[Problem]:
    """Find rows that lack faces seen, alerts, false alerts or hours while others have them."""
    table, read, counted, settled = seen.table, seen.used, seen.counted, seen.settled
    hours = np.logical_or.reduce([counted.of(name) >= 0 for name in _TIME])
    lacks = {
        "faces seen": counted.where(~counted.known("faces_seen")),
        "alerts": [row for row in counted.where(~counted.known("alerts")) if settled.parts_of(row).alerts is None],
        "false alerts": [
            row for row in counted.where(counted.judged("false") < 0) if settled.parts_of(row).wrong is None
        ],
        "hours": counted.where(~hours),
    }
    begin = {row.number for row in seen.deployments}
    stopped = [one for one in table.shared if one.counted and one.rows[0] in begin]  # by EV48
    merged = {(name, number) for one in stopped for name in one.columns for number in one.rows}
    lacking = {
        what: [row for row in some if _apt(row, names) and merged.isdisjoint((name, row.number) for name in names)]
        for what, some in lacks.items()
        for names in [_COLUMNS[what]]
    }
    return [
        Problem(
            code=CODE,
            severity="warning",
            of_findings=True,
            found=f"{what} not given in {len(bad):,} of {how_many(len(read), 'row')} used",
            where=f"{table.name}, {rows([row.number for row in bad])}",
            expected="a number, or 0",
            got=in_place_of_counts(table, bad, _COLUMNS[what]),
            means=f"these rows are left out of every rate that needs {what}",
            do="ask for the missing counts",
        )
        for what, bad in lacking.items()
        if 0 < len(bad) < len(read)
    ] + [
        *(problem for what, bad in lacking.items() for problem in _given_once(seen, what, bad)),
        *_undated(seen),
    ]


def _given_once(seen: Seen, what: str, bad: Sequence[Row]) -> list[Problem]:
    """Find rows without a count below one of the same day that gives it, and may give it for both."""
    lacks = {row.number for row in bad}
    found: list[int] = []
    above: Row | None = None  # that gives the count, if what stands between are such rows
    for row in seen.used:
        if row.number not in lacks:
            above = row
        elif above is not None and _goes_on(row, above):
            found.append(row.number)
        else:
            above = None
    if not found or what == "hours":
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"{what} of {how_many(len(found), 'row')} may be counted in the row above: it has the "
            "same day, or none",
            where=f"{seen.table.name}, {rows(found)}",
            expected="a count of each row; of cells that were merged, the upper one alone holds it",
            means=f"if so, rates that need {what} are wrong, as the other counts of these rows are left out of them",
            do="ask whether the count is of both; if so, write them as one row with their other counts added up",
        )
    ]


def _goes_on(row: Row, above: Row) -> bool:
    """Return whether a row is of the operator and the day of one above, or says neither when nor where."""
    if row.values.get("who") not in {None, above.values.get("who")}:
        return False
    day = row.day("date")
    return row.values.keys().isdisjoint({"date", "place"}) or (day is not None and day == above.day("date"))


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
