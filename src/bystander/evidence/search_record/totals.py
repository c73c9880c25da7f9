"""Rows that are no rows of their own: sums of others, remarks, and two breakdowns of the same searches."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.search_record.cells import counts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row

_WORDS = frozenset(
    {
        "total", "totals", "sum", "overall", "grand total", "all", "subtotal", "sub-total", "gesamt", "insgesamt",
        "summe", "zwischensumme", "gesamtsumme", "total général", "total general", "sous-total", "ensemble", "totaal",
        "subtotaal", "all groups", "all offences", "all offenses", "everybody", "alle",
    }
)  # fmt: skip
FEWEST = 3  # rows, of which one may be the sum of the others
_WHERE = ("date", "who", "group", "purpose")


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """Which rows are used, by number; ``empty``: without a count, ``totals``: sums, ``unclear``: counted twice.

    ``unclear``: rows of one period and agency that break the same searches down in two ways, or that may be a sum.
    """

    used: tuple[int, ...]
    empty: tuple[int, ...]
    totals: tuple[int, ...]
    unclear: tuple[int, ...]


def sort_rows(rows: Sequence[Row]) -> Sorted:
    """Tell rows that count from sums, remarks and second breakdowns."""
    empty = [row for row in rows if not counts_of(row) and not row.faults]
    told = [row for row in rows if counts_of(row) or row.faults]
    totals = {row.number for row in told if _says_total(row)}
    rest = [row for row in told if row.number not in totals]
    totals |= _sums(rest)
    rest = [row for row in rest if row.number not in totals]
    unclear: list[int] = []
    for several in _by_period(rest):
        blanks, parts = _breakdowns(several)
        if blanks and parts and len(blanks) == 1 and _is_sum(blanks[0], parts):
            totals.add(blanks[0].number)
        elif (blanks and parts) or len({_filled(row) for row in parts}) > 1:
            unclear += [row.number for row in several]
    used = [row.number for row in rest if row.number not in totals]
    return Sorted(
        used=tuple(used), empty=tuple(r.number for r in empty), totals=tuple(sorted(totals)),
        unclear=tuple(sorted(unclear)),
    )  # fmt: skip


def _says_total(row: Row) -> bool:
    said = [str(row.values[name]).casefold().strip(" :.") for name in _WHERE if name in row.values]
    return any(word in _WORDS for word in said)


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
