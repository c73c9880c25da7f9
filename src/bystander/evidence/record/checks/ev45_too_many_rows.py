"""EV45: far more rows than a deployment record has.

A record has one row a deployment. A table of a million rows holds single alerts, faces or comparisons.
"""

from __future__ import annotations

from bystander.errors import Problem

CODE = "EV45"
MOST_ROWS = 100_000


def too_many(name: str) -> Problem:
    """Return the problem of a record with more rows than there can be deployments."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"more than {MOST_ROWS:,} rows",
        where=name,
        expected="one row for each deployment",
        means="the rows are single alerts, faces or comparisons, not deployments",
        do="add them up by deployment first; for comparisons use `bystander evaluate`",
    )
