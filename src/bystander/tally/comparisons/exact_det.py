"""The exact detection error trade-off curve of two arrays of scores, in memory.

The curve turns only at mated scores as far as the false non-match rate goes, so the ranks of the non-mated
scores among the distinct mated ones are all that it takes: one pass, no sort of the large array.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.folding import fold
from bystander.kernels.distinct import distinct
from bystander.tally.comparisons.acceptance import cutoffs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparisons.acceptance import Accept

SMALL = 1_000_000
PART = 1 << 20


@dataclass(frozen=True, kw_only=True)
class ExactDet:
    """Counts at each distinct mated score, ascending; rates are counts / ``mated`` or ``non_mated``."""

    threshold: NDArray[np.float64]
    false_matches: NDArray[np.int64]
    false_non_matches: NDArray[np.int64]
    mated: int
    non_mated: int


def exact_det(
    non_mated: NDArray[np.floating[Any]],
    mated: NDArray[np.floating[Any]],
    *,
    accept: Accept = "ge",
    threads: int | None = None,
) -> ExactDet:
    """Count errors of both kinds at every distinct finite mated score.

    Scores are one-dimensional, without NaN; -inf stands for a failed comparison, which is never accepted and
    stays in the denominators. Works with either array empty.
    """
    mated_sorted = np.sort(mated.astype(np.float64) + 0.0)
    threshold = distinct(mated_sorted[mated_sorted > -inf])
    at = cutoffs(threshold, accept)
    return ExactDet(
        threshold=threshold,
        false_matches=_at_or_above(non_mated, at, threads=threads),
        false_non_matches=np.searchsorted(mated_sorted, at, side="left").astype(np.int64),
        mated=len(mated_sorted),
        non_mated=len(non_mated),
    )


def _at_or_above(
    scores: NDArray[np.floating[Any]], at: NDArray[np.float64], *, threads: int | None
) -> NDArray[np.int64]:
    if len(scores) < SMALL:
        ordered = np.sort(scores.astype(np.float64))
        return (len(ordered) - np.searchsorted(ordered, at, side="left")).astype(np.int64)
    from bystander.kernels.compiling import frozen
    from bystander.kernels.ranks import RankTable, count_ranks
    from bystander.tally.comparisons.counters import Counter

    flat = frozen(scores, None if scores.dtype == np.float32 else np.float64)
    table = RankTable.of(at)
    nowhere = np.empty(0, np.float64)

    def add(counts: Counter, start: int) -> None:
        part = flat[start : start + PART]
        into = counts.take(len(part))
        count_ranks(part, at, table.wanted, table.first, table.low, table.scale, into, nowhere)

    starts = range(0, len(flat), PART)
    counted = fold(starts, lambda: Counter(len(at) + 1), add, threads=threads)
    ranks = np.sum([counts.total() for counts in counted], axis=0)
    return np.cumsum(ranks[::-1])[::-1][1:].astype(np.int64)
