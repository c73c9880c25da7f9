"""EV45: far more rows than a deployment record has.

A record has one row a deployment. A table of many million rows holds single alerts, faces or comparisons.
"""

from __future__ import annotations

from typing import NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV45"
MOST_ROWS = 5_000_000


class Size(NamedTuple):
    """How many rows a record has at least; beyond the most that are read, no more are counted."""

    name: str
    rows: int


def look(size: Size) -> list[Problem]:
    """Find a record with more rows than there can be deployments."""
    if size.rows <= MOST_ROWS:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"more than {MOST_ROWS:,} rows",
            where=size.name,
            expected="one row for each deployment",
            means="the rows are single alerts, faces or comparisons, not deployments",
            do="add them up by deployment first; for comparisons use `bystander evaluate`",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
