"""Searches whose rows stand together: each is done with, ranks and all, while its rows are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel()
def best_of_run(
    person: Array, reference: Array, score: Array, first: int, last: int
) -> tuple[float, int, float, int, int]:
    """Return the best wrong score, the lowest code that has it, the best right one, right rows, and rows with a score.

    A score of -inf is a failed comparison: it is a row, and no candidate.
    """
    who = person[first]
    other = mate = -np.inf
    top = -1
    own = failed = 0
    for i in range(first, last):
        value = np.float64(score[i])
        failed += value == -np.inf
        if reference[i] == who:
            own += 1
            mate = max(mate, value)
        elif value > other:
            other, top = value, int(reference[i])
        elif value == other and reference[i] < top:
            top = int(reference[i])
    return other, top, mate, own, last - first - failed


@kernel()
def walk_runs(  # noqa: C901, PLR0917 (a kernel takes plain arrays, and looks at a row once)
    edges: Array,
    person: Array,
    reference: Array,
    score: Array,
    left_out: int,
    bests: Array,
    counts: Array,
    stamps: Array,
    number: int,
    bound: float,
    tail_run: Array,
    tail_identity: Array,
    tail_score: Array,
    filled: int,
    start: int,
) -> tuple[int, int]:
    """Go through the runs between ``edges``, of one search each, from the run ``start`` on.

    ``bests[k]``: best wrong score and best right one, -inf where there is none. ``counts[k]``: rows, rows with a score,
    right rows, the lowest code with the best wrong score, and how many people score as much as the right one, and more.
    ``number``: what the first run is called in the tail and in ``stamps`` (by person: the last run that met them ahead,
    the last one that met them above, and their place in the tail); it must be above 0. Wrong rows of non-mated searches
    (``left_out``: of mated ones) that score ``bound`` or more go into the tail, the best of each person. Returns (runs
    done, tail filled): it stops before a run that there may be no room for.
    """
    for k in range(start, edges.size - 1):
        first, last = edges[k], edges[k + 1]
        other, top, mate, own, scored = best_of_run(person, reference, score, first, last)
        who, run = person[first], number + k
        wanted = (own > 0) == (left_out > 0) and other >= bound and other > -np.inf
        if wanted and filled + (last - first) > tail_score.size:
            return k, filled
        equal = above = 0
        ranked = mate > -np.inf and other >= mate
        if wanted or ranked:
            for i in range(first, last):
                value, identity = np.float64(score[i]), reference[i]
                if identity == who or value == -np.inf:
                    continue
                if ranked and value >= mate:
                    if stamps[0, identity] != run:
                        stamps[0, identity] = run
                        equal += 1
                    if value > mate and stamps[1, identity] != run:
                        stamps[1, identity] = run
                        above += 1
                if wanted and value >= bound:
                    place = stamps[2, identity]
                    if place < filled and tail_run[place] == run and tail_identity[place] == identity:
                        tail_score[place] = max(tail_score[place], value)
                    else:
                        stamps[2, identity] = filled
                        tail_run[filled], tail_identity[filled], tail_score[filled] = run, identity, value
                        filled += 1
        bests[k, 0], bests[k, 1] = other, mate
        counts[k, 0], counts[k, 1], counts[k, 2] = last - first, scored, own
        counts[k, 3], counts[k, 4], counts[k, 5] = top, equal, above
    return edges.size - 1, filled
