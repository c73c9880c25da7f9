"""How often every two people met, counted pair by pair: known where a trial has no more pairs than are kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.integer]
    Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class PairsMet:
    """``first``, ``second``: the people of each pair, each pair once; ``compared``: how often; ``people``: how many."""

    first: Codes
    second: Codes
    compared: Numbers
    people: int

    def of_some(self, codes: Codes) -> PairsMet:
        """Return the same with people in another order; those who are left out are in no comparison."""
        place = np.full(self.people, -1, np.int64)
        place[codes] = np.arange(len(codes))
        return self.placed(place, len(codes))

    def placed(self, place: Codes, people: int) -> PairsMet:
        """Return the same of so many people, of whom person i is the one at ``place[i]``; nobody, where it is -1."""
        first, second = place[self.first], place[self.second]
        here = (first >= 0) & (second >= 0)
        return PairsMet(
            first=first[here], second=second[here], compared=self.compared[here], people=people,
        )  # fmt: skip

    def times(self, first: Codes, second: Codes) -> Numbers:
        """Return how often every two of these people met, who are of pairs that did."""
        keys, compared = self._in_order
        return np.asarray(compared[np.searchsorted(keys, pair(first, second))])

    @cached_property
    def partners(self) -> NDArray[np.int64]:
        """Return of each person how many others they met."""
        return sum_of_both(self.first, self.second, people=self.people)

    @property
    def pairs(self) -> float:
        """Return how many pairs of people met."""
        return float(len(self.compared))

    def each_once(self) -> float:
        """Return the sum of one over how often two people met, over all pairs who did."""
        return float(np.sum(1 / self.compared))

    @cached_property
    def _in_order(self) -> tuple[NDArray[np.int64], Numbers]:
        keys = pair(self.first, self.second)
        order = np.argsort(keys, kind="stable")
        return keys[order], self.compared[order]


def pair(first: Codes, second: Codes) -> NDArray[np.int64]:
    """Return one number for every two people, whoever is the first."""
    return np.minimum(first, second).astype(np.int64) << 32 | np.maximum(first, second).astype(np.int64)


def sum_of_both(first: Codes, second: Codes, *, people: int) -> NDArray[np.int64]:
    """Return of each person in how many pairs they are."""
    return np.asarray(np.bincount(first, minlength=people) + np.bincount(second, minlength=people), np.int64)
