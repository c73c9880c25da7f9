"""EV39: two columns that are equal in every row.

One of them carries no information: it was copied, or two questions were answered with one number. Counts that may well
be equal are not compared: alerts and right alerts, right alerts and stops after right alerts, arrests and stops.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many
from bystander.evidence.record.columns import OUTCOMES, STOPS

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV39"
FEWEST_ROWS = 8
_OF_ONE_SIDE = frozenset({*OUTCOMES, *STOPS}) - {"alerts", "stops"}  # after right alerts, or after false ones
FEWEST_VALUES = 3  # different ones; two columns of zeros are no news


def look(seen: Seen) -> list[Problem]:
    """Find pairs of columns of figures that are equal in every row."""
    table = seen.table
    full = [cells for _, cells in table.rows if len(cells) == len(table.header)]
    if len(full) < FEWEST_ROWS:
        return []
    columns = list(zip(*full, strict=True))
    figures = [
        at
        for at, cells in enumerate(columns)
        if len(set(cells)) >= FEWEST_VALUES and all(c.replace(",", "").isdigit() or not c for c in cells)
    ]
    equal = [
        (table.header[a], table.header[b])
        for a, b in combinations(figures, 2)
        if columns[a] == columns[b] and not _may_be_equal(table.columns[a], table.columns[b])
    ]
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"column {b} equals column {a} in every one of {how_many(len(full), 'row')}",
            where=f"{table.name}, columns {a} and {b}",
            expected="columns that count different things",
            got="the same numbers twice",
            means="one of the two carries no information: it was copied, or counts the same thing under another name",
            do="do not quote both; ask the keeper of the record what each of them counts",
        )
        for a, b in equal
    ]


def _may_be_equal(first: str | None, second: str | None) -> bool:
    """Return whether one of two counts may be all of the other: of alerts, and of what followed the same alerts."""
    both = {first, second}
    if both <= set(OUTCOMES):
        return True
    against = {"false" if str(name).startswith("false") else "true" for name in both if name in _OF_ONE_SIDE}
    return both <= {*OUTCOMES, *STOPS} and len(against) < 2


CHECK = Check(code=CODE, about=__doc__, look=look)
