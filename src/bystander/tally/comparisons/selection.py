"""Exact order statistics of scores that are too many to sort: radix selection beside the rank histogram.

The coarse distribution of the survey says which narrow range of scores holds each crossing. A pass over the
scores collects the few that lie in those ranges; a range that holds too many (heavy ties, or scores that
share many leading digits) is cut into 2^16 parts and looked at again. Nothing is ever interpolated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from bystander.evidence.folding import fold
from bystander.kernels.distinct import runs
from bystander.kernels.order_key import count_keys
from bystander.kernels.plain.order_key import order_keys, score_of
from bystander.kernels.plain.survey import COARSE_SHIFT
from bystander.kernels.ranks import RankTable, count_ranks
from bystander.tally.comparisons.columns import read_scores, scores_of
from bystander.tally.comparisons.counters import Counter
from bystander.tally.comparisons.crossing import Crossing, accepted_from, cross, first_true

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Block
    from bystander.tally.comparisons.crossing import Condition
    from bystander.tally.comparisons.survey import Survey

GATHERED = 1 << 20  # scores of one range that are collected rather than cut again
REFINED_BITS = 16


class Beside(Protocol):
    """What one thread gathers of all columns in a pass that is made for the scores."""

    def add(self, batch: Batch) -> None:
        """Take in a block."""
        ...


@dataclass(frozen=True)
class Range:
    """Scores whose key starts with ``prefix``: key >> shift == prefix. ``above``: non-mated scores beyond."""

    prefix: int
    shift: int
    above: int
    size: int  # scores in it, mated and non-mated

    @property
    def low(self) -> float:
        """The smallest score in it."""
        return score_of(self.prefix << self.shift)

    @property
    def high(self) -> float:
        """The smallest score beyond it."""
        return score_of((self.prefix + 1) << self.shift)

    @property
    def collected(self) -> bool:
        """Whether its scores are collected; otherwise they are counted in finer parts."""
        return self.size <= GATHERED and self.shift > 0

    @property
    def finer(self) -> int:
        """The shift of its parts."""
        return max(0, self.shift - REFINED_BITS)


class _Pass:
    """Accumulator of one pass over the scores."""

    def __init__(self, table: RankTable, ranges: Sequence[Range], beside: Sequence[Beside]) -> None:
        self.table, self.ranges, self._beside = table, ranges, beside
        self.counts = Counter(len(table.cutoffs) + 1)
        self.found: dict[Range, list[NDArray[np.float64]]] = {r: [] for r in ranges if r.collected}
        self.parts = {r: Counter(1 << (r.shift - r.finer)) for r in ranges if not r.collected}
        self._buffer = np.empty(0, np.float64)

    def add(self, block: Block) -> None:
        """Fold a block in."""
        if not self._beside:
            scores = read_scores(block)
        else:
            batch = block.read()
            for each in self._beside:
                each.add(batch)
            scores = scores_of(batch)
        if self.ranges and len(self._buffer) < len(scores):
            self._buffer = np.empty(len(scores), np.float64)
        table = self.table
        filled = count_ranks(
            scores, table.cutoffs, table.wanted, table.first, table.low, table.scale,
            self.counts.take(len(scores)), self._buffer,
        )  # fmt: skip
        gathered = self._buffer[:filled]
        for wanted in self.ranges if filled else ():
            inside = gathered[(gathered >= wanted.low) & (gathered < wanted.high)]
            if wanted.collected:
                self.found[wanted].append(inside)
            else:
                counts = self.parts[wanted].take(len(inside))
                count_keys(inside, np.uint64(wanted.prefix << wanted.shift), np.uint64(wanted.finer), counts)


class Selection:
    """Counts at cutoffs and crossings, from the scores column alone; mated scores are known and subtracted.

    ``prefixes``, ``counts``: the coarse distribution of the non-mated scores. ``conditions``: those of the crossings.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        survey: Survey,
        prefixes: NDArray[np.int64],
        counts: NDArray[np.int64],
        conditions: Sequence[Condition],
        *,
        threads: int | None,
    ) -> None:
        self.blocks, self.threads, self._conditions = blocks, threads, conditions
        self.mated = survey.mated_score[np.searchsorted(survey.mated_score, -inf, side="right") :]
        ends = [float(x) for x in (survey.low, survey.high) if x is not None]
        ends += [float(x) for x in self.mated[[0, -1]]] if len(self.mated) else []
        self.low, self.high = min(ends, default=inf), max(ends, default=-inf)
        self._crossings: dict[int, Crossing] = {}
        self._waiting: dict[int, Range] = {}
        self._prefixes, self._counts = self._narrow(prefixes, counts)

    @property
    def lowest(self) -> float:
        """A score from which on every crossing lies, with the scores next to it; infinite where there is none."""
        if self._crossings:  # somewhere below all of them
            return self.low
        first = min((r.prefix for r in self._waiting.values()), default=None)
        if first is None:
            return inf
        place = int(np.searchsorted(self._prefixes, first))
        return score_of(int(self._prefixes[max(0, place - 1)]) << COARSE_SHIFT)

    def reaching(self, score: float) -> int:
        """Return how many non-mated comparisons reach a score at most."""
        prefix = int(order_keys(np.array([score]))[0] >> np.uint64(COARSE_SHIFT))
        return int(self._counts[np.searchsorted(self._prefixes, prefix) :].sum())

    def _narrow(
        self, coarse_prefixes: NDArray[np.int64], coarse_counts: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Find the range that holds each crossing, and those that need none.

        Returns the coarse distribution with places for the mated scores, which are not counted in it.
        """
        keys, mated_counts = runs(order_keys(self.mated) >> np.uint64(COARSE_SHIFT))
        prefixes = np.union1d(coarse_prefixes, keys.astype(np.int64))
        counts = np.zeros(len(prefixes), np.int64)
        counts[np.searchsorted(prefixes, coarse_prefixes)] = coarse_counts
        sizes = counts.copy()
        sizes[np.searchsorted(prefixes, keys.astype(np.int64))] += mated_counts
        for i, condition in enumerate(self._conditions):
            start = narrow(condition, prefixes, counts, sizes, shift=COARSE_SHIFT, above=0)
            if start is None:  # it holds everywhere
                lowest = self.low if self.low < inf else None
                self._crossings[i] = Crossing(None, None, lowest, None, int(counts.sum()))
            else:
                self._waiting[i] = start
        return prefixes, counts

    def run(
        self, cutoffs: NDArray[np.float64], beside: Sequence[Callable[[], Beside]] = ()
    ) -> tuple[NDArray[np.int64], list[Crossing]]:
        """Return non-mated comparisons at or above each cutoff, and the crossing of each condition.

        ``beside``: begin, in each thread, what the first pass gathers of all columns too.
        """
        done: NDArray[np.int64] | None = None
        while done is None or self._waiting:
            ranges = sorted(set(self._waiting.values()), key=lambda r: r.prefix)
            first = done is None
            accepted, passes = self._pass(cutoffs if first else np.empty(0), ranges, beside if first else ())
            done = accepted if done is None else done
            for i, wanted in list(self._waiting.items()):
                step = self._resolve(self._conditions[i], wanted, passes)
                if isinstance(step, Range):
                    self._waiting[i] = step
                else:
                    self._crossings[i] = step
                    del self._waiting[i]
        return done, self._with_neighbours([self._crossings[i] for i in range(len(self._conditions))])

    def _pass(
        self, cutoffs: NDArray[np.float64], ranges: Sequence[Range], beside: Sequence[Callable[[], Beside]]
    ) -> tuple[NDArray[np.int64], list[_Pass]]:
        bounds = np.array([bound for r in ranges for bound in (r.low, r.high)], np.float64)
        every = np.union1d(cutoffs, bounds[bounds < inf])
        wanted = np.zeros(len(every) + 1 if ranges else 0, bool)
        for r in ranges:
            first, end = np.searchsorted(every, [r.low, r.high], side="left")
            wanted[first + 1 : end + 1] = True
        table = RankTable.of(every, wanted)

        def start() -> _Pass:
            return _Pass(table, ranges, [begin() for begin in beside])

        passes = fold(self.blocks, start, _Pass.add, threads=self.threads)
        totals = np.sum([part.counts.total() for part in passes], axis=0)
        at_or_above = np.cumsum(totals[::-1])[::-1][1:][np.searchsorted(every, cutoffs)]
        return at_or_above - (len(self.mated) - np.searchsorted(self.mated, cutoffs, side="left")), passes

    def _resolve(self, condition: Condition, wanted: Range, passes: Sequence[_Pass]) -> Crossing | Range:
        first, end = np.searchsorted(self.mated, [wanted.low, wanted.high], side="left")
        mated = self.mated[first:end]
        if wanted.collected:
            found = np.concatenate([part for p in passes for part in p.found[wanted]])
            values, sizes = np.unique(found + 0.0, return_counts=True)
        else:
            sizes = np.sum([p.parts[wanted].total() for p in passes], axis=0)
            parts = np.flatnonzero(sizes)
            prefixes = [(wanted.prefix << (wanted.shift - wanted.finer)) + int(part) for part in parts]
            sizes = sizes[parts]
            values = np.array([score_of(prefix << wanted.finer) for prefix in prefixes])
        bounds = np.append(np.searchsorted(mated, values, side="left"), len(mated))
        counts = sizes.astype(np.int64) - np.diff(bounds)
        if wanted.collected or wanted.finer == 0:
            return cross(condition, values=values, accepted=accepted_from(counts, wanted.above))
        finer = narrow(condition, prefixes, counts, sizes, shift=wanted.finer, above=wanted.above)
        if finer is None:
            message = "a range without its crossing"  # its smallest score does not meet the condition
            raise RuntimeError(message)
        return finer

    def _with_neighbours(self, crossings: list[Crossing]) -> list[Crossing]:
        """Fill in neighbours that lie outside the ranges, by one more pass where there are any."""
        after = {c.below for c in crossings if c.below is not None and c.above is None and c.below < self.high}
        starts = {c.below for c in crossings if c.below is not None and c.before is None and c.below > self.low}
        if not after and not starts:
            return crossings

        def step(best: dict[tuple[str, float], float], block: Block) -> None:
            scores = block.read("scores").score.astype(np.float64)
            for value in after:
                found = float(np.min(scores, where=scores > value, initial=inf))
                best["after", value] = min(found, best.get(("after", value), inf))
            for value in starts:
                found = float(np.max(scores, where=scores < value, initial=-inf))
                best["before", value] = max(found, best.get(("before", value), -inf))

        merged: dict[tuple[str, float], float] = {}
        for best in fold(self.blocks, dict[tuple[str, float], float], step, threads=self.threads):
            for (side, value), found in best.items():
                pick: Any = min if side == "after" else max
                merged[side, value] = pick(found, merged.get((side, value), found)) + 0.0
        return [
            c
            if c.below is None
            else replace(
                c,
                above=merged.get(("after", c.below)) if c.above is None else c.above,
                before=merged.get(("before", c.below)) if c.before is None else c.before,
            )
            for c in crossings
        ]


def narrow(
    condition: Condition,
    prefixes: Sequence[int] | NDArray[np.int64],
    counts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    *,
    shift: int,
    above: int,
) -> Range | None:
    """Return the part that holds the last candidate at which the condition is false; None: it holds in all."""
    accepted = accepted_from(counts, above)

    def holds(part: int) -> bool:
        return condition.holds(score_of(int(prefixes[part]) << shift), int(accepted[part]))

    turn = first_true(len(prefixes), holds)
    if turn == 0:
        return None
    return Range(int(prefixes[turn - 1]), shift, int(accepted[turn]), int(sizes[turn - 1]))
