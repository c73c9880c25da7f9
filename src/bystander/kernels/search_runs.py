"""Searches whose rows stand together: each is done with, ranks and all, while its rows are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel()
def in_order(bits: int, sign: int, turned: int) -> int:
    """Return the bits of a score as a whole number in the order of scores, and the bits of such a number."""
    return bits ^ ((bits >> sign) & turned)


@kernel()
def best_of_run(
    person: int, reference: Array, score: Array, bits: Array, box: Array
) -> tuple[float, int, float, int, int]:
    """Return the best wrong score, the one code that has it, the best right one, right rows, and rows with a score.

    The code is -1 where there is none, or several. A score of -inf is a failed comparison: it is a row, and no
    candidate. ``bits``: those of the scores, as whole numbers with a sign, of which vector instructions find the
    largest. ``box``: room for two of them.
    """
    sign, turned, lowest = 8 * bits.itemsize - 1, np.iinfo(bits.dtype).max, np.iinfo(bits.dtype).min
    own = failed = 0
    for i in range(reference.size):
        own += reference[i] == person
        failed += score[i] == -np.inf
    wrong = right = bits.dtype.type(lowest)
    for i in range(reference.size):
        key = in_order(bits[i], sign, turned)
        mine = reference[i] == person
        wrong = max(wrong, lowest if mine else key)
        right = max(right, key if mine else lowest)
    box[0], box[1] = in_order(wrong, sign, turned), in_order(right, sign, turned)
    values = box.view(score.dtype)
    other = np.float64(values[0]) if own < reference.size else -np.inf
    mate = np.float64(values[1]) if own > 0 else -np.inf
    top, some, several = -1, False, False
    if other > -np.inf:
        for i in range(reference.size):
            if score[i] == other and reference[i] != person:
                several |= some and reference[i] != top
                top, some = int(reference[i]), True
    return other, -1 if several else top, mate, own, reference.size - failed


@kernel()
def walk_runs(  # noqa: C901, PLR0917 (a kernel takes plain arrays, and looks at a row once)
    edges: Array,
    person: Array,
    reference: Array,
    score: Array,
    bits: Array,
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

    ``bits``: those of the scores, as whole numbers with a sign. ``bests[k]``: best wrong score and best right one, -inf
    where there is none. ``counts[k]``: rows, rows with a score, right rows, the one code with the best wrong score (-1:
    none, or several), and how many people score as much as the right one, and more. ``number``: what the first run is
    called in the tail and in ``stamps`` (by person: the last run that met them ahead, the last one that met them above,
    and their place in the tail); it must be above 0. Wrong rows of non-mated searches (``left_out``: of mated ones)
    that score ``bound`` or more go into the tail, the best of each person. Returns (runs done, tail filled): it stops
    before a run that there may be no room for.
    """
    box = np.empty(2, bits.dtype)
    for k in range(start, edges.size - 1):
        first, last = edges[k], edges[k + 1]
        who, run = person[first], number + k
        other, top, mate, own, scored = best_of_run(
            who, reference[first:last], score[first:last], bits[first:last], box
        )
        wanted = (own > 0) == (left_out > 0) and other >= bound and other > -np.inf
        if wanted and filled + (last - first) > tail_score.size:
            return k, filled
        equal = above = 0
        ranked = mate > -np.inf and other >= mate
        least = min(mate if ranked else np.inf, bound if wanted else np.inf)
        if wanted or ranked:
            for i in range(first, last):
                value, identity = np.float64(score[i]), reference[i]
                if value < least or identity == who or value == -np.inf:
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
