"""EV82: counts that never fall from row to row, as those of a year to date do.

A running total holds all that the rows before it hold. Added up, the same alerts count again in each. Where five rows
or more of one operator rise in every count that they give, two counts at least, the record is asked about: by chance
one count of five rows does so once in 120. Nothing is changed, as a use that grows rises too.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import rows
from bystander.evidence.record.columns import CORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV82"
FEWEST = 5  # rows of one operator
_COUNTS = 2  # that rise, at least


def look(seen: Seen) -> list[Problem]:
    """Find operators whose counts rise from row to row."""
    by_operator: dict[object, list[Row]] = defaultdict(list)
    for row in seen.used:
        by_operator[row.values.get("who"), row.values.get("place")].append(row)
    rising = [own for own in by_operator.values() if len(own) >= FEWEST and _rises(own)]
    if not rising:
        return []
    numbers = [row.number for own in rising for row in own]
    earlier = [row.number for own in rising for row in _in_time(own)[:-1]]
    told = f'--without-rows "{",".join(map(str, earlier))}: running totals"' if len(earlier) <= 20 else "--without-rows"
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"every count rises from row to row, as running totals do, in {rows(numbers)}",
            where=f"{seen.table.name}, {rows(numbers)}",
            expected="the counts of each deployment or period by itself",
            means="if each row holds the rows before it, the same alerts were added up again and again",
            do=f"ask whether they are totals to date; if so, leave out all but the last: {told}",
        )
    ]


def _in_time(own: Sequence[Row]) -> list[Row]:
    days = [row.day("date") for row in own]
    if None in days:
        return list(own)
    return [row for _, row in sorted(zip(days, own, strict=True), key=lambda pair: (pair[0], pair[1].number))]


def _rises(own: Sequence[Row]) -> bool:
    """Return whether every count that all rows give rises through time, nowhere falls, and there are two at least."""
    ordered = _in_time(own)
    counts = [[row.count(name) for row in ordered] for name in CORE]
    known = [[n for n in column if n is not None] for column in counts]
    whole = [column for column in known if len(column) == len(own)]
    rising = [column for column in whole if all(a <= b for a, b in pairwise(column))]
    strictly = [column for column in rising if column[0] < column[-1]]
    return len(rising) == len(whole) and len(strictly) >= _COUNTS


CHECK = Check(code=CODE, about=__doc__, look=look)
