"""EV22: empty cells in a matrix of scores.

Many matrices are filled in one half only, or leave out comparisons that were not made. An empty cell is no
comparison: it is counted as refused, and is not taken as a failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.reading import Reading

CODE = "EV22"


def _empty_cells(name: str, cells: int, why: str) -> Problem:
    """Return the problem of cells that hold no comparison; ``why`` is "empty" or "masked"."""
    found = f"{plural(cells, 'cell')} {'that the mask leaves out' if why == 'masked' else 'without a score'}"
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{found} {'was' if cells == 1 else 'were'} not used",
        where=name,
        means="comparisons that were not made, or are not meant to be counted",
        do="nothing, if that is so; if the system failed on them, write nan and give --failed-score nan"
        if why == "empty"
        else "nothing, if the mask is right",
        needed=False,
    )


def look(seen: Reading) -> list[Problem]:
    """Find cells that hold no comparison."""
    return [_empty_cells(seen.name, seen.empty, "masked" if seen.masked else "empty")] if seen.empty else []


CHECK = Check(code=CODE, about=__doc__, look=look)
