"""EV41: the number of faces seen is an estimate, or looks like one.

Its header, its cells or a note say so; or nearly all figures are round, which counting would not give. How it was
estimated is seldom published, and every rate per face rests on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows
from bystander.evidence.record.remarks import footnotes_of
from bystander.evidence.record.units import noted_as_estimate

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV41"
Estimated = Literal["", "said", "some", "round"]  # nothing shows it; it is said, of some; all figures are round
_IS = {"said": "is", "some": "is, in some rows,", "round": "looks like"}
_ROUND = 0.9  # a share of figures ending in 0 that counting would not give


def estimate_of(seen: Seen) -> tuple[Estimated, str]:
    """Return whether faces seen are said to be an estimate or only look like one, and what shows it."""
    table, read = seen.table, seen.used
    faces = [(row.number, n) for row in read if (n := row.count("faces_seen")) is not None]
    marked = [row.number for row in read if "faces_seen" in row.about or "faces_seen" in row.bounds]
    if "faces_seen" in table.estimated:
        return "said", f"column {header_of(table, 'faces_seen')}"
    every = {number for number, _ in faces}
    if marked:
        ends = sum("faces_seen" in row.bounds for row in read)
        said = f", {ends:,} of them as at least or at most so many" if ends else ""
        of: Estimated = "said" if every <= set(marked) else "some"
        return of, f"{how_many(len(marked), 'cell')} marked as about{said}: {rows(marked)}"
    if noted := [row.number for row in read if noted_as_estimate(row.words("note"))]:
        return "said" if every <= set(noted) else "some", f"the note of {rows(noted)} says so"
    if noted := [number for number, text in footnotes_of(table, seen.remarks) if noted_as_estimate(text)]:
        return "said", f"the remark in {rows(noted)} says so"
    if len(faces) >= 5 and sum(n % 10 == 0 for _, n in faces) >= _ROUND * len(faces):
        return "round", f"{sum(n % 10 == 0 for _, n in faces)} of {how_many(len(faces), 'figure')} are round"
    return "", ""


def look(seen: Seen) -> list[Problem]:
    """Find faces seen that are an estimate."""
    table, (estimated, got) = seen.table, estimate_of(seen)
    if not estimated:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            of_findings=True,
            found=f"the number of faces seen {_IS[estimated]} an estimate, not a count",
            where=f"{table.name}, column {header_of(table, 'faces_seen')}",
            expected="a count, with how it was made",
            got=got,
            means="no interval in this report contains the error of that estimate",
            do="ask how faces were counted, and whether one person passing twice counts twice",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
