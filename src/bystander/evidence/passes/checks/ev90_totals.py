"""EV90: a row of totals among the counts of volunteers.

A row that adds up all others, whatever it is called, would be one more volunteer with as many passes as everybody
together. It is left out and counted; one that is called a total and adds up nothing is asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.passes.rows import PassRows

CODE = "EV90"


def look(rows: PassRows) -> list[Problem]:
    """Find rows of totals."""
    other = np.setdiff1d(rows.sums, rows.totals)
    if len(other):
        return [
            Problem(
                code=CODE,
                severity="error",
                found=f"{plural(len(other), 'row')} called a total, which {'does' if len(other) == 1 else 'do'} not "
                "add up the others",
                where=in_rows(rows.name, rows.table.numbers(other), len(other)),
                means="it is no volunteer, or the counts of somebody are missing or wrong",
                do="take the row out, or correct the counts",
            )
        ]
    if not len(rows.totals):
        return []
    return [
        Problem(
            code=CODE,
            severity="refused",
            found="1 row that adds up all others was left out",
            where=in_rows(rows.name, rows.table.numbers(rows.totals), 1),
            means="a row of totals is no volunteer",
            do="nothing, if that is so",
            needed=False,
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
