"""EV51: a candidate list whose ranks and scores contradict each other, or whose ranks have gaps.

The first candidate must be the most alike. Where scores rise, ranks are wrong, lists are sorted the other way, or
scores are distances that were not declared: every rate would be turned upside down. Where ranks are missing, somebody
who was returned is not told of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.evidence.searches.ranks import gaps as lack_candidates
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.searches.list_rows import ListRows

CODE = "EV51"


def _rising(name: str, rows: Sequence[int], total: int, searches: int, *, distance: bool) -> Problem:
    """Return the problem of ``total`` rows that are more alike than the candidate ranked before them."""
    nearly_all = 2 * total > searches
    scores = (
        "leave --distance out, if these are similarities" if distance else "give --distance, if these are distances"
    )
    flip = f"{scores}; or turn the ranks round, if rank 1 is the last of each list. Nothing here tells which"
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} {'is' if total == 1 else 'are'} more alike than the one ranked before",
        where=in_rows(name, rows, total, "score"),
        expected=f"the best candidate first in each of {count(searches)} lists",
        means="ranks and scores contradict each other",
        do=flip if nearly_all else "mend the ranks or the scores of these rows",
    )  # fmt: skip


def _not_a_rank(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of listed candidates whose rank is missing, negative or not whole."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} {'has' if total == 1 else 'have'} no rank that counts",
        where=in_rows(name, rows, total, "rank"), expected="ranks 1, 2, 3 ... (or from 0), whole numbers",
        got="an empty cell, a negative number or a fraction", means="the column holds something else, or is damaged",
        do="mend the ranks, or leave the column out: scores say the same",
    )  # fmt: skip


def gaps(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of lists from which ranks are missing, told by the candidates behind the gaps."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'list')} {'lacks' if total == 1 else 'lack'} candidates before the last one",
        where=in_rows(name, rows, total, "rank") if rows else name,
        expected="ranks 1, 2, 3 ... (or from 0) without a gap in each list",
        means="rows were lost or taken out, so wrong people who were returned would not be counted",
        do="give the lists whole; where only the best template of each person was kept, leave the ranks out",
    )  # fmt: skip


def _repeated_rank(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of two candidates of a search with one rank."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} {'has' if total == 1 else 'have'} a rank that the search gave already",
        where=in_rows(name, rows, total, "rank"), expected="ranks 1, 2, 3 ... (or from 0), each once a search",
        means="two searches share one name, or rows were copied",
        do="give every search its own name, or remove the copies",
    )  # fmt: skip


def _by_rank(search: NDArray[np.int32], rank: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the order by search and rank: lists are mostly written in it, which a stable sort makes use of."""
    if int(rank.max(initial=0)) >> 31:
        return np.lexsort((rank, search))
    return np.argsort((search.astype(np.int64) << 32) + rank, kind="stable")


def _twice_and_rising(
    seen: ListRows, rows: NDArray[np.intp], rank: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return which of some rows repeat a rank of their search, and which are more alike than the one before."""
    rows, rank = rows[rank >= 0], rank[rank >= 0]
    order = _by_rank(seen.search[rows], rank)
    rows, rank = rows[order], rank[order]
    search, score = seen.search[rows], seen.score[rows]
    same = search[1:] == search[:-1]
    return rows[1:][same & (rank[1:] == rank[:-1])], rows[1:][same & (score[1:] > score[:-1])]


def look(seen: ListRows) -> list[Problem]:
    """Find ranks that are none, gaps, ranks given twice, and scores that rise with rank."""
    if seen.rank is None or seen.odd_rank is None:
        return []
    name, at, rank = seen.name, seen.table.at, seen.rank
    problems: list[Problem] = []
    odd = at(np.flatnonzero(seen.listed & seen.odd_rank))
    if odd:
        problems.append(_not_a_rank(name, odd.first, odd.total))
    elif not seen.part:
        lacking = np.flatnonzero(lack_candidates(seen.spans, seen.candidates))
        # the row is that of the last candidate, who stands too far down
        last = np.flatnonzero(seen.listed & (rank == seen.spans[:, 1][seen.at]) & np.isin(seen.at, lacking))
        problems += [gaps(name, at(last).first, len(lacking))] if len(lacking) else []
    found = [_twice_and_rising(seen, rows, rank[rows]) for rows in seen.parts()]
    twice, rising = (at(np.sort(np.concatenate(some))) for some in zip(*found, strict=True))
    if twice:
        problems.append(_repeated_rank(name, twice.first, twice.total))
    if rising:
        lists = len(seen.number)
        problems.append(_rising(name, rising.first, rising.total, lists, distance=seen.distance))
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
