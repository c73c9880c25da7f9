"""EV44: a part of the alerts is not given, and was worked out from the others.

Right and false alerts add up to all alerts, so each row's missing part is determined by the others. Where alerts are
left that nobody judged, it is not, and stays unknown; where a column is missing altogether nothing tells, and alerts
that nobody resolved count as the missing part: that is said.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, in_place_of_counts, rows
from bystander.evidence.record.columns import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.seen import Seen

CODE = "EV44"
_SIDES = {
    "false alerts": ("false_alerts", {"false_alerts", "false_confirmed"}, "all alerts less the right ones", "false"),
    "right alerts": ("true_alerts", {"true_alerts", "true_confirmed"}, "all alerts less the false ones", "right"),
}


def look(seen: Seen) -> list[Problem]:
    """Say so where right or false alerts are worked out."""
    found: dict[str, list[int]] = defaultdict(list)
    used = {row.number for row in seen.used} if any(p.derived for p in seen.settled.parts.values()) else set()
    for number, parts in seen.settled.parts.items():
        if parts.derived and number in used:
            found[parts.derived].append(number)
    return [_problem(seen, what, numbers) for what, numbers in found.items()]


def _problem(seen: Seen, what: str, numbers: Sequence[int]) -> Problem:
    table = seen.table
    name, columns, how, side = _SIDES.get(what, ("", set(), "what the other parts leave", ""))
    if columns and not table.known() & columns:
        return Problem(
            code=CODE,
            severity="warning",
            found=f"{what} are not given; they were worked out as {how}",
            where=f"{table.name}, column {header_of(table, 'alerts')}",
            expected=f"a column {name}",
            means=f"an alert that nobody resolved counts as {side} here",
            do=f"ask for the number of alerts that were judged {'wrong' if side == 'false' else 'right'}",
            leads=side == "false",
        )
    lacking = set(numbers)
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{what} of {how_many(len(numbers), 'row')} are not given; they were worked out as {how}",
        where=f"{table.name}, {rows(numbers)}",
        got=in_place_of_counts(table, [row for row in seen.used if row.number in lacking], columns or OUTCOMES),
        means="the rows that give all three counts add up, and so were these taken to",
        do="ask whether every alert was judged",
        needed=False,
    )


CHECK = Check(code=CODE, about=__doc__, look=look)
