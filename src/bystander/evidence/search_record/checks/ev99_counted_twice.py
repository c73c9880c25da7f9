"""EV99: the same searches may be counted twice: rows by group beside rows by purpose, or periods that share days.

Where one row of a period is exactly the sum of the others it is taken as that (EV97). Otherwise it cannot be told
whether a row without a group is the whole, or those whose group nobody recorded. A half-year beside its quarters, and
periods that overlap, count the searches of the shared days twice, unless the rows count different ones.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import few_rows, how_many, listed_few, rows
from bystander.evidence.search_record.periods import overlaps

if TYPE_CHECKING:
    from bystander.evidence.search_record.seen import SearchRows

CODE = "EV99"


def look(seen: SearchRows) -> list[Problem]:
    """Find rows of one period that break the searches down in two ways, and rows that are equal."""
    found = []
    if bad := seen.sorted.unclear:
        found.append(Problem(
            code=CODE, severity="error", found=f"{how_many(len(bad), 'row')} that may count the same searches twice",
            where=f"{seen.table.name}, {rows(bad)}",
            expected="rows of one period that all name a group, or all a purpose, or all both, or none of them",
            got="rows that name a group or a purpose beside rows of the same period that do not",
            means="they may be two breakdowns of the same searches, a whole beside its parts, or searches whose group "
            "nobody recorded",
            do="give two breakdowns in two files; write total, or not recorded, into the cell that is empty",
        ))  # fmt: skip
    if again := _equal(seen):
        found.append(Problem(
            code=CODE, severity="warning",
            found=f"{how_many(len(again), 'row')} equal to an earlier one: "
            + "; ".join(f"row {b} to row {a}" for a, b in again[:5]),
            where=f"{seen.table.name}, {rows([b for _, b in again])}",
            means="the row was pasted twice, and its searches are counted twice; nothing was dropped",
            do="take the copies out, unless there were two such rows",
        ))  # fmt: skip
    return found + _shared(seen)


def _shared(seen: SearchRows) -> list[Problem]:
    """Find periods that hold others, and periods that overlap in part."""
    within, partly = overlaps(seen.used)
    held: dict[int, list[int]] = defaultdict(list)
    for whole, part in within:
        held[whole].append(part)
    wholes = [f"row {whole} holds {few_rows(parts)}" for whole, parts in held.items()]
    pairs = [f"rows {a} and {b}" for a, b in partly]
    said = (
        (f"{how_many(len(held), 'row')} of a period beside rows of times within it: ", wholes, within,
         "take out the longer periods, or the rows within them"),
        ("periods that overlap in part: ", pairs, partly, "give each day to one row"),
    )  # fmt: skip
    return [
        Problem(
            code=CODE, severity="warning", leads=True,
            found=what + listed_few(shown),
            where=f"{seen.table.name}, {rows(sorted({n for pair in some for n in pair}))}",
            means="searches of those days may be counted twice, once in each row; nothing was dropped",
            do=f"{do}, unless they count different searches",
        )
        for what, shown, some, do in said
        if some
    ]  # fmt: skip


def _equal(seen: SearchRows) -> list[tuple[int, int]]:
    first: dict[tuple[tuple[str, object], ...], int] = {}
    again = []
    for row in seen.used:
        if "date" not in row.values:
            continue
        key = tuple(sorted((n, v) for n, v in row.values.items() if n != "note"))
        if key in first:
            again.append((first[key], row.number))
        else:
            first[key] = row.number
    return again


CHECK = Check(code=CODE, about=__doc__, look=look)
