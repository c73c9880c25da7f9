"""Parts of a trial that are too large to be held, each tallied as a trial of its own, in one reading for all."""

from __future__ import annotations

import itertools
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.folding import fold
from bystander.tally.comparisons.clustered import clustered, in_clusters
from bystander.tally.comparisons.compiled_engine import Accumulators, BlockwiseEngine
from bystander.tally.comparisons.count import cutoffs_asked, plan_of, tally_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Block, Trial
    from bystander.tally.comparisons.acceptance import Accept, Failures
    from bystander.tally.comparisons.compiled_engine import Accumulator
    from bystander.tally.comparisons.tally import ComparisonTally


def tally_parts(
    trial: Trial,
    parts: Sequence[int],
    part_of: Callable[[Batch], NDArray[np.integer]],
    *,
    thresholds: Sequence[float],
    accept: Accept = "ge",
    failures: Failures = "fold",
    threads: int | None = None,
) -> Iterator[ComparisonTally]:
    """Tally each part at given thresholds, in the order of ``parts``.

    ``part_of``: the part that each row of a batch lies in. Each tally is what :func:`tally_comparisons` says of these
    rows alone, with ``curve=False``.
    """
    clusters, whole = trial.clusters, clustered(trial)
    asked, plan = cutoffs_asked(thresholds, accept), plan_of(whole, failures)
    counts = {number: _Shared(Accumulators(plan, asked, coarse=False).start()) for number in parts}
    turns = itertools.count()

    def step(turn: int, block: Block) -> None:
        batch = block.read()
        part = part_of(batch)
        for number in (*parts[turn % len(parts) :], *parts[: turn % len(parts)]):  # threads seldom meet at one
            rows = _only(batch, np.flatnonzero(part == number))
            counts[number].add(rows if clusters is None else in_clusters(rows, clusters))

    fold(trial.blocks, turns.__next__, step, threads=threads)
    read = replace(whole, blocks=())  # all that is asked for was counted
    for number in parts:
        surveyed = [counts.pop(number).accumulator]
        engine = BlockwiseEngine(read, plan, threads=threads, cutoffs=asked, coarse=False, surveyed=surveyed)
        tally = tally_of(
            engine, (), asked, subjects=whole.subjects, accept=accept, failures=failures, curve=False
        )  # fmt: skip
        yield replace(tally, clusters=None if clusters is None else clusters.number)


class _Shared:
    """What all threads count of one part, one after the other: a part takes its memory once."""

    def __init__(self, accumulator: Accumulator) -> None:
        self.accumulator = accumulator
        self._lock = threading.Lock()

    def add(self, rows: Batch) -> None:
        with self._lock:
            self.accumulator.add_read(rows)


def _only(batch: Batch, at: NDArray[np.intp]) -> Batch:
    """Return some rows of a batch, without what a tally does not look at."""
    probe, reference = (None if people is None else people[at] for people in (batch.probe, batch.reference))
    mated, failed = (None if flags is None else flags[at] for flags in (batch.mated, batch.failed))
    return replace(
        batch, score=batch.score[at], probe=probe, reference=reference, mated=mated, failed=failed, probe_image=None,
        reference_image=None, row=None, occurring={},
    )  # fmt: skip
