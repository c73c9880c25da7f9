"""What groups differ by within strata, where that is not what their sums say (Simpson's paradox)."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.within_strata import within_strata
from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

APART = 0.1  # of a logarithm: ratios nearer to each other than a tenth say the same
FAR_APART = 0.4  # half as much again: told even where rows and sums show a difference in one direction


def said_within(
    names: Sequence[str], events: Counts, trials: Counts, *, strata: str, rate: str = "rate", shown: bool, level: float
) -> str:
    """Say how a group compares with the others within strata where sums mislead; nothing where they say the same.

    ``events``, ``trials``: a row a stratum and a column a group; ``strata``: what strata are, "rows"; ``rate``:
    what is compared. ``shown``: whether the sums show a difference.
    """
    if len(events) < 2 or len(names) < 2:
        return ""
    found = within_strata(events, trials)
    if found is None:
        apart = shown and not (np.count_nonzero(trials, axis=1) > 1).any()
        return f"No {strata} have two groups: it may lie in where they were seen." if apart else ""
    in_sum = _in_sum(events, trials, found.group)
    if not found.ratio or not in_sum or abs(log(in_sum / found.ratio)) <= APART:
        return ""
    surely = found.p <= 1 - level
    turned = shown is not surely or (in_sum - 1) * (found.ratio - 1) < 0
    if not turned and abs(log(in_sum / found.ratio)) <= FAR_APART:
        return ""
    begin = f"But within the same {strata}" if turned else f"Within the same {strata}"
    same = f"{begin}, {names[found.group]} has {wording.times(found.ratio)} the others' {rate}"
    return (
        f"{same}, more than chance explains."
        if surely
        else (f"{same}, which chance may explain: it may lie in where groups were seen.")
    )


def same_in_sum(events: Counts, trials: Counts) -> float | None:
    """Return p within strata, where sums and strata say the same ratio; None where they do not, or nothing is told."""
    found = within_strata(events, trials)
    if found is None:
        return None
    in_sum = _in_sum(events, trials, found.group)
    return found.p if found.ratio and in_sum and abs(log(in_sum / found.ratio)) <= APART else None


def _in_sum(events: Counts, trials: Counts, group: int) -> float | None:
    """Return the ratio of a group's rate to that of all others over all strata; None where these have no event."""
    mine, tried = int(events[:, group].sum()), int(trials[:, group].sum())
    others, looked_at = int(events.sum()) - mine, int(trials.sum()) - tried
    return mine / tried / (others / looked_at) if others and tried and looked_at else None
