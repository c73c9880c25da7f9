"""What a comparison of two rates is made of: each system's rate by person, and what the two trials share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.intervals.chosen_again import ChosenAgain
    from bystander.intervals.covariance import ByPerson
    from bystander.intervals.measured import Measured

PAIR = 2  # people that a comparison of two of them touches


@dataclass(frozen=True, kw_only=True)
class Wobble:
    """How a rate moves with the rate that its threshold was chosen for: by ``slope`` times the excess errors.

    ``slope``: None where the target falls on a step of equal scores, so that none can be told. ``again``: what it takes
    to choose the threshold again; None where people are not known one by one.
    """

    slope: float | None
    matched: ByPerson
    again: ChosenAgain | None = None


@dataclass(frozen=True, kw_only=True)
class Side:
    """The rate of one system. ``alone``: its own interval at a level. ``counts``: None where people are unknown."""

    events: int
    trials: int
    alone: Callable[[float], Measured]
    counts: ByPerson | None = None
    wobble: Wobble | None = None

    @property
    def value(self) -> float:
        """Errors per trial."""
        return self.events / self.trials

    def ends(self, level: float) -> tuple[float, float]:
        """Return an interval with half the error at either end, also where no error, or nothing else, was seen."""
        one_sided = self.events in (0, self.trials)
        found = self.alone(1 - (1 - level) / 2 if one_sided else level).estimate
        return found.low, found.high


@dataclass(frozen=True, kw_only=True)
class Together:
    """What two systems' trials share.

    ``people``: whether anybody is in both. ``trials``: whether every person, or pair of people, has the same number of
    trials in both. ``compared``: sum over pairs of people of the products of their comparisons, 0 with one end.
    """

    people: bool
    trials: bool
    compared: float = 0.0
