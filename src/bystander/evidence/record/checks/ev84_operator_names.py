"""EV84: names of operators that differ in capital letters alone; they were taken for one.

Else each spelling would be an operator with rates of its own, none of which is that of anybody.
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
    """Find operators that are written in several ways."""
    spelled: dict[str, set[str]] = {}
    at = seen.table.columns.index("who") if "who" in seen.table.columns else None
    for row in seen.used:
        if at is not None and (who := row.words("who")):
            spelled.setdefault(who, set()).add(row.cells[at])
    several = sorted(", ".join(sorted(names)) for names in spelled.values() if len(names) > 1)
    if not several:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found="operators whose names differ in capital letters alone were taken for one",
            where=f"{seen.table.name}, column {header_of(seen.table, 'who')}",
            got="; ".join(several[:_SHOWN]),
            means="their counts were added up under the name that stands first",
            do="write each name in one way, or tell them apart by more than that",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
