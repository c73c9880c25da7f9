"""EV38: rows that say the same thing twice.

Two deployments of one day may have equal counts by chance, so nothing is dropped; a pasted row counts twice.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows
from bystander.evidence.record.columns import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV38"


def look(seen: Seen) -> list[Problem]:
    """Find rows that are equal in every recognised column, with at least a date or place and a count."""
    table, read = seen.table, seen.used
    again: list[tuple[int, int]] = []
    written = [at for at, name in enumerate(table.columns) if name is not None and name not in {"note", "source"}]
    if len(written) > 1 and all(len(row.cells) > written[-1] for row in read):
        said = list(map(itemgetter(*written), (row.cells for row in read)))
        if len(set(said)) < len(said):
            times = Counter(said)
            again = _again([row for row, cells in zip(read, said, strict=True) if times[cells] > 1])
    if not again:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"{how_many(len(again), 'row')} equal to an earlier one: "
            + "; ".join(f"row {b} to row {a}" for a, b in again[:5]),
            where=f"{table.name}, {rows([b for _, b in again])}",
            means="the row was pasted twice, and its alerts are counted twice; nothing was dropped",
            do="take the copies out, unless there were two such deployments",
        )
    ]


def _again(read: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the numbers of rows that say the same, the earlier one first."""
    first: dict[tuple[tuple[str, object], ...], int] = {}
    again = []
    for row in read:
        said = {name: value for name, value in row.values.items() if name not in {"note", "source"}}
        if not any(name in said for name in ("date", "place")) or not any(BY_NAME[n].core for n in said):
            continue
        number = first.setdefault(tuple(sorted(said.items())), row.number)
        if number != row.number:
            again.append((number, row.number))
    return again


CHECK = Check(code=CODE, about=__doc__, look=look)
