"""EV34: counts that cannot be: negative, half an alert, more alerts than faces, a part larger than its whole.

No rate can be made from them, and which of the numbers is wrong only the keeper of the record can tell.
Parts that fit one by one and only disagree in their sum are EV35, a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import COUNTS, at_fault, header_of, how_many, rows
from bystander.evidence.record.columns import OUTCOMES
from bystander.evidence.record.counted import Counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import GroupColumns, GroupSeen, Seen
    from bystander.evidence.record.table import Table

CODE = "EV34"


def look(seen: Seen) -> list[Problem]:
    """Find impossible counts: within one cell, and between two cells of a row."""
    table, read = seen.table, [row for row in seen.deployments if row.number not in seen.asides]
    counted = seen.counted if len(read) == len(seen.used) else Counted(read)
    problems = [*_cells(table, read), *_time(table, read), *_none_held(table, counted)]
    for small, large in _PAIRS:
        if {small, large} <= table.known():
            problems += _larger(table, counted, small, large)
    return problems


_PAIRS = (
    ("alerts", "faces_seen"),
    *((part, "alerts") for part in OUTCOMES if part != "alerts"),
    ("false_alerts", "faces_seen"),
    ("true_stops", "stops"),
    ("false_stops", "stops"),
    *((f"{kind}_{how}", f"{kind}_alerts") for kind in ("true", "false") for how in ("confirmed", "unconfirmed")),
)


def _cells(table: Table, read: Sequence[Row]) -> list[Problem]:
    words = {"negative": "below 0", "fraction": "not a whole number"}
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(bad.cells, 'count')} {words[bad.fault]} in column {bad.header}",
            where=bad.where,
            expected="a whole number, 0 or more",
            got=bad.got,
            means="a rate or an average was entered, or a point meant as a thousands separator"
            if bad.fault == "fraction"
            else "a correction or a difference was entered instead of a count",
            do="enter the count itself",
        )
        for bad in at_fault(table, read, "negative", "fraction", of=COUNTS)
    ]


def _larger(table: Table, counted: Counted, small: str, large: str) -> list[Problem]:
    bad = counted.where(counted.known(large) & (counted.of(small) > counted.of(large)))
    if not bad:
        return []
    part, whole = header_of(table, small), header_of(table, large)
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{part} is larger than {whole} in {how_many(len(bad), 'row')}",
            where=f"{table.name}, {rows([row.number for row in bad])}",
            expected=f"{part} at most as large as {whole}",
            got="; ".join(f"row {row.number}: {row.count(small):,} of {row.count(large):,}" for row in bad[:5]),
            means="cells were swapped or moved by a column, or one of the numbers is misprinted",
            do="compare the row with the source it was keyed from",
        )
    ]


def _time(table: Table, read: Sequence[Row]) -> list[Problem]:
    if not table.known() & {"hours", "duration_min", "duration"}:
        return []
    bad = [
        row.number
        for row in read
        if any(row.values.get(name) == 0 for name in ("hours", "duration_min", "duration"))
        and (row.count("faces_seen") or 0) > 0
    ]
    if not bad:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"faces were seen in no time at all in {how_many(len(bad), 'row')}",
            where=f"{table.name}, {rows(bad)}",
            expected="a duration above 0, or an empty cell where it is not known",
            got="0",
            means="the duration was not known and 0 was entered",
            do="empty the cell",
        )
    ]


def _none_held(table: Table, counted: Counted) -> list[Problem]:
    """Find rows of no deployment that tell of faces or alerts."""
    if "deployments" not in table.known():
        return []
    some = (counted.of("faces_seen") > 0) | (counted.of("alerts") > 0)
    bad = counted.where((counted.of("deployments") == 0) & some)
    if not bad:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"faces or alerts of no deployment in {how_many(len(bad), 'row')}",
            where=f"{table.name}, {rows([row.number for row in bad])}",
            expected="1 deployment or more, or an empty cell where their number is not known",
            got="0",
            means="the number was not known and 0 was entered, or the row has the counts of another",
            do="empty the cell, or correct the row",
        )
    ]


def look_at_group(seen: GroupSeen) -> list[Problem]:
    """Find counts of a declared group that cannot be: unread, or larger than their whole."""
    parts = ((seen.more_alerts, "false alerts"), (seen.more_faces, "faces seen"))
    problems = [_group_too_large(seen.record, seen.name, bad, what) for bad, what in parts if bad]
    if seen.unread:
        problems.append(_group_unread(seen.record, seen.name, seen.unread))
    if seen.unseen:
        problems.append(_group_unseen(seen.record, seen.name))
    return problems


def look_at_columns(seen: GroupColumns) -> list[Problem]:
    """Find declared groups that have no column."""
    return [_no_group_column(seen.record, column) for column in seen.lacking]


def _no_group_column(name: str, column: str) -> Problem:
    """Return the problem of a declared group that has no column."""
    return Problem(
        code=CODE, severity="error", found=f"there is no column {column}", where=name,
        expected="a column of false alerts for each group that --groups names",
        means="the group is named otherwise in the record",
        do=f"name groups by the endings of their columns, or call the column {column}",
    )  # fmt: skip


def _group_too_large(name: str, group: str, bad: Sequence[int], what: str) -> Problem:
    """Return the problem of a group with more of ``what`` than all groups together."""
    return Problem(
        code=CODE, severity="error",
        found=f"{group} has more {what} than all together in {how_many(len(bad), 'row')}",
        where=f"{name}, {rows(list(bad))}", expected="a part at most as large as its whole",
        means="cells were swapped, or one of the numbers is misprinted",
        do="compare the row with the source it was keyed from",
    )  # fmt: skip


def _group_unread(name: str, group: str, bad: Sequence[int]) -> Problem:
    """Return the problem of counts of a group that cannot be read."""
    return Problem(
        code=CODE, severity="error", found=f"counts of {group} are no whole numbers in {how_many(len(bad), 'row')}",
        where=f"{name}, {rows(list(bad))}", expected="a whole number, 0 or more, or an empty cell",
        do="enter the count itself; leave the cell empty where it is not known",
    )  # fmt: skip


def _group_unseen(name: str, group: str) -> Problem:
    """Return the problem of a group with more false alerts than faces seen."""
    return Problem(
        code=CODE, severity="error", found=f"{group} has more false alerts than faces seen", where=name,
        expected="at least as many faces as false alerts", means="faces of the group were not counted everywhere",
        do="leave the cells empty where its faces were not counted",
    )  # fmt: skip


CHECK = Check(code=CODE, about=__doc__, look=look)
GROUP, GROUP_COLUMNS = CHECK.on(look_at_group), CHECK.on(look_at_columns)
