"""EV32: a cell that should hold a number holds something else.

Thousands separators ("8,600", "8 600") and marks of an estimate on faces seen ("about 470,000") are understood.
"8.600" is not: it is 8.6 in one country and 8,600 in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.cells import shown
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV32"


def look(seen: Seen) -> list[Problem]:
    """Find cells that are not numbers, column by column."""
    table, read = seen.table, seen.rows
    problems = []
    for at, name in enumerate(table.columns):
        bad = [row for row in read if name is not None and row.faults.get(name) == "number"]
        if name is None or not bad:
            continue
        problems.append(
            Problem(
                code=CODE,
                severity="error",
                found=f"{how_many(len(bad), 'cell')} in column {header_of(table, name)} cannot be read as a number",
                where=f"{table.name}, column {header_of(table, name)}, {rows([row.number for row in bad])}",
                expected="a number such as 8600 or 8,600, or an empty cell where it is not known",
                got=", ".join(dict.fromkeys(shown(row.cells[at]) for row in bad[:5])),
                means="a remark, a unit or a range stands where the count should be",
                do="keep the number in the cell, move the rest to a column called note",
            )
        )
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
