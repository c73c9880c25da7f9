"""EV76: rows that were declared to be left out, or to be counted.

Those left out are read and enter no rate. Those counted look like totals, remarks or misprints, and whoever gave the
record says that they are none. The reason that was given is told with every result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV76"


def look(seen: Seen) -> list[Problem]:
    """Find rows that were left out or put back, and those that the record does not have."""
    return [*_left_out(seen), *_put_back(seen), *_absent(seen)]


def _left_out(seen: Seen) -> list[Problem]:
    reasons = dict.fromkeys(seen.without.values())
    return [
        Problem(
            code=CODE,
            severity="refused",
            leads=True,
            found=f"{rows(bad)}, as declared: {reason}",
            where=f"{seen.table.name}, {rows(bad)}",
            means="whoever gave the record wanted these rows in no rate",
            needed=False,
        )
        for reason in reasons
        if (bad := [number for number, why in seen.without.items() if why == reason])
    ]


def _put_back(seen: Seen) -> list[Problem]:
    back = seen.put_back
    problems = [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"{rows(bad)} counted, as declared: {reason}",
            where=f"{seen.table.name}, {rows(bad)}",
            means="the record alone looks otherwise, and nothing in it shows that they count",
            do="give the rows, in the record, what shows it: their own date, place and counts",
            needed=False,
        )
        for reason in dict.fromkeys(back.reasons.values())
        if (bad := [number for number, why in back.reasons.items() if why == reason])
    ]
    if back.needless:
        problems.append(
            Problem(
                code=CODE,
                severity="note",
                found=f"{how_many(len(back.needless), 'row')} declared to count, which nothing else leaves out",
                where=f"{seen.table.name}, {rows(back.needless)}",
            )
        )
    return problems


def _absent(seen: Seen) -> list[Problem]:
    gone = (("left out", seen.absent), ("counted", seen.put_back.absent))
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(len(absent), 'row')} to be {what}, which the record does not have",
            where=f"{seen.table.name}, {rows(absent)}",
            expected=f"numbers of rows as a spreadsheet shows them: the header is row {seen.table.header_row} here",
            do="name the rows by these numbers",
        )
        for what, absent in gone
        if absent
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
