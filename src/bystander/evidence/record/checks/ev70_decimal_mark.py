"""EV70: numbers with a point or a comma that is not told to be of thousands or of a fraction.

9.780 is 9.78 in one country and 9,780 in another. Where the other numbers of the record tell (0,64 is no thousand),
they decide and it is said; where they do not, it is a question. A comma between three digits is of thousands, as in
English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import at_fault, how_many

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV70"


def look(seen: Seen) -> list[Problem]:
    """Find counts with two readings, and say where commas were taken for decimal marks."""
    table = seen.table
    if table.written.found:
        return [
            Problem(
                code=CODE,
                severity="warning",
                found="numbers were read with a comma before the fraction and points between thousands: 9.780 is 9,780",
                where=table.name,
                means="every number of the record that tells is written so",
                do="declare it with --decimal ,",
                needed=False,
            )
        ]
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(bad.cells, 'count')} in column {bad.header} with two readings",
            where=bad.where,
            expected="a whole number such as 9780 or 9,780",
            got=bad.got,
            means="the point is of thousands in some countries and of a fraction in others; nothing here tells",
            do="say which mark is before a fraction: --decimal , or --decimal .",
        )
        for bad in at_fault(table, seen.deployments, "point")
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
