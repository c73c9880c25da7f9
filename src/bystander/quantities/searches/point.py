"""Both error rates of searches at one threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.findings import Point
    from bystander.intervals.measured import Measured


@dataclass(frozen=True, kw_only=True)
class OfTies:
    """How many of the searches miss the right person where equal scores are not counted against them.

    ``by_file``: equal scores stand as the file ranks them; else behind the right person.
    """

    missed: int
    instead_of: int
    of: int
    by_file: bool


@dataclass(frozen=True, kw_only=True)
class SearchMeasure:
    """Both rates at one threshold; None where the trial lacks the searches for it. ``threshold`` is the tally's."""

    label: str
    threshold: float
    point: Point
    fpir: Measured | None
    fnir: Measured | None
    chosen_again: bool = False  # whether the interval of the FNIR knows that the threshold was chosen
    others: int | None = None  # searches for people on the list that returned somebody else, whomever besides
    instead: int = 0  # of these, those that did not return the right person
    ties: OfTies | None = None  # where these decide who is missed
    failed: int = 0  # searches for people on the list that failed, and so missed them
    unbounded: bool = False  # whether no threshold is shown to keep the target
    untold: str | None = None  # why a rate is not known at this threshold, though there are such searches

    @property
    def target(self) -> float | None:
        """The FPIR that the threshold was chosen for; None where it was given."""
        return self.point.target_fpir
