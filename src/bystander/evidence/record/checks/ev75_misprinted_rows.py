"""EV75: rows whose counts cannot be true: alerts far above those that were judged, or the size of the watchlist.

One such row would decide the rates of the whole record, so it enters none of them, and that is said first of all. It
is told from the other rows: where they have nearly all alerts judged, seven thousand of which nine were is a
misprint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows
from bystander.evidence.record.put_back import if_it_counts

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV75"
_SHOWN = 5


def look(seen: Seen) -> list[Problem]:
    """Find rows that were set aside."""
    aside = seen.asides
    if not aside:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            of_findings=True,
            found=f"{how_many(len(aside), 'row')} with counts that cannot be true: "
            + "; ".join(f"row {number}: {why}" for number, why in list(aside.items())[:_SHOWN]),
            where=f"{seen.table.name}, {rows(list(aside))}",
            expected="alerts of which most were judged right or wrong, as in the other rows",
            means="a number of another column was printed there, or a digit too many; the row enters no rate",
            do="ask the keeper of the record for the right counts; " + if_it_counts(min(aside), "misprint"),
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
