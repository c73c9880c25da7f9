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
_LASTS = (
    "a duration: 5hr 11m, 4:47, 4.5 hours", "nothing is told per hour of {these}",
    ("write one duration in each cell; a bare one needs its unit: --column hours=HEADING or "
    "--column duration_min=HEADING"),
)  # fmt: skip
_SAID = {  # by column: what is expected, what the cells leave untold, and what to do
    "threshold": (
        "one number, such as 0.64", "no rate is told by threshold of {these}", "write one number in each cell"
    ),
    "watchlist_size": (
        "one number, such as 9780", "the size of the watchlist is not told of {these}", "write one number in each cell"
    ),
    "hours": _LASTS, "duration_min": _LASTS, "duration": _LASTS,
}  # fmt: skip


def look(seen: Seen) -> list[Problem]:
    """Find settings that cannot be read, column by column."""
    return [problem for name in _SAID for problem in _of(seen, name)]


def _of(seen: Seen, name: str) -> list[Problem]:
    expected, means, do = _SAID[name]
    found = at_fault(
        seen.table, seen.deployments, "number", "time", "point", "fraction", "negative", of=frozenset({name})
    )
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"{how_many(bad.cells, 'cell')} of column {bad.header} cannot be read, and "
            f"{'is' if bad.cells == 1 else 'are'} taken as not known",
            where=bad.where,
            expected=expected,
            got=bad.got,
            means=means.format(these="this row" if bad.cells == 1 else "these rows"),
            do=do,
            needed=False,
        )
        for bad in found
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
