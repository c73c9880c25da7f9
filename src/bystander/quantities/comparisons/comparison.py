"""FMR and FNMR at a threshold, measured from a tally of comparisons (METHODS D.1, 1.6).

FMR: share of non-mated comparisons (two different people) that the threshold accepts, clustered on both
people. FNMR: share of mated comparisons (one person with themself) that it rejects, clustered on the
person. Both populations: new people.

Where nobody is both probe and reference, two sets of people are sampled: the FMR is that of new probes and new
references (two-way), and a row beside it says what holds for new probes before the same references (one-way).
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings.estimate import Sensitivity
from bystander.intervals import clusters, kg_t, zero_events
from bystander.intervals.measured import Measured, clustered, unclustered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparisons.points import PairErrors
    from bystander.tally.comparisons.tally import ComparisonTally

SAME_REFERENCES = "the references stay the same people, and only those who are compared with them are new"
BORROW_ERRORS = 30  # METHODS 1.5, Z2: errors at the threshold that the dependence is borrowed from


def false_match_rate(tally: ComparisonTally, threshold: float, *, level: float) -> Measured:
    """Measure the FMR at a threshold. Raises ValueError without non-mated comparisons (0/0)."""
    errors = tally.non_mated_errors(threshold)
    if errors.d is None or errors.m is None:
        return unclustered(errors.errors, errors.trials, level=level)
    rate = _both_sides(tally, errors)
    found = clustered(
        rate,
        level=level,
        sets=_disjoint_comparisons(tally, errors),
        assisted_trials=borrowed_trials(tally) if rate.events == 0 else None,
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


def false_non_match_rate(tally: ComparisonTally, threshold: float, *, level: float) -> Measured:
    """Measure the FNMR at a threshold. Raises ValueError without mated comparisons (0/0)."""
    errors = tally.mated_errors(threshold)
    if errors.x is None or errors.k is None:
        return unclustered(errors.errors, errors.trials, level=level)
    rate = clusters.one_way(errors.x, errors.k)
    return clustered(rate, level=level, sets=_disjoint_trials(errors.k))


def failure_rate(tally: ComparisonTally, *, level: float) -> Measured | None:
    """Measure how often mated comparisons could not be made, clustered on the person; None without any (0/0).

    Mated comparisons alone: a failed image fails in all its comparisons, and among non-mated ones that is
    a hundredfold repetition of the same few failures.
    """
    failed = tally.mated_failures
    if failed.trials == 0:
        return None
    if failed.x is None or failed.k is None:
        return unclustered(failed.errors, failed.trials, level=level)
    rate = clusters.one_way(failed.x, failed.k)
    return clustered(rate, level=level, sets=_disjoint_trials(failed.k))


def borrowed_trials(tally: ComparisonTally) -> float | None:
    """Return the effective number of non-mated comparisons that a lower threshold shows, or None.

    The highest threshold with at least 30 errors driven by at least 8 people; looked for downwards in
    steps of a quarter more errors, as far as the exact tail reaches. The largest design effect met on the way
    counts: METHODS 1.5 has it grow as the threshold falls, but where one person owns the tail it shrinks.
    """
    wanted, largest = BORROW_ERRORS, 1.0
    while wanted <= len(tally.tail):
        cutoff = float(tally.tail.score[wanted - 1])
        rate = _both_sides(tally, tally.non_mated_errors(cutoff if tally.accept == "ge" else nextafter(cutoff, -inf)))
        if rate.events < rate.trials and rate.variance is not None:
            largest = max(largest, kg_t.design_effect(rate))
            if (rate.df or 0.0) >= kg_t.FEW_PEOPLE:
                return rate.trials / largest
        wanted = max(rate.events, wanted) * 5 // 4
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
        return clusters.vertex(d, m, qc=qc, qn=qn)
    return clusters.two_way(d[probes], m[probes], d[~probes], m[~probes], qc=qc, qn=qn)


def _of_clusters(
    d: NDArray[np.int64], m: NDArray[np.int64], number: int, *, qc: float, qn: float
) -> clusters.ClusteredRate:
    """Cluster on clusters alone: their kin stand for no further people, so they drive nothing."""
    kin, met = d[number:], m[number:]
    return clusters.vertex(
        d[:number], m[:number], within=(int(kin.sum()), int(met.sum())),
        qc=qc - float(np.sum(kin.astype(np.float64) ** 2)), qn=qn - float(np.sum(met.astype(np.float64) ** 2)),
    )  # fmt: skip


def _disjoint_trials(trials: NDArray[np.int64]) -> int:
    return zero_events.independent_trials(int(trials.sum()), int(trials.max(initial=0)))


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
