"""EV98: counts of searches that cannot be: more lists than searches, more confirmed than followed up, a negative count.

No rate can be made from them, and which of the numbers is wrong only the keeper of the record can tell. A lead is
counted once a search; where one search led to several, count the searches that led to any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import at_fault, header_of, how_many, rows
from bystander.evidence.search_record.cells import counts_of
from bystander.evidence.search_record.derive import completed, larger, sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.search_record.seen import SearchRows

CODE = "EV98"


class GroupsSeen(NamedTuple):
    """Declared groups of a record: those without a column, and rows that cannot be read or cannot be."""

    record: str
    lacking: Sequence[str]
    unread: Sequence[int]
    impossible: Sequence[int]


def look(seen: SearchRows) -> list[Problem]:
    """Find impossible counts within a cell, and between the cells of a row."""
    table = seen.table
    words = {"negative": "below 0", "fraction": "not a whole number"}
    problems = [
        Problem(
            code=CODE, severity="error",
            found=f"{how_many(bad.cells, 'count')} {words[bad.fault]} in column {bad.header}", where=bad.where,
            expected="a whole number, 0 or more", got=bad.got, means="a rate or a correction was entered",
            do="enter the count itself",
        )
        for bad in at_fault(table, seen.used, "negative", "fraction")
    ]  # fmt: skip
    pairs: dict[tuple[str, str], list[int]] = {}
    for row in seen.used:
        told = counts_of(row)
        over = larger(told) or [pair for pair in larger(completed(told)) if not sums(told)]
        for pair in over:
            pairs.setdefault(pair, []).append(row.number)
    told_of = {row.number: completed(counts_of(row)) for row in seen.used}
    for (small, large), bad_rows in pairs.items():
        part, whole = header_of(table, small), header_of(table, large)
        problems.append(Problem(
            code=CODE, severity="error", found=f"{part} is larger than {whole} in {how_many(len(bad_rows), 'row')}",
            where=f"{table.name}, {rows(bad_rows)}", expected=f"{part} at most as large as {whole}",
            got="; ".join(f"row {n}: {told_of[n][small]:,} of {told_of[n][large]:,}" for n in bad_rows[:5]),
            means="cells were swapped, a number is misprinted, or one counts people and the other searches",
            do="compare the row with its source",
        ))  # fmt: skip
    return problems + _too_many(seen)


def _too_many(seen: SearchRows) -> list[Problem]:
    found: dict[tuple[str, str, str], list[int]] = {}
    for row in seen.used:
        told = counts_of(row)
        for whole, part, rest, more in sums(told):
            if more > 0 and not larger(told):
                found.setdefault((whole, part, rest), []).append(row.number)
    return [
        Problem(
            code=CODE, severity="error",
            found=f"{header_of(seen.table, part)} and {header_of(seen.table, rest)} are together more than "
            f"{header_of(seen.table, whole)} in {how_many(len(bad), 'row')}",
            where=f"{seen.table.name}, {rows(bad)}", expected="parts that are at most their whole",
            means="a number is misprinted, or something is counted in both", do="compare the row with its source",
        )
        for (whole, part, rest), bad in found.items()
    ]  # fmt: skip


def look_at_groups(seen: GroupsSeen) -> list[Problem]:
    """Find declared groups without a column, and counts of them that are unreadable or cannot be."""
    found = []
    if seen.lacking:
        found.append(Problem(
            code=CODE, severity="error", found=f"no column counts {', '.join(seen.lacking)}", where=seen.record,
            expected="a column such as searches_NAME or confirmed_NAME for each group that --groups names",
            means="the group is named otherwise in the record", do="name groups by the endings of their columns",
        ))  # fmt: skip
    for bad, what in ((seen.unread, "are no whole numbers"), (seen.impossible, "are larger than their whole")):
        if bad:
            found.append(Problem(
                code=CODE, severity="error",
                found=f"counts of a group {what} in {how_many(len(set(bad)), 'row')}",
                where=f"{seen.record}, {rows(list(bad))}", expected="whole numbers, each at most as large as its whole",
                means="cells were swapped, or a number is misprinted", do="compare the row with its source",
            ))  # fmt: skip
    return found


CHECK = Check(code=CODE, about=__doc__, look=look)
GROUP = CHECK.on(look_at_groups)
