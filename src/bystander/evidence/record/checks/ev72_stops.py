"""EV72: people stopped and arrested that do not fit together.

All stops are those after right and after wrong alerts; people who are arrested were stopped before, and who was
stopped after an alert had one. Where they do not fit, one of the counts is of something else, or misprinted; all
are told as they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows
from bystander.evidence.record.columns import STOPS

if TYPE_CHECKING:
    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV72"
_SHOWN = 5


def look(seen: Seen) -> list[Problem]:
    """Find rows whose stops do not add up, those with more arrests than stops, or more wrong stops than alerts."""
    if not seen.table.known() & set(STOPS):
        return []
    used = [row for row in seen.used if row.count("stops") is not None]
    wrong = [(row, n, row.count("false_alerts")) for row in seen.used if (n := row.count("false_stops")) is not None]
    beyond = [(row, n, alerts) for row, n, alerts in wrong if alerts is not None and n > alerts]
    apart = [(row, both, row.count("stops") or 0) for row in used if (both := _both(row)) is not None]
    alone = [(row, n, row.count("alerts")) for row in seen.used if (n := row.count("arrests")) is not None]
    outside = [(row, n, of) for row, n, of in alone if of is not None and n > of and row.count("stops") is None]
    more = [(row, n, row.count("stops") or 0) for row in used if (n := row.count("arrests")) is not None]
    return [
        *_problem(seen, "stops after right and after wrong alerts do not add up to all stops", "true_stops",
                  [one for one in apart if one[1] != one[2]]),
        *_problem(seen, "more people were arrested than stopped", "arrests", [one for one in more if one[1] > one[2]]),
        *_problem(seen, "more people were arrested than there were alerts", "arrests", outside),
        *_problem(seen, "more people were stopped after wrong alerts than there were", "false_stops", beyond,
                  leads=True),
    ]  # fmt: skip


def _both(row: Row) -> int | None:
    right, wrong = row.count("true_stops"), row.count("false_stops")
    return None if right is None or wrong is None else right + wrong


def _problem(
    seen: Seen, found: str, column: str, bad: list[tuple[Row, int, int]], *, leads: bool = False
) -> list[Problem]:  # fmt: skip
    if not bad:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"{found} in {how_many(len(bad), 'row')}: "
            + "; ".join(f"row {row.number}, {n:,} and {of:,}" for row, n, of in bad[:_SHOWN]),
            where=f"{seen.table.name}, column {header_of(seen.table, column)}, {rows([one[0].number for one in bad])}",
            means="one of the columns counts something else, or a count is misprinted; they were taken as they stand",
            do="ask the keeper of the record what each of them counts",
            leads=leads,
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
