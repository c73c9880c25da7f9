"""The share of passes, or of people, of which something is true, with its interval: clustered on people.

KG-t on the rarer outcome: a share of 95 % is one of 5 % the other way round, and it is the few misses, and who has
them, that say how sure it is. The floor of the clustering looks at their number too. Where every pass had it, or none,
there is a one-sided limit that assumes only that different people are independent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Estimate
from bystander.intervals import caveats, clusters, zero_events
from bystander.intervals.measured import Measured, clustered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]


def share_of(x: Counts, k: Counts, *, level: float) -> Measured:
    """Measure the share of trials with an event; ``x``, ``k``: events and trials of each person.

    A person without a trial does not count. Raises ValueError without any trial (0/0).
    """
    rest = k - x
    mirrored = 0 < rest.sum() < x.sum()
    rate = clusters.one_way(rest if mirrored else x, k)
    sets = zero_events.independent_trials(rate.trials, int(np.max(k)))
    found = clustered(rate, level=level, sets=sets)
    e = found.estimate
    said = caveats.of(e, alone=True, errors="the trials unlike the others", floor=caveats.FLOOR_OF_PASSES)
    bounds = found.bounds.mirrored() if mirrored else found.bounds
    if mirrored:
        e = Estimate(
            value=1 - e.value, low=1 - e.high, high=1 - e.low, level=e.level, method=e.method, events=int(x.sum()),
            trials=e.trials, effective_trials=e.effective_trials, people=e.people, df=e.df,
        )  # fmt: skip
    return Measured(estimate=e, bounds=bounds, caveats=said, by_person=np.stack([x, k])[:, k > 0])
