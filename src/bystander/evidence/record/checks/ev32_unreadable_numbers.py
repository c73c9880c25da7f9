"""EV32: a cell that should hold a number holds something else.

Thousands separators ("8,600", "8 600") and marks of an estimate on faces seen ("about 470,000") are understood.
"8.600" is not: it is 8.6 in one country and 8,600 in another (EV70). A threshold or a duration that cannot be read
does not stop the work (EV83). A column that holds words in every row is none of counts: a log tells the outcome of each
alert so, and its rows can be counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import OF_NO_RATE, AtFault, at_fault, how_many
from bystander.evidence.record.logs import advice, outcome_of

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

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
            means=means,
            do=do,
        )
        for bad in at_fault(seen.table, seen.deployments, "number", of=seen.table.known() - OF_NO_RATE)
        for means, do in [_why(seen.table, bad)]
    ]


def _why(table: Table, bad: AtFault) -> tuple[str, str]:
    """Return what cells may be that are no numbers, and what to do about it."""
    if table.has_figures(bad.header):
        return (
            "a remark, a footnote, a unit, a range or the error of a formula stands where the count should be",
            "keep the number in the cell, move the rest to a column called note",
        )
    if outcome := outcome_of(table):
        return advice(table, outcome)
    if bad.name == "deployments":
        return "words in every row are no number of deployments", f"if it is the place: --column place='{bad.header}'"
    return "the column holds words in every row, and no counts", "give the column that counts, or leave this one out"


CHECK = Check(code=CODE, about=__doc__, look=look)
