"""Rows that are no rows of their own: sums of others, remarks, and two breakdowns of the same searches."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.foot_words import is_sum
from bystander.evidence.record.totals import Unequal
from bystander.evidence.search_record.cells import counts_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from bystander.evidence.record.cells import Row

_ALL = frozenset(
    {"all", "all groups", "all offences", "all offenses", "everybody", "alle"}
)  # beside what a sum is called
_ALL_AGENCIES = re.compile(
    r"^(?:all|both|every|alle|beide|tous les|toutes les)\s+(?:the\s+|\d+\s+|police\s+|law enforcement\s+)*"
    r"(?:forces?|agenc(?:y|ies)|departments?|units?|operators?|organi[sz]ations?|services?|polizeien|behörden|dienststellen|"
    r"länder|organismes|korpsen|eenheden|instanties)$",
    re.IGNORECASE,
)
FEWEST = 3  # rows, of which one may be the sum of the others
_WHERE = ("date", "who", "group", "purpose")
_SUMMED, _LARGE = 3, 100  # counts, one of them so large, that are no sums by chance


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """Which rows are used, by number; ``empty``: without a count, ``totals``: sums, ``unclear``: counted twice.

    ``unclear``: rows of one period and agency that break the same searches down in two ways, or that may be a sum.
    ``unequal``: where rows that are called totals do not sum.
    """

    used: tuple[int, ...]
    empty: tuple[int, ...]
    totals: tuple[int, ...]
    unclear: tuple[int, ...]
    unequal: tuple[Unequal, ...] = ()


def sort_rows(rows: Sequence[Row], kept: Container[int] = ()) -> Sorted:
    """Tell rows that count from sums, remarks and second breakdowns; ``kept``: rows declared to be no sums."""
    empty = [row for row in rows if not counts_of(row) and not row.faults]
    told = [row for row in rows if counts_of(row) or row.faults]
    called = [row for row in _called(told) if row.number not in kept]
    totals = {row.number for row in called}
    rest = [row for row in told if row.number not in totals]
    totals |= {number for number in _sums(rest) | _of_periods(rest) if number not in kept}
    rest = [row for row in rest if row.number not in totals]
    unclear: list[int] = []
    for several in _by_period(rest):
        blanks, parts = _breakdowns(several)
        if len(blanks) == 1 and parts and blanks[0].number not in kept and _is_sum(blanks[0], parts):
            totals.add(blanks[0].number)
        elif (blanks and parts) or len({_filled(row) for row in parts}) > 1:
            unclear += [row.number for row in several]
    used = [row.number for row in rest if row.number not in totals]
    return Sorted(
        used=tuple(used), empty=tuple(r.number for r in empty), totals=tuple(sorted(totals)),
        unclear=tuple(sorted(unclear)),
        unequal=_unequal(called, [row for row in rest if row.number not in totals]),
    )  # fmt: skip


def _called(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are called totals; one of all agencies is where its period has rows of single ones."""
    of_all = {row.number for row in rows if _ALL_AGENCIES.match(_said(row.values.get("who")))}
    broken_down = {_period(row) for row in rows if row.number not in of_all and "who" in row.values}
    return [
        row
        for row in rows
        if any(_is_called(_said(row.values.get(name))) for name in _WHERE)
        or (row.number in of_all and _period(row) in broken_down)
    ]


def _said(value: object) -> str:
    return "" if value is None else str(value).casefold().strip(" :.")


def _period(row: Row) -> tuple[object, object]:
    return row.values.get("date"), row.values.get("date_to")


def _is_called(said: str) -> bool:
    return said in _ALL or is_sum(said)


def _is_total(value: object) -> bool:
    return _is_called(_said(value)) or bool(_ALL_AGENCIES.match(_said(value)))


def _of_periods(rows: Sequence[Row]) -> set[int]:
    """Return the rows that sum all others of their period, in figures that are no sums by chance."""
    periods: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if "date" in row.values:
            periods[_period(row)].append(row)
    found = {row.number: row for several in periods.values() for row in several if row.number in _sums(several)}
    return {number for number, row in found.items() if _is_large(row)}


def _is_large(row: Row) -> bool:
    told = [value for value in counts_of(row).values() if value]
    return len(told) >= _SUMMED and max(told) >= _LARGE


def _unequal(totals: Sequence[Row], parts: Sequence[Row]) -> tuple[Unequal, ...]:
    """Return where rows that are called totals are no sums of the rows that share their other words, nor of a block.

    A block is the rows above one up to the next total, or those below it.
    """
    ends = sorted(row.number for row in totals)
    found: list[Unequal] = []
    for row in totals:
        mine = {name: row.values[name] for name in _WHERE if name in row.values and not _is_total(row.values[name])}
        own = [part for part in parts if all(part.values.get(name) == value for name, value in mine.items())]
        above = max((end for end in ends if end < row.number), default=0)
        below = min((end for end in ends if end > row.number), default=row.number + len(totals) + len(parts) + 1)
        near = ([p for p in own if above < p.number < row.number], [p for p in own if row.number < p.number < below])
        blocks = (own, *near)
        differ = [_differences(row, block) for block in blocks if block]
        if differ and all(differ):
            found += differ[0]
    return tuple(found)


def _differences(row: Row, parts: Sequence[Row]) -> list[Unequal]:
    """Return the counts that all parts tell, and that do not come to what a total says."""
    sums = {name: [counts_of(part).get(name) for part in parts] for name in counts_of(row)}
    return [
        Unequal(row.number, name, counts_of(row)[name], comes_to)
        for name, values in sums.items()
        if None not in values and (comes_to := sum(v for v in values if v is not None)) != counts_of(row)[name]
    ]


def _sums(rows: Sequence[Row]) -> set[int]:
    """Return the row of which every count is the sum of all the others, two counts at least, if there is one."""
    if len(rows) < FEWEST:
        return set()
    counts = {row.number: counts_of(row) for row in rows}
    whole: dict[str, int] = defaultdict(int)
    for told in counts.values():
        for name, value in told.items():
            whole[name] += value
    found = {
        number
        for number, told in counts.items()
        if sum(value > 0 for value in told.values()) > 1 and all(2 * v == whole[n] for n, v in told.items())
    }
    return found if len(found) == 1 else set()


def _by_period(rows: Sequence[Row]) -> list[list[Row]]:
    found: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row.values.get(name) for name in ("date", "date_to", "who"))].append(row)
    return list(found.values())


def _filled(row: Row) -> tuple[bool, bool]:
    return "group" in row.values, "purpose" in row.values


def _breakdowns(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    return [r for r in rows if not any(_filled(r))], [r for r in rows if any(_filled(r))]


def _is_sum(row: Row, parts: Sequence[Row]) -> bool:
    if len({_filled(part) for part in parts}) > 1:
        return False
    told = counts_of(row)
    sums = {name: [counts_of(part).get(name) for part in parts] for name in told}
    whole = {name: sum(v for v in values if v is not None) for name, values in sums.items() if None not in values}
    return bool(whole) and all(told[name] == value for name, value in whole.items())
