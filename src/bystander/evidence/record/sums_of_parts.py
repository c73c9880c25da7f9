"""Rows that are the sum of others of their day, of their day and place, or of their place: a sum beside its parts.

A record by camera has a row "both" for each day, one by group a row "all", and one by place may end with a line for
each place that has no date. What such a row is called does not matter where it sums in figures that do not match by
chance, or does so on several days.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.record.header import counts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.table import Table

    Label = tuple[tuple[int, str], ...]

ALL_OF_THEM = re.compile(
    r"(?:all|both|every\w*|combined|together|various|several|multiple|overall|(?:grand )?totals?|sum|alle|beide|"
    r"zusammen|insgesamt|gesamt\w*|verschiedene|tou(?:s|tes)|ensemble|divers|todos|todas|ambos|tutti|tutte)\b",
    re.IGNORECASE,
)
_LEVELS = (("date", "date_to", "who", "place"), ("date", "date_to", "who"), ("date", "date_to"))
_FEWEST = 3  # rows, of which one may be the sum of the others
_BY_CHANCE = 1000  # a sum that large is not met by chance
_NOT_FEW = 10  # nor is one of these by a row that is called the sum
_ROUND = 100  # but a multiple of it may be: of two parts
_OFTEN = 3  # days: small figures do not sum by chance on so many, and on all


@dataclass(frozen=True)
class _Sum:
    """A row that is half of all counts of a few that agree in something: the sum of the others.

    ``label``: the words that tell it from these; ``others``: how many they are; ``alone``: whether no other row is.
    """

    row: Row
    label: Label
    others: int
    alone: bool


def sums_of_parts(table: Table, rows: Sequence[Row]) -> dict[int, dict[str, int]]:
    """Return the numbers of rows that sum others of their day, day and place, or place, with what these come to.

    Of a row without a date one count of several may be another than that, which is a total that does not sum.
    """
    names, known = [name for _, name in counts_of(table.columns)], table.known()
    of_rows = [at for at, name in enumerate(table.columns) if name in {"place", "who"}]
    words = of_rows + [at for at, name in enumerate(table.columns) if name is None and table.header[at]]
    if "date" not in known or not words:
        return {}
    found: set[int] = set()
    for level in dict.fromkeys(tuple(name for name in level if name in known) for level in _LEVELS):
        left = [row for row in rows if row.number not in found and row.day("date") is not None]
        found |= _of_a_level(level, left, names, words)
    left = [row for row in rows if row.number not in found]
    return {**{number: {} for number in found}, **_without_a_date(left, names, words)}


def _of_a_level(level: Sequence[str], rows: Sequence[Row], names: Sequence[str], words: Sequence[int]) -> set[int]:
    """Return the rows that sum the others which agree with them in some columns."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.values.get(name) for name in level)].append(row)
    several = [some for some in groups.values() if len(some) > 1]
    sums = [one for some in several for one in _sums(some, names, words)]
    if not sums:
        return set()
    of_some = [one for one in sums if one.alone and one.others + 1 >= _FEWEST]
    often = Counter(one.label for one in of_some)
    told = Counter(label for some in several if len(some) >= _FEWEST for label in _labels(some, words))
    sure = {one.row.number: one.label for one in of_some if _is_sure(one, names)}
    labels = {*sure.values(), *(label for label, times in often.items() if times >= _OFTEN and times == told[label])}
    return {*sure, *(one.row.number for one in sums if one.label and one.label in labels)}


def _sums(some: Sequence[Row], names: Sequence[str], words: Sequence[int]) -> list[_Sum]:
    halves = list(range(len(some)))
    for name in names:
        counts = [row.count(name) for row in some]
        total = sum(filter(None, counts))
        halves = [at for at in halves if (n := counts[at]) is None or 2 * n == total]
        if not halves:
            return []
    halves = [at for at in halves if any(some[at].count(name) for name in names)]
    labels = _labels(some, words) if halves else []
    return [_Sum(some[at], labels[at], len(some) - 1, len(halves) == 1) for at in halves]


def _labels(some: Sequence[Row], words: Sequence[int]) -> list[Label]:
    """Return the words of each row in the columns in which some differ."""
    said = [[row.cells[at] if at < len(row.cells) else "" for at in words] for row in some]
    differ = [k for k in range(len(words)) if len({cells[k] for cells in said}) > 1]
    return [tuple((words[k], cells[k]) for k in differ) for cells in said]


def _added(some: Iterable[Row], names: Sequence[str]) -> dict[str, int]:
    return {name: sum(row.count(name) or 0 for row in some) for name in names}


def _has(row: Row, sums: Mapping[str, int]) -> bool:
    """Return whether the counts that a row tells are those sums, and any of them is above zero."""
    told = {name: n for name in sums if (n := row.count(name)) is not None}
    return any(told.values()) and all(n == sums[name] for name, n in told.items())


def _is_sure(one: _Sum, names: Sequence[str]) -> bool:
    """Return whether a row is a sum by its name, or in figures that do not match by chance."""
    counts = [n for name in names if (n := one.row.count(name))]
    if any(ALL_OF_THEM.match(cell) for _, cell in one.label):  # it may be a place, "All Saints"
        return len(counts) > 1 and max(counts) >= _NOT_FEW
    large = len(counts) > 1 and max(counts) >= _BY_CHANCE
    return large and (one.others >= _FEWEST or max(counts) % _ROUND > 0)


def _without_a_date(rows: Sequence[Row], names: Sequence[str], words: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return the rows without a date that sum those with one that share their words: a line for each place."""
    dated = [row for row in rows if row.day("date") is not None]
    below = [row for row in rows if "date" not in row.values and "date" not in row.faults]
    if len(below) > len(dated) / 2:
        return {}
    by_words: dict[tuple[int, ...], dict[Label, list[Row]]] = {}
    found = {}
    for row in below:
        label = _cells(row, [at for at in words if at < len(row.cells) and row.cells[at]])
        at = tuple(place for place, _ in label)
        if at not in by_words:
            by_words[at] = defaultdict(list)
            for other in dated:
                by_words[at][_cells(other, at)].append(other)
        parts = by_words[at].get(label, []) if label else []
        sums = _added(parts, names)
        if len(parts) > 1 and (_has(row, sums) or _but_for_one(row, sums)):
            found[row.number] = sums
    return found


def _but_for_one(row: Row, sums: Mapping[str, int]) -> bool:
    """Return whether all counts of a row but one are those sums, two at least and not by chance."""
    same = [n for name in sums if (n := row.count(name)) is not None and n == sums[name]]
    told = sum(row.count(name) is not None for name in sums)
    return len(same) == told - 1 > 1 and max(same) > _FEWEST


def _cells(row: Row, at: Iterable[int]) -> Label:
    return tuple((place, row.cells[place] if place < len(row.cells) else "") for place in at)
