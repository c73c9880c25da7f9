"""The tally of searches: what each search came to, and nothing of who was found (METHODS D.1 to D.4).

Every rate of identification follows from a few numbers a search: the best score of a wrong person, the score and the
rank of the right one. They are folded from the candidates block by block, in any order; ranks are by identity, the
best template of each. Two passes: the first finds the best scores, the second counts who scored at least as well as
the mate. Memory goes with searches, and with candidates ahead of a mate, not with comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.searches import Candidates, Searches

    Flags = NDArray[np.bool_]
    Accept = Literal["ge", "gt"]

LOW = -np.inf
NOBODY = np.iinfo(np.int32).max
TAIL = 1 << 20  # wrong candidates of non-mated searches that are kept, the highest: for counts of candidates


@dataclass(frozen=True, kw_only=True)
class SearchTally:
    """What each search came to, as arrays of equal length.

    ``person``: code of who was searched, -1 where unknown. ``unit``: number of the unit that a search counts for.
    ``other``: best score of anybody else, ``mate``: best score of the right person, -inf where there is none.
    ``rank``: the mate's rank with equal scores taken as ahead of it (pessimistic), ``best_rank``: with equal scores
    behind it; 0 where the mate is not among the candidates. ``top``: code of the wrong person with the best score, the
    first of equals, -1 where there is none: whose entry on the watchlist caused an alert. ``beyond``: a score that
    candidates that are not listed can have at most, -inf where all are. ``tail_score``, ``tail_search``: wrong
    candidates of non-mated searches that score ``tail_floor`` or more, one an identity.
    """

    person: NDArray[np.int32]
    unit: NDArray[np.int64]
    mated: Flags
    failed: Flags
    other: NDArray[np.float64]
    top: NDArray[np.int32]
    mate: NDArray[np.float64]
    rank: NDArray[np.int64]
    best_rank: NDArray[np.int64]
    beyond: NDArray[np.float64]
    tail_score: NDArray[np.float64]
    tail_search: NDArray[np.int64]
    tail_floor: float
    accept: Accept = "ge"

    def passes(self, score: NDArray[np.float64], threshold: float) -> Flags:
        """Tell which scores a threshold accepts."""
        return score > threshold if self.accept == "gt" else score >= threshold

    @property
    def non_mated(self) -> Flags:
        """Which searches are non-mated."""
        return ~self.mated

    def alerts(self, threshold: float) -> Flags:
        """Tell which searches return anybody else than the right person."""
        return self.passes(self.other, threshold)

    def hits(self, threshold: float, rank: int | None = None, *, optimistic: bool = False) -> Flags:
        """Tell which searches return the right person, among the first ``rank`` candidates where that is given."""
        ranks = self.best_rank if optimistic else self.rank
        within = ranks > 0 if rank is None else (ranks > 0) & (ranks <= rank)
        return within & self.passes(self.mate, threshold)

    def without_failures(self) -> SearchTally:
        """Leave out the searches that failed."""
        return self._only(~self.failed) if bool(self.failed.any()) else self

    def leave_mate_out(self) -> SearchTally:
        """Give the mated searches as non-mated ones of a watchlist without their person (N - 1)."""
        kept = self._only(self.mated)
        none = np.zeros(len(kept.person), bool)
        gone = np.zeros(len(kept.person), np.int64)
        return replace(kept, mated=none, mate=np.full(len(gone), LOW), rank=gone, best_rank=gone)

    def of_units(self, flags: Flags, which: Flags) -> tuple[Flags, NDArray[np.int32]]:
        """Give, for each unit with a search among ``which``, whether a flag is set in any, and whose the unit is."""
        units, first, at = np.unique(self.unit[which], return_index=True, return_inverse=True)
        found = np.zeros(len(units), bool)
        np.logical_or.at(found, at.ravel(), flags[which])
        return found, self.person[which][first]

    def _only(self, kept: Flags) -> SearchTally:
        number = np.cumsum(kept) - 1
        tail = kept[self.tail_search] if len(self.tail_search) else np.zeros(0, bool)
        return replace(
            self, person=self.person[kept], unit=self.unit[kept], mated=self.mated[kept], failed=self.failed[kept],
            other=self.other[kept], top=self.top[kept], mate=self.mate[kept], rank=self.rank[kept],
            best_rank=self.best_rank[kept], beyond=self.beyond[kept],
            tail_score=self.tail_score[tail], tail_search=number[self.tail_search[tail]],
        )  # fmt: skip


def tally_searches(searches: Searches, *, accept: Accept = "ge") -> SearchTally:
    """Fold the candidates of all searches."""
    if searches.embeddings is not None:
        from bystander.tally.embeddings import tally_embeddings

        return tally_embeddings(searches, accept=accept)
    n = len(searches)
    other, mate = np.full(n, LOW), np.full(n, LOW)
    cut = searches.cut
    last = np.full(n, np.inf) if cut is None else cut.lowest
    for block in searches.blocks:
        c = block.read()
        right = searches.person[c.search] == c.identity
        np.maximum.at(mate, c.search[right], c.score[right])
        np.maximum.at(other, c.search[~right], c.score[~right])
        if searches.length is not None and cut is None:
            np.minimum.at(last, c.search, c.score)
    # without a mated search of its own a trial is read with the mate left out: then all wrong candidates count
    wanted = searches.mated if searches.left_out else ~searches.mated
    ahead, tail = _Ahead(n), _Tail(LOW if cut is None else cut.floor)
    top = np.full(n, NOBODY, np.int32)
    for block in searches.blocks:
        c = block.read()
        wrong = searches.person[c.search] != c.identity
        best = wrong & (c.score == other[c.search])
        np.minimum.at(top, c.search[best], c.identity[best])
        ahead.add(_where(c, wrong & searches.mated[c.search] & (c.score >= mate[c.search])), mate)
        tail.add(_where(c, wrong & wanted[c.search]))
    equal, above = ahead.counts()
    there = searches.mated & (mate > LOW)
    tail_score, tail_search, floor = tail.kept()
    return SearchTally(
        person=searches.person, unit=searches.unit, mated=searches.mated, failed=searches.failed, other=other,
        top=np.where(top == NOBODY, np.int32(-1), top), mate=np.where(there, mate, LOW),
        rank=np.where(there, 1 + equal, 0), best_rank=np.where(there, 1 + above, 0),
        beyond=_beyond(searches, last), tail_score=tail_score, tail_search=tail_search, tail_floor=floor, accept=accept,
    )  # fmt: skip


def _where(c: Candidates, kept: Flags) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.floating]]:
    return c.search[kept], c.identity[kept], c.score[kept]


def _beyond(searches: Searches, last: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give what an unlisted candidate can score at most.

    Behind a list of full length stands what scores no more than its last entry. Where lists are shorter, the system
    left out what scored low: less, as far as anybody can tell, than the lowest score that it ever listed.
    """
    if searches.length is None or searches.whole is None:
        return np.full(len(last), LOW)
    lowest = float(last.min(initial=np.inf))
    return np.where(searches.failed, LOW, np.where(searches.whole, last, lowest))


class _Ahead:
    """Other people who score as much as the mate or more: one each, however many references they have."""

    def __init__(self, searches: int) -> None:
        self._searches = searches
        self._keys: NDArray[np.int64] = np.zeros(0, np.int64)
        self._above: Flags = np.zeros(0, bool)

    def add(self, found: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.floating]], mate: NDArray[np.float64]
            ) -> None:  # fmt: skip
        search, identity, score = found
        keys = np.concatenate([self._keys, (search << 32) | identity.astype(np.int64)])
        above = np.concatenate([self._above, score > mate[search]])
        self._keys, at = np.unique(keys, return_inverse=True)
        self._above = np.zeros(len(self._keys), bool)
        np.logical_or.at(self._above, at.ravel(), above)

    def counts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give how many score as much as the mate or more, and how many score more."""
        search = self._keys >> 32
        return (
            np.bincount(search, minlength=self._searches),
            np.bincount(search[self._above], minlength=self._searches),
        )


class _Tail:
    """The highest wrong candidates, the best of each identity, as many as memory allows.

    Twice as many are kept while it goes on: the floor of those that remain is then the same in any order of blocks.
    """

    def __init__(self, floor: float) -> None:
        self._floor = floor
        self._parts: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = [(np.zeros(0, np.int64), np.zeros(0))]
        self._waiting = 0

    def add(self, found: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.floating]]) -> None:
        search, identity, score = found
        kept = score >= self._floor
        keys = (search[kept] << 32) | identity[kept].astype(np.int64)
        self._parts.append((keys, score[kept].astype(np.float64)))
        self._waiting += len(keys)
        if self._waiting > 4 * TAIL:
            self._floor = self._compact(2 * TAIL)

    def kept(self) -> tuple[NDArray[np.float64], NDArray[np.int64], float]:
        floor = self._compact(TAIL)
        keys, scores = self._parts[0]
        return scores, keys >> 32, floor

    def _compact(self, most: int) -> float:
        """Keep the best of each identity, and of these the highest ``most`` with what ties with the last of them."""
        keys, scores = (np.concatenate(c) for c in zip(*self._parts, strict=True))
        order = np.lexsort((-scores, keys))
        keys, scores = keys[order], scores[order]
        first = np.ones(len(keys), bool)
        first[1:] = keys[1:] != keys[:-1]
        keys, scores, floor = keys[first], scores[first], self._floor
        if len(keys) > most:
            floor = float(np.partition(scores, len(scores) - most)[len(scores) - most])
            keys, scores = keys[scores >= floor], scores[scores >= floor]
        self._parts, self._waiting = [(keys, scores)], len(keys)
        return floor
