"""FPIR, FNIR, CMC and selectivity, measured from a tally of searches (METHODS D.1 to D.4, 1.4 to 1.6).

FPIR(N, T): share of non-mated searches in which anybody is returned. FNIR(N, R, T): share of mated searches in which
the right person is not among the first R, or scores too little. Each search, or track, passage or person, is one
trial, clustered on the person who was searched. Population: new people in front of the same watchlist.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings.estimate import Sensitivity
from bystander.intervals import clusters, kg_t, zero_events
from bystander.intervals.measured import Measured, clustered, unclustered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.tally.searches.tally import SearchTally

    Flags = NDArray[np.bool_]

OTHER_WATCHLIST = "the watchlist is another one of the same kind, with other people on it"
BORROW_ERRORS = 30  # METHODS 1.5, Z2: errors at the threshold that the dependence is borrowed from


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The threshold for a target FPIR: the smallest attainable one at or below it, and what the next one gives."""

    threshold: float
    achieved: float
    next_rate: float | None


def false_positive_identification_rate(tally: SearchTally, threshold: float, *, level: float) -> Measured:
    """Measure the FPIR at a threshold. Raises ValueError without non-mated searches (0/0)."""
    events, person = tally.of_units(tally.alerts(threshold), tally.non_mated)
    return _measured(events, person, level=level, borrowed=_borrowed(tally))


def false_negative_identification_rate(
    tally: SearchTally, threshold: float, *, rank: int | None = None, level: float, optimistic: bool = False
) -> Measured:
    """Measure the FNIR at a threshold, among the first ``rank`` candidates or however far the list goes.

    A unit of several searches is missed where every one of them misses. ``optimistic``: candidates that score as much
    as the mate stand behind it. Raises ValueError without mated searches (0/0).
    """
    hits, person = tally.of_units(tally.hits(threshold, rank, optimistic=optimistic), tally.mated)
    return _measured(~hits, person, level=level)


def false_candidate_rate(tally: SearchTally, threshold: float, *, level: float) -> Measured:
    """Measure how often a mated search returns somebody else too, which no FPIR counts. Raises ValueError at 0/0."""
    events, person = tally.of_units(tally.alerts(threshold), tally.mated)
    return _measured(events, person, level=level)


def failed_search_rate(tally: SearchTally, *, level: float) -> Measured:
    """Measure how often a search failed altogether. Raises ValueError without searches (0/0)."""
    failed, person = tally.of_units(~tally.failed, np.ones(len(tally.failed), bool))
    return _measured(~failed, person, level=level)


def selectivity(tally: SearchTally, threshold: float, *, references: int, level: float) -> Measured:
    """Measure the mean number of wrong people returned by a non-mated search.

    ``references``: how many could be returned, people enrolled or candidates listed. Every search and reference is one
    trial, clustered on the person searched; the rate is told per search. Raises ValueError without non-mated searches
    (0/0), and below what the tally still holds.
    """
    if threshold < tally.tail_floor:
        message = "below this threshold the tally does not hold every candidate"
        raise ValueError(message)
    returned = tally.tail_search[tally.passes(tally.tail_score, threshold)]
    each = np.bincount(returned, minlength=len(tally.person))[tally.non_mated]
    if not len(each):
        message = "a rate needs at least one trial"
        raise ValueError(message)
    trials = np.full(len(each), references, np.int64)
    person = tally.person[tally.non_mated]
    if bool((person < 0).any()):
        found = unclustered(int(each.sum()), int(trials.sum()), level=level)
    else:
        people = np.unique(person, return_inverse=True)[1].ravel()
        x, k = np.bincount(people, weights=each), np.bincount(people, weights=trials)
        rate = clusters.one_way(x.astype(np.int64), k.astype(np.int64))
        searches = np.bincount(people)
        sets = zero_events.independent_trials(len(each), int(searches.max()))
        found = clustered(replace(rate, mean_cluster=None), level=level, sets=sets)
    return _per_search(found, references, len(each))


def threshold_for(tally: SearchTally, target: float) -> Threshold:
    """Return the smallest attainable threshold with an FPIR at or below a target (METHODS D.2); never interpolated.

    Attainable are the best wrong scores of non-mated units, and just above the largest. Raises ValueError without
    non-mated searches (0/0).
    """
    best = _best_of_units(tally)
    n = len(best)
    if not n:
        message = "a rate needs at least one trial"
        raise ValueError(message)
    scores = np.unique(best[best > -inf])
    below = np.searchsorted(np.sort(best), scores, side="right" if tally.accept == "gt" else "left")
    alerts = n - below  # at each score as the threshold; the smallest wanted is the first that is few enough
    most = int(Fraction(str(target)) * n)
    few = np.flatnonzero(alerts <= most)
    if len(few):
        at = int(few[0])
        following = int(alerts[at - 1]) / n if at else None
        return Threshold(threshold=float(scores[at]), achieved=int(alerts[at]) / n, next_rate=following)
    if not len(scores):
        return Threshold(threshold=_lowest_known(tally), achieved=0.0, next_rate=None)
    return Threshold(threshold=nextafter(float(scores[-1]), inf), achieved=0.0, next_rate=int(alerts[-1]) / n)


def _lowest_known(tally: SearchTally) -> float:
    """Return the lowest threshold that is known to return nobody wrong, where nobody wrong was ever returned."""
    beyond = tally.beyond[tally.non_mated]
    if bool((beyond > -inf).any()):
        return float(beyond.max())
    mates = tally.mate[tally.mate > -inf]
    return float(mates.min()) if len(mates) else 0.0


def cmc(tally: SearchTally, ranks: Sequence[int], *, optimistic: bool = False) -> list[float]:
    """Return the share of mated units with the right person among the first R, for each R; no threshold (D.3)."""
    trials = int(np.count_nonzero(tally.of_units(tally.mated, tally.mated)[0]))
    if not trials:
        message = "a rate needs at least one trial"
        raise ValueError(message)
    hits = [tally.of_units(tally.hits(-inf, r, optimistic=optimistic), tally.mated)[0] for r in ranks]
    return [int(np.count_nonzero(h)) / trials for h in hits]


def other_watchlist(tally: SearchTally, threshold: float, *, references: int, level: float) -> Sensitivity | None:
    """Return the interval of the FPIR for another watchlist of the same kind and size, ``references`` people.

    People and references are clustered, both ways, on the indicator "this pass alerted, and this entry caused it": the
    entry with the best score (METHODS 1.4, 1.6). A few entries that resemble many carry the alerts, and another
    watchlist has other entries. None where nothing is known of it: people or references are too few or unnamed,
    nobody alerts or everybody, or several searches make one trial.
    """
    which = tally.non_mated
    person, top = tally.person[which], tally.top[which]
    events = tally.alerts(threshold)[which]
    alone = len(np.unique(tally.unit[which])) == len(person)
    if not len(person) or not alone or references < 2 or bool((person < 0).any()) or not 0 < events.sum() < len(person):
        return None
    people = np.unique(person, return_inverse=True)[1].ravel()
    passes = np.bincount(people)
    causes, of = np.unique(top[events], return_inverse=True)
    if len(causes) > references:  # the watchlist is said to be smaller than it was seen to be
        return None
    each = np.unique(people[events] * len(causes) + of.ravel(), return_counts=True)[1]
    by_cause = np.zeros(references, np.int64)
    by_cause[: len(causes)] = np.bincount(of.ravel(), minlength=len(causes))
    rate = clusters.two_way(
        np.bincount(people[events], minlength=len(passes)),
        passes * references,
        by_cause,
        np.full(references, len(person)),
        qc=float(np.sum(each.astype(np.float64) ** 2)),
        qn=float(references * np.sum(passes.astype(np.float64) ** 2)),
    )
    if rate.variance is None:
        return None
    limits = kg_t.interval(rate, level=level)
    return Sensitivity(
        assumption=OTHER_WATCHLIST,
        deff=limits.deff,
        low=limits.low * references,
        high=min(limits.high * references, 1.0),
    )


def correct_rank_rate(tally: SearchTally, rank: int, *, level: float) -> Measured:
    """Measure CMC(R): how often the right person is among the first R candidates, whatever the scores (D.3).

    Equal scores stand before the mate. Raises ValueError without mated searches (0/0).
    """
    hits, person = tally.of_units(tally.hits(-inf, rank), tally.mated)
    return _measured(hits, person, level=level)


def _best_of_units(tally: SearchTally) -> NDArray[np.float64]:
    """Return the best wrong score of each non-mated unit: the unit alerts exactly when the threshold accepts it."""
    units, at = np.unique(tally.unit[tally.non_mated], return_inverse=True)
    best = np.full(len(units), -inf)
    np.maximum.at(best, at.ravel(), tally.other[tally.non_mated])
    return best


def _measured(events: Flags, person: NDArray[np.int32], *, level: float, borrowed: float | None = None) -> Measured:
    if not len(events):
        message = "a rate needs at least one trial"
        raise ValueError(message)
    if bool((person < 0).any()):
        return unclustered(int(np.count_nonzero(events)), len(events), level=level)
    x, k = _by_person(events, person)
    rate = clusters.one_way(x, k)
    sets = zero_events.independent_trials(rate.trials, int(k.max()))
    assisted = None
    if rate.events == 0 and rate.mean_cluster is not None:
        assumed = rate.trials / (1 + (rate.mean_cluster - 1) * kg_t.ICC_FLOOR)
        assisted = min(assumed, borrowed) if borrowed else assumed
    return clustered(rate, level=level, sets=sets, assisted_trials=assisted)


def _by_person(events: Flags, person: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    people = np.unique(person, return_inverse=True)[1].ravel()
    return np.bincount(people[events], minlength=people.max() + 1), np.bincount(people)


def _borrowed(tally: SearchTally) -> float | None:
    """Return the effective number of non-mated units that lower thresholds show: the largest design effect met.

    Thresholds are lowered until 30 units alert, driven by 8 people at least; None where that is never so.
    """
    best = _best_of_units(tally)
    _, person = tally.of_units(tally.non_mated, tally.non_mated)
    if len(best) < BORROW_ERRORS or bool((person < 0).any()):
        return None
    falling = np.sort(best)[::-1]
    wanted, largest = BORROW_ERRORS, 1.0
    while wanted <= len(best) and falling[wanted - 1] > -inf:
        rate = clusters.one_way(*_by_person(best >= falling[wanted - 1], person))
        if rate.events < rate.trials and rate.variance is not None:
            largest = max(largest, kg_t.design_effect(rate))
            if (rate.df or 0.0) >= kg_t.FEW_PEOPLE:
                return rate.trials / largest
        wanted = max(rate.events, wanted) * 5 // 4
    return None


def _per_search(found: Measured, references: int, searches: int) -> Measured:
    """Tell a rate per search and reference as a number per search."""

    def up(value: float | None) -> float | None:
        return None if value is None else value * references

    e, b = found.estimate, found.bounds
    estimate = e.model_copy(
        update={"value": e.value * references, "low": e.low * references, "high": e.high * references,
                "trials": searches, "effective_trials": None}
    )  # fmt: skip
    bounds = b.model_copy(
        update={"assumption_free_upper": up(b.assumption_free_upper), "compliance_upper": up(b.compliance_upper),
                "naive_upper": up(b.naive_upper)}
    )  # fmt: skip
    rows = tuple(
        s.model_copy(update={"low": up(s.low), "high": up(s.high), "upper": up(s.upper), "effective_trials": None})
        for s in found.sensitivity
    )
    return replace(found, estimate=estimate, bounds=bounds, sensitivity=rows)
