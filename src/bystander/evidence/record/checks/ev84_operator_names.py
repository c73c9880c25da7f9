"""EV84: names of operators or places that differ in capital letters or spaces alone; they were taken for one.

Else each spelling would be an operator with rates of its own, none of which is that of anybody; and periods of one
place that overlap would look like those of two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV84"
_SHOWN = 5


def look(seen: Seen) -> list[Problem]:
    """Find operators and places that are written in several ways."""
    return [*_spelled(seen, "who"), *_spelled(seen, "place")]


def _spelled(seen: Seen, column: str) -> list[Problem]:
    if column not in seen.table.columns:
        return []
    spelled: dict[str, set[str]] = {}
    at = seen.table.columns.index(column)
    for row in seen.used:
        if name := row.words(column):
            spelled.setdefault(name, set()).add(row.cells[at])
    several = sorted(", ".join(sorted(names)) for names in spelled.values() if len(names) > 1)
    if not several:
        return []
    of_operators = column == "who"
    return [
        Problem(
            code=CODE,
            severity="warning" if of_operators else "note",
            found=f"{'operators' if of_operators else 'places'} whose names differ in capital letters or spaces alone "
            "were taken for one",
            where=f"{seen.table.name}, column {header_of(seen.table, column)}",
            got="; ".join(several[:_SHOWN]),
            means="their counts were added up under the name that stands first"
            if of_operators
            else "their rows are of one place, which has the name that stands first",
            do="write each name in one way, or tell them apart by more than that",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
