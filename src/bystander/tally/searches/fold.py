"""From candidates to the tally of searches, block by block, in any order.

Ranks are by identity, the best template of each. Two passes: the first finds the best scores, the second counts who
scored at least as well as the mate. Memory goes with searches, and with candidates ahead of a mate, not with
comparisons. A few rows are folded by numpy, many by compiled code on all threads; nobody can tell from the tally.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.folding import fold
from bystander.evidence.searches.highest import TAIL, best_of_each, floor_of, keys_of
from bystander.evidence.searches.ranks import of_right
from bystander.kernels.plain.searches import NOBODY, one_of
from bystander.tally.searches.tally import SearchTally
from bystander.tally.searches.vectors import LOW

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

    from bystander.evidence.searches.runs import Runs
    from bystander.evidence.searches.searches import CandidateBlock, Searches
    from bystander.tally.searches.tally import Accept

    Flags = NDArray[np.bool_]
    Scores = NDArray[np.float64]
    Rows = NDArray[np.int64]

SMALL = 1_000_000  # candidates below which numpy is done before a compiler would be
MORE = 2  # times as many wrong candidates reach the first floor, by guess, as are kept
SAMPLED = 1 << 16  # scores that the first floor is guessed from


def tally_searches(
    searches: Searches, *, accept: Accept = "ge", threads: int | None = None, small: int = SMALL
) -> SearchTally:
    """Fold the candidates of all searches. ``threads`` and ``small`` never change the result."""
    if searches.embeddings is not None:
        from bystander.tally.searches.embeddings import tally_embeddings

        return tally_embeddings(searches, accept=accept)
    if searches.runs is not None:
        return _of_runs(searches, searches.runs, accept)
    # without a mated search of its own a trial is read with the mate left out: then all wrong candidates count
    wanted = searches.mated if searches.left_out else ~searches.mated
    compiled = searches.rows_used >= small
    if not compiled:
        threads = 1
    best = _best(searches, wanted, compiled=compiled, threads=threads)
    cut = searches.cut
    lowest = LOW if cut is None else cut.floor
    more = MORE
    while True:
        floor = max(lowest, best.guessed_floor(more))
        picked = _picked(searches, wanted, best, floor, compiled=compiled, threads=threads)
        found, tail_score, tail_search, tail_floor = picked.tail(floor)
        if floor == lowest or found > TAIL:  # as many as fit might be all there are, and then there is no floor
            break
        more *= 8  # people with many templates: fewer of them reach the floor than there are to be
    equal, above = picked.ahead(len(searches))
    there = searches.mated & (best.mate > LOW)
    return SearchTally(
        person=searches.person, unit=searches.unit, mated=searches.mated, failed=searches.failed, other=best.other,
        top=np.where(picked.top == NOBODY, np.int32(-1), picked.top), mate=np.where(there, best.mate, LOW),
        rank=np.where(there, 1 + equal, 0), best_rank=np.where(there, 1 + above, 0),
        beyond=_beyond(searches, best.last if cut is None else cut.lowest), tail_score=tail_score,
        tail_search=tail_search, tail_floor=tail_floor, accept=accept, length=searches.length,
        right_by_rank=_by_file(searches, there, 1 + above, 1 + equal), some_missing=searches.some_missing,
    )  # fmt: skip


def _by_file(searches: Searches, there: Flags, best: Rows, worst: Rows) -> Rows | None:
    """Return the mate's rank by the file, within what scores leave open: others may stand there several times."""
    if searches.ranked is None:
        return None
    return np.where(there, np.clip(of_right(searches.ranked), best, worst), 0)


def _of_runs(searches: Searches, runs: Runs, accept: Accept) -> SearchTally:
    """Return the tally of searches that were done with while they were checked."""
    there = runs.mate > LOW
    return SearchTally(
        person=searches.person, unit=searches.unit, mated=searches.mated, failed=searches.failed, other=runs.other,
        top=runs.top, mate=runs.mate, rank=np.where(there, 1 + runs.equal, 0),
        best_rank=np.where(there, 1 + runs.above, 0), beyond=np.full(len(there), LOW), tail_score=runs.tail_score,
        tail_search=runs.tail_search, tail_floor=runs.tail_floor, accept=accept,
    )  # fmt: skip


@dataclass
class _Best:
    """The first pass: best scores, and a sample of the wrong ones."""

    other: Scores
    mate: Scores
    last: Scores
    sample: list[Scores] = field(default_factory=list)
    wrong: int = 0

    def guessed_floor(self, more: float) -> float:
        """Return a score that about ``more`` times as many wrong candidates reach as are kept; -inf: all are kept."""
        share = more * TAIL / max(self.wrong, 1)
        if share >= 1 or not self.sample:
            return LOW
        return float(np.quantile(np.concatenate(self.sample), 1 - share, method="lower"))


def _best(searches: Searches, wanted: Flags, *, compiled: bool, threads: int | None) -> _Best:
    n, every = len(searches), max(1, searches.rows_used // SAMPLED)
    step = _loops(compiled=compiled).best_scores

    def start() -> _Best:
        return _Best(np.full(n, LOW), np.full(n, LOW), np.full(n, np.inf))

    def add(best: _Best, block: CandidateBlock) -> None:
        c = block.read()
        step(c.search, c.identity, c.score, searches.person, best.other, best.mate, best.last)
        few = slice(None, None, every)
        search = c.search[few]
        kept = wanted[search] & (searches.person[search] != c.identity[few])
        best.sample.append(c.score[few][kept].astype(np.float64))
        best.wrong += int(np.count_nonzero(kept)) * every

    first, *others = fold(list(searches.blocks), start, add, threads=threads)
    for other in others:
        np.maximum(first.other, other.other, out=first.other)
        np.maximum(first.mate, other.mate, out=first.mate)
        np.minimum(first.last, other.last, out=first.last)
        first.sample += other.sample
        first.wrong += other.wrong
    return first


@dataclass
class _Picked:
    """The second pass: the candidates beside the best ones that matter, as (search, identity) keys with scores."""

    top: NDArray[np.int32]
    ahead_key: list[Rows] = field(default_factory=list)
    ahead_above: list[Flags] = field(default_factory=list)
    tail_key: list[Rows] = field(default_factory=list)
    tail_score: list[Scores] = field(default_factory=list)

    def ahead(self, searches: int) -> tuple[Rows, Rows]:
        """Return how many people of each search score as much as the mate or more, and how many score more."""
        keys, at = np.unique(np.concatenate([np.zeros(0, np.int64), *self.ahead_key]), return_inverse=True)
        above = np.zeros(len(keys), bool)
        np.logical_or.at(above, at.ravel(), np.concatenate([np.zeros(0, bool), *self.ahead_above]))
        search = keys >> 32
        return np.bincount(search, minlength=searches), np.bincount(search[above], minlength=searches)

    def tail(self, floor: float) -> tuple[int, Scores, Rows, float]:
        """Return how many identities there are, the highest ``TAIL`` of them with ties of the last, and the floor.

        The best score of each counts.
        """
        keys = np.concatenate([np.zeros(0, np.int64), *self.tail_key])
        scores = np.concatenate([np.zeros(0), *self.tail_score])
        keys, scores = best_of_each(keys, scores)
        found = len(keys)
        if found > TAIL:
            floor = floor_of(scores, TAIL)
            keys, scores = keys[scores >= floor], scores[scores >= floor]
        return found, scores, keys >> 32, floor


def _picked(
    searches: Searches, wanted: Flags, best: _Best, floor: float, *, compiled: bool, threads: int | None
) -> _Picked:
    step = _loops(compiled=compiled).pick

    def start() -> _Picked:
        return _Picked(np.full(len(searches), NOBODY, np.int32))

    def add(picked: _Picked, block: CandidateBlock) -> None:
        c = block.read()
        ahead, tail = np.empty(len(c.search), np.int64), np.empty(len(c.search), np.int64)
        n, m = step(
            c.search, c.identity, c.score, searches.person, searches.mated, wanted, best.other, best.mate, floor,
            picked.top, ahead, tail,
        )  # fmt: skip
        picked.ahead_key.append(keys_of(c.search[ahead[:n]], c.identity[ahead[:n]]))
        picked.ahead_above.append(c.score[ahead[:n]] > best.mate[c.search[ahead[:n]]])
        picked.tail_key.append(keys_of(c.search[tail[:m]], c.identity[tail[:m]]))
        picked.tail_score.append(c.score[tail[:m]].astype(np.float64))

    first, *others = fold(list(searches.blocks), start, add, threads=threads)
    for other in others:
        first.top = one_of(first.top, other.top)
        first.ahead_key += other.ahead_key
        first.ahead_above += other.ahead_above
        first.tail_key += other.tail_key
        first.tail_score += other.tail_score
    return first


def _loops(*, compiled: bool) -> ModuleType:
    """Return where the two walks over candidates are: compiled, or by numpy."""
    if compiled:
        from bystander.kernels import searches

        return searches
    from bystander.kernels.plain import searches as plain

    return plain


def _beyond(searches: Searches, last: Scores) -> Scores:
    """Return what an unlisted candidate can score at most.

    Behind a list of full length stands what scores no more than its last entry. Where lists are shorter, the system
    left out what scored low: less, as far as anybody can tell, than the lowest score that it ever listed.
    """
    if searches.length is None or searches.whole is None:
        return np.full(len(last), LOW)
    lowest = float(last.min(initial=np.inf))
    return np.where(searches.failed, LOW, np.where(searches.whole, last, lowest))
