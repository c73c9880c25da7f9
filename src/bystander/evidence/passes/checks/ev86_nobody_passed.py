"""EV86: rows of a seeded test that tell of no pass of a volunteer.

A row without a volunteer, or with "unknown" in its place, is of nobody who is known to be on the watchlist; a volunteer
with no pass was not tested. Both are left out and counted. Alerts on other people belong into a deployment record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bystander.evidence.passes.rows import PassRows

CODE = "EV86"


def look(rows: PassRows) -> list[Problem]:
    """Find rows that are left out, and a test of which nothing is left."""
    found = []
    if len(rows.nobody):
        do = "name the volunteer; false alerts on others belong into a deployment record"
        found.append(_left_out(rows, rows.nobody, "without a volunteer", do, needed=True))
    if len(rows.never):
        found.append(_left_out(rows, rows.never, "of volunteers without a pass", "nothing, if they did not come"))
    return found if rows.kept.any() else [*found, _nothing_left(rows)]


def _left_out(rows: PassRows, places: NDArray[np.intp], what: str, do: str, *, needed: bool = False) -> Problem:
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{plural(len(places), 'row')} {what} {'was' if len(places) == 1 else 'were'} left out",
        where=in_rows(rows.name, rows.table.numbers(places), len(places)),
        means="only people who are known to be on the watchlist, and who passed, can be missed",
        do=do,
        needed=needed,
    )


def _nothing_left(rows: PassRows) -> Problem:
    return Problem(
        code=CODE,
        severity="error",
        found="no pass of a volunteer is left",
        where=rows.name,
        expected="at least one row with a volunteer and what came of the pass",
        means="a share of no passes is 0/0",
        do="look whether the columns are the right ones, or say which is which with --column ROLE=NAME",
    )


CHECK = Check(code=CODE, about=__doc__, look=look)
