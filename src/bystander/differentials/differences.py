"""How far apart are the largest and the smallest rate? In units of the rate, for readers who count people.

Every group gets Clopper and Pearson's (an exposure such as hours: Garwood's) limits at 1 - (1 - level) / G, so that all
hold together at ``level``. Then the largest true rate is at least the largest lower limit, the smallest is at most the
smallest upper limit, and so on: [largest lower - smallest upper, largest upper - smallest lower], never below 0. That
is exact whatever the rates, and wider than need be, by a fifth to a half in METHODS' measurements of the same for
ratios. At rates of 1 in 100,000 a difference says nothing that a reader can feel: give the ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.differentials.groups import check_level, with_exposure
from bystander.intervals.counts import clopper_pearson, garwood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.differentials.groups import GroupCount


@dataclass(frozen=True, kw_only=True)
class LargestDifference:
    """The largest rate less the smallest, chosen after looking; ``low`` is 0 where they may all be equal."""

    largest: str
    smallest: str
    value: float
    low: float
    high: float
    level: float
    groups: int


def largest_difference(groups: Sequence[GroupCount], *, level: float = 0.95) -> LargestDifference | None:
    """Return the largest rate less the smallest; None with fewer than two groups of any exposure.

    Without any event the difference is 0, with an upper limit: that needs no division.
    """
    check_level(level)
    tested = with_exposure(groups)
    if len(tested) < 2:
        return None
    limits = [_limits(group, level=1 - (1 - level) / len(tested)) for group in tested]
    largest = max(tested, key=lambda g: (g.events / g.trials, g.trials))
    smallest = min(tested, key=lambda g: (g.events / g.trials, -g.trials))
    return LargestDifference(
        largest=largest.name,
        smallest=smallest.name,
        value=largest.events / largest.trials - smallest.events / smallest.trials,
        low=max(0.0, max(low for low, _ in limits) - min(high for _, high in limits)),
        high=max(high for _, high in limits) - min(low for low, _ in limits),
        level=level,
        groups=len(tested),
    )


def _limits(group: GroupCount, *, level: float) -> tuple[float, float]:
    interval = clopper_pearson if group.bounded else garwood
    return interval(group.events, group.trials, level=level, deff=group.deff)
