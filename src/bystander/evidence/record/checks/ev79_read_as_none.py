"""EV79: words, dashes and empty cells that were read as none.

"Nil" is 0 in tables of British authorities, and nothing at all in some programs; so it is told. "None" is what programs
write for a count that is missing, and is taken as a dash is: as 0 where the other counts of its row say so, and in a
whole column where they say so of every dash that they tell about and 0 is never written out. Empty cells are, where
that was declared.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import cells_of, header_of, how_many, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV79"


def look(seen: Seen) -> list[Problem]:
    """Say which cells were read as 0."""
    settled = seen.settled
    return [
        *(
            _problem(seen, name, read, "as the other counts show of some of them")
            for name, read in settled.dashes.items()
        ),
        *(_problem(seen, name, read, "as declared") for name, read in settled.declared.items() if read),
        *_of_words(seen),
    ]


def _of_words(seen: Seen) -> list[Problem]:
    """Say which words were read as 0."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in seen.used:
        for name in row.worded:
            found[name].append(row)
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"{', '.join(cells_of(seen.table, found[name], {name}))} in {how_many(len(found[name]), 'cell')} of "
            f"column {header_of(seen.table, name)} was read as 0",
            where=f"{seen.table.name}, column {header_of(seen.table, name)}, "
            f"{rows([row.number for row in found[name]])}",
            means="if the word says that a count is not known, rates come out too low",
            do="write 0 where there were none, and N/A where it is not known",
            needed=False,
        )
        for name in sorted(found)
    ]


def _problem(seen: Seen, name: str, read: Sequence[int], how: str) -> Problem:
    header = header_of(seen.table, name)
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{how_many(len(read), 'cell')} of column {header} without a number were read as 0, {how}",
        where=f"{seen.table.name}, column {header}, {rows(read)}",
        means="if some of them mean that the count is not known, rates come out too low",
        do="write 0 where there were none, and N/A where it is not known",
    )


CHECK = Check(code=CODE, about=__doc__, look=look)
