"""Is the exact tail what sorting everything would give, however the comparisons are cut into shards?

Scores are rounded, so that many tie; a small capacity makes the tail drop most of them. Speed and memory of the same
thing at 1e8 comparisons are in `python -m benchmarks.speed`.
"""

from __future__ import annotations

import numpy as np

from bystander.tally.comparisons.tail import Reservoir, Tail

ROWS, PEOPLE, CAPACITY = 3000, 40, 200
SAME, CUT = "counts at every threshold equal those of a full sort", "merged shards equal the whole"


def _columns(tail: Tail) -> list[list[float] | None]:
    columns = (tail.score, tail.probe, tail.reference)
    return [None if column is None else column.tolist() for column in columns]


def agreements(*, cases: int, seed: int) -> dict[str, float]:
    """Return the share of random trials of which either is true."""
    same = cut = 0
    for stream in np.random.SeedSequence(seed).spawn(cases):
        rng = np.random.default_rng(stream)
        score = np.round(rng.normal(size=ROWS), int(rng.integers(1, 4)))
        probe, reference = (rng.integers(0, PEOPLE, ROWS).astype(np.int32) for _ in range(2))
        whole = Reservoir(CAPACITY)
        whole.extend(probe, reference, score)
        tail = whole.finish(with_subjects=True)
        thresholds = np.unique(score[score >= tail.floor])
        counted = [tail.at_or_above(t) for t in thresholds]
        same += bool(len(tail)) and counted == [int(np.count_nonzero(score >= t)) for t in thresholds]
        parts = rng.integers(0, int(rng.integers(1, 8)), ROWS)
        merged = Reservoir(CAPACITY)
        for part in rng.permutation(np.unique(parts)):
            own = Reservoir(CAPACITY)
            rows = rng.permutation(np.flatnonzero(parts == part))
            own.extend(probe[rows], reference[rows], score[rows])
            merged.merge(own)
        other = merged.finish(with_subjects=True)
        cut += tail.floor == other.floor and _columns(tail) == _columns(other)
    return {SAME: same / cases, CUT: cut / cases}
