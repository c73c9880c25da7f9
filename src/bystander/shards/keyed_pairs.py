"""Pairs of people counted so that shards agree which of them are in the sample.

As :mod:`bystander.tally.comparisons.pairs`, but a pair is chosen by its pseudonyms, which all shards share, and not by
its codes, which each shard gives out for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.tally.comparisons.pairs import WHOLE, PairSample, pair_hashes, pair_keys, pair_people, room_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparisons.columns import Columns

    Pseudonyms = NDArray[np.uint64]

WAITING = 1 << 20  # comparisons gathered before they are sorted


@dataclass(frozen=True, kw_only=True)
class KeyedPairs:
    """A sample of pairs of people, whose codes are the places of their pseudonyms in ascending order."""

    people: Pseudonyms
    sample: PairSample

    def merge(self, other: KeyedPairs, people: Pseudonyms, capacity: int) -> KeyedPairs:
        """Add another sample; ``people``: all pseudonyms of both, ascending."""
        a, b = self.within(people), other.within(people)
        keys, place = np.unique(np.concatenate([a.keys, b.keys]), return_inverse=True)
        compared = np.zeros(len(keys), np.int64)
        errors = np.zeros((len(keys), a.errors.shape[1]), np.int64)
        for part, at in ((a, place[: len(a.keys)]), (b, place[len(a.keys) :])):  # keys are distinct within a part
            compared[at] += part.compared
            errors[at] += part.errors
        level = max(a.level, b.level)
        return thinned(people, PairSample(keys=keys, compared=compared, errors=errors, level=level), capacity)

    def within(self, people: Pseudonyms) -> PairSample:
        """Return the sample in the codes of more people."""
        place = np.searchsorted(people, self.people).astype(np.int32)
        low, high = pair_people(self.sample.keys)
        return replace(self.sample, keys=pair_keys(place[low], place[high]))


def keyed_hashes(people: Pseudonyms, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the hash of each pair, which depends on the two pseudonyms alone."""
    low, high = pair_people(keys)
    return pair_hashes(people[low] ^ pair_hashes(people[high]))


def thinned(people: Pseudonyms, sample: PairSample, capacity: int) -> KeyedPairs:
    """Return the sample at the smallest level, not below its own, that has room for its pairs."""
    hashes, level = keyed_hashes(people, sample.keys), sample.level
    while np.count_nonzero(hashes <= np.uint64(WHOLE >> level)) > room_at(level, capacity):
        level += 1
    kept = hashes <= np.uint64(WHOLE >> level)
    return KeyedPairs(
        people=people,
        sample=PairSample(
            keys=sample.keys[kept], compared=sample.compared[kept], errors=sample.errors[kept], level=level
        ),
    )


class KeyedPairCounts:
    """A sample in the making; comparisons wait until there are enough of them to sort."""

    def __init__(self, people: Pseudonyms, cutoffs: NDArray[np.float64], capacity: int, *, count_failed: bool) -> None:
        self._cutoffs, self._capacity, self._count_failed = cutoffs, capacity, count_failed
        self._people = people
        none = np.empty(0, np.uint64)
        empty = PairSample(
            keys=none, compared=np.empty(0, np.int64), errors=np.empty((0, len(cutoffs)), np.int64), level=0
        )
        self._held = KeyedPairs(people=people, sample=empty)
        self._keys: list[NDArray[np.uint64]] = []
        self._reached: list[NDArray[np.int64]] = []
        self._waiting = 0

    def add(self, part: Columns) -> None:
        """Count a part, whose codes are places of pseudonyms."""
        counted = ~part.mated if self._count_failed else ~part.mated & (part.score > -np.inf)
        keys = pair_keys(part.probe[counted], part.reference[counted])
        reached = np.searchsorted(self._cutoffs, part.score[counted], side="right")
        if self._held.sample.level:
            kept = keyed_hashes(self._people, keys) <= np.uint64(WHOLE >> self._held.sample.level)
            keys, reached = keys[kept], reached[kept]
        self._keys.append(keys)
        self._reached.append(reached)
        self._waiting += len(keys)
        if self._waiting > WAITING:
            self._sort()

    def finish(self) -> PairSample:
        """Return the sample, keys ascending."""
        self._sort()
        return self._held.sample

    def _sort(self) -> None:
        if not self._waiting:
            return
        reached = np.concatenate(self._reached)
        keys, place = np.unique(np.concatenate(self._keys), return_inverse=True)
        self._keys, self._reached, self._waiting = [], [], 0
        errors = [np.bincount(place[reached > k], minlength=len(keys)) for k in range(len(self._cutoffs))]
        fresh = PairSample(
            keys=keys, compared=np.bincount(place, minlength=len(keys)).astype(np.int64),
            errors=np.array(errors, np.int64).reshape(len(self._cutoffs), len(keys)).T, level=self._held.sample.level,
        )  # fmt: skip
        fresh_pairs = thinned(self._people, fresh, self._capacity)
        self._held = self._held.merge(fresh_pairs, self._people, self._capacity)
