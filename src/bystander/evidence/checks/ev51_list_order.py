"""EV51: a candidate list whose scores rise with rank.

The first candidate must be the most alike. Where scores rise, ranks are wrong, lists are sorted the other way, or
scores are distances that were not declared: every rate would be turned upside down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV51"


def rising(name: str, rows: Sequence[int], total: int, searches: int, *, distance: bool) -> Problem:
    """Give the problem of ``total`` rows that are more alike than the candidate ranked before them."""
    nearly_all = 2 * total > searches
    flip = "leave --distance out: these look like similarities" if distance else "give --distance: these are distances"
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} {'is' if total == 1 else 'are'} more alike than the one ranked before",
        where=in_rows(name, rows, total, "score"),
        expected=f"the best candidate first in each of {count(searches)} lists",
        means="ranks and scores contradict each other",
        do=flip if nearly_all else "mend the ranks or the scores of these rows",
    )  # fmt: skip


def repeated_rank(name: str, rows: Sequence[int], total: int) -> Problem:
    """Give the problem of two candidates of a search with one rank."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} {'has' if total == 1 else 'have'} a rank that the search gave already",
        where=in_rows(name, rows, total, "rank"), expected="ranks 1, 2, 3 ... (or from 0), each once a search",
        means="two searches share one name, or rows were copied",
        do="give every search its own name, or remove the copies",
    )  # fmt: skip
