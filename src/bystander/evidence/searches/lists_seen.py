"""What the rows of candidate lists come to by search, gathered part by part while there is nothing to say of them.

The rows of each search stand together, in the order of their ranks. Whatever else
:class:`bystander.evidence.searches.list_rows.ListRows` could be asked about is odd here: then that has to see all rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.searches.ranks import NO_RANK, gaps
from bystander.evidence.searches.searches import UNKNOWN
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]


class OddError(Exception):
    """There is something to say of the lists, or there may be."""


class SeenLists:
    """By code of a search: who was searched, candidates, people among them, and their ranks.

    ``spans``: as :func:`bystander.evidence.searches.ranks.span` gives them. ``listed``: by code of a person, who is in
    any list. ``size``: of the watchlist, None where it is not stated.
    """

    def __init__(self, searches: int, people: int) -> None:
        self.person = np.full(searches, UNKNOWN, np.int32)
        self.candidates, self.met = np.zeros(searches, np.int64), np.zeros(searches, np.int64)
        self.spans = np.full((searches, 3), -1, np.int64)
        self.listed = np.zeros(people, np.bool_)
        self.size: int | None = None
        self._there = np.zeros(searches, np.bool_)
        self._searches, self._lowest = 0, 1

    def add(self, rows: Mapping[str, NDArray[Any]]) -> None:
        """Take in whole lists, columns by role, words as codes. Raises OddError."""
        subject, candidate, score = (rows[role] for role in ("subject", "candidate_subject", "score"))
        starts = starts_of(rows["search"])
        search = rows["search"][starts]
        require(search.min() >= 0 and not self._there[search].any())
        self._there[search] = True
        self._searches += len(search)
        at = np.repeat(np.arange(len(search)), np.diff(np.append(starts, len(score))))
        self.person[search] = subject[starts]
        require((subject == subject[starts][at]).all())
        listed = candidate >= 0
        require(np.isfinite(score[listed]).all() and np.isnan(score[~listed]).all())
        if "watchlist_size" in rows:
            self._add_size(rows["watchlist_size"])
        if "rank" in rows:
            rank = rows["rank"].astype(np.float64)
            counts = (rank >= 0) & (rank < NO_RANK) & (rank == np.floor(rank))
            require(counts[listed].all())
            self._lowest = min(self._lowest, int(rank[counts].min(initial=1)))
            right = (candidate == subject)[listed]
            self._add_ranks(search, at[listed], rank[listed].astype(np.int64), score[listed], right)
        at, candidate = at[listed], candidate[listed]
        self.listed[candidate] = True
        self.candidates[search] = np.bincount(at, minlength=len(search))
        self.met[search] = np.bincount(distinct(at << 32 | candidate) >> 32, minlength=len(search))

    def _add_size(self, sizes: NDArray[Any]) -> None:
        low, high = float(sizes.min()), float(sizes.max())
        require(low == high and low >= 1 and low.is_integer() and self.size in {None, int(low)})
        self.size = int(low)

    def _add_ranks(
        self, search: NDArray[np.int32], at: NDArray[np.int64], rank: NDArray[np.int64], score: NDArray[np.float64],
        right: Flags,
    ) -> None:  # fmt: skip
        """Take in the ranks of listed candidates; ``at``: the place of each one's search among ``search``.

        ``right``: which are the person who is searched.
        """
        if not len(at):
            return
        same = at[1:] == at[:-1]
        require(((rank[1:] > rank[:-1]) & (score[1:] <= score[:-1]))[same].all())
        first = starts_of(at)
        last = np.append(first[1:], len(at)) - 1
        self.spans[search[at[first]], :2] = np.column_stack([rank[first], rank[last]])
        found = np.flatnonzero(right)
        found = found[starts_of(at[found])] if len(found) else found  # the first, as ranks ascend
        self.spans[search[at[found]], 2] = rank[found]

    @property
    def complete(self) -> bool:
        """Return whether every list holds everybody who is enrolled."""
        return self.size is not None and bool((self.met >= self.size).all())

    @property
    def absent(self) -> Flags:
        """Tell which searches are of somebody whom no list holds."""
        return (self.person >= 0) & ~self.listed[self.person]

    def require_nothing_odd(self, *, ranked: bool, told: bool) -> None:
        """Raise OddError where all lists together have something odd. ``told``: who is not enrolled."""
        require(self._searches == np.count_nonzero(self._there) and self.listed.any())
        require(not (ranked and gaps(self.spans, self.candidates).any()))
        if self.size is not None:
            beyond = int(self.spans[:, 1].max()) - self._lowest + 1 > self.size
            require(not beyond and np.count_nonzero(self.listed) <= self.size)
        require(told or not self.absent.any() or not ((self.person >= 0).all() or self.complete))


def starts_of(values: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return where runs of equal values begin."""
    return np.flatnonzero(np.append(True, values[1:] != values[:-1]))


def require(usual: object) -> None:
    """Raise OddError unless something is as usual."""
    if not usual:
        raise OddError
