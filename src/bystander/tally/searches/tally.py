"""The tally of searches: what each search came to, and nothing of who was found (METHODS D.1 to D.4).

Every rate of identification follows from a few numbers a search: the best score of a wrong person, the score and the
rank of the right one. :mod:`bystander.tally.searches.fold` folds them from candidates,
:mod:`bystander.tally.searches.embeddings` from vectors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from bystander.evidence.precision import Precision, precision_of
from bystander.kernels.plain.searches import only_one
from bystander.tally.searches.vectors import LOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches.vectors import Drawn

    Flags = NDArray[np.bool_]
    Accept = Literal["ge", "gt"]

SEVERAL = -2  # in place of whose entry is the closest: those of several people are


@dataclass(frozen=True, kw_only=True)
class SearchTally:
    """What each search came to, as arrays of equal length.

    ``person``: code of who was searched, -1 where unknown. ``unit``: number of the unit that a search counts for.
    ``other``: best score of anybody else, ``mate``: best score of the right person, -inf where there is none.
    ``rank``: the mate's rank with equal scores taken as ahead of it (pessimistic), ``best_rank``: with equal scores
    behind it; 0 where the mate is not among the candidates. ``top``: code of the wrong person with the best score,
    whose entry on the watchlist caused an alert; -1 where there is none, or several: without any one of them the search
    would have come to the same, so it is due to none. ``beyond``: a score that
    candidates that are not listed can have at most, -inf where all are. ``tail_score``, ``tail_search``: wrong
    candidates of non-mated searches that score ``tail_floor`` or more, one an identity. ``length``: candidates listed a
    search at most, None where all are. ``right_by_rank``: the mate's rank by the file's own ranks, 0 where they are not
    among the candidates, None where there are none. ``some_missing``: searches that returned nobody may
    not be among these. ``drawn``: of embeddings, what the scores of all pairs are like. ``left_out``: its
    non-mated searches are of people on the watchlist, without their entry.
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
    length: int | None = None
    right_by_rank: NDArray[np.int64] | None = None
    some_missing: bool = False
    drawn: Drawn | None = None
    left_out: bool = False

    def passes(self, score: NDArray[np.float64], threshold: float) -> Flags:
        """Tell which scores a threshold accepts."""
        return score > threshold if self.accept == "gt" else score >= threshold

    @cached_property
    def precision(self) -> Precision:
        """What its scores were kept in."""
        return precision_of(*(scores[np.isfinite(scores)] for scores in (self.other, self.mate)))

    def may_lack(self, threshold: float | None) -> bool:
        """Return whether searches that returned nobody may be missing.

        So it may be where the lists say it, or where all that they hold passes a threshold and none is empty: a system
        that cuts its lists there, or above, lists nobody else.
        """
        listed = ~self.failed
        if self.some_missing or threshold is None or not listed.any():
            return self.some_missing
        empty = listed & (self.other == LOW) & (self.mate == LOW)
        lowest = float(self.beyond[listed].min())  # what is behind a list's end scores no more than what is listed
        return not empty.any() and lowest > LOW and lowest >= threshold

    @property
    def non_mated(self) -> Flags:
        """Which searches are non-mated."""
        return ~self.mated

    @property
    def alone(self) -> Flags:
        """Which searches gave scores, and none of anybody but the right person: they say nothing of false alerts.

        Behind the end of a candidate list there may be somebody (``beyond``): then a search is none of these.
        """
        nobody: Flags = (self.other == LOW) & (self.beyond == LOW)
        return self.mated & ~self.failed & nobody

    @property
    def met_others(self) -> Flags:
        """Which mated searches are still searches with their mate left out."""
        return self.mated & ~self.alone

    def alerts(self, threshold: float, rank: int | None = None) -> Flags:
        """Tell which searches return anybody else than the right person, among the first ``rank`` candidates.

        The best of the others is the first candidate, or the second, behind the right person: only where one candidate
        is looked at does the rank matter.
        """
        passing = self.passes(self.other, threshold)
        return passing & (self.rank != 1) if rank == 1 else passing

    def hits(self, threshold: float, rank: int | None = None, *, optimistic: bool = False) -> Flags:
        """Tell which searches return the right person, among the first ``rank`` candidates where that is given."""
        ranks = self.best_rank if optimistic else self.rank
        within = ranks > 0 if rank is None else (ranks > 0) & (ranks <= rank)
        return within & self.passes(self.mate, threshold)

    def without_failures(self) -> SearchTally:
        """Leave out the searches that failed."""
        return self.only(~self.failed) if bool(self.failed.any()) else self

    def hits_by_rank(self, threshold: float, rank: int) -> Flags | None:
        """Tell which searches return the right person by the file's own ranks; None without these."""
        own = self.right_by_rank
        return None if own is None else (own > 0) & (own <= rank) & self.passes(self.mate, threshold)

    def leave_mate_out(self) -> SearchTally:
        """Return the mated searches as non-mated ones of a watchlist without their person (N - 1).

        Without those that met nobody else: nobody can say whom they would have returned.
        """
        kept = self.only(self.met_others)
        none = np.zeros(len(kept.person), bool)
        gone = np.zeros(len(kept.person), np.int64)
        return replace(kept, mated=none, mate=np.full(len(gone), LOW), rank=gone, best_rank=gone, left_out=True)

    @property
    def could_score(self) -> NDArray[np.float64]:
        """Return how much the right person of each search scores at most, if they stand behind the list's end."""
        return np.where(self.unlisted, self.beyond, self.mate)

    @property
    def unlisted(self) -> Flags:
        """Which mated searches gave a list that the right person is not on."""
        unlisted: Flags = self.mated & (self.rank == 0) & ~self.failed
        return unlisted

    def looked_at(self, threshold: float, rank: int | None) -> int | None:
        """Return how many candidates may keep the right person from being returned; None where none did.

        Those of the first ``rank``; or a whole list, where somebody is behind its end who may pass the threshold.
        """
        if rank is not None or self.length is None:
            return rank
        return self.length if bool(self.passes(self.beyond[self.unlisted], threshold).any()) else None

    def clustered(self, cluster: NDArray[np.int32] | None) -> SearchTally:
        """Return the tally with the ``cluster`` of each person code in place of people; itself where there is none."""
        if cluster is None:
            return self
        place = np.append(cluster, np.int32(-1))  # the last: of nobody
        return replace(self, person=place[self.person], top=place[self.top])

    def of_units(self, flags: Flags, which: Flags) -> tuple[Flags, NDArray[np.int32]]:
        """Return, for each unit with a search among ``which``, whether a flag is set in any, and whose the unit is."""
        units, first, at = np.unique(self.unit[which], return_index=True, return_inverse=True)
        found = np.zeros(len(units), bool)
        np.logical_or.at(found, at.ravel(), flags[which])
        return found, self.person[which][first]

    def failed_units(self, which: Flags) -> int:
        """Return of how many units with a search among ``which`` all of these failed."""
        tried, _ = self.of_units(~self.failed, which)
        return int(np.count_nonzero(~tried))

    @property
    def closest(self) -> NDArray[np.int32]:
        """Return whose entry is the closest wrong one in each search, as :meth:`closest_of_units` has it."""
        return _or_several(self.top, self.other)

    def closest_of_units(self, which: Flags) -> NDArray[np.int32]:
        """Return, for each unit with a search among ``which``, whose entry is the closest wrong one.

        -1: nobody's, there is none; ``SEVERAL``: those of several are as close.
        """
        units, at = np.unique(self.unit[which], return_inverse=True)
        best, at = np.full(len(units), LOW), at.ravel()
        np.maximum.at(best, at, self.other[which])
        first = self.other[which] == best[at]
        return _or_several(only_one(at[first], self.top[which][first], len(units)), best)

    def only(self, kept: Flags) -> SearchTally:
        """Return the searches that are to be kept."""
        number = np.cumsum(kept) - 1
        tail = kept[self.tail_search] if len(self.tail_search) else np.zeros(0, bool)
        return replace(
            self, person=self.person[kept], unit=self.unit[kept], mated=self.mated[kept], failed=self.failed[kept],
            other=self.other[kept], top=self.top[kept], mate=self.mate[kept], rank=self.rank[kept],
            best_rank=self.best_rank[kept], beyond=self.beyond[kept],
            right_by_rank=None if self.right_by_rank is None else self.right_by_rank[kept],
            tail_score=self.tail_score[tail], tail_search=number[self.tail_search[tail]],
        )  # fmt: skip


def _or_several(top: NDArray[np.int32], other: NDArray[np.float64]) -> NDArray[np.int32]:
    """Tell "several people's" from "nobody's"."""
    return np.where((top < 0) & (other > LOW), np.int32(SEVERAL), top)
