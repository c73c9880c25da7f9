"""`python -m benchmarks.speed.resampling`: people drawn again 1,000 times, against numpy drawing each replicate.

A trial of every two people, 1e8 comparisons of 14,143 of them, of which the million highest are kept one by one;
people differ in how often they are taken for somebody else. Bystander draws both rates at all its thresholds, sets them
beside the variance of KG-t, and reads off the FNMR at five targets and the band. NumPy multiplies the weights of the
two people of every kept comparison and sums them down the tail, for fewer replicates, and its time is scaled to as
many.
"""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.speed.contest import Contest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.contest import Answer
    from bystander.tally.comparisons.tally import ComparisonTally

KEPT, REPLICATES, FEW = 2**20, 1000, 10
TARGETS = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
FILE = "tail.npz"


def make(folder: Path, rows: int, seed: int) -> None:
    """Write the highest comparisons of a trial, and a mated one of each person."""
    rng = np.random.default_rng(seed)
    people = max(isqrt(2 * rows) + 1, 20)
    kept = min(KEPT, rows // 20)
    effect = np.exp(0.7 * rng.normal(size=people))
    pairs = rng.choice(people, (kept + kept // 4, 2), p=effect / effect.sum()).astype(np.int32)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]][:kept]
    np.savez(
        folder / FILE,
        probe=pairs[:, 0],
        reference=pairs[:, 1],
        score=np.sort(rng.exponential(size=len(pairs)))[::-1],
        mated=np.sort(rng.normal(8, 4, people)),
    )


def drawn_again(folder: Path) -> Callable[[], Answer]:
    """Bystander: both rates along the tail, five targets and the band."""
    from bystander.quantities.comparisons import bands
    from bystander.quantities.comparisons.replicates import replicates_of

    tally = _tally(folder)

    def work() -> Answer:
        drawn = replicates_of(tally, seed=1, replicates=REPLICATES)
        assert drawn is not None
        found = [bands.reselected(drawn, target) for target in TARGETS]
        bands.band(drawn, level=0.95)
        return [int(drawn.fmr.events[-1]), sum(one is not None for one in found)]

    return work


def numpy_by_replicate(folder: Path) -> Callable[[], Answer]:
    """NumPy: one replicate after the other, false matches alone."""
    tail = np.load(folder / FILE)
    probe, reference = tail["probe"], tail["reference"]
    people = len(tail["mated"])
    ends = np.unique(np.geomspace(1, len(probe), 240).astype(int))

    def work() -> Answer:
        rng = np.random.default_rng(1)
        rates = np.empty((FEW, len(ends)))
        for replicate in range(FEW):
            w = rng.poisson(1.0, people)
            products = np.cumsum(w[probe] * w[reference])
            rates[replicate] = products[ends - 1] / (w.sum() ** 2 - (w * w).sum()) * 2
        return [len(probe), int(rates.shape[1])]

    return work


def _tally(folder: Path) -> ComparisonTally:
    from bystander.tally.comparisons.points import PairGraph
    from bystander.tally.comparisons.tail import Tail
    from bystander.tally.comparisons.tally import ComparisonTally

    kept = np.load(folder / FILE)
    mated, score = kept["mated"], kept["score"]
    people = len(mated)
    pairs = people * (people - 1) // 2
    graph = PairGraph(
        pairs=pairs, max_pair_degree=people - 1, complete=True, max_multiplicity=1, roles_disjoint=False, qn=pairs,
        exact=True,
    )  # fmt: skip
    return ComparisonTally(
        accept="ge", failures="fold", subjects=people, mated_total=people, non_mated_total=pairs, mated_failed=0,
        mated_failed_subject=None, non_mated_failed=0, mated_scores=mated, mated_counts=np.ones(people, np.int64),
        non_mated_at_or_above=None, mated_row_score=mated, mated_row_subject=np.arange(people, dtype=np.int32),
        mated_min=float(mated[0]), mated_max=float(mated[-1]), non_mated_min=0.0, non_mated_max=float(score[0]),
        score_histogram=None, non_mated_per_subject=np.full(people, people - 1, np.int64),
        tail=Tail(probe=kept["probe"], reference=kept["reference"], score=score, floor=float(score[-1])),
        graph=graph, counted={}, errors_below_tail={}, crossings={}, eer_crossing=None,
    )  # fmt: skip


CONTEST = Contest(
    module="benchmarks.speed.resampling",
    about=__doc__,
    make=make,
    peers=(drawn_again, numpy_by_replicate),
    scaled={"numpy_by_replicate": REPLICATES // FEW},
)

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=1e8))
