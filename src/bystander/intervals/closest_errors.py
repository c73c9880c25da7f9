"""Z1.5: the limit at zero errors for people like those who come closest to erring (METHODS V.6).

At lower thresholds there are errors. How large the rate may be there is known, and so is how many people drive it. Let
U be the upper end of KG-t where so many of the closest pairs of people err, and f how many drive it (df). People
without an error among them may be, at the level a = 1 - level, a share of 1 - a^(1/f) of such people. Even if all who
err there were of that share, and erred here as often as there, the rate here is at most

    max over 30, 60, 120 and 250 pairs of U (1 - a^(1/f))

It holds for people whose nearness to an error shows at one of those thresholds. It says nothing of somebody who errs
often here and whose like is in no comparison of the trial: Z1 is for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.intervals import kg_t
from bystander.intervals.zero_events import assisted_upper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.intervals.clusters import ClusteredRate

CLOSEST = (30, 60, 120, 250)  # pairs of people who err at the lower thresholds, however often each


def upper(rates: Iterable[ClusteredRate], *, level: float = 0.95) -> float | None:
    """Return Z1.5 from the rates at lower thresholds, one-sided; None without one that has a variance.

    Where nobody has any excess (df unknown), all people drive the errors alike and count.
    """
    limits = [
        kg_t.interval(rate, level=level).high * assisted_upper(rate.drivers, level=level)
        for rate in rates
        if rate.events and rate.variance is not None
    ]
    return max(limits, default=None)
