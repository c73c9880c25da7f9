"""What every rate of searches shares: one trial is a search, track, passage or person, clustered on the person.

Population: new people in front of the same watchlist (METHODS D.1 to D.4, 1.4 to 1.6). Where the people who are
searched are on the watchlist themselves, two who are alike are each other's false alert: such errors come in twos
(:class:`Cause`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import clusters, methods, zero_events
from bystander.intervals.covariance import Caused
from bystander.intervals.measured import NOTHING, Lower, Measured, clustered, of_nobody_named
from bystander.tally.searches.tally import SEVERAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches.tally import SearchTally

    Flags = NDArray[np.bool_]
    Codes = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Whose entry on the watchlist each unit's error is due to.

    ``entry``: codes as of the people searched, -1 for nobody. Where several are as close, it is due to none of them:
    without any one the unit would have erred all the same. ``others``: how many entries an error takes at least.
    ``spared``: the events are the units without an error. ``listed``: whether the people searched are on the list.
    """

    entry: Codes
    others: int = 1
    spared: bool = False
    listed: bool = True

    @classmethod
    def of(cls, tally: SearchTally, which: Flags, *, others: int = 1, spared: bool = False) -> Cause:
        """Return whose entry is the closest wrong one in each unit with a search among ``which``."""
        listed = tally.left_out or bool(tally.mated[which].any())
        return cls(entry=tally.closest_of_units(which), others=others, spared=spared, listed=listed)

    def tried(self, person: Codes) -> float:
        """Return the share of closest entries that are people who are searched themselves.

        Where several are as close wherever any is, nobody kept who: all of them, if people searched are on the list.
        """
        some = self.entry[self.entry >= 0]
        if not len(some):
            return float(self.listed and bool((self.entry == SEVERAL).any()))
        return float(np.isin(some, person).mean())

    def mutual(self, events: Flags, person: Codes) -> int:
        """Return :func:`mutual` of the errors."""
        wrong = ~events if self.spared else events
        return mutual(person[wrong], self.entry[wrong])


def mutual(person: NDArray[np.integer], entry: NDArray[np.integer]) -> int:
    """Return the sum over ordered pairs of people of errors due to the one times those due to the other.

    ``person``, ``entry``: who was searched, and whose entry the error is due to, of each error; below 0 for nobody's.
    """
    caused = Caused.of(person, entry)
    return caused.mutual(caused)


def measured_of(
    events: Flags, person: Codes, *, level: float, lower: Lower = NOTHING, cause: Cause | None = None
) -> Measured:
    """Measure the share of units with an event, clustered on ``person``; -1 there: nobody is named.

    ``lower``: what lower thresholds show, for a rate without an event; without it no correlation within a person is
    known, and none is assumed (METHODS IV.1). ``cause``: None where no entry is behind an event. Raises ValueError at
    0/0.
    """
    if not len(events):
        message = "a rate needs at least one trial"
        raise ValueError(message)
    if bool((person < 0).any()):
        return of_nobody_named(int(np.count_nonzero(events)), len(events), level=level)
    x, k = by_person(events, person)
    sets = zero_events.independent_trials(len(events), int(k.max()))
    if cause is None or not (tried := cause.tried(person)):
        return clustered(clusters.one_way(x, k), level=level, sets=sets, lower=lower)
    rate = clusters.one_way(x, k, mutual=cause.mutual(events, person))
    free = zero_events.Free(sets=sets, others=cause.others, tried=tried, spared=cause.spared)
    return clustered(rate, level=level, sets=free, lower=lower)


def of_all_searches(measured: Measured, tally: SearchTally, threshold: float | None = None) -> Measured:
    """Return a rate with what it assumes of searches that may be missing from the evidence, where any may."""
    if not tally.may_lack(threshold):
        return measured
    method = measured.estimate.method.then(methods.EVERY_SEARCH)
    return replace(measured, estimate=measured.estimate.model_copy(update={"method": method}))


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
