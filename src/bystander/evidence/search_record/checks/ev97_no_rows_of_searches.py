"""EV97: rows of a search record that are no searches of their own: sums of other rows, remarks, rows without a count.

A row of sums is told by its label, or by every count being the sum of all the others; read as searches it would count
everything twice. So would a row "all forces" beside each of them. A row that is called a total and does not sum is left
out as well, and that is said first of all. An empty cell is not 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows, unequal_totals
from bystander.evidence.record.put_back import if_it_counts

if TYPE_CHECKING:
    from bystander.evidence.search_record.seen import SearchRows

CODE = "EV97"


def look(seen: SearchRows) -> list[Problem]:
    """Find rows of totals, rows without counts, and a record of which nothing is left."""
    found = []
    if seen.sorted.totals:
        found.append(Problem(
            code=CODE, severity="refused", found=f"{how_many(len(seen.sorted.totals), 'row')} of sums",
            where=f"{seen.table.name}, {rows(seen.sorted.totals)}",
            means="counted with the others, every search would count twice",
            do=f"nothing, if that is so; {if_it_counts(seen.sorted.totals[0], 'sum')}", needed=False,
        ))  # fmt: skip
    if seen.sorted.unequal:
        found.append(unequal_totals(seen.table, seen.sorted.unequal, code=CODE))
    if seen.sorted.empty:
        found.append(Problem(
            code=CODE, severity="refused", found=f"{how_many(len(seen.sorted.empty), 'row')} without any count",
            where=f"{seen.table.name}, {rows(seen.sorted.empty)}", got="a remark, or empty cells",
            means="the counts were not kept or not published, or it is a remark; an empty cell is not 0",
            do="nothing, if that is so; otherwise fill in the counts", needed=False,
        ))  # fmt: skip
    if not seen.used:
        found.append(Problem(
            code=CODE, severity="error", found="no row of the record can be used", where=seen.table.name,
            expected="at least one row with a count of searches",
            got=f"{how_many(len(seen.table.rows), 'row')}, {'none' if not seen.table.rows else 'all of them refused'}",
            means="the counts are not there, or stand in columns with other names",
            do="fill in the counts, or name their columns as docs/reference/columns.md lists them",
        ))  # fmt: skip
    return found


CHECK = Check(code=CODE, about=__doc__, look=look)
