"""First look at the non-mated comparisons: range, coarse distribution, highest scores, who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.marked import list_marked
from bystander.kernels.plain import survey as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


STRIP = 512  # rows that are looked at together
_SIGN, _ALL, _63 = np.uint64(1 << 63), np.uint64(0xFFFF_FFFF_FFFF_FFFF), np.uint64(63)


@kernel()
def look(  # noqa: PLR0917 (a kernel takes plain arrays)
    some: Array, same: Array, bound: float, shift: np.uint64, cells: Array, counted: Array, higher: Array
) -> tuple[np.uint64, np.uint64, int]:
    """Say of each row which bits count it, whether it counts, and whether it lies above ``bound``.

    Returns the lowest and the highest key of those that count, and how many failed. No branch, and nothing moved: the
    compiler uses vector instructions, for which keys have a minimum and floats have none.
    """
    low, high, failed = _ALL, np.uint64(0), 0
    for i in range(some.size):
        score = np.float64(some[i]) + 0.0  # -0.0 becomes 0.0
        other, real = not same[i], score > -np.inf
        bits = np.float64(score).view(np.uint64)
        key = ~bits if bits >> _63 else bits | _SIGN
        low = min(low, key if other & real else _ALL)
        high = max(high, key if other & real else np.uint64(0))
        failed += other & (not real)
        cells[i], counted[i], higher[i] = key >> shift, other & real, other & (score > bound)
    return low, high, failed


@kernel()
def score_of(key: np.uint64) -> float:
    """Return the score of a key."""
    bits = key & ~_SIGN if key >> _63 else ~key
    return float(np.uint64(bits).view(np.float64))


@kernel(plain.survey_scores)
def survey_scores(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array,
    probe: Array,
    reference: Array,
    mated: Array,
    extremes: Array,
    coarse: Array,
    bound: float,
    tail_probe: Array,
    tail_reference: Array,
    tail_score: Array,
    filled: int,
    start: int,
) -> tuple[int, int, int]:
    """Widen ``extremes``, count the first bits of keys, append scores above ``bound`` to the tail.

    Returns (rows done, tail filled, failed rows seen); it stops early where the tail is full, to be called
    again. ``coarse``: a count for each value of so many bits.
    """
    failed = 0
    shift, size = np.uint64(64), coarse.size
    while size > 1:
        shift -= np.uint64(1)
        size >>= 1
    cells, counted = np.empty(STRIP, np.uint32), np.empty(STRIP, np.uint32)
    higher, rows = np.empty(STRIP, np.uint8), np.empty(STRIP, np.int32)
    while start < scores.size:
        of = slice(start, start + min(STRIP, tail_score.size - filled))  # no more than there is room for
        some, same = scores[of], mated[of]
        if some.size == 0:
            if not mated[start]:
                return start, filled, failed
            start += 1
            continue
        low, high, odd = look(some, same, bound, shift, cells, counted, higher)
        if low <= high:
            extremes[0], extremes[1] = min(extremes[0], score_of(low)), max(extremes[1], score_of(high))
        failed += odd
        for i in range(some.size):
            coarse[cells[i]] += counted[i]
        for k in range(list_marked(higher, some.size, rows)):
            at = start + rows[k]
            tail_probe[filled] = probe[at]
            tail_reference[filled] = reference[at]
            tail_score[filled] = np.float64(scores[at]) + 0.0
            filled += 1
        start += some.size
    return scores.size, filled, failed


@kernel(plain.keep_above)
def keep_above(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array,
    probe: Array,
    reference: Array,
    mated: Array,
    floor: float,
    kept_score: Array,
    kept_probe: Array,
    kept_reference: Array,
    filled: int,
    start: int,
) -> tuple[int, int]:
    """Append non-mated scores at or above ``floor``, with both people. Returns (rows done, kept); it stops if full."""
    rows, reaches = np.empty(STRIP, np.int32), np.empty(STRIP, np.uint8)
    for first in range(start, scores.size, STRIP):
        some, same = scores[first : first + STRIP], mated[first : first + STRIP]
        for i in range(some.size):
            reaches[i] = np.uint8(some[i] >= floor) & np.uint8(not same[i])
        for k in range(list_marked(reaches, some.size, rows)):
            at = first + rows[k]
            if filled == kept_score.size:
                return at, filled
            kept_score[filled] = scores[at]
            kept_probe[filled] = probe[at]
            kept_reference[filled] = reference[at]
            filled += 1
    return scores.size, filled


@kernel(plain.count_subjects)
def count_subjects(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array, probe: Array, reference: Array, mated: Array, count_failed: int, as_probe: Array, as_reference: Array
) -> None:
    """Add each non-mated comparison to its probe's and its reference's subject."""
    for i in range(scores.size):
        if not mated[i] and (count_failed or scores[i] > -np.inf):
            as_probe[probe[i]] += np.uint32(1)
            as_reference[reference[i]] += np.uint32(1)


@kernel(plain.edge_above)
def edge_above(coarse: Array, wanted: int, highest: int) -> int:
    """Return the highest coarse key from which on ``wanted`` scores or more are counted, -1 where there are too few.

    ``highest``: a key above which none is counted.
    """
    seen = 0
    for key in range(highest, -1, -1):
        seen += coarse[key]
        if seen >= wanted:
            return key
    return -1
