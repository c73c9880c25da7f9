"""EV85: an empty cell of a seeded test, of which nobody has said what it means.

An empty cell under *alerted* is often *no alert*: whoever kept the list wrote down the alerts. As often it is a pass of
which nothing was noted. The first is a person whom the system missed, the second is nothing at all, so the choice may
move the rate from 95 % to 50 %. It is asked, and ``--blank no`` or ``--blank unknown`` (``blank=``) answers it: with
the second these rows are left out and counted. Where a pass set off an alert, its face was found, whatever the cell of
that says; where it set off none, no alert was right. A time of day under *alerted* is that of the alert.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.passes.rows import PassRows

CODE = "EV85"
_MEANS = {
    "alerted": "it may mean that there was no alert, or that nobody wrote down whether there was",
    "detected": "it may mean that no face was found, or that nobody wrote down whether one was",
    "right": "there was an alert, and whether it named the volunteer or somebody else is not said",
}


def look(rows: PassRows) -> list[Problem]:
    """Find empty cells whose meaning was not declared, column by column."""
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{plural(len(places), 'cell')} under {role} {'is' if len(places) == 1 else 'are'} empty",
            where=in_rows(rows.name, rows.table.numbers(places), len(places), role),
            expected="yes or no" if rows.layout != "counts" else "a number, and 0 where there was none",
            means=_MEANS[role],
            do="say what an empty cell means with --blank no, or with --blank unknown, which leaves these rows out",
        )
        for role, places in rows.asked.items()
    ]


def look_at_unknown(rows: PassRows) -> list[Problem]:
    """Tell how many rows were left out because nobody knows what came of them."""
    places = rows.unknown
    if not len(places):
        return []
    return [
        Problem(
            code=CODE,
            severity="refused",
            found=f"{plural(len(places), 'row')} left out, as nothing is known of what came of them (--blank unknown)",
            where=in_rows(rows.name, rows.table.numbers(places), len(places)),
            means="if alerts were written down and misses were not, the share of passes with an alert is too high",
            do="fill in these cells",
        )
    ]


def look_at_times(rows: PassRows) -> list[Problem]:
    """Say that times of day were read as alerts."""
    if not rows.timed:
        return []
    return [
        Problem(
            code=CODE,
            severity="note",
            found="times of day under alerted were read as alerts at that time",
            where=f"{rows.name}, column alerted",
            do="nothing, if that is so; otherwise name the column of alerts with --column alerted=NAME",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
TIMES = CHECK.on(look_at_times)
UNKNOWN = CHECK.on(look_at_unknown)
