"""EV35: parts that do not add up to their total.

Either number may be wrong. Where right and wrong alerts add up to *more* than all alerts, the row is left out of
every rate per alert; where they add up to less, the rest is treated as alerts that nobody resolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows
from bystander.evidence.record.parts import stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV35"


def look(seen: Seen) -> list[Problem]:
    """Find rows whose parts do not add up, total by total."""
    table, read = seen.table, seen.used
    problems = []
    for kind in ("true", "false"):
        total, names = f"{kind}_alerts", (f"{kind}_confirmed", f"{kind}_unconfirmed")
        parts = [(row, row.count(total), _sum(row, *names)) for row in read]
        problems += _problem(table, total, parts, "the stated total is used")
    whole = [(row, row.count("alerts"), _both(row)) for row in read]
    problems += _problem(
        table,
        "alerts",
        [w for w in whole if w[1] is not None and w[2] is not None and w[2] > w[1]],
        "these rows are left out of every rate per alert, and kept for the rates per face, deployment and hour",
    )
    problems += _problem(
        table,
        "alerts",
        [w for w in whole if w[1] is not None and w[2] is not None and w[2] < w[1]],
        "the difference is treated as alerts that nobody resolved, shown both as right and as wrong",
    )
    return problems


def _sum(row: Row, *names: str) -> int | None:
    counts = [row.count(name) for name in names]
    return sum(c for c in counts if c is not None) if None not in counts else None


def _both(row: Row) -> int | None:
    right, wrong = stated(row, "true"), stated(row, "false")
    return None if right is None or wrong is None else right + wrong


def _problem(
    table: Table, total: str, compared: Sequence[tuple[Row, int | None, int | None]], consequence: str
) -> list[Problem]:
    bad = [(row, a, b) for row, a, b in compared if a is not None and b is not None and a != b]
    if not bad:
        return []
    name = header_of(table, total)
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"the parts do not add up to {name} in {how_many(len(bad), 'row')}: "
            + "; ".join(f"row {row.number} says {a:,}, its parts sum to {b:,}" for row, a, b in bad[:5])
            + (f"; and {len(bad) - 5:,} more" if len(bad) > 5 else ""),
            where=f"{table.name}, {rows([row.number for row, _, _ in bad])}",
            expected="parts that sum to their total",
            got="; ".join(f"{a:,} and {b:,}" for _, a, b in bad[:5]),
            means=f"a misprint, or an alert counted twice or not at all; {consequence}",
            do="ask the keeper of the record which of the two numbers is right",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
