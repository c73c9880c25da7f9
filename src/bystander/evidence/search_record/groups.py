"""Counts by group in columns of their own: ``searches_NAME``, ``confirmed_NAME``, for names that are declared."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError, Problem
from bystander.evidence.checks.check import found_by
from bystander.evidence.record.checks.groups_together import GroupsTogether, Over, over
from bystander.evidence.record.groups import declared
from bystander.evidence.record.numbers import known, read_number
from bystander.evidence.search_record.checks.ev98_impossible_counts import GROUP, GroupsSeen
from bystander.evidence.search_record.checks.ev101_parts_of_searches import GROUPS, SAID
from bystander.evidence.search_record.columns import COUNTS, recognise
from bystander.evidence.search_record.derive import completed, larger
from bystander.evidence.search_record.entry import SearchEntry
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.table import Table

_ENTRY = frozenset(SearchEntry.__dataclass_fields__)


def group_entries(
    table: Table, entries: Sequence[SearchEntry], groups: str | Sequence[str]
) -> tuple[tuple[SearchEntry, ...], list[Problem]]:
    """Return one entry a row and group, and what is wrong with their sums.

    Raises EvidenceError for a group without columns and for impossible counts.
    """
    names = declared(groups)
    columns = {name: _columns(table, name) for name in names}
    cells = dict(table.rows)
    made: list[SearchEntry] = []
    unread: list[int] = []
    impossible: list[int] = []
    for entry in entries:
        for name in names:
            counts: dict[str, int] = {}
            for count, at in columns[name].items():
                cell = cells[entry.row][at] if at < len(cells[entry.row]) else ""
                if not known(cell):
                    continue
                read = read_number(cell, whole=True)
                value = read.value
                if read.fault or read.about or read.bound or value is None:
                    unread.append(entry.row)
                else:
                    counts[count] = int(value)
                    whole = getattr(entry, count, None)
                    impossible += [entry.row] if whole is not None and value > whole else []
            full = completed(counts)
            impossible += [entry.row] if larger(full) else []
            made.append(
                SearchEntry(
                    row=entry.row, period=entry.period, who=entry.who, group=name,
                    **{n: v for n, v in full.items() if n in _ENTRY},  # type: ignore[arg-type]
                )
            )  # fmt: skip
    seen = GroupsSeen(
        record=table.name, lacking=[name for name in names if not columns[name]], unread=unread, impossible=impossible
    )
    problems = found_by((GROUP,), seen)
    if problems:
        raise EvidenceError(table.name, problems)
    return tuple(made), found_by((GROUPS,), GroupsTogether(table.name, _more_than_all(entries, made)))


def _more_than_all(entries: Sequence[SearchEntry], made: Sequence[SearchEntry]) -> dict[str, list[Over]]:
    """Return the rows of which the groups are together more than everybody, by what is counted."""
    of: dict[int, list[SearchEntry]] = defaultdict(list)
    for part in made:
        of[part.row].append(part)
    return {
        what: [bad for e in entries for bad in over(e.row, getattr(e, name), [getattr(p, name) for p in of[e.row]])]
        for name, what in SAID.items()
    }


def _columns(table: Table, name: str) -> dict[str, int]:
    ending = "_" + plain(name)
    found = {}
    for at, header in enumerate(table.header):
        head = plain(header)
        if head.endswith(ending) and (count := recognise(head.removesuffix(ending).removesuffix("_by"))) in COUNTS:
            found[str(count)] = at
    return found
