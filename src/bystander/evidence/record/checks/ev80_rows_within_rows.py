"""EV80: a row of a period, beside rows of days within it, or of a period that shares some of its days.

A published month beside the deployments of that month tells them twice, unless they are others. Rows are parts of
another where operator and place agree, as far as the longer one gives them, and no count is larger than its.
Nothing is dropped: which of the two was meant only the keeper of the record can tell. Rows that begin on the day on
which another ends are nights, or periods told up to the next one, and a note; they are told as periods that overlap
where most others begin a day later. A row without a place may be of the only place that is named. One of a place that
has no days of its own may be of all places, if it counts at least as much as theirs together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import SHOWN, few_rows, how_many, listed_few, rows
from bystander.evidence.record.columns import CORE
from bystander.evidence.record.shared_days import DAY, MOST, across, fits, within
from bystander.evidence.record.sums_of_parts import ALL_OF_THEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.dates import Span
    from bystander.evidence.record.seen import Seen

    _Spans = dict[int, Span]

CODE = "EV80"
Pair = tuple[int, int]


def look(seen: Seen) -> list[Problem]:
    """Find rows whose days are some of those of a longer row that may count them too."""
    spans = {row.number: span for row in seen.used if (span := _span(row)) is not None}
    if len(set(spans.values())) < 2 or all(first == last for first, last in spans.values()):
        return []
    by_operator: dict[object, list[Row]] = defaultdict(list)
    for row in seen.used:
        if row.number in spans:
            by_operator[row.values.get("who")].append(row)
    partly, touching, placeless = list[Pair](), list[Pair](), list[Pair]()
    for own in by_operator.values():
        for some in _by_place(own):
            handed = _handed_over([spans[row.number] for row in some])
            for a, b in across(_spanned(some, spans)):
                (touching if handed and spans[a][1] == spans[b][0] else partly).append((a, b))
        placeless += _beside_places(own, spans)
    found = [pair for own in by_operator.values() for pair in (*_within(own, spans), *_of_all_places(own, spans))]
    return [
        *_periods_and_days(seen, found),
        *_partly(seen, partly, spans),
        *_touching(seen, touching, spans),
        *_perhaps(seen, placeless, spans),
    ]


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
            + listed_few([f"row {whole} holds {few_rows(held[whole])}" for whole in wholes]),
            where=f"{seen.table.name}, {rows([*wholes, *(part for _, part in found)])}",
            means="the alerts of those days may be counted twice, once in the period; nothing was dropped",
            do="leave out the periods or the days, unless they count different deployments: "
            f'--without-rows "{",".join(map(str, wholes[:SHOWN]))}: told by day"',
        )
    ]


def _partly(seen: Seen, found: Sequence[Pair], spans: _Spans) -> list[Problem]:
    told = {row.number for row in seen.used if "place" in row.values}
    unsure = any((a in told) != (b in told) for a, b in found)
    means = "what was counted on those days may be counted twice, once in each row; nothing was dropped"
    if unsure:
        means += ". Some of the rows tell no place, and may be of the one that the others name"
    do = "give each day to one row, unless the rows count different deployments"
    return _sharing(seen, "periods that overlap in part", found, spans, means=means, do=do, leads=True)


def _touching(seen: Seen, found: Sequence[Pair], spans: _Spans) -> list[Problem]:
    means = "taken for nights, or for periods told up to the next one, which count nothing twice"
    do = "nothing, if that is so; otherwise give each day to one row"
    return _sharing(seen, "rows that begin on the day on which another ends", found, spans, means=means, do=do)


def _perhaps(seen: Seen, found: Sequence[Pair], spans: _Spans) -> list[Problem]:
    """Tell of rows without a place that overlap in part with rows of one of several places."""
    what = "periods without a place that overlap in part with those of a place"
    means = "if they are of the same place, what was counted on those days may be counted twice"
    return _sharing(seen, what, found, spans, means=means, do="tell the place of each row")


def _sharing(
    seen: Seen, what: str, found: Sequence[Pair], spans: _Spans, *, means: str, do: str, leads: bool = False
) -> list[Problem]:
    """Tell which rows share days, as a warning that leads or as a note; nothing where none do."""
    if not found:
        return []
    shared = [
        f"rows {a} and {b} share {spans[b][0]}" + (f" to {spans[a][1]}" if spans[b][0] != spans[a][1] else "")
        for a, b in found
    ]
    return [
        Problem(
            code=CODE, severity="warning" if leads else "note", leads=leads, found=f"{what}: {listed_few(shared)}",
            where=f"{seen.table.name}, {rows(sorted({number for pair in found for number in pair}))}",
            means=means, do=do,
        )
    ]  # fmt: skip


def _handed_over(spans: Sequence[Span]) -> bool:
    """Return whether rows of one place are told up to the day on which the next begins, as nights are.

    They are where more rows begin on the last day of another than on the day after it, or all last two days and some
    touch; False without a row that begins on the last day of another.
    """
    longer = [(first, last) for first, last in spans if first < last]
    ends = {last for _, last in longer}
    touching = sum(first in ends for first, _ in longer)
    after = sum(first - DAY in ends for first, _ in longer)
    return touching > after or (touching > 0 and _are_nights(longer))


def _are_nights(spans: Sequence[Span]) -> bool:
    return all(last - first <= DAY for first, last in spans)


def _by_place(own: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of each place; those without one are of the only place that is named, if there is one."""
    places: dict[object, list[Row]] = defaultdict(list)
    named = {row.values["place"] for row in own if "place" in row.values}
    alone = named.pop() if len(named) == 1 else None
    for row in own:
        places[row.values.get("place", alone)].append(row)
    return list(places.values())


def _spanned(some: Sequence[Row], spans: _Spans) -> list[tuple[Span, int]]:
    return sorted((spans[row.number], row.number) for row in some)


def _beside_places(own: Sequence[Row], spans: _Spans) -> Iterator[tuple[int, int]]:
    """Return rows without a place that share more than one of their days with rows of several places."""
    placed = {row.number for row in own if "place" in row.values}
    if len({row.values["place"] for row in own if "place" in row.values}) < 2 or len(placed) == len(own):
        return
    for a, b in across(_spanned(own, spans)):
        if (a in placed) != (b in placed) and spans[b][0] < spans[a][1]:
            yield a, b


def _span(row: Row) -> Span | None:
    first = row.day("date")
    return None if first is None else (first, row.day("date_to") or first)


def _within(own: Sequence[Row], spans: _Spans) -> list[tuple[int, int]]:
    """Return the longer rows of one operator, each with rows that lie within it."""
    places: dict[object, list[tuple[Span, Row]]] = defaultdict(list)
    for row in own:
        for key in {None, row.values.get("place")}:  # a row without a place may hold those of any
            places[key].append((spans[row.number], row))
    for some in places.values():
        some.sort(key=itemgetter(0))
    handed = {place: _handed_over([span for span, _ in some]) for place, some in places.items()}
    found = []
    for whole in own:
        first, last = span = spans[whole.number]
        place = whole.values.get("place")
        if first == last or (handed[place] and last - first == DAY):  # a night holds neither of its days
            continue
        before = last if handed[place] else None  # the last day is of the next row then
        parts = (part for part in within(span, places[place], before=before) if fits(_counts(part), _counts(whole)))
        found += [(whole.number, part.number) for part in islice(parts, MOST)]
    return found


def _of_all_places(own: Sequence[Row], spans: _Spans) -> Iterator[tuple[int, int]]:
    """Yield the periods of a place without days of its own that may hold those of all places, with these days.

    They are of several places, or the period says that it is of all, and it is the only one of its days.
    """
    days = sorted(((spans[row.number], row) for row in own if "place" in row.values), key=itemgetter(0))
    times = Counter(span for span, _ in days)
    shorter = {row.values["place"] for (first, last), row in days if first == last}
    for span, whole in days:
        place = whole.words("place")
        if span[0] == span[1] or place in shorter or times[span] > 1:
            continue
        left = _counts(whole)
        parts: list[Row] = []
        for part in within(span, days):
            left = {name: n - (part.count(name) or 0) for name, n in left.items()}
            if min(left.values(), default=-1) < 0:
                break
            parts.append(part)
        else:
            if len(parts) > 1 and (ALL_OF_THEM.match(place) or len({part.values["place"] for part in parts}) > 1):
                yield from ((whole.number, part.number) for part in parts[:MOST])


def _counts(row: Row) -> dict[str, int]:
    return {name: number for name in CORE if (number := row.count(name)) is not None}


CHECK = Check(code=CODE, about=__doc__, look=look)
