"""First look at the non-mated comparisons; see :mod:`bystander.kernels.survey`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.plain.order_key import order_keys

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

COARSE_BITS = 22  # sign, 11 bits of exponent, 10 of the fraction: 1,024 buckets an octave
COARSE_SHIFT = 64 - COARSE_BITS
FEW_BITS = 18  # 64 buckets an octave: enough to see how far a tail reaches


def shift_of(coarse: Array) -> int:
    """Return by how many bits a key is shifted, of which there are as many counts as bits are left."""
    return 65 - len(coarse).bit_length()


def survey_scores(  # noqa: PLR0917 (as the kernel)
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

    Returns (rows done, tail filled, failed rows seen); it stops early where the tail is full, to be called again.
    """
    at = start + np.flatnonzero(~mated[start:])
    score = scores[at].astype(np.float64) + 0.0
    high = np.flatnonzero(score > bound)
    room = tail_score.size - filled
    done = scores.size
    if len(high) >= room:  # the tail is full after so many; the next non-mated row waits
        last = int(high[room - 1]) + 1 if room else 0
        done = int(at[last]) if last < len(at) else done
        at, score, high = at[:last], score[:last], high[:room]
    real = score[score > -np.inf]
    if len(real):
        extremes[0], extremes[1] = min(extremes[0], real.min()), max(extremes[1], real.max())
    np.add.at(coarse, (order_keys(real) >> np.uint64(shift_of(coarse))).astype(np.int64), np.uint32(1))
    into, rows = slice(filled, filled + len(high)), at[high]
    tail_probe[into], tail_reference[into], tail_score[into] = probe[rows], reference[rows], score[high]
    return done, filled + len(high), len(score) - len(real)


def keep_above(  # noqa: PLR0917 (as the kernel)
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
    high = start + np.flatnonzero((scores[start:] >= np.float64(floor)) & ~mated[start:])  # not in single precision
    room = kept_score.size - filled
    done = int(high[room]) if len(high) > room else scores.size
    rows = high[:room]
    into = slice(filled, filled + len(rows))
    kept_score[into], kept_probe[into], kept_reference[into] = scores[rows], probe[rows], reference[rows]
    return done, filled + len(rows)


def count_subjects(  # noqa: PLR0917 (as the kernel)
    scores: Array, probe: Array, reference: Array, mated: Array, count_failed: int, as_probe: Array, as_reference: Array
) -> None:
    """Add each non-mated comparison to its probe's and its reference's subject."""
    counted = ~mated if count_failed else ~mated & (scores > -np.inf)
    np.add.at(as_probe, probe[counted], np.uint32(1))
    np.add.at(as_reference, reference[counted], np.uint32(1))


def edge_above(coarse: Array, wanted: int, highest: int) -> int:
    """Return the highest coarse key from which on ``wanted`` scores or more are counted, -1 where there are too few."""
    seen = np.cumsum(coarse[highest::-1], dtype=np.int64)
    reached = int(np.searchsorted(seen, wanted))
    return highest - reached if reached < len(seen) else -1
