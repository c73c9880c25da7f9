"""Which single trial of one system is which of another? Told by numbers made of pseudonyms, in an order of their own.

Where evidence names samples, every trial has a number of its own. Where it names people alone, trials of the same
people share one: nobody can tell which of them is which, so only how many of them were errors is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class KeyedScores:
    """Mated comparisons: ``key``, ascending, and ``score`` of each, -inf where it failed."""

    key: NDArray[np.uint64]
    score: NDArray[np.float64]

    @classmethod
    def of(cls, keys: Sequence[NDArray[np.uint64]], scores: Sequence[NDArray[np.float64]]) -> KeyedScores:
        """Put blocks in order."""
        key = np.concatenate([*keys, np.empty(0, np.uint64)])
        score = np.concatenate([*scores, np.empty(0)])
        order = np.argsort(key, kind="stable")
        return cls(key=key[order], score=score[order])


@dataclass(frozen=True, kw_only=True, eq=False)
class KeyedUnits:
    """Searches, or what counts as one: ``unit``, ascending numbers, and the ``key`` of each."""

    unit: NDArray[np.int64]
    key: NDArray[np.uint64]

    @classmethod
    def of(cls, unit: NDArray[np.int64], key: NDArray[np.uint64]) -> KeyedUnits:
        """Add up the numbers of the searches of a unit, modulo 2^64."""
        units, place = np.unique(unit, return_inverse=True)
        keys = np.zeros(len(units), np.uint64)
        np.add.at(keys, place.ravel(), key)
        return cls(unit=units, key=keys)

    def of_units(self, wanted: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return the numbers of some units, all of which are known."""
        return self.key[np.searchsorted(self.unit, wanted)]
