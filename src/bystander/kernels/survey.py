"""First look at the non-mated comparisons: range, coarse distribution, highest scores, who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import survey as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


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
    low, high = extremes[0], extremes[1]
    failed = 0
    shift, size = np.uint64(64), coarse.size
    while size > 1:
        shift -= np.uint64(1)
        size >>= 1
    some, same = scores[start:], mated[start:]  # from 0 on, as a place below it would have to be asked for
    for i in range(some.size):
        if not same[i]:
            if filled == tail_score.size:
                extremes[0], extremes[1] = low, high
                return start + i, filled, failed
            score = np.float64(some[i]) + 0.0  # -0.0 becomes 0.0
            if score == -np.inf:
                failed += 1
            else:
                low = min(low, score)
                high = max(high, score)
                bits = np.float64(score).view(np.uint64)
                key = ~bits if bits >> np.uint64(63) else bits | np.uint64(1 << 63)
                coarse[key >> shift] += np.uint32(1)
                if score > bound:
                    tail_probe[filled] = probe[start + i]
                    tail_reference[filled] = reference[start + i]
                    tail_score[filled] = score
                    filled += 1
    extremes[0], extremes[1] = low, high
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
    some, same = scores[start:], mated[start:]
    for i in range(some.size):
        if some[i] >= floor and not same[i]:
            if filled == kept_score.size:
                return start + i, filled
            kept_score[filled] = some[i]
            kept_probe[filled] = probe[start + i]
            kept_reference[filled] = reference[start + i]
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
