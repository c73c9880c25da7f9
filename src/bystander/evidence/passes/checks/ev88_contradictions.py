"""EV88: what a seeded test says of a pass contradicts itself.

An alert without a face that was found, a right alert without any alert, more alerts than passes, or a count that is no
whole number: one of the columns is not what its heading says, or a row slipped. Which one is right cannot be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.evidence.passes.rows import EMPTY
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.passes.rows import PassRows

CODE = "EV88"


def look(rows: PassRows) -> list[Problem]:
    """Find counts that cannot be, and columns that contradict each other."""
    odd = [
        _problem(rows, places, f"whose {role} are no whole number", "a whole number, 0 or more")
        for role, places in rows.odd.items()
        if len(places)
    ]
    if odd:
        return odd
    return [
        _problem(rows, places, f"with {what}", "alerts among the faces found, and right ones among the alerts")
        for places, what in _pairs(rows)
        if len(places)
    ]


def _pairs(rows: PassRows) -> list[tuple[NDArray[np.intp], str]]:
    counted = rows.layout == "counts"
    found = [(_more(rows, rows.alerted, rows.passes), "more alerts than passes")]
    if rows.detected is not None:
        found.append((_more(rows, rows.detected, rows.passes), "more faces found than passes"))
        said = "more alerts than faces found" if counted else "an alert and no face found"
        known = np.where(rows.detected == EMPTY, np.iinfo(np.int64).max, rows.detected)
        found.append((_more(rows, rows.alerted, known), said))
    if rows.right is not None:
        said = "more right alerts than alerts" if counted else "a right alert and no alert"
        found.append((_more(rows, rows.right, rows.alerted), said))
    return found


def _more(rows: PassRows, part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.intp]:
    return np.flatnonzero((part > whole) & rows.kept)


def _problem(rows: PassRows, places: NDArray[np.intp], what: str, expected: str) -> Problem:
    return Problem(
        code=CODE,
        severity="error",
        found=f"{plural(len(places), 'row')} {what}",
        where=in_rows(rows.name, rows.table.numbers(places), len(places)),
        expected=expected,
        means="a column is not what its heading says, or cells slipped by one",
        do="correct these rows, or say which column is which with --column ROLE=NAME",
    )


CHECK = Check(code=CODE, about=__doc__, look=look)
