"""Rows of totals, told by arithmetic: every count is the sum of the others, or of the block of rows above or below it.

What such a row is called does not matter. A row that has no date or place of its own is a total as soon as it sums;
one that has a date of its own has to match in figures that do not match by chance. A row that is called a total and
does not sum, or that does so in all but a column, is one that is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bystander.evidence.foot_words import BEGINS_A_SUM
from bystander.evidence.record.header import counts_of
from bystander.evidence.record.sums_of_parts import sums_of_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.table import Table

_BY_CHANCE = 1000  # a sum that large is not met by chance in a row with a date of its own
_FEW = 3  # rows that a dated row must sum


@dataclass(frozen=True)
class Unequal:
    """A row of totals that does not sum: its number, the column, what it says and what the rows come to."""

    row: int
    column: str
    says: int
    comes_to: int


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Rows of totals. ``unequal``: where they do not sum. ``doubtful``: rows that may be a total, and do not sum."""

    rows: frozenset[int] = frozenset()
    unequal: tuple[Unequal, ...] = ()
    doubtful: tuple[int, ...] = ()

    def without(self, numbers: Container[int]) -> Totals:
        """Return them without some rows."""
        return Totals(
            rows=frozenset(n for n in self.rows if n not in numbers),
            unequal=tuple(one for one in self.unequal if one.row not in numbers),
            doubtful=tuple(n for n in self.doubtful if n not in numbers),
        )


class _Sums:
    """Counts of deployments so far, column by column: of all rows, and of those since the last total."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.all, self.block = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
        self.rows = self.rows_of_block = 0

    def add(self, row: Row) -> None:
        self.rows += 1
        self.rows_of_block += 1
        for name in self.names:
            value = row.values.get(name)
            if value and isinstance(value, int):
                self.all[name] += value
                self.block[name] += value

    def has(self, row: Row, names: Sequence[str]) -> bool:
        """Return whether the first count of a row is a sum so far, so that it is worth to look at the others."""
        for name in names:
            value = row.values.get(name)
            if value:
                return value in (self.all[name], self.block[name])
        return False

    def new_block(self) -> None:
        self.block, self.rows_of_block = dict.fromkeys(self.names, 0), 0


def totals_of(table: Table, rows: Sequence[Row], suspects: Container[int] = (), kept: Container[int] = ()) -> Totals:
    """Return the rows of totals among rows that are no remarks, in the order of the table.

    ``suspects``: rows whose counts cannot be true, so that a total need not be as large. ``kept``: rows that were
    declared to be none.
    """
    names = [name for _, name in counts_of(table.columns)]
    words = [at for at, name in enumerate(table.columns) if name is None or name in {"date", "place", "who"}]
    nameless, dated = _nameless(table, rows), "date" in table.known()
    sums = _Sums(names)
    parts = {number: told for number, told in sums_of_parts(table, rows).items() if number not in kept}
    found = set(parts)
    unequal = [one for row in rows if row.number in parts for one in _differences(row, parts[row.number])]
    rows = [row for row in rows if row.number not in found] if found else rows  # such rows are in no sum of others
    called: list[Row] = []
    left: list[Row] = []
    for row in rows:
        if row.number in kept or (dated and "date" in row.values and not sums.has(row, names)):
            sums.add(row)
            left.append(row)
            continue
        bare = nameless(row)
        is_called = (bare or "date_to" in row.values or "date" not in row.values) and _is_called(row, words)
        match = _match(row, sums, bare=bare or is_called, words=words)
        if match is not None:
            found.add(row.number)
            sums.new_block()
            unequal += match
        elif is_called and not row.day("date"):
            called.append(row)
        else:
            sums.add(row)
            left.append(row)
    for row in called:  # above the rows that it sums, or wrong
        found.add(row.number)
        if not _equal(row, _below(row, left, found, names)) and not _equal(row, sums.all):
            unequal += _differences(row, sums.all)
    doubtful = []
    usual = [row for row in left if row.number not in suspects]
    for row in (row for row in left if row.number not in kept):
        if len(left) > 1 and _is_sum_of_the_others(row, sums, nameless):
            found.add(row.number)
            break
        if (
            not (dated and "date" in row.values)
            and nameless(row)
            and len(left) > _FEW
            and _is_largest(row, usual, names)
        ):
            doubtful.append(row.number)
    return Totals(rows=frozenset(found), unequal=tuple(unequal), doubtful=tuple(doubtful))


def _nameless(table: Table, rows: Sequence[Row]) -> Callable[[Row], bool]:
    """Return what tells whether a row has neither a date nor a place of its own, where the others have."""
    known = table.known()
    dated = "date" in known and sum(row.day("date") is not None for row in rows) >= 0.8 * len(rows) - 1
    placed = "place" in known and sum("place" in row.values for row in rows) >= 0.8 * len(rows) - 1
    if dated or placed:
        return lambda row: (
            not (
                (dated and row.values.get("date") is not None)
                or ("place" in row.values and not BEGINS_A_SUM.match(row.words("place")))
            )
        )
    others = [at for at, name in enumerate(table.columns) if name is None and table.header[at]]
    named = [
        at
        for at in others
        if sum(at < len(row.cells) and any(c.isalpha() for c in row.cells[at]) for row in rows) >= 0.8 * len(rows) - 1
        and len(rows) > 2
    ]
    return lambda row: (
        bool(named)
        and not any(row.cells[at] and not BEGINS_A_SUM.match(row.cells[at]) for at in named if at < len(row.cells))
    )


@lru_cache(maxsize=4096)
def _calls(cell: str) -> bool:
    return bool(BEGINS_A_SUM.match(cell))


def _is_called(row: Row, words: Sequence[int]) -> bool:
    return any(_calls(row.cells[at]) for at in words if at < len(row.cells) and row.cells[at])


def _match(row: Row, sums: _Sums, *, bare: bool, words: Sequence[int]) -> list[Unequal] | None:
    """Return where a row of totals of the rows above differs from their sum; None where it is no such row."""
    for so_far, count in ((sums.block, sums.rows_of_block), (sums.all, sums.rows)):
        if not count:
            continue
        same, other, largest = _compared(row, so_far)
        if not same:
            continue
        if bare and not other:
            return []
        if bare and len(same) >= 2 and len(other) == 1 and largest > 1 and count > 1:
            return _differences(row, so_far)
        certain = len(same) > 1 and largest >= _BY_CHANCE and count >= _FEW
        if not other and count > 1 and (certain or _is_called(row, words)):
            return []
        if not other and len(same) > 1 and count > 1 and row.values.get("date_to") is not None:
            return []
    return None


def _compared(row: Row, sums: dict[str, int]) -> tuple[list[str], list[str], int]:
    """Return the counts of a row that are sums above zero, those that are no sums, and the largest of the first."""
    same, other, largest = [], [], 0
    for name, total in sums.items():
        value = row.count(name)
        if value is None:
            continue
        if value != total:
            other.append(name)
            if len(other) > 1:
                return [], other, 0
        elif value:
            same.append(name)
            largest = max(largest, value)
    return same, other, largest


def _equal(row: Row, sums: dict[str, int]) -> bool:
    same, other, _ = _compared(row, sums)
    return bool(same) and not other


def _differences(row: Row, sums: dict[str, int]) -> list[Unequal]:
    return [
        Unequal(row.number, name, value, total)
        for name, total in sums.items()
        if (value := row.count(name)) is not None and value != total
    ]


def _below(row: Row, left: Sequence[Row], found: set[int], names: Sequence[str]) -> dict[str, int]:
    """Return the sums of the deployments below a row, up to the next row of totals."""
    sums = _Sums(names)
    end = min((number for number in found if number > row.number), default=None)
    for other in left:
        if other.number > row.number and (end is None or other.number < end):
            sums.add(other)
    return sums.all


def _is_sum_of_the_others(row: Row, sums: _Sums, nameless: Callable[[Row], bool]) -> bool:
    same, largest = 0, 0
    for name, total in sums.all.items():
        value = row.count(name)
        if value is None:
            continue
        if 2 * value != total:
            return False
        same, largest = same + bool(value), max(largest, value)
    return same > 0 and ((sums.rows > _FEW and same > 1 and largest >= _BY_CHANCE) or nameless(row))


def _is_largest(row: Row, others: Sequence[Row], names: Sequence[str]) -> bool:
    """Return whether the counts of a row are at least as large as all others: two of them, and all but one."""
    counts = {name: value for name in names if (value := row.count(name))}
    most = {name: max((r.count(name) or 0 for r in others if r is not row), default=0) for name in counts}
    largest = sum(value >= most[name] for name, value in counts.items())
    return largest > 1 and largest >= len(counts) - 1
