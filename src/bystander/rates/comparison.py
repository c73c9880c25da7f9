"""FMR and FNMR at a threshold, measured from a tally of comparisons (METHODS D.1, 1.6).

FMR: share of non-mated comparisons (two different people) that the threshold accepts, clustered on both
people. FNMR: share of mated comparisons (one person with themself) that it rejects, clustered on the
person. Both populations: new people.
"""

from __future__ import annotations

from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.rates import clusters, kg_t, zero_events
from bystander.rates.measured import Measured, clustered, unclustered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparison_tally import ComparisonTally
    from bystander.tally.points import PairErrors

BORROW_ERRORS = 30  # METHODS 1.5, Z2: errors at the threshold that the dependence is borrowed from


def false_match_rate(tally: ComparisonTally, threshold: float, *, level: float) -> Measured:
    """Measure the FMR at a threshold. Raises ValueError without non-mated comparisons (0/0)."""
    errors = tally.non_mated_errors(threshold)
    if errors.d is None or errors.m is None:
        return unclustered(errors.errors, errors.trials, level=level)
    rate = _vertex(errors)
    return clustered(
        rate,
        level=level,
        sets=_disjoint_comparisons(tally, errors),
        assisted_trials=borrowed_trials(tally) if rate.events == 0 else None,
    )


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
    """Give the effective number of non-mated comparisons that a lower threshold shows, or None.

    The highest threshold with at least 30 errors driven by at least 8 people; looked for downwards in
    steps of a quarter more errors, as far as the exact tail reaches. The largest design effect met on the way
    counts: METHODS 1.5 has it grow as the threshold falls, but where one person owns the tail it shrinks.
    """
    wanted, largest = BORROW_ERRORS, 1.0
    while wanted <= len(tally.tail):
        cutoff = float(tally.tail.score[wanted - 1])
        rate = _vertex(tally.non_mated_errors(cutoff if tally.accept == "ge" else nextafter(cutoff, -inf)))
        if rate.events < rate.trials and rate.variance is not None:
            largest = max(largest, kg_t.design_effect(rate))
            if (rate.df or 0.0) >= kg_t.FEW_PEOPLE:
                return rate.trials / largest
        wanted = max(rate.events, wanted) * 5 // 4
    return None


def _vertex(errors: PairErrors) -> clusters.ClusteredRate:
    if errors.d is None or errors.m is None:
        message = "these comparisons do not say whose they are"
        raise ValueError(message)
    return clusters.vertex(errors.d, errors.m, qc=errors.qc or 0, qn=errors.qn or 0)


def _disjoint_trials(trials: NDArray[np.int64]) -> int:
    return zero_events.independent_trials(int(trials.sum()), int(trials.max(initial=0)))


def _disjoint_comparisons(tally: ComparisonTally, errors: PairErrors) -> int:
    """Give the comparisons that can be set side by side sharing nobody, from what the tally knows exactly."""
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
