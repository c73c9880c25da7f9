"""The highest wrong candidates of searches, the best of each person a search: what an alert threshold depends on."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.highest import keep_reaching

if TYPE_CHECKING:
    from numpy.typing import NDArray

TAIL = 1 << 18  # wrong candidates of non-mated searches that are kept, the highest: for counts of candidates
SAMPLED, ERRORS = 4096, 3  # scores that a guess rests on, and standard errors that it allows for
SPARE = 4096  # candidates that there is room for beside twice as many as are kept


def floor_of(score: NDArray[np.float64], most: int, *, of_more: bool = False) -> float:
    """Return the lowest of the ``most`` highest scores, -inf where no more are there: then all of them are kept.

    ``of_more``: lower ones were there, and have been dropped.
    """
    if len(score) <= most and not of_more:
        return -np.inf
    return float(np.partition(score, len(score) - most)[len(score) - most])


def best_of_each(keys: NDArray[np.int64], score: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return each key once, with its best score; a key is a search and an identity (:func:`keys_of`)."""
    order = np.argsort(keys)
    keys, score = keys[order], score[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, np.int64)
    return keys[first], np.maximum.reduceat(score, first) if len(first) else score


def keys_of(search: NDArray[np.integer], identity: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return one number a search and identity; the search is in the upper 32 bits."""
    return (search.astype(np.int64) << 32) | identity.astype(np.int64)


class Highest:
    """Those in the making, in one thread: candidates at or above a bound, which rises when there is no room for more.

    Each run of rows is a search, whose people are there once, with the best score of each.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.bound = -np.inf  # what is below it is not all there; at it and above, everything is
        self.filled = 0
        self._take_room(2 * most + SPARE)

    def _take_room(self, room: int) -> None:
        self.run, self.identity = np.empty((2, room), np.int32)
        self.score = np.empty(room)

    def make_room(self, rows: int) -> None:
        """Drop what is surely not among the highest; where too much may be, take more room."""
        score = self.score[: self.filled]
        guess = _guessed_floor(score, self.most)
        self.bound = max(self.bound, guess if np.count_nonzero(score >= guess) >= self.most else -np.inf)
        self._drop()
        if 4 * (self.filled + rows) > 3 * len(self.score):  # the guess was too low, or many have the last one's score
            self.bound = max(self.bound, floor_of(self.score[: self.filled], self.most))
            self._drop()
        if 4 * (self.filled + rows) > 3 * len(self.score):
            kept = self.kept()
            self._take_room(2 * (self.filled + rows))
            of = slice(0, self.filled)
            self.run[of], self.identity[of], self.score[of] = kept

    def _drop(self) -> None:
        self.filled = keep_reaching(self.bound, self.score, self.run, self.identity, self.filled)

    def kept(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        """Return runs, identities and scores of what is there at the bound and above it."""
        self._drop()
        of = slice(0, self.filled)
        return self.run[of], self.identity[of], self.score[of]


def _guessed_floor(score: NDArray[np.float64], most: int) -> float:
    """Return a score that a little more than ``most`` probably reach, by a look at some of them."""
    some = np.sort(score[:: max(1, len(score) // SAMPLED)])
    share = most / max(len(score), 1)
    wide = share + ERRORS * sqrt(share * (1 - share) / len(some)) if share < 1 else 1.0
    return float(some[int((1 - wide) * len(some))]) if wide < 1 else -np.inf
