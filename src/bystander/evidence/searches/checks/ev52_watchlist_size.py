"""EV52: a watchlist that is smaller than what was listed from it, or of several sizes.

With N people enrolled no candidate can have a rank beyond N. FPIR grows with N: searches of watchlists of different
sizes are different tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, listed, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV52"


def too_small(name: str, rows: Sequence[int], total: int, size: int) -> Problem:
    """Return the problem of more people listed than are enrolled."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'row')} {'needs' if total == 1 else 'need'} more people than the {count(size)} enrolled",
        where=in_rows(name, rows, total),
        expected=f"ranks up to {count(size)}, and so many different candidates at most",
        means="watchlist_size counts something else, or lists of several watchlists were joined",
        do="give the number of people enrolled",
    )  # fmt: skip


def several_sizes(name: str, sizes: Sequence[int], rows: Sequence[int]) -> Problem:
    """Return the problem of searches of different watchlists in one file."""
    return Problem(
        code=CODE, severity="error", found=f"the watchlist has {len(sizes)} different sizes",
        where=in_rows(name, rows, len(rows), "watchlist_size"), expected="one watchlist",
        got=listed([count(size) for size in sizes[:4]]),
        means="the more are enrolled, the more false alerts: one rate over all would describe none",
        do="split the file by watchlist",
    )  # fmt: skip
