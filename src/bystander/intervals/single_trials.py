"""Errors trial by trial, so that what two systems both got wrong can be counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class SingleTrials:
    """``key``: a number of each trial, ascending, the same in every system; ``wrong``: whether it was an error."""

    key: NDArray[np.uint64]
    wrong: NDArray[np.bool_]

    @classmethod
    def of(cls, key: NDArray[np.uint64], wrong: NDArray[np.bool_]) -> SingleTrials:
        """Put trials in the order of their numbers."""
        order = np.argsort(key, kind="stable")
        return cls(key=key[order], wrong=wrong[order])

    def both_wrong(self, other: SingleTrials) -> int | None:
        """Return how many trials are errors of both; None where they are not the same trials."""
        if not np.array_equal(self.key, other.key):
            return None
        return int(np.count_nonzero(self.wrong & other.wrong))
