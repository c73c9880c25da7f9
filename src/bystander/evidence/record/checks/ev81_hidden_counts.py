"""EV81: counts that are withheld, or told only to be small: "<5", "*", "[c]".

Publishers hide small counts so that nobody is recognised by them. "[x]" says that there is none, and is not known
(EV40). Such a count is not known, and never 5; where the
others of its row determine it, they do, and it is in the rates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import (
    header_of,
    how_many,
    in_place_of_counts,
    only_larger_told,
    rows,
)
from bystander.evidence.record.columns import NUMERATORS
from bystander.evidence.record.empties import count_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV81"


def look(seen: Seen) -> list[Problem]:
    """Find hidden counts, column by column."""
    table = seen.table
    problems = []
    for name in NUMERATORS:
        hidden = [row for row in seen.used if name in row.hidden]
        bad = [row.number for row in hidden if count_of(name, seen.settled.parts_of(row), row) is None]
        header = header_of(table, name)
        if len(bad) < len(hidden):
            told = [row.number for row in hidden if row.number not in bad]
            problems.append(
                Problem(
                    code=CODE,
                    severity="note",
                    found=f"{how_many(len(told), 'count')} of column {header} {_how(hidden, name)}, which the other "
                    "counts of the row tell",
                    where=f"{table.name}, column {header}, {rows(told)}",
                    means="they are taken as these make them, and are in the rates",
                )
            )
        if bad:
            problems.append(
                Problem(
                    code=CODE,
                    severity="warning",
                    leads=True,
                    found=f"{how_many(len(bad), 'count')} of column {header} {_how(hidden, name)}",
                    where=f"{table.name}, column {header}, {rows(bad)}",
                    expected="a number",
                    got=in_place_of_counts(table, [row for row in hidden if row.number in bad], {name}),
                    means="they are taken as not known"
                    + (
                        ", so a rate over the other rows leans to those with more"
                        if only_larger_told(seen.used, name)
                        else ", so the rows that have them are in no rate that needs them"
                    ),
                    do="ask for the counts, or for their sum",
                )
            )
    return problems


def _how(hidden: Sequence[Row], name: str) -> str:
    """Say what is told of hidden counts: that they are small, or nothing at all."""
    small = {row.hidden[name].most is not None for row in hidden}
    if len(small) == 2:
        return "withheld, or told only to be small"
    return "told only to be small" if small == {True} else "withheld"


CHECK = Check(code=CODE, about=__doc__, look=look)
