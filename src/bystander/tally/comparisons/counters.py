"""Counters of one thread: 32 bits wide while they are hot, emptied into 64 bits before they can overflow."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import frozen
from bystander.kernels.pair_table import FREE, count_dense_pairs, count_pairs, kept_by_level, rehash
from bystander.tally.comparisons.pairs import WHOLE, PairSample, room_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparisons.columns import Columns
    from bystander.tally.comparisons.survey import Plan

SAFE = 2**31  # rows between two emptyings; a row adds at most 2 to a counter


class Counter:
    """An array of counts; ``take`` gives the array that a kernel adds to."""

    def __init__(self, *shape: int) -> None:
        self._narrow = np.zeros(shape, np.uint32)
        self._wide: NDArray[np.int64] | None = None
        self._rows = 0

    def take(self, rows: int) -> NDArray[np.uint32]:
        """Return the narrow counts, with room for so many more rows."""
        if self._rows + rows > SAFE:
            self._wide = self.total()
            self._narrow[:] = 0
            self._rows = 0
        self._rows += rows
        return self._narrow

    @property
    def narrow(self) -> NDArray[np.uint32] | None:
        """The narrow counts, None where there are none, or they have been emptied."""
        return self._narrow if self._wide is None and len(self._narrow) else None

    def sparse(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places of counts that are not zero, and the counts so far; of one dimension only."""
        counts = self._narrow if self._wide is None else self.total()
        places = np.flatnonzero(counts)
        return places, counts[places].astype(np.int64)

    def total(self) -> NDArray[np.int64]:
        """Return the counts so far."""
        counts = self._narrow.astype(np.int64)
        return counts if self._wide is None else counts + self._wide


class DensePairs:
    """Every possible pair has its place; any number of threads may add."""

    def __init__(self, plan: Plan, cutoffs: NDArray[np.float64]) -> None:
        self._plan, self._cutoffs = plan, cutoffs
        subjects = plan.subjects or 0
        self._counts = Counter(subjects * (subjects + 1) // 2, 1 + len(cutoffs))
        self._lock = threading.Lock()

    def add(self, part: Columns) -> None:
        """Count a part."""
        with self._lock:
            counts = self._counts.take(len(part.score))
            count_dense_pairs(
                part.score, part.probe, part.reference, part.mated, self._cutoffs, self._plan.count_failed, counts
            )

    def finish(self) -> PairSample:
        """Return the pairs that occur, in the order of their keys."""
        counts = self._counts.total()
        places = np.flatnonzero(counts[:, 0])
        high = ((np.sqrt(8.0 * places + 1) - 1) / 2).astype(np.int64)
        high += (high + 1) * (high + 2) // 2 <= places  # the square root may be off by one
        high -= high * (high + 1) // 2 > places
        low = places - high * (high + 1) // 2
        keys = (low.astype(np.uint64) << np.uint64(32)) | high.astype(np.uint64)
        return _sample(keys, counts[places], level=0)


class HashedPairs:
    """Every pair up to the capacity; beyond it a canonical sample, thinned whenever its room is full.

    Any number of threads may add: a table a thread would have to be filled and thinned by each of them.
    """

    def __init__(self, plan: Plan, cutoffs: NDArray[np.float64], *, level: int = 0) -> None:
        self._plan, self._cutoffs, self.level = plan, cutoffs, level
        self._keys, self._counts = self._table()
        self._used = 0
        self._lock = threading.Lock()

    @property
    def _room(self) -> int:
        return room_at(self.level, self._plan.pair_capacity)

    def _table(self) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        slots = 1 << max(10, (2 * self._room - 1).bit_length())
        return np.full(slots, FREE, np.uint64), np.zeros((slots, 1 + len(self._cutoffs)), np.uint32)

    def add(self, part: Columns) -> None:
        """Count a part."""
        with self._lock:
            self._add(part)

    def _add(self, part: Columns) -> None:
        done = 0
        while done < len(part.score):
            done, self._used = count_pairs(
                part.score, part.probe, part.reference, part.mated, self._cutoffs, self._plan.count_failed,
                self._keys, self._counts, np.uint64(WHOLE >> self.level), self._used, self._room, done,
            )  # fmt: skip
            if self._used > self._room:
                self._thin()

    def _thin(self) -> None:
        kept = kept_by_level(frozen(self._keys))
        while kept[self.level] > self._room:
            self.level += 1
        keys, counts = self._table()
        self._used = rehash(self._keys, self._counts, np.uint64(WHOLE >> self.level), keys, counts)
        self._keys, self._counts = keys, counts

    def finish(self) -> PairSample:
        """Return the sample, keys ascending."""
        held = np.flatnonzero(self._keys != np.uint64(FREE))
        return _sample(self._keys[held], self._counts[held].astype(np.int64), level=self.level)


def _sample(keys: NDArray[np.uint64], counts: NDArray[np.int64], *, level: int) -> PairSample:
    order = np.argsort(keys)
    errors = np.cumsum(counts[order, :0:-1], axis=1)[:, ::-1]  # k + 1 cutoffs reached: k reached, too
    return PairSample(keys=keys[order], compared=counts[order, 0], errors=errors, level=level)
