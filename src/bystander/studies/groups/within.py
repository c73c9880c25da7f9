"""What groups differ by within strata, where that is not what their sums say (Simpson's paradox)."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.within_strata import design_effect_within, within_strata
from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.differentials.within_strata import Within

    Counts = NDArray[np.int64]

APART = 0.1  # of a logarithm: ratios nearer to each other than a tenth say the same
SURELY = "more than chance explains."
FAR_APART = 0.4  # half as much again: told even where rows and sums show a difference in one direction


@dataclass(frozen=True, kw_only=True)
class Strata:
    """What each group had in each row, period or session: ``events`` and ``trials``, a row a stratum, a column a group.

    ``names``: of the groups; ``called``: what strata are, "rows"; ``rate``: what is compared; ``where``: what a group
    is in them, "where they were seen". ``bounded``: whether a trial is an event at most once.
    """

    names: Sequence[str]
    events: Counts
    trials: Counts
    called: str
    rate: str = "rate"
    where: str = "where {who} were seen"
    bounded: bool = False

    def left(self, *, level: float) -> float | None:
        """Return the design effect of what strata leave, where groups were seen together; see there for None."""
        return design_effect_within(self.events, self.trials, bounded=self.bounded, level=level)

    def found(self) -> Within | None:
        """Compare groups within strata."""
        return within_strata(self.events, self.trials, bounded=self.bounded)


def said_within(of: Strata, *, shown: bool, level: float) -> str:
    """Say how a group compares with the others within strata where sums mislead; nothing where they say the same.

    ``shown``: whether the sums show a difference.
    """
    if len(of.events) < 2 or len(of.names) < 2:
        return ""
    found = of.found()
    if found is None:
        apart = shown and not (np.count_nonzero(of.trials, axis=1) > 1).any()
        return f"No {of.called} have two groups: it may lie in {of.where.format(who='they')}." if apart else ""
    in_sum = _in_sum(of.events, of.trials, found.group)
    if not found.ratio or not in_sum or abs(log(in_sum / found.ratio)) <= APART:
        return ""
    surely = found.p <= 1 - level
    turned = shown is not surely or (in_sum - 1) * (found.ratio - 1) < 0
    if not turned and abs(log(in_sum / found.ratio)) <= FAR_APART:
        return ""
    begin = f"But within the same {of.called}" if turned else f"Within the same {of.called}"
    same = f"{begin}, {of.names[found.group]} has {wording.times(found.ratio)} the others' {of.rate}"
    return (
        f"{same}, {SURELY}"
        if surely
        else f"{same}, which chance may explain: it may lie in {of.where.format(who='groups')}."
    )


def same_in_sum(of: Strata) -> float | None:
    """Return p within strata, where sums and strata say the same ratio; None where they do not, or nothing is told."""
    found = of.found()
    if found is None:
        return None
    in_sum = _in_sum(of.events, of.trials, found.group)
    return found.p if found.ratio and in_sum and abs(log(in_sum / found.ratio)) <= APART else None


def _in_sum(events: Counts, trials: Counts, group: int) -> float | None:
    """Return the ratio of a group's rate to that of all others over all strata; None where these have no event."""
    mine, tried = int(events[:, group].sum()), int(trials[:, group].sum())
    others, looked_at = int(events.sum()) - mine, int(trials.sum()) - tried
    return mine / tried / (others / looked_at) if others and tried and looked_at else None
