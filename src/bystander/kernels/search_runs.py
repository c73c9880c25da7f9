"""Searches whose rows stand together: each is done with, ranks and all, while its rows are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

STRIP = 256  # rows of a search that are looked at together


@kernel()
def in_order(bits: int, sign: int, turned: int) -> int:
    """Return the bits of a score as a whole number in the order of scores, and the bits of such a number."""
    return bits ^ ((bits >> sign) & turned)


@kernel()
def best_of_strip(person: int, reference: Array, score: Array, bits: Array) -> tuple[int, int, int, int]:
    """Return the largest bits in order of a wrong score and of a right one, right rows, and rows that failed.

    All numbers are as wide as the scores, and nothing branches: vector instructions do it. So a strip is short.
    """
    sign, turned, lowest = 8 * bits.itemsize - 1, np.iinfo(bits.dtype).max, np.iinfo(bits.dtype).min
    wrong = right = bits.dtype.type(lowest)
    own = failed = none = bits.dtype.type(0)
    one = bits.dtype.type(1)
    for i in range(reference.size):
        key = in_order(bits[i], sign, turned)
        mine = reference[i] == person
        own += one if mine else none
        failed += one if score[i] == -np.inf else none
        wrong = max(wrong, lowest if mine else key)
        right = max(right, key if mine else lowest)
    return wrong, right, own, failed


@kernel()
def best_of_run(
    person: int, reference: Array, score: Array, bits: Array, best: Array
) -> tuple[float, int, float, int, int]:
    """Return the best wrong score, the one code that has it, the best right one, right rows, and rows with a score.

    The code is -1 where there is none, or several. A score of -inf is a failed comparison: it is a row, and no
    candidate. ``bits``: those of the scores, as whole numbers with a sign, of which vector instructions find the
    largest. ``best``: those of the best wrong score of each strip are put there, and in front of them those of the best
    wrong one and right one of all.
    """
    sign, turned, lowest = 8 * bits.itemsize - 1, np.iinfo(bits.dtype).max, np.iinfo(bits.dtype).min
    own = failed = 0
    best[0] = best[1] = lowest
    strips = (reference.size + STRIP - 1) // STRIP
    for k in range(strips):
        of = slice(STRIP * k, STRIP * (k + 1))
        wrong, right, of_own, of_failed = best_of_strip(person, reference[of], score[of], bits[of])
        best[0], best[1], best[2 + k] = max(best[0], wrong), max(best[1], right), wrong
        own, failed = own + of_own, failed + of_failed
    for k in range(2 + strips):
        best[k] = in_order(best[k], sign, turned)
    values = best.view(score.dtype)
    other = np.float64(values[0]) if own < reference.size else -np.inf
    mate = np.float64(values[1]) if own > 0 else -np.inf
    top, some, several = -1, False, False
    if other > -np.inf:
        for k in range(strips):
            if values[2 + k] == other:
                for i in range(STRIP * k, min(STRIP * (k + 1), reference.size)):
                    if score[i] == other and reference[i] != person:
                        several |= some and reference[i] != top
                        top, some = int(reference[i]), True
    return other, -1 if several else top, mate, own, reference.size - failed


@kernel()
def reaching(person: int, reference: Array, score: Array, least: float, places: Array) -> int:
    """List the rows of a strip that are of somebody else, did not fail, and score so much; returns how many."""
    found = 0
    for i in range(reference.size):  # no branch, which nobody could foresee: what is not kept is written over
        value = np.float64(score[i])
        places[found] = i
        found += (value >= least) & (value > -np.inf) & (reference[i] != person)
    return found


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
    best = np.empty(3 + score.size // STRIP, bits.dtype)
    values, places = best.view(score.dtype), np.empty(STRIP, np.int64)
    for k in range(start, edges.size - 1):
        first, last = edges[k], edges[k + 1]
        who, run = person[first], number + k
        other, top, mate, own, scored = best_of_run(
            who, reference[first:last], score[first:last], bits[first:last], best
        )
        wanted = (own > 0) == (left_out > 0) and other >= bound and other > -np.inf
        if wanted and filled + (last - first) > tail_score.size:
            return k, filled
        equal = above = 0
        begun = filled  # where the candidates of this run stand in the tail
        ranked = mate > -np.inf and other >= mate
        least = min(mate if ranked else np.inf, bound if wanted else np.inf)
        if wanted or ranked:
            for strip in range((last - first + STRIP - 1) // STRIP):
                if values[2 + strip] < least:  # nobody in it is ahead
                    continue
                at = first + STRIP * strip
                of = slice(at, min(at + STRIP, last))
                for n in range(reaching(who, reference[of], score[of], least, places)):
                    i = at + places[n]
                    value, identity = np.float64(score[i]), reference[i]
                    if ranked and value >= mate:
                        if stamps[0, identity] != run:
                            stamps[0, identity] = run
                            equal += 1
                        if value > mate and stamps[1, identity] != run:
                            stamps[1, identity] = run
                            above += 1
                    if wanted and value >= bound:
                        place = stamps[2, identity]
                        if begun <= place < filled and tail_identity[place] == identity:
                            tail_score[place] = max(tail_score[place], value)
                        else:
                            stamps[2, identity] = filled
                            tail_run[filled], tail_identity[filled], tail_score[filled] = run, identity, value
                            filled += 1
        bests[k, 0], bests[k, 1] = other, mate
        counts[k, 0], counts[k, 1], counts[k, 2] = last - first, scored, own
        counts[k, 3], counts[k, 4], counts[k, 5] = top, equal, above
    return edges.size - 1, filled
