"""EV52: a watchlist that is smaller than what was listed from it, or of several sizes.

With N people enrolled no candidate can have a rank beyond N. FPIR grows with N: searches of watchlists of different
sizes are different tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.evidence.comparisons.checks.ev27_written_alike import present
from bystander.findings.wording import count, listed, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.searches.list_rows import ListRows

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


def _several_sizes(name: str, sizes: Sequence[int], rows: Sequence[int]) -> Problem:
    """Return the problem of searches of different watchlists in one file."""
    return Problem(
        code=CODE, severity="error", found=f"the watchlist has {len(sizes)} different sizes",
        where=in_rows(name, rows, len(rows), "watchlist_size"), expected="one watchlist",
        got=listed([count(size) for size in sizes[:4]]),
        means="the more are enrolled, the more false alerts: one rate over all would describe none",
        do="split the file by watchlist",
    )  # fmt: skip


def look(seen: ListRows) -> list[Problem]:
    """Find watchlists of several sizes, and one that is smaller than what is listed from it."""
    sizes, first_rows = seen.sizes
    problems = []
    if len(sizes) > 1:
        problems.append(_several_sizes(seen.name, [int(s) for s in sizes], seen.table.numbers(np.sort(first_rows))))
    if seen.size is None:
        return problems
    over = np.zeros(0, np.int64)
    if seen.rank is not None and int(seen.met.max(initial=0)) == seen.longest:  # else ranks of templates
        first = int(seen.rank[seen.rank >= 0].min(initial=1))  # ranks run from 1, or from 0
        over = np.flatnonzero(seen.listed & (seen.rank - first + 1 > seen.size))
    if not len(over) and np.count_nonzero(present(seen.people.size, seen.candidate)) > seen.size:
        over = np.flatnonzero(seen.listed)[-1:]
    return [*problems, too_small(seen.name, seen.table.numbers(over), len(over), seen.size)] if len(over) else problems


CHECK = Check(code=CODE, about=__doc__, look=look)
