"""EV89: passes of a seeded test that do not belong together.

Passes before several systems tell of none of them; they are evaluated one system at a time. Passes at several
thresholds are told threshold by threshold, so each row has to say its own; a column of nearly as many values as rows
holds scores, and not thresholds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, plural
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from bystander.evidence.passes.rows import PassRows

CODE = "EV89"
MOST_THRESHOLDS = 20


def look(rows: PassRows) -> list[Problem]:
    """Find several systems, thresholds that are missing, and scores in their place."""
    return [*_systems(rows), *_thresholds(rows)]


def _systems(rows: PassRows) -> list[Problem]:
    told = rows.words("system")
    if told is None or len(distinct(told[0][rows.kept])) <= 1:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"the passes are of {count(len(distinct(told[0][rows.kept])))} systems",
            where=f"{rows.name}, column system",
            expected="one system",
            means="a share over several systems tells of none of them",
            do="give the rows of one system at a time; if the column tells something else, give it another name",
        )
    ]


def _thresholds(rows: PassRows) -> list[Problem]:
    if rows.threshold is None:
        return []
    empty = np.flatnonzero(np.isnan(rows.threshold) & rows.kept)
    if len(empty):
        return [
            Problem(
                code=CODE,
                severity="error",
                found=f"{plural(len(empty), 'row')} without a threshold beside rows with one",
                where=in_rows(rows.name, rows.table.numbers(empty), len(empty), "threshold"),
                expected="the threshold of each pass",
                means="passes at several thresholds are never put together, and these could be of any",
                do="fill in these cells, or take the column out if the threshold was the same throughout",
            )
        ]
    number = len(distinct(rows.threshold[rows.kept]))
    if number <= MOST_THRESHOLDS:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"the column threshold has {count(number)} different values",
            where=f"{rows.name}, column threshold",
            expected=f"at most {MOST_THRESHOLDS} thresholds that the system was set to",
            means="it looks like the score of each pass, and not like a setting of the system",
            do="call it score if that is so, and give the threshold in a column of its own",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
