"""The days of the periods of a search record, and rows that share some: "2024-H1" beside the quarters of that year.

A period is written in any words, and only to tell which rows may count the same searches are its days read. One that
cannot be read, or whose days depend on where the year begins ("2023/24"), is compared with none.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from bystander.evidence.record.dates import Dates, how_written, read_day
from bystander.evidence.record.shared_days import MOST, across, fits, within
from bystander.evidence.record.split_years import goes_on, without_days
from bystander.evidence.search_record.cells import counts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.dates import Span

    Spanned = tuple[Span, Row]

_OF = ("who", "group", "purpose")


def overlaps(rows: Sequence[Row]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return pairs of rows that may count the same searches: longer ones with those within them, and overlapping ones.

    Rows of another agency, group or purpose count others; one that names none of them may hold those of any. Where two
    periods have one day in common, the last of the one and the first of the other, the border between them is written
    in both, and nothing is counted twice.
    """
    spans = spans_of(rows)
    if len(set(spans.values())) < 2:
        return [], []
    of: dict[tuple[object, ...], list[Spanned]] = defaultdict(list)
    for row in rows:
        if row.number in spans:
            for key in _keys(row):
                of[key].append((spans[row.number], row))
    for several in of.values():
        several.sort(key=itemgetter(0))
    own = [(spans[row.number], row) for row in rows if row.number in spans]
    held = [pair for one in own for pair in _held(one, of[_key(one[1])])]
    alike: dict[tuple[object, ...], list[tuple[Span, int]]] = defaultdict(list)
    for span, row in own:
        alike[_key(row)].append((span, row.number))
    partly = [(a, b) for some in alike.values() for a, b in across(sorted(some)) if spans[b][0] < spans[a][1]]
    return held, partly


def spans_of(rows: Sequence[Row]) -> dict[int, Span]:
    """Return the first and last day of rows, by number, of those whose period can be read."""
    how = how_written(str(row.values[name]) for row in rows for name in ("date", "date_to") if name in row.values)
    if how.doubtful or how.assumed:  # whether the day or the month comes first nothing tells
        return {}
    found = {}
    for row in rows:
        first = _read(str(row.values.get("date", "")), how)
        last = _read(str(row.values["date_to"]), how) if "date_to" in row.values else first
        if first is not None and last is not None and first[0] <= last[1]:
            found[row.number] = first[0], last[1]
    return found


def _read(said: str, how: Dates) -> Span | None:
    if without_days(said) or (how.years and goes_on(said)):
        return None
    year, _, part = said.partition(", ")  # in columns of their own
    ways = (said, f"{part} {year}", f"{year} {part}", f"{year}-{part}") if part else (said,)
    return next((span for way in ways if (span := read_day(way, day_first=how.day_first)) is not None), None)


def _key(row: Row) -> tuple[object, ...]:
    return tuple(_plain(row.values.get(name)) for name in _OF)


def _keys(row: Row) -> list[tuple[object, ...]]:
    """Return whose row this is, and whose searches would hold it: those of any agency, group or purpose as well."""
    keys: list[tuple[object, ...]] = [()]
    for value in _key(row):
        keys = [(*key, one) for key in keys for one in dict.fromkeys((value, None))]
    return keys


def _plain(value: object) -> str | None:
    return None if value is None else " ".join(str(value).casefold().split())


def _held(one: Spanned, there: Sequence[Spanned]) -> Iterator[tuple[int, int]]:
    """Yield the row with those whose days are some of its own, and of which no count is larger than its."""
    span, row = one
    if span[0] == span[1]:
        return
    parts = (part for part in within(span, there) if fits(counts_of(part), counts_of(row)))
    yield from ((row.number, part.number) for part in islice(parts, MOST))
