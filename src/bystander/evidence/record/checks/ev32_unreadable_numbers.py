"""EV32: a cell that should hold a number holds something else.

Thousands separators ("8,600", "8 600") and marks of an estimate on faces seen ("about 470,000") are understood.
"8.600" is not: it is 8.6 in one country and 8,600 in another (EV70). A threshold or a duration that cannot be read
does not stop the work (EV83).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import OF_NO_RATE, at_fault, how_many

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV32"


def look(seen: Seen) -> list[Problem]:
    """Find cells that are not numbers, column by column."""
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(bad.cells, 'cell')} in column {bad.header} cannot be read as a number",
            where=bad.where,
            expected="a number such as 8600 or 8,600, or an empty cell where it is not known",
            got=bad.got,
            means="a remark, a footnote, a unit, a range or the error of a formula stands where the count should be",
            do="keep the number in the cell, move the rest to a column called note",
        )
        for bad in at_fault(seen.table, seen.deployments, "number", of=seen.table.known() - OF_NO_RATE)
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
