"""Count a trial of any length block by block, with compiled kernels and threads, in bounded memory.

First pass, every column: mated comparisons, tail, subjects, pairs, coarse distribution. Second pass, scores
alone: exact ranks, and the few scores around each crossing; none where so few scores are distinct that all are known.
Third pass, only where a threshold of interest lies below the tail, and below what the other passes kept: errors by
subject and pair there. Every accumulator merges by
addition, and everything that leaves is canonical, so neither threads nor the order of blocks can be seen in the result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.folding import fold
from bystander.kernels.plain.order_key import order_keys
from bystander.kernels.plain.survey import COARSE_BITS, FEW_BITS
from bystander.kernels.survey import count_subjects, edge_above, survey_scores
from bystander.tally.comparisons.columns import Columns, columns_of
from bystander.tally.comparisons.counters import Counter, DensePairs, HashedPairs
from bystander.tally.comparisons.crossing import among_all
from bystander.tally.comparisons.error_counts import ErrorCounts
from bystander.tally.comparisons.selection import Selection
from bystander.tally.comparisons.survey import Errors, Plan, Survey, pair_graph, sort_mated
from bystander.tally.comparisons.tail import Reservoir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.score_sketch import ScoreSketch
    from bystander.evidence.comparisons.trial import Batch, Block, Trial
    from bystander.tally.comparisons.crossing import Condition, Crossing
    from bystander.tally.comparisons.pair_means import Gathered
    from bystander.tally.comparisons.pairs import PairCounts, PairSample
    from bystander.tally.comparisons.reserve import Keeping, Reserve
    from bystander.tally.comparisons.selection import Beside

NO_CUTOFFS = np.empty(0, np.float64)


def pair_counts(plan: Plan, cutoffs: NDArray[np.float64], *, level: int = 0) -> PairCounts | None:
    """Return what counts pairs of people in all threads, None where nobody is named. ``level``: where it begins."""
    if plan.subjects is None:
        return None
    return DensePairs(plan, cutoffs) if plan.dense else HashedPairs(plan, cutoffs, level=level)


class Accumulator:
    """Everything of one pass over all columns, in one thread; ``pairs`` are those of all threads."""

    def __init__(
        self,
        plan: Plan,
        cutoffs: NDArray[np.float64],
        *,
        coarse: bool,
        pairs: PairCounts | None = None,
        kept: Keeping | None = None,
    ) -> None:
        self.plan = plan
        subjects = plan.subjects or 0
        self.mated_score: list[NDArray[np.float64]] = []
        self.mated_subject: list[NDArray[np.int32]] = []
        self.rows = self.failed = 0
        self.extremes = np.array([inf, -inf])
        bits = COARSE_BITS if coarse else FEW_BITS
        self.coarse, self.shift = Counter(1 << bits), 64 - bits
        self.tail = Reservoir(plan.tail_pairs, compiled=True)
        self.as_probe, self.as_reference = Counter(subjects), Counter(subjects)
        self.errors = ErrorCounts(plan, cutoffs) if len(cutoffs) else None
        self.pairs = pairs
        self._kept = kept

    def add(self, block: Block) -> None:
        """Read a block and fold it in."""
        self.add_read(block.read())

    def add_read(self, batch: Batch) -> None:
        """Fold in a block that has been read."""
        columns = columns_of(batch, named=self.plan.subjects is not None)
        rows = np.flatnonzero(columns.mated)
        self.mated_score.append(columns.score[rows].astype(np.float64))
        self.mated_subject.append(columns.probe[rows])
        self.rows += len(columns.score) - len(rows)
        if self._kept is not None:
            self._kept.add_block(columns)
        for part in columns.chunks():
            self._survey(part)
            if self._kept is not None:
                self._kept.add_part(part)
            if self.errors is not None:
                self.errors.add(part)
            if self.pairs is not None:
                args = (part.score, part.probe, part.reference, part.mated, self.plan.count_failed)
                size = len(part.score)
                count_subjects(*args, self.as_probe.take(size), self.as_reference.take(size))
                self.pairs.add(part)

    def _survey(self, part: Columns) -> None:
        tail, done = self.tail, 0
        coarse = self.coarse.take(len(part.score))
        while True:
            done, tail.filled, failed = survey_scores(
                part.score, part.probe, part.reference, part.mated, self.extremes, coarse,
                tail.bound, tail.probe, tail.reference, tail.score, tail.filled, done,
            )  # fmt: skip
            self.failed += failed
            if done == len(part.score):
                return
            self._raise_bound()
            tail.compress_if_full()

    def _raise_bound(self) -> None:
        """Raise the bound of the tail as far as the coarse distribution shows that enough lies above: no sorting."""
        counts = self.coarse.narrow
        if counts is None or self.extremes[0] > self.extremes[1]:
            return
        highest = int(order_keys(self.extremes[1:])[0] >> np.uint64(self.shift))
        self.tail.keep_from(edge_above(counts, self.tail.capacity + 1, highest), self.shift)


@dataclass
class Accumulators:
    """Accumulators of one pass, one a thread; ``pairs`` are counted by all together.

    ``reserve``: what is kept for errors below the tail, where that may be.
    """

    plan: Plan
    cutoffs: NDArray[np.float64]
    coarse: bool
    reserve: Reserve | None = None
    pairs: PairCounts | None = field(init=False)

    def __post_init__(self) -> None:
        self.pairs = pair_counts(self.plan, self.cutoffs)

    def start(self) -> Accumulator:
        """Begin in one thread."""
        kept = None if self.reserve is None else self.reserve.start()
        return Accumulator(self.plan, self.cutoffs, coarse=self.coarse, pairs=self.pairs, kept=kept)


def range_of(parts: Sequence[Accumulator]) -> tuple[float | None, float | None]:
    """Return the lowest and the highest non-mated score of all threads; None where none is finite."""
    low = min(float(part.extremes[0]) for part in parts)
    high = max(float(part.extremes[1]) for part in parts)
    return (low + 0.0, high + 0.0) if low <= high else (None, None)


def mated_of(parts: Sequence[Accumulator], *, named: bool) -> tuple[NDArray[np.float64], NDArray[np.int32] | None]:
    """Return the mated comparisons of all threads in the canonical order."""
    return sort_mated(
        np.concatenate([NO_CUTOFFS, *(s for part in parts for s in part.mated_score)]),
        np.concatenate([np.empty(0, np.int32), *(s for part in parts for s in part.mated_subject)]) if named else None,
        compiled=True,
    )


class BlockwiseEngine:
    """Reads blocks as often as a pass needs them, never more than one a thread at a time.

    ``cutoffs``: counted by subject and pair in the first pass, for a tally at known thresholds in one pass.
    ``coarse``: the first pass prepares the selection of thresholds; without it there is no second pass. ``surveyed``:
    what the first pass finds, where somebody else has made it. ``reserve``: what it keeps for errors below the tail.
    ``scores``: all distinct non-mated ones, where they are known, so that the second pass is not made. ``beside``:
    begins what the last pass after the first gathers too, if there is one.
    """

    def __init__(
        self,
        trial: Trial,
        plan: Plan,
        *,
        threads: int | None,
        cutoffs: NDArray[np.float64],
        coarse: bool,
        surveyed: Sequence[Accumulator] | None = None,
        reserve: Reserve | None = None,
        scores: ScoreSketch | None = None,
        beside: Callable[[], Gathered] | None = None,
    ) -> None:
        self.blocks, self.plan, self.threads = trial.blocks, plan, threads
        self._surveyed, self._reserve, self._scores, self._beside = surveyed, reserve, scores, beside
        self._cutoffs, self._with_coarse = cutoffs, coarse
        self._errors: Errors | None = None
        self._coarse: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None
        self._survey: Survey | None = None

    def survey(self) -> Survey:
        """Look at every comparison once."""
        plan, parts = self.plan, self._surveyed
        if parts is None:
            accumulators = Accumulators(plan, self._cutoffs, coarse=self._with_coarse, reserve=self._reserve)
            parts = fold(self.blocks, accumulators.start, Accumulator.add, threads=self.threads)
        coarse = _sparse_sum([part.coarse for part in parts])
        first, *others = parts
        enough = _edge(*coarse, first.tail.capacity + 1)  # so that few have to be sorted out while they are merged
        for part in parts:
            part.tail.keep_from(enough, part.shift)
        for other in others:
            first.tail.merge(other.tail)
        named = plan.subjects is not None
        mated_score, mated_subject = mated_of(parts, named=named)
        as_probe = np.sum([part.as_probe.total() for part in parts], axis=0)
        as_reference = np.sum([part.as_reference.total() for part in parts], axis=0)
        sample = None if first.pairs is None else first.pairs.finish()
        graph = None
        if sample is not None and plan.subjects is not None:
            graph = pair_graph(
                sample,
                subjects=plan.subjects,
                as_probe=as_probe,
                as_reference=as_reference,
            )
        self._errors = _errors([part.errors for part in parts], sample)
        self._coarse = coarse if self._with_coarse else None
        low, high = range_of(parts)
        self._survey = Survey(
            mated_score=mated_score,
            mated_subject=mated_subject,
            non_mated=sum(part.rows for part in parts),
            non_mated_failed=sum(part.failed for part in parts),
            low=low,
            high=high,
            as_probe=as_probe if named else None,
            as_reference=as_reference if named else None,
            tail=first.tail.finish(with_subjects=named),
            graph=graph,
            level=0 if sample is None else sample.level,
        )
        return self._survey

    def accepted(
        self, cutoffs: NDArray[np.float64], conditions: Sequence[Condition]
    ) -> tuple[NDArray[np.int64], list[Crossing]]:
        """Count non-mated comparisons at or above each cutoff, and find crossings."""
        survey, coarse = self._survey, self._coarse
        if survey is None or coarse is None:
            message = "the survey comes first"
            raise RuntimeError(message)
        if (known := self._scores) is not None:
            return among_all(known.values, known.counts, survey.mated_score, cutoffs, conditions)
        selection = Selection(self.blocks, survey, *coarse, conditions, threads=self.threads)
        return selection.run(cutoffs, self._beside_selection(selection, survey.tail.floor))

    def _beside_selection(self, selection: Selection, floor: float) -> list[Callable[[], Beside]]:
        """Return what the second pass gathers too, where it is the last one then: the tail reaches down to ``floor``.

        It keeps what errors will be asked for, if the first pass has not, and it is not too much.
        """
        reserve = self._reserve
        begun: list[Callable[[], Beside]] = [] if self._beside is None else [self._beside]
        if reserve is None:
            return []
        wanted = min(selection.lowest, reserve.lowest_asked)
        keeps = wanted < floor and not reserve.reaches(wanted)
        if keeps and selection.reaching(wanted) > reserve.most:
            return []
        self._beside = None
        if not keeps:
            return begun
        reserve.begin_again(wanted)
        return [*begun, reserve.start]

    def errors(self, cutoffs: NDArray[np.float64], *, level: int) -> Errors:
        """Count non-mated comparisons at or above each of a few cutoffs, by subject and pair."""
        if self._errors is not None and bool(np.isin(cutoffs, self._cutoffs).all()):
            return self._errors.at(np.searchsorted(self._cutoffs, cutoffs))  # counted in the first pass
        plan = self.plan
        named = plan.subjects is not None
        pairs = pair_counts(plan, cutoffs, level=level)

        def start() -> ErrorCounts:
            return ErrorCounts(plan, cutoffs)

        def begin() -> tuple[ErrorCounts, Gathered | None]:
            return start(), None if self._beside is None else self._beside()

        def count(by_subject: ErrorCounts, columns: Columns) -> None:
            for part in columns.chunks():
                wrong = part.reaching(cutoffs[0])  # all others add nothing here
                by_subject.add(wrong)
                if pairs is not None:
                    pairs.add(wrong)

        def step(both: tuple[ErrorCounts, Gathered | None], block: Block) -> None:
            counts, beside = both
            batch = block.read()
            count(counts, columns_of(batch, named=named))
            if beside is not None:
                beside.add(batch)

        if self._reserve is not None and self._reserve.reaches(float(cutoffs[0])):
            parts = fold(list(self._reserve.columns()), start, count, threads=self.threads)
        else:
            parts = [counts for counts, _ in fold(self.blocks, begin, step, threads=self.threads)]
        return _errors(parts, None if pairs is None else pairs.finish()) or Errors(
            total=np.zeros(0, np.int64), by_subject=None, squared=None, exact=True
        )


def _sparse_sum(counters: Sequence[Counter]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of all counts that are not zero, ascending, and the counts; most are zero."""
    sparse = [counter.sparse() for counter in counters]
    places, index = np.unique(np.concatenate([place for place, _ in sparse]), return_inverse=True)
    counts = np.zeros(len(places), np.int64)
    np.add.at(counts, index, np.concatenate([count for _, count in sparse]))
    return places, counts


def _edge(places: NDArray[np.int64], counts: NDArray[np.int64], wanted: int) -> int:
    """Return the highest place from which on ``wanted`` are counted, -1 where there are too few; places ascend."""
    reached = int(np.searchsorted(np.cumsum(counts[::-1]), wanted))
    return int(places[-1 - reached]) if reached < len(places) else -1


def _errors(parts: Sequence[ErrorCounts | None], sample: PairSample | None) -> Errors | None:
    """Put the error counts of all threads together."""
    counted = [part for part in parts if part is not None]
    if not counted:
        return None
    total = np.sum([part.total for part in counted], axis=0)
    return Errors(
        total=np.cumsum(total[::-1])[::-1],
        by_subject=None if sample is None else np.sum([part.by_subject() for part in counted], axis=0),
        squared=None if sample is None else tuple(sample.errors_squared(k) for k in range(len(total))),
        exact=sample is None or sample.exact,
    )
