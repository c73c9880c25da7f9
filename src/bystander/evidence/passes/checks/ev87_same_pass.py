"""EV87: the same pass of a seeded test stands in several rows.

With nothing to tell them apart, rows of one volunteer and one pass are a copy that counts twice, or passes that were
numbered anew on another day: a column for the day or the session tells them apart. With different cameras they may be
one pass that several cameras saw, and then the system had several chances, or passes that were numbered anew at each
camera. ``--unit passage`` says the first: an alert of any camera is one of the pass. ``--unit search`` takes what each
camera saw as a trial of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.passes.rows import PassRows

CODE = "EV87"


def look(rows: PassRows) -> list[Problem]:
    """Find rows of a pass that has one already."""
    found = []
    if len(again := rows.again):
        of = "of counts" if rows.layout == "counts" else "of a pass"
        found.append(
            Problem(
                code=CODE,
                severity="error",
                found=f"{plural(len(again), 'row')} {of} that {'is' if len(again) == 1 else 'are'} in the file already",
                where=in_rows(rows.name, rows.table.numbers(again), len(again)),
                expected="one row for each volunteer, pass, place, camera and threshold"
                if rows.layout != "counts"
                else "one row for each volunteer, place, camera and threshold",
                means="rows were pasted twice, or passes were numbered anew on another day",
                do="take copies out; if they are other passes, add a column session that tells them apart",
            )
        )
    elif len(others := rows.other_cameras) and not rows.unit and rows.layout != "counts":
        found.append(
            Problem(
                code=CODE,
                severity="error",
                found=f"{plural(len(others), 'row')} of a pass that another camera has a row of already",
                where=in_rows(rows.name, rows.table.numbers(others), len(others)),
                means="either several cameras saw the same pass, and the system had several chances, or passes were "
                "numbered anew at each camera",
                do="say --unit passage where it is the same pass: an alert of any camera is one. Say --unit search to "
                "count what each camera saw on its own",
            )
        )
    return found


CHECK = Check(code=CODE, about=__doc__, look=look)
