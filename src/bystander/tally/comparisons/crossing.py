"""Where does a condition on the step curve turn from false to true?

Every selection of a threshold is this one question. The candidates are the distinct scores S of all
comparisons, mated and non-mated, under "accepted if score >= T"; as T rises the condition turns true once
and stays true. The two neighbours in S around the turn say everything: under "score > T" the acceptance
sets are the same ones, each belonging to the candidate before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bystander.kernels.distinct import distinct, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class Condition(Protocol):
    """A condition that is false at low thresholds and true from some threshold on."""

    def holds(self, threshold: float, accepted: int) -> bool:
        """Return whether it holds where so many non-mated comparisons are accepted."""
        ...


@dataclass(frozen=True)
class AtMost:
    """At most so many non-mated comparisons are accepted."""

    errors: int

    def holds(self, threshold: float, accepted: int) -> bool:  # noqa: ARG002 (the protocol's signature)
        """Return whether it holds."""
        return accepted <= self.errors


class FewerFalseMatches:
    """The false match rate is below the false non-match rate; compared in exact integers of any size."""

    def __init__(self, *, non_mated: int, mated: NDArray[np.float64]) -> None:
        self._non_mated = non_mated
        self._mated = mated  # ascending, failed ones as -inf in front

    def holds(self, threshold: float, accepted: int) -> bool:
        """Return whether it holds."""
        rejected = int(np.searchsorted(self._mated, threshold, side="left"))
        return accepted * len(self._mated) < rejected * self._non_mated


@dataclass(frozen=True)
class Crossing:
    """The last candidate where the condition is false, and the first where it is true.

    ``before`` is the candidate before ``below``. Each is None where there is none: ``below`` None means true
    everywhere; ``above`` None means true only just above the largest score. ``above_non_mated``: the first
    non-mated score from ``above`` on; None where there is none, or where it was not looked for.
    """

    before: float | None
    below: float | None
    above: float | None
    accepted_below: int | None
    accepted_above: int
    above_non_mated: float | None = None


def first_true(size: int, holds: Callable[[int], bool]) -> int:
    """Return the first index in 0 ... size-1 where a monotone condition holds, or ``size``."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def accepted_from(counts: NDArray[np.int64], above: int) -> NDArray[np.int64]:
    """Return the suffix sums plus ``above``, with ``above`` itself at the end; one longer than ``counts``."""
    accepted = np.full(len(counts) + 1, above, np.int64)
    accepted[:-1] += np.cumsum(counts[::-1], dtype=np.int64)[::-1]
    return accepted


def among_all(
    values: NDArray[np.float64],
    counts: NDArray[np.int64],
    mated: NDArray[np.float64],
    cutoffs: NDArray[np.float64],
    conditions: Sequence[Condition],
) -> tuple[NDArray[np.int64], list[Crossing]]:
    """Return non-mated comparisons at or above each cutoff, and the crossing of each condition.

    ``values``, ``counts``: all distinct non-mated scores, ascending and finite, and how often each occurs. ``mated``:
    all mated ones, ascending, failed ones as -inf in front.
    """
    at_or_above = accepted_from(counts, 0)[np.searchsorted(values, cutoffs, side="left")]
    every = distinct(np.concatenate([values, runs(mated[mated > -np.inf])[0]]))
    spread = np.zeros(len(every), np.int64)
    spread[np.searchsorted(every, values)] = counts
    accepted = accepted_from(spread, 0)
    return at_or_above, [cross(condition, values=every, accepted=accepted) for condition in conditions]


def cross(condition: Condition, *, values: NDArray[np.float64], accepted: NDArray[np.int64]) -> Crossing:
    """Find the crossing among ``values``, a run of S, ascending; neighbours outside the run stay None.

    ``accepted``: non-mated comparisons at or above each value, and beyond the last; see ``accepted_from``.
    """
    turn = first_true(len(values), lambda i: condition.holds(float(values[i]), int(accepted[i])))
    as_many = len(accepted) - int(np.searchsorted(accepted[::-1], accepted[turn], side="left"))
    return Crossing(
        before=float(values[turn - 2]) if turn >= 2 else None,
        below=float(values[turn - 1]) if turn >= 1 else None,
        above=float(values[turn]) if turn < len(values) else None,
        accepted_below=int(accepted[turn - 1]) if turn >= 1 else None,
        accepted_above=int(accepted[turn]),
        above_non_mated=float(values[as_many - 1]) if as_many < len(accepted) else None,
    )
