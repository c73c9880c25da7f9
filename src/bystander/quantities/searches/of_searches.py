"""What every rate of searches shares: one trial is a search, track, passage or person, clustered on the person.

Population: new people in front of the same watchlist (METHODS D.1 to D.4, 1.4 to 1.6).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import clusters, zero_events
from bystander.intervals.measured import NOTHING, Lower, Measured, clustered, of_nobody_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches.tally import SearchTally

    Flags = NDArray[np.bool_]


def measured_of(events: Flags, person: NDArray[np.int32], *, level: float, lower: Lower = NOTHING) -> Measured:
    """Measure the share of units with an event, clustered on ``person``; -1 there: nobody is named.

    ``lower``: what lower thresholds show, for a rate without an event; without it no correlation within a person is
    known, and none is assumed (METHODS IV.1). Raises ValueError at 0/0.
    """
    if not len(events):
        message = "a rate needs at least one trial"
        raise ValueError(message)
    if bool((person < 0).any()):
        return of_nobody_named(int(np.count_nonzero(events)), len(events), level=level)
    x, k = by_person(events, person)
    rate = clusters.one_way(x, k)
    sets = zero_events.independent_trials(rate.trials, int(k.max()))
    return clustered(rate, level=level, sets=sets, lower=lower)


def by_person(events: Flags, person: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return events and units of each person."""
    people = np.unique(person, return_inverse=True)[1].ravel()
    return np.bincount(people[events], minlength=people.max() + 1), np.bincount(people)


def best_of_units(tally: SearchTally) -> NDArray[np.float64]:
    """Return the best wrong score of each non-mated unit: the unit alerts exactly when the threshold accepts it."""
    units, at = np.unique(tally.unit[tally.non_mated], return_inverse=True)
    best = np.full(len(units), -inf)
    np.maximum.at(best, at.ravel(), tally.other[tally.non_mated])
    return best
