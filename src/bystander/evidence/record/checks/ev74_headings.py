"""EV74: headings in two rows or in a column, and headings that may be two things.

Two rows are joined: "True" under "Alerts" is true alerts. "Matches" are all alerts where one publisher counts, and
the right ones where another does: the other columns decide, or it is a question that --column settles. A table
whose headings stand below each other is turned. Brackets that only explain a heading are passed over: "false alerts
(i.e. wrong person)". One that may change what is counted ("excluding staff") is not read, and warned of (EV31).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many

if TYPE_CHECKING:
    from bystander.evidence.record.table import Table

CODE = "EV74"


def look(table: Table) -> list[Problem]:
    """Say which headings were joined and settled, and find those that are left open."""
    found, where = table.found, f"{table.name}, row {table.header_row}"
    problems = [
        Problem(
            code=CODE,
            severity="error",
            found="a heading that may be two things",
            where=where,
            expected="a heading that says which alerts are counted",
            got=heading.removesuffix(" ?"),
            means=f"it may be {' or '.join(names)}",
            do="say which: " + " or ".join(f"--column '{name}={heading.removesuffix(' ?')}'" for name in names),
        )
        for heading, names in found.unclear
    ]
    problems += [
        Problem(
            code=CODE,
            severity="warning",
            found=f"column {heading} was read as {name}, which the other columns leave it to be",
            where=where,
            means="others count something else under the same heading",
            do=f"declare it with --column '{name}={heading}'",
            needed=False,
        )
        for heading, name in found.settled
    ]
    if found.explained:
        problems.append(
            Problem(
                code=CODE,
                severity="note",
                found=f"{how_many(len(found.explained), 'heading')} with an explanation in brackets",
                where=where,
                got="; ".join(f"{heading} as {name}" for heading, name in found.explained),
                do="if one of them is something else, say so with --column",
            )
        )
    if table.turned:
        problems.append(
            Problem(
                code=CODE,
                severity="note",
                found="the headings stand below each other, so the table was turned: a column of it is one row here",
                where=table.name,
                means="the number of a row is that of the column that it was: row 2 is column B of a spreadsheet",
            )
        )
    if found.rows > 1:
        pairs = zip(table.header, table.columns, strict=True)
        joined = [f"{h} as {name}" for h, name in pairs if name and " / " in h]
        problems.append(
            Problem(
                code=CODE,
                severity="note",
                found=f"the header has two rows, which were joined in {how_many(len(joined), 'column')}",
                where=where,
                got="; ".join(joined),
            )
        )
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
