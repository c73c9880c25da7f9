"""EV42: a row of totals among the deployments.

Spreadsheets end with one. Read as a deployment it would count everything twice, so it is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.cells import known
from bystander.evidence.record.checks.record_rows import how_many, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV42"
_WORDS = frozenset({"total", "totals", "sum", "overall", "grand total", "all", "subtotal"})


def refused(read: Sequence[Row]) -> list[int]:
    """Return the numbers of the rows whose first written cell says that they are totals."""
    return [
        row.number for row in read if next((c for c in row.cells if known(c)), "").casefold().rstrip(": ") in _WORDS
    ]


def look(seen: Seen) -> list[Problem]:
    """Find rows of totals."""
    table, read = seen.table, seen.rows
    bad = refused(read)
    if not bad:
        return []
    return [
        Problem(
            code=CODE,
            severity="refused",
            found=f"{how_many(len(bad), 'row')} of totals",
            where=f"{table.name}, {rows(bad)}",
            expected="one row for each deployment",
            means="counted with the deployments, every alert and face would count twice",
            do="nothing; to be rid of this message, take the row out",
            needed=False,
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
