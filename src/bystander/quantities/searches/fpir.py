"""FPIR: how often does a search of somebody who is not on the watchlist return anybody?

FPIR(N, T): the share of non-mated searches in which somebody scores at least the threshold T, before a watchlist of N
people (METHODS D.1). A row beside it says what another watchlist of the same kind might give.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import BetweenGroups, InGroups, Quantity, Term, wording
from bystander.findings.at_zero import at_most
from bystander.findings.estimate import Sensitivity
from bystander.intervals import clusters, kg_t
from bystander.intervals.measured import Lower
from bystander.kernels.distinct import distinct
from bystander.quantities.answer import Answer
from bystander.quantities.searches import units
from bystander.quantities.searches.facts import (
    FIXED,
    NO_NON_MATED,
    count_of,
    count_of_people,
    shared_caveats,
    threshold_of,
)
from bystander.quantities.searches.of_searches import (
    Cause,
    best_of_units,
    by_person,
    measured_of,
    mutual,
    of_all_searches,
)
from bystander.quantities.without_a_score import taken_for_right

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.findings import Finding, Point
    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.facts import Facts
    from bystander.tally.searches.tally import SearchTally

    Flags = NDArray[np.bool_]
    Codes = NDArray[np.integer]

FPIR = Quantity(
    name="fpir",
    heading="Searches that return somebody by mistake (FPIR)",
    question="How often is somebody who is not on the watchlist taken for somebody who is?",
    unit="non-mated search",
    population=FIXED,
    term=Term(
        "False positive identification rate (FPIR)",
        "How often a search of somebody who is not on the watchlist returns somebody.",
        ("false positive identification rate", "FPIR"),
    ),
    nothing=NO_NON_MATED,
    often=True,
    page="identification.md",
    groups=InGroups(
        question="How often does a search of somebody who is not on the watchlist return somebody, by group?",
        errors="false alerts",
        tries="searches",
        chart="Searches that return somebody by mistake",
        of="new people of the same groups, in front of the same watchlist",
        bystanders=True,
        between=BetweenGroups(
            title="Whose entry on the watchlist causes the alert",
            rows="Group of the searched person",
            columns="Group of the entry that caused the alert",
            unit="non-mated searches of the group",
        ),
    ),
)
OTHER_WATCHLIST = "the watchlist is another one of the same kind, with other people on it"
BORROW_ERRORS = 30  # METHODS 1.5, Z2: errors at the threshold that the dependence is borrowed from


def asked_fpir(facts: Facts) -> Quantity:
    """Return the question in the units of the trial, for those about whom it can be answered."""
    population = f"{FIXED} without the person searched" if facts.left_out else FIXED
    return replace(FPIR, unit=facts.non_mated_unit, population=population)


def fpir(measured: Measured | None, point: Point, facts: Facts, *, chosen: bool, misses_allow: bool = False) -> Finding:
    """Return the finding of an FPIR; None: there are no such searches.

    ``chosen``: its threshold was, on the same; ``misses_allow``: the interval of the misses allows for that.
    """
    asked = asked_fpir(facts)
    if measured is None:
        return asked.missing(facts.no_non_mated, at=point)
    said = fpir_answer(measured, point, facts)
    read_with = shared_caveats(facts, chosen=chosen, misses_allow=misses_allow, watchlist=True)
    read_with = (*failed_of(measured, facts), *read_with)
    return Answer.of(asked, measured, said, at=point, caveats=read_with).finding


def failed_of(measured: Measured, facts: Facts) -> tuple[str, ...]:
    """Say how many searches of people off the list failed and count as right; nothing where that hardly matters."""
    return taken_for_right(facts.silent, measured.estimate, units.many_non_mated(facts.unit))


def fpir_answer(measured: Measured, point: Point, facts: Facts) -> str:
    """Say an FPIR in a sentence."""
    estimate = measured.estimate
    if estimate.events == 0:
        return (
            f"At the threshold {threshold_of(point)}, nobody was returned in {count_of(facts.non_mated, facts)} of "
            f"people who are not on the watchlist; the rate is "
            f"{at_most(estimate, measured.bounds, wording.percent)}."
        )
    return (
        f"At the threshold {threshold_of(point)}, {wording.count(estimate.events or 0)} of "
        f"{count_of_people(facts.non_mated, facts, 'off the watchlist')} returned somebody: "
        f"{wording.percent(estimate.value)} "
        f"({estimate.interval}: {wording.ends(estimate.low, estimate.high, often=True)})."
    )


def false_positive_identification_rate(tally: SearchTally, threshold: float, *, level: float) -> Measured:
    """Measure the FPIR at a threshold. Raises ValueError without non-mated searches (0/0)."""
    events, person = tally.of_units(tally.alerts(threshold), tally.non_mated)
    cause = Cause.of(tally, tally.non_mated)
    measured = measured_of(events, person, level=level, lower=Lower(trials=_borrowed(tally)), cause=cause)
    return of_all_searches(measured, tally, threshold)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The threshold for a target FPIR: the smallest attainable one at or below it, and what the next one gives."""

    threshold: float
    achieved: float
    next_rate: float | None


def threshold_for(tally: SearchTally, target: float) -> Threshold:
    """Return the smallest attainable threshold with an FPIR at or below a target (METHODS D.2); never interpolated.

    Attainable are the best wrong scores of non-mated units, and just above the largest. Raises ValueError without
    non-mated searches (0/0).
    """
    best = best_of_units(tally)
    n = len(best)
    if not n:
        message = "a rate needs at least one trial"
        raise ValueError(message)
    scores = distinct(best[best > -inf])
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


def other_watchlist(tally: SearchTally, threshold: float, *, references: int, level: float) -> Sensitivity | None:
    """Return the interval of the FPIR for another watchlist of the same kind and size, ``references`` people.

    People and references are clustered, both ways, on the indicator "this pass alerted, and this entry caused it": the
    entry with the best score (METHODS 1.4, 1.6). A few entries that resemble many carry the alerts, and another
    watchlist has other entries. Where the people searched are the watchlist, each has both parts, and is one cluster
    with them. None where nothing is known of it: people or references are too few or unnamed,
    nobody alerts or everybody, or several searches make one trial.
    """
    which = tally.non_mated
    person, top = tally.person[which], tally.top[which]
    events = tally.alerts(threshold)[which]
    one = top[events] >= 0
    alone = len(distinct(tally.unit[which])) == len(person)
    if not len(person) or not alone or references < 2 or bool((person < 0).any()) or not 0 < events.sum() < len(person):
        return None
    people = np.unique(person, return_inverse=True)[1].ravel()
    passes = np.bincount(people)
    causes, of = np.unique(top[events][one], return_inverse=True)
    if len(causes) > references:  # the watchlist is said to be smaller than it was seen to be
        return None
    if bool(np.isin(top, person).any()) or (tally.left_out and not one.all()):
        rate = _of_their_own_list(person[events], top[events], person, references)
    else:
        cause = np.append(of.ravel(), len(causes) + np.arange(np.count_nonzero(~one)))
        alerted = np.concatenate([people[events][one], people[events][~one]])
        rate = _of_a_list(alerted, cause, passes, references, entries=len(causes))
    if rate.variance is None:
        return None
    limits = kg_t.interval(rate, level=level)
    return Sensitivity(
        assumption=OTHER_WATCHLIST,
        deff=limits.deff,
        low=limits.low * references,
        high=min(limits.high * references, 1.0),
    )


def _of_a_list(alerted: Codes, of: Codes, passes: Codes, references: int, *, entries: int) -> clusters.ClusteredRate:
    """Cluster alerts on people and on the entries that caused them.

    ``of``: the number of the entry of each alert; ``entries`` and above are alerts that no one entry caused, each on
    its own: nothing is compared with it.
    """
    each = np.unique(alerted * (int(of.max()) + 1) + of, return_counts=True)[1]
    nobody = int(np.count_nonzero(of >= entries))
    of = np.where(of < entries, of, of - entries + references)
    return clusters.two_way(
        np.bincount(alerted, minlength=len(passes)),
        passes * references,
        np.bincount(of, minlength=references + nobody),
        np.repeat([int(passes.sum()), 0], [references, nobody]),
        qc=float(np.sum(each.astype(np.float64) ** 2)),
        qn=float(references * np.sum(passes.astype(np.float64) ** 2)),
    )


def _of_their_own_list(alerted: Codes, cause: Codes, searched: Codes, references: int) -> clusters.ClusteredRate:
    """Cluster alerts on both people, who are on the list of the others: everybody's searches meet all but their own."""
    one = cause >= 0  # an alert that no one entry caused touches whoever was searched alone
    people = distinct(np.concatenate([searched, cause[one]]))
    more = max(references + 1 - len(people), 0)  # entries that nobody was searched for, nor alerted on
    passes = np.append(np.bincount(np.searchsorted(people, searched), minlength=len(people)), np.zeros(more, np.int64))
    at, other = np.searchsorted(people, alerted), np.searchsorted(people, cause[one])
    ends = np.bincount(np.concatenate([at, other]), minlength=len(passes))
    pairs = np.unique(np.minimum(at[one], other) * len(passes) + np.maximum(at[one], other), return_counts=True)[1]
    squares, total = float(np.sum(passes.astype(np.float64) ** 2)), float(passes.sum())
    return clusters.vertex(
        ends, passes * (len(passes) - 2) + int(total),
        qc=float(np.sum(pairs.astype(np.float64) ** 2)), qn=(len(passes) - 2) * squares + total**2,
        within=(int(np.count_nonzero(~one)), 0),
    )  # fmt: skip


def _borrowed(tally: SearchTally) -> float | None:
    """Return the effective number of non-mated units that lower thresholds show: the largest design effect met.

    Thresholds are lowered until 30 units alert, driven by 8 people at least; None where that is never so.
    """
    best = best_of_units(tally)
    _, person = tally.of_units(tally.non_mated, tally.non_mated)
    if len(best) < BORROW_ERRORS or bool((person < 0).any()):
        return None
    falling, cause = np.sort(best)[::-1], tally.closest_of_units(tally.non_mated)
    wanted, largest = BORROW_ERRORS, 1.0
    while wanted <= len(best) and falling[wanted - 1] > -inf:
        alerts = best >= falling[wanted - 1]
        together = mutual(person[alerts], cause[alerts])
        rate = clusters.one_way(*by_person(alerts, person), mutual=together)
        if rate.events < rate.trials and rate.variance is not None:
            largest = max(largest, kg_t.design_effect(rate))
            if (rate.df or 0.0) >= kg_t.FEW_PEOPLE:
                return rate.trials / largest
        wanted = max(rate.events, wanted) * 5 // 4
    return None
