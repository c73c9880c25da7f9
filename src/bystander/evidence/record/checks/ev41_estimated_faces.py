"""EV41: the number of faces seen is an estimate.

Its header or its cells say so. How it was estimated is seldom published, and every rate per face rests on it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.table import Table

CODE = "EV41"
_NOTED = re.compile(r"faces.*estimat|estimat.*faces", re.IGNORECASE)
_ROUND = 0.9  # a share of figures ending in 0 that counting would not give


def check(table: Table, read: Sequence[Row]) -> list[Problem]:
    """Find faces seen that are marked as estimates, or that are nearly all round numbers."""
    faces = [(row.number, n) for row in read if (n := row.count("faces_seen")) is not None]
    marked = [row.number for row in read if "faces_seen" in row.estimated]
    if "faces_seen" in table.estimated:
        got = f"column {header_of(table, 'faces_seen')}"
    elif marked:
        got = f"{how_many(len(marked), 'cell')} marked as about: {rows(marked)}"
    elif noted := [row.number for row in read if _NOTED.search(str(row.values.get("note", "")))]:
        got = f"the note of {rows(noted)} says so"
    elif len(faces) >= 5 and sum(n % 10 == 0 for _, n in faces) >= _ROUND * len(faces):
        got = f"{sum(n % 10 == 0 for _, n in faces)} of {how_many(len(faces), 'figure')} are round"
    else:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            found="the number of faces seen is an estimate, not a count",
            where=f"{table.name}, column {header_of(table, 'faces_seen')}",
            expected="a count, with how it was made",
            got=got,
            means="no interval in this report contains the error of that estimate",
            do="ask how faces were counted, and whether one person passing twice counts twice",
        )
    ]
