"""Errors trial by trial, so that what two systems both got wrong can be counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class SingleTrials:
    """``key``: a number of each trial, ascending, the same in every system; ``wrong``: whether it was an error.

    Trials that nobody can tell apart, as those of one person where samples have no names, share a number.
    """

    key: NDArray[np.uint64]
    wrong: NDArray[np.bool_]

    @classmethod
    def of(cls, key: NDArray[np.uint64], wrong: NDArray[np.bool_]) -> SingleTrials:
        """Put trials in the order of their numbers."""
        order = np.argsort(key, kind="stable")
        return cls(key=key[order], wrong=wrong[order])

    @property
    def told_apart(self) -> bool:
        """Whether every trial has a number of its own."""
        return not bool((self.key[1:] == self.key[:-1]).any())

    def both_wrong(self, other: SingleTrials) -> int | None:
        """Return how many trials are errors of both; None where they are not the same trials.

        Of trials that share a number it is the most that it can be: which of them is which, no order of rows tells.
        """
        if not np.array_equal(self.key, other.key):
            return None
        if not len(self.key):
            return 0
        first = np.append(0, np.flatnonzero(self.key[1:] != self.key[:-1]) + 1)
        errors = [np.add.reduceat(wrong.astype(np.int64), first) for wrong in (self.wrong, other.wrong)]
        return int(np.minimum(*errors).sum())
