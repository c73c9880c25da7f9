"""EV80: a row of a period, beside rows of days within it, or of a period that shares some of its days.

A published month beside the deployments of that month tells them twice, unless they are others. Rows are parts of
another where operator and place agree, as far as the longer one gives them, and no count is larger than its.
Nothing is dropped: which of the two was meant only the keeper of the record can tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import timedelta
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows
from bystander.evidence.record.columns import CORE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV80"
_SHOWN = 3


def look(seen: Seen) -> list[Problem]:
    """Find rows whose days are some of those of a longer row that may count them too."""
    spans = {row.number: span for row in seen.used if (span := _span(row)) is not None}
    if len(set(spans.values())) < 2 or all(first == last for first, last in spans.values()):
        return []
    by_operator: dict[object, list[Row]] = defaultdict(list)
    for row in seen.used:
        if row.number in spans:
            by_operator[row.values.get("who")].append(row)
    across = [pair for own in by_operator.values() for pair in _across(own, spans)]
    found = [pair for own in by_operator.values() for pair in _within(own, spans)]
    return [*_periods_and_days(seen, found), *_partly(seen, across, spans)]


def _periods_and_days(seen: Seen, found: Sequence[tuple[int, int]]) -> list[Problem]:
    if not found:
        return []
    held: dict[int, list[int]] = defaultdict(list)
    for whole, part in found:
        held[whole].append(part)
    wholes = list(held)
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"{how_many(len(wholes), 'row')} of a period beside rows of days within it: "
            + "; ".join(f"row {whole} holds {_told(held[whole])}" for whole in wholes[:_SHOWN]),
            where=f"{seen.table.name}, {rows([*wholes, *(part for _, part in found)])}",
            means="the alerts of those days may be counted twice, once in the period; nothing was dropped",
            do="leave out the periods or the days, unless they count different deployments: "
            f'--without-rows "{",".join(map(str, wholes[:_SHOWN]))}: told by day"',
        )
    ]


def _partly(seen: Seen, found: Sequence[tuple[int, int]], spans: dict[int, tuple[date, date]]) -> list[Problem]:
    if not found:
        return []
    shown = [f"rows {a} and {b} share {spans[b][0]} to {spans[a][1]}" for a, b in found[:_SHOWN]]
    more = " and others" if len(found) > _SHOWN else ""
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"periods that overlap in part: {'; '.join(shown)}{more}",
            where=f"{seen.table.name}, {rows(sorted({number for pair in found for number in pair}))}",
            means="what was counted on those days may be counted twice, once in each row; nothing was dropped",
            do="give each day to one row, unless the rows count different deployments",
        )
    ]


def _across(own: Sequence[Row], spans: dict[int, tuple[date, date]]) -> Iterator[tuple[int, int]]:
    """Return rows of one operator and place that share some of their days, and of which each has others."""
    places: dict[object, list[tuple[tuple[date, date], int]]] = defaultdict(list)
    for row in own:
        places[row.values.get("place")].append((spans[row.number], row.number))
    for some in places.values():
        some.sort()
        for k, ((first, last), number) in enumerate(some):
            after = bisect_left(some, (last + timedelta(days=1),), key=lambda one: one[0][:1])
            later = (other for (begins, ends), other in some[k + 1 : after] if begins > first and ends > last)
            yield from ((number, other) for other in islice(later, _SHOWN + 1))


def _told(parts: Sequence[int]) -> str:
    return rows(parts) if len(parts) <= _SHOWN else f"{rows(parts[:_SHOWN])} and others"


def _span(row: Row) -> tuple[date, date] | None:
    first = row.day("date")
    return None if first is None else (first, row.day("date_to") or first)


def _within(own: Sequence[Row], spans: dict[int, tuple[date, date]]) -> list[tuple[int, int]]:
    """Return the longer rows of one operator, each with rows that lie within it."""
    places: dict[object, list[tuple[tuple[date, date], Row]]] = defaultdict(list)
    for row in own:
        for key in {None, row.values.get("place")}:  # a row without a place may hold those of any
            places[key].append((spans[row.number], row))
    for some in places.values():
        some.sort(key=itemgetter(0))
    found = []
    for whole in own:
        first, last = span = spans[whole.number]
        if first == last:
            continue
        there = places[whole.values.get("place")]
        from_, to = (bisect_left(there, (day, day), key=itemgetter(0)) for day in (first, last + timedelta(days=1)))
        parts = (part for of, part in there[from_:to] if of != span and of[1] <= last and _fits(part, whole))
        found += [(whole.number, part.number) for part in islice(parts, _SHOWN + 1)]
    return found


def _fits(part: Row, whole: Row) -> bool:
    """Return whether no count of a row is larger than that of the row that may hold it; they share one at least."""
    shared = [(part.count(name), whole.count(name)) for name in CORE]
    both = [(a, b) for a, b in shared if a is not None and b is not None]
    return bool(both) and all(a <= b for a, b in both)


CHECK = Check(code=CODE, about=__doc__, look=look)
