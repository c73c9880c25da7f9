"""EV80: a row of a period, beside rows of days within it.

A published month beside the deployments of that month tells them twice, unless they are others. Rows are parts of
another where operator and place agree, as far as the longer one gives them, and no count is larger than its.
Nothing is dropped: which of the two was meant only the keeper of the record can tell.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows
from bystander.evidence.record.columns import CORE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV80"
_SHOWN = 5


def look(seen: Seen) -> list[Problem]:
    """Find rows whose days are some of those of a longer row that may count them too."""
    spans = {row.number: span for row in seen.used if (span := _span(row)) is not None}
    if len(set(spans.values())) < 2 or all(first == last for first, last in spans.values()):
        return []
    by_operator: dict[object, list[Row]] = defaultdict(list)
    for row in seen.used:
        if row.number in spans:
            by_operator[row.values.get("who")].append(row)
    found = [pair for own in by_operator.values() for pair in _within(own, spans)]
    if not found:
        return []
    wholes = list(dict.fromkeys(whole for whole, _ in found))
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"{how_many(len(wholes), 'row')} of a period beside rows of days within it: "
            + "; ".join(
                f"row {whole} holds {rows([part for of, part in found if of == whole])}" for whole in wholes[:_SHOWN]
            ),
            where=f"{seen.table.name}, {rows([*wholes, *(part for _, part in found)])}",
            means="the alerts of those days may be counted twice, once in the period; nothing was dropped",
            do="leave out the periods or the days, unless they count different deployments: "
            f'--without-rows "{",".join(map(str, wholes[:_SHOWN]))}: told by day"',
        )
    ]


def _span(row: Row) -> tuple[date, date] | None:
    first = row.day("date")
    return None if first is None else (first, row.day("date_to") or first)


def _within(own: Sequence[Row], spans: dict[int, tuple[date, date]]) -> list[tuple[int, int]]:
    """Return the longer rows of one operator, each with the rows that lie within it."""
    places: dict[object, dict[tuple[date, date], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in own:
        for key in {None, row.values.get("place")}:  # a row without a place may hold those of any
            places[key][spans[row.number]].append(row)
    found = []
    for whole in own:
        first, last = spans[whole.number]
        if first == last:
            continue
        for (start, end), some in places[whole.values.get("place")].items():
            if first <= start <= end <= last and (start, end) != (first, last):
                found += [(whole.number, part.number) for part in some if _fits(part, whole)]
    return found


def _fits(part: Row, whole: Row) -> bool:
    """Return whether no count of a row is larger than that of the row that may hold it; they share one at least."""
    shared = [(part.count(name), whole.count(name)) for name in CORE]
    both = [(a, b) for a, b in shared if a is not None and b is not None]
    return bool(both) and all(a <= b for a, b in both)


CHECK = Check(code=CODE, about=__doc__, look=look)
