"""EV83: thresholds, durations and sizes of watchlists that cannot be read.

They change no rate of false alerts per face, so the work goes on without them: such a cell is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import at_fault, how_many

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV83"
_OF = frozenset({"threshold", "hours", "duration_min", "duration", "watchlist_size"})


def look(seen: Seen) -> list[Problem]:
    """Find settings that cannot be read, column by column."""
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"{how_many(bad.cells, 'cell')} of column {bad.header} cannot be read, and are taken as not known",
            where=bad.where,
            expected="one number: 0.64, 9780; or a duration: 5hr 11m, 4:47, 4.5 hours",
            got=bad.got,
            means="nothing is told by that threshold, or per hour, of these rows",
            do="write one number in each cell; a bare duration needs its unit: --column hours=HEADING or "
            "--column duration_min=HEADING",
            needed=False,
        )
        for bad in at_fault(seen.table, seen.deployments, "number", "time", "point", "fraction", "negative", of=_OF)
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
