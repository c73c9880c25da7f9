"""EV42: rows of totals among the deployments.

Spreadsheets end with one, and have one for each year. Read as deployments they would count everything twice, so they
are refused. They are told by arithmetic, whatever they are called: every count is the sum of the others, or of a
block of rows, or of the other rows of its day, or day and place; or it has no date, and sums the rows of its place.
A row that is called a total and does not sum is refused too, and that is said first of all; a row
without a date or a place of its own that holds the largest counts and is no sum is a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows, unequal_totals
from bystander.evidence.record.put_back import if_it_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV42"


def look(seen: Seen) -> list[Problem]:
    """Find rows of totals, those that do not sum, and rows that may be totals."""
    table, totals = seen.table, seen.totals
    problems = []
    if totals.rows:
        problems.append(_refused(table, sorted(totals.rows)))
    if totals.unequal:
        problems.append(unequal_totals(table, totals.unequal, code=CODE))
    if totals.doubtful:
        problems.append(_doubtful(table, totals.doubtful))
    return problems


def _refused(table: Table, bad: Sequence[int]) -> Problem:
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{how_many(len(bad), 'row')} of totals",
        where=f"{table.name}, {rows(bad)}",
        expected="one row for each deployment",
        means="counted with the deployments, every alert and face would count twice",
        do=f"nothing, if that is so; {if_it_counts(bad[0], 'total')}",
        needed=False,
    )


def _doubtful(table: Table, bad: Sequence[int]) -> Problem:
    return Problem(
        code=CODE,
        severity="error",
        found=f"{how_many(len(bad), 'row')} that may be totals: no date or place, and the largest counts of all",
        where=f"{table.name}, {rows(bad)}",
        expected="a date or a place for each deployment, and totals that are the sums of the rows",
        means="as a deployment it would count, as a total it would not, and it is the sum of no rows",
        do=f'give the row its date or place, or leave it out: --without-rows "{bad[0]}: a total"; '
        + if_it_counts(bad[0], "total"),
    )


CHECK = Check(code=CODE, about=__doc__, look=look)
