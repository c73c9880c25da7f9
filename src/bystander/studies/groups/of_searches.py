"""FPIR and FNIR by the group of whoever was searched, and alerts by the group of the entry that caused them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import wording
from bystander.kernels.distinct import distinct
from bystander.quantities.searches import units
from bystander.quantities.searches.fnir import FNIR, false_negative_identification_rate
from bystander.quantities.searches.fpir import FPIR, false_positive_identification_rate
from bystander.quantities.without_a_score import left_out, taken_for_right
from bystander.studies.groups.by_group import ByGroup, GroupRate, PairRate, too_small

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.people.groups import Groups
    from bystander.evidence.searches.searches import Searches
    from bystander.findings import Point, Quantity
    from bystander.intervals.measured import Measured
    from bystander.tally.searches.tally import SearchTally

    Codes = NDArray[np.int16]

ALIKE = (
    "In {alike} of {alerts} searches that alert, several people have the best score. The table by group of who is on "
    "the list leaves these out. Finer scores would remove this."
)
NO_SCORE = "no search of somebody of the group gave a score"
NO_SEARCHES = "nobody of the group was searched so"


@dataclass(frozen=True, kw_only=True)
class SearchAt:
    """A threshold that groups are compared at, with the rates of everybody there; None where there is none."""

    threshold: float
    label: str
    alerts: Point
    misses: Point
    fpir: Measured | None
    fnir: Measured | None


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Searches of one class with the group of each; ``unit``: what counts as one trial; ``cluster`` of each person."""

    tally: SearchTally
    codes: Codes
    unit: str

    cluster: NDArray[np.int32] | None = None

    def of(self, group: int) -> SearchTally:
        """Return the searches of a group, with clusters in place of people where there are any."""
        return self.tally.only(self.codes == group).clustered(self.cluster)

    def people(self, group: int) -> int:
        """Return how many people are behind the searches of a group; whoever is not named counts as one a search."""
        person = self.tally.person[self.codes == group]
        return len(distinct(person[person >= 0])) + int(np.count_nonzero(person < 0))


def search_rates(
    searches: Searches,
    groups: Groups,
    tallies: tuple[SearchTally, SearchTally],
    at: Sequence[SearchAt],
    *,
    rank: int | None,
    small_cell: int,
    level: float,
) -> list[ByGroup]:
    """Measure FPIR and FNIR of every group, and who causes the alerts, at each threshold.

    ``tallies``: of all searches, and the one whose non-mated searches count (their mate may be left out); of people,
    not of clusters.
    """
    whole, alerting = tallies
    every = codes = groups.searched(searches.person)
    if len(whole.person) != len(codes):  # failures were left out
        codes = codes[~searches.failed]
    others = codes[whole.met_others] if searches.left_out else codes
    cluster = None if searches.clusters is None else searches.clusters.codes
    part = partial(_Part, unit=searches.unit_name, cluster=cluster)
    mated = part(tally=whole.only(whole.mated), codes=codes[whole.mated])
    non_mated = part(tally=alerting.only(alerting.non_mated), codes=others[alerting.non_mated])
    enrolled = np.bincount(groups.codes[searches.listed() > 0] + 1, minlength=len(groups.labels) + 1)[1:]
    found = []
    for a in at:
        misses = partial(false_negative_identification_rate, threshold=a.threshold, rank=rank, level=level)
        alerts = partial(false_positive_identification_rate, threshold=a.threshold, level=level)
        if a.fnir is not None:
            rates = _rates(groups, mated, small_cell=small_cell, measure=misses)
            if every is not codes:
                rates = tuple(_left_out(rate, searches, every == g) for g, rate in enumerate(rates))
            found.append(_by_group(FNIR, groups, a, mated, rates))
        if a.fpir is not None:
            rates = _rates(groups, non_mated, small_cell=small_cell, measure=alerts)
            rates = tuple(_failed(rate, non_mated, g) for g, rate in enumerate(rates))
            by = _by_group(FPIR, groups, a, non_mated, rates)
            pairs = _pairs(groups, non_mated, enrolled, a.threshold, small_cell=small_cell, level=level)
            found.append(replace(by, pairs=pairs, caveats=(*by.caveats, *_of_several(non_mated.tally, a.threshold))))
    return found


def _rates(
    groups: Groups, part: _Part, *, small_cell: int, measure: Callable[[SearchTally], Measured]
) -> tuple[GroupRate, ...]:
    rates = []
    for g in range(len(groups.labels)):
        people = part.people(g)
        reason = NO_SEARCHES if not people else too_small(people, small_cell) if people < small_cell else ""
        rates.append(
            GroupRate(
                group=groups.group(g), label=groups.label(g), people=people, reason=reason,
                measured=None if reason else measure(part.of(g)),
            )
        )  # fmt: skip
    return tuple(rates)


def _left_out(rate: GroupRate, searches: Searches, own: NDArray[np.bool_]) -> GroupRate:
    """Return a rate of misses with what is said of the searches of the group, ``own``, that failed and are left out."""
    mated = searches.mated & own
    every, kept = (len(distinct(searches.unit[which])) for which in (mated, mated & ~searches.failed))
    misses = None if rate.measured is None else rate.measured.estimate
    tries = units.many_mated(searches.unit_name)
    return replace(rate, failed=left_out(every - kept, misses, tries))


def _failed(rate: GroupRate, part: _Part, group: int) -> GroupRate:
    """Return a rate of alerts with what is said of the searches of the group that failed and count as right."""
    if rate.measured is None:
        return rate
    of, e = part.of(group), rate.measured.estimate
    failed = of.failed_units(of.non_mated)
    if failed == e.trials:
        return replace(rate, measured=None, reason=NO_SCORE)
    return replace(rate, failed=taken_for_right(failed, e, units.many_non_mated(part.unit)))


def _by_group(quantity: Quantity, groups: Groups, at: SearchAt, part: _Part, rates: tuple[GroupRate, ...]) -> ByGroup:
    mated = quantity is FNIR
    counted_in = units.mated if mated else units.non_mated
    tries = replace(quantity.told_by_group, tries=units.many(part.unit))
    told = replace(quantity, unit=counted_in(part.unit), groups=tries)
    return ByGroup(
        quantity=told, groups=groups, name=groups.name, point=at.misses if mated else at.alerts, label=at.label,
        rates=rates,
        overall=at.fnir if mated else at.fpir, people=sum(part.people(g) for g in range(len(groups.labels))),
        unrecorded=part.people(-1), outside=int(np.count_nonzero(part.codes < 0)),
        trial="search",
        clustered=part.cluster is not None,
    )  # fmt: skip


def _pairs(
    groups: Groups, part: _Part, entries: NDArray[np.integer], threshold: float, *, small_cell: int, level: float
) -> tuple[PairRate, ...]:
    """Measure how often a search of one group alerts because of an entry of another: the entry with the best score.

    ``entries``: people of each group on the watchlist, as far as candidates show it.
    """
    entry = np.append(groups.codes, np.int16(-1))[part.tally.top]  # the last: of no entry
    given = []
    for a in range(len(groups.labels)):
        searched = part.people(a)
        own, of = part.of(a), entry[part.codes == a]
        for b in range(len(groups.labels)):
            people = min(searched, int(entries[b]))
            measured, reason = None, too_small(people, small_cell) if people else NO_SEARCHES
            if people >= small_cell:
                caused = replace(own, other=np.where(of == b, own.other, -np.inf))
                measured, reason = false_positive_identification_rate(caused, threshold, level=level), ""
            given.append(PairRate(probe=a, reference=b, measured=measured, reason=reason))
    return tuple(given)


def _of_several(tally: SearchTally, threshold: float) -> tuple[str, ...]:
    """Say how many alerts are of no one entry, and so of no group on the list; nothing where each is of one."""
    alerts = tally.alerts(threshold)
    alike = int(np.count_nonzero(alerts & (tally.top < 0)))
    return (ALIKE.format(alike=wording.count(alike), alerts=wording.count(int(alerts.sum()))),) if alike else ()
