"""What groups differ by within strata, where that is not what their sums say (Simpson's paradox)."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from bystander.differentials.within_strata import within_strata
from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bystander.differentials.within_strata import Within

    Counts = NDArray[np.int64]

APART = 0.1  # of a logarithm: ratios nearer to each other than a tenth say the same


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
    if found is None or found.ratio is None or not _misled(found, _in_sum(events, trials, found.group), shown, level):
        return ""
    same = f"Within the same {strata}, {names[found.group]} has {wording.times(found.ratio)} the others' {rate}"
    if found.p > 1 - level:
        return f"{same}, which chance may explain: it may lie in where groups were seen."
    return f"{same}, more than chance explains."


def _in_sum(events: Counts, trials: Counts, group: int) -> float | None:
    """Return the ratio of a group's rate to that of all others over all strata; None where these have no event."""
    mine, tried = int(events[:, group].sum()), int(trials[:, group].sum())
    others, looked_at = int(events.sum()) - mine, int(trials.sum()) - tried
    return mine / tried / (others / looked_at) if others and tried and looked_at else None


def _misled(found: Within, in_sum: float | None, shown: bool, level: float) -> bool:  # noqa: FBT001 - what sums show
    """Return whether sums say something else than strata: a difference or none, or another one."""
    if in_sum is None or not in_sum or not found.ratio or abs(log(in_sum / found.ratio)) <= APART:
        return False
    return shown is not (found.p <= 1 - level) or (in_sum - 1) * (found.ratio - 1) < 0
