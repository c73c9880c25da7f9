"""EV78: counts that are not what their column says.

A row may say in columns (``counted``, ``alerts_verified``) or in its note that visitors were counted and not faces,
or that nobody verified the alerts. Such a count is told and enters no rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows
from bystander.evidence.record.columns import BY_NAME
from bystander.evidence.record.units import unread_words

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV78"
_SHOWN = 5


def look(seen: Seen) -> list[Problem]:
    """Find counts that were withheld, and words about them that cannot be read."""
    found = [(number, one) for number, some in seen.withheld.items() for one in some]
    found = [(number, one) for number, one in found if one.column in {"faces_seen", "false_alerts"}]
    problems = []
    unread = [row.number for row in seen.used if unread_words(row)]
    if unread:
        problems.append(
            Problem(
                code=CODE,
                severity="error",
                found=f"{how_many(len(unread), 'row')} whose alerts_verified says neither yes nor no",
                where=f"{seen.table.name}, {rows(unread)}",
                expected="yes, no, or an empty cell",
                do="write yes where somebody judged the alerts, and no where nobody did",
            )
        )
    if found:
        problems.append(
            Problem(
                code=CODE,
                severity="warning",
                leads=True,
                of_findings=True,
                found=f"{how_many(len(found), 'count')} in no rate: "
                + "; ".join(
                    f"row {number}, {one.count:,} {BY_NAME[one.column].unit} ({one.why})"
                    for number, one in found[:_SHOWN]
                ),
                where=f"{seen.table.name}, {rows([number for number, _ in found])}",
                means="a rate of something else under the name of faces or false alerts would mislead",
                do="ask for the faces seen, and for alerts that somebody judged",
            )
        )
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
