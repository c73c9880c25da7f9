"""FMR: how often are two different people taken for one?

The share of non-mated comparisons (of two different people) that a threshold accepts, clustered on both people
(METHODS D.1, 1.6). Population: new people.

Where nobody is both probe and reference, two sets of people are sampled: the FMR is that of new probes and new
references (two-way), and a row beside it says what holds for new probes before the same references (one-way).
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import BetweenGroups, InGroups, Quantity, Term, wording
from bystander.findings.at_zero import at_most
from bystander.findings.estimate import Sensitivity
from bystander.intervals import closest_errors, clusters, kg_t, zero_events
from bystander.intervals.measured import NOTHING, Lower, Measured, clustered, of_nobody_named
from bystander.quantities.answer import Answer
from bystander.quantities.comparisons.facts import (
    NEW_PAIRS,
    NO_NON_MATED,
    NO_THRESHOLD,
    SAME_DATA,
    threshold_of,
)
from bystander.quantities.comparisons.pairs_once import pairs_once
from bystander.quantities.without_a_score import taken_for_right

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.findings import Finding, Point
    from bystander.intervals.uneven_tries import EachOnce
    from bystander.quantities.comparisons.facts import Facts
    from bystander.tally.comparisons.points import PairErrors
    from bystander.tally.comparisons.tally import ComparisonTally

FMR = Quantity(
    name="fmr",
    heading="Different people taken for one (FMR)",
    question="How often does the system take two different people for one?",
    unit="non-mated comparison",
    population=NEW_PAIRS,
    term=Term(
        "False match rate (FMR)",
        "The share of comparisons of two different people in which the system takes them for one.",
        ("false match rate", "FMR"),
    ),
    nothing=NO_NON_MATED,
    page="comparison-error-rates.md",
    groups=InGroups(
        question="How often does the system take two different people of one group for the same person?",
        errors="false matches within a group",
        word="false matches",
        tries="comparisons",
        chart="Two of them taken for one",
        of="new people of the same groups",
        bystanders=True,
        note="These are false matches within a group: both people of a comparison belong to it.",
        between=BetweenGroups(
            title="Who is taken for whom",
            rows="Group of the probe",
            columns="Group of the reference",
            unit="non-mated comparisons",
        ),
        across=True,
    ),
)
NEW_ON_BOTH_SIDES = "new people to be compared, and new people as references"
STRANGERS = "comparisons of two different people"
CONDITION = "The interval speaks of people like those in the trial."
SAMPLED_PAIRS = (
    "Repeated comparisons of the same two people were counted on a random part of the pairs, the same for every run. "
    "This moves the range by less than one part in a hundred."
)
SAME_REFERENCES = "the references stay the same people, and only those who are compared with them are new"
BORROW_PAIRS = 30  # METHODS 1.5, Z2: who err at the threshold that the dependence is borrowed from


def fmr(tally: ComparisonTally, threshold: float, point: Point, facts: Facts) -> Answer:
    """Return how often two different people match at a threshold of the tally, measured and said.

    ``point``: the threshold as the file has it, and the target that it was chosen for, if any.
    """
    found = false_match_rate(tally, threshold, level=facts.level) if tally.non_mated_total else None
    return said_fmr(found, point, facts)


def said_fmr(measured: Measured | None, point: Point, facts: Facts) -> Answer:
    """Return an FMR that was measured already with the finding that says it; None: there are no such comparisons."""
    asked = replace(FMR, population=NEW_ON_BOTH_SIDES) if facts.crossed else FMR
    if measured is None:
        return Answer.none(asked, at=point)
    together = (facts.alike,) if facts.alike else ()
    chosen = (SAME_DATA,) if point.achieved_fmr is not None else ()
    sampled = (SAMPLED_PAIRS,) if facts.approximate_pairs else ()
    caveats = (*together, *failed_of(measured, facts), *chosen, *sampled)
    return Answer.of(asked, measured, _said(measured, point, facts), at=point, caveats=caveats)


def failed_of(measured: Measured, facts: Facts) -> tuple[str, ...]:
    """Say how many comparisons of different people failed and count as right; nothing where that hardly matters."""
    return taken_for_right(facts.unmatched, measured.estimate, STRANGERS)


def _said(measured: Measured, point: Point, facts: Facts) -> str:
    estimate = measured.estimate
    if estimate.events == 0:
        return (
            f"At the threshold {threshold_of(point)} none of {wording.count(facts.non_mated)} comparisons of two "
            f"different people matched. The rate is {at_most(estimate, measured.bounds, wording.in_a_million)}."
        )
    return (
        f"At the threshold {threshold_of(point)}, {wording.count(estimate.events or 0)} of "
        f"{wording.count(facts.non_mated)} comparisons of two different people matched: "
        f"{wording.in_a_million(estimate.value)} "
        f"({estimate.interval}: {wording.ends(estimate.low, estimate.high, often=False)}). {CONDITION}"
    )


def no_fmr(facts: Facts) -> Finding:
    """Return the finding that there is no FMR at all, as there is no threshold."""
    return FMR.missing(NO_THRESHOLD if facts.non_mated else NO_NON_MATED)


def false_match_rate(tally: ComparisonTally, threshold: float, *, level: float) -> Measured:
    """Measure the FMR at a threshold. Raises ValueError without non-mated comparisons (0/0)."""
    errors = tally.non_mated_errors(threshold)
    if errors.d is None or errors.m is None:
        return of_nobody_named(errors.errors, errors.trials, level=level)
    rate = _both_sides(tally, errors)
    found = clustered(
        rate,
        level=level,
        sets=_disjoint_comparisons(tally, errors),
        lower=NOTHING if rate.events else at_lower_thresholds(tally, level=level),
    )
    row = same_references(tally, errors, level=level)
    return found if row is None else replace(found, sensitivity=(*found.sensitivity, row))


def same_references(tally: ComparisonTally, errors: PairErrors, *, level: float) -> Sensitivity | None:
    """Return the interval of the FMR for new probes before the same references: clustered on the probes alone.

    None where somebody is both, or relatives count as one, and where nothing is known of it: without errors, or with
    nothing but errors, or without two probes.
    """
    if tally.probes is None or tally.clusters is not None or errors.d is None or errors.m is None:
        return None
    if not 0 < errors.errors < errors.trials:
        return None
    rate = clusters.one_way(errors.d[tally.probes], errors.m[tally.probes])
    if rate.variance is None:
        return None
    limits = kg_t.interval(rate, level=level)
    return Sensitivity(
        assumption=SAME_REFERENCES, deff=limits.deff, low=limits.low, high=limits.high,
        effective_trials=limits.effective_trials,
    )  # fmt: skip


def at_lower_thresholds(tally: ComparisonTally, *, level: float) -> Lower:
    """Return what lower thresholds say of an FMR without an error."""
    return Lower(closest=_closest_upper(tally, level=level), trials=borrowed_trials(tally))


def _closest_upper(tally: ComparisonTally, *, level: float) -> float | None:
    """Return Z1.5, or None where the tail does not hold 250 pairs of people: with fewer it missed too often.

    None too where more than half of all comparisons are as close as those: then they are no few that come near.
    """
    if not _holds(tally, closest_errors.CLOSEST[-1]):
        return None
    rates = [_with_pairs(tally, pairs) for pairs in closest_errors.CLOSEST]
    return closest_errors.upper(rates, level=level) if 2 * rates[-1].events <= rates[-1].trials else None


def _holds(tally: ComparisonTally, pairs: int) -> bool:
    return len(tally.tail) > 0 and int(tally.tail.pairs[-1]) >= pairs


def _with_pairs(tally: ComparisonTally, pairs: int) -> clusters.ClusteredRate:
    """Return the rate at the highest threshold that accepts comparisons of so many pairs of people of the tail.

    Pairs, not comparisons: to compare the same two people once more, with the same outcome, shows nobody else.
    """
    cutoff = float(tally.tail.score[np.searchsorted(tally.tail.pairs, pairs)])
    return _both_sides(tally, tally.non_mated_errors(cutoff if tally.accept == "ge" else nextafter(cutoff, -inf)))


def borrowed_trials(tally: ComparisonTally) -> float | None:
    """Return the effective number of non-mated comparisons that a lower threshold shows, or None.

    The highest threshold with errors of at least 30 pairs of people, driven by at least 8; looked for downwards in
    steps of a quarter more pairs, as far as the exact tail reaches. The largest design effect met on the way
    counts: METHODS 1.5 has it grow as the threshold falls, but where one person owns the tail it shrinks.
    """
    wanted, largest = BORROW_PAIRS, 1.0
    while _holds(tally, wanted):
        rate = _with_pairs(tally, wanted)
        if rate.events < rate.trials and rate.variance is not None:
            largest = max(largest, kg_t.design_effect(rate))
            if (rate.df or 0.0) >= kg_t.FEW_PEOPLE:
                return rate.trials / largest
        wanted = max(int(tally.tail.pairs[rate.events - 1]), wanted) * 5 // 4
    return None


def _both_sides(tally: ComparisonTally, errors: PairErrors) -> clusters.ClusteredRate:
    """Cluster on both people; as two sets of them where nobody is both probe and reference."""
    d, m, probes = errors.d, errors.m, tally.probes
    if d is None or m is None:
        message = "these comparisons do not say whose they are"
        raise ValueError(message)
    qc, qn = errors.qc or 0, errors.qn or 0
    if tally.clusters is not None:
        return _of_clusters(d, m, tally.clusters, qc=qc, qn=qn)
    if probes is None:
        rate = clusters.vertex(d, m, qc=qc, qn=qn)
    else:
        rate = clusters.two_way(d[probes], m[probes], d[~probes], m[~probes], qc=qc, qn=qn)
    return replace(rate, each_once=_pairs_once(tally, errors))


def _pairs_once(tally: ComparisonTally, errors: PairErrors) -> EachOnce | None:
    """Return the mean over pairs of people, where few are in most of the comparisons and the errors are kept."""
    tail = tally.tail
    if tail.probe is None or tail.reference is None or errors.errors > len(tail):
        return None
    once = pairs_once(tally)
    return None if once is None else once.along(tail.probe, tail.reference, np.array([errors.errors]))[0]


def _of_clusters(
    d: NDArray[np.int64], m: NDArray[np.int64], number: int, *, qc: float, qn: float
) -> clusters.ClusteredRate:
    """Cluster on clusters alone: their kin stand for no further people, so they drive nothing."""
    kin, met = d[number:], m[number:]
    return clusters.vertex(
        d[:number], m[:number], within=(int(kin.sum()), int(met.sum())),
        qc=qc - float(np.sum(kin.astype(np.float64) ** 2)), qn=qn - float(np.sum(met.astype(np.float64) ** 2)),
    )  # fmt: skip


def _disjoint_comparisons(tally: ComparisonTally, errors: PairErrors) -> int:
    """Return the comparisons that can be set side by side sharing nobody, from what the tally knows exactly."""
    degrees = errors.m
    if degrees is None:
        return 0
    people = int(np.count_nonzero(degrees))
    most = tally.max_multiplicity if tally.pairs is not None else None
    balanced = bool(tally.complete) and tally.pairs is not None and most is not None
    return zero_events.independent_comparisons(
        errors.trials,
        int(degrees.max(initial=0)),
        max_multiplicity=most,
        complete_people=people if balanced and (tally.pairs or 0) * (most or 0) == errors.trials else None,
        roles_disjoint=bool(tally.roles_disjoint),
    )
