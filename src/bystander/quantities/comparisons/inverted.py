"""The FNMR at a target FMR without any draw: the hull over every threshold that the trial cannot exclude.

The population's threshold T* is the smallest that keeps its FMR at or below the target. A trial shows of a threshold
that it keeps the target where the upper limit of KG-t does, and that it exceeds it where the lower limit does. As the
FMR falls with the threshold, T* is at most the lowest threshold that is shown to keep the target, and above the highest
that is shown to exceed it. The FNMR rises with the threshold: the interval goes from its lower limit at the lowest
threshold that is left to its upper limit at the highest. Both rates are taken at half the error (Bonferroni).

It needs no smooth curve: it holds where scores are few, and where false matches are. Where people drawn again would do,
it is wider than need be. Where no threshold is shown to keep the target, nothing bounds T* from above: None.
"""

from __future__ import annotations

from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import counts, zero_events
from bystander.quantities.comparisons.bands import limits
from bystander.quantities.comparisons.fnmr import false_non_match_rate
from bystander.quantities.comparisons.replicates import Counted

if TYPE_CHECKING:
    from bystander.findings.estimate import Sensitivity
    from bystander.quantities.comparisons.replicates import MatchesAlong
    from bystander.tally.comparisons.tally import ComparisonTally


def hull(tally: ComparisonTally, along: MatchesAlong, target: float, *, level: float) -> tuple[float, float] | None:
    """Return the interval of the FNMR at the threshold of a target FMR; None where nothing bounds the threshold."""
    each = 1 - (1 - level) / 2
    highest = _highest(along, target, level=each)
    if highest is None:
        return None
    lowest = _lowest(along, target, level=each)
    below = 0.0 if lowest is None else _missed(tally, min(lowest, highest), along, level=each)[0]
    return below, _missed(tally, highest, along, level=each)[1]


def rows(
    tally: ComparisonTally, along: MatchesAlong, target: float, given: tuple[Sensitivity, ...], *, level: float
) -> tuple[Sensitivity, ...]:
    """Return the rows of an FNMR of nobody named, with the hull as it is if errors come in twos or fives."""
    found = []
    for row in given:
        low, high = hull(tally, along.thinned(row.deff or 1.0), target, level=level) or (0.0, 1.0)
        found.append(row.model_copy(update={"low": low, "high": high, "upper": max(row.upper or 0.0, high)}))
    return tuple(found)


def _missed(tally: ComparisonTally, cutoff: float, along: MatchesAlong, *, level: float) -> tuple[float, float]:
    threshold = _asked(tally, cutoff)
    if isinstance(along.fmr, Counted):
        errors = tally.mated_errors(threshold)
        return counts.clopper_pearson(errors.errors, errors.trials, level=level, deff=along.fmr.deff)
    estimate = false_non_match_rate(tally, threshold, level=level).estimate
    return estimate.low, estimate.high


def _highest(along: MatchesAlong, target: float, *, level: float) -> float | None:
    """Return the lowest cutoff that is shown to keep the target; None where none is.

    Above the highest score there is no error, and how they repeat is taken from the highest score.
    """
    fmr = along.fmr
    keeps = np.flatnonzero(limits(fmr, np.full(len(fmr.events), level))[1] <= target)
    if len(keeps):
        return float(along.cutoff[keeps[-1]])
    unseen = zero_events.assisted_upper(fmr.trials / float(fmr.spread.deff[0]), level=1 - (1 - level) / 2)
    return along.above(float(along.cutoff[0])) if unseen <= target else None


def _lowest(along: MatchesAlong, target: float, *, level: float) -> float | None:
    """Return the lowest cutoff above all that are shown to exceed the target; None where none is.

    A threshold that all non-mated comparisons pass is not tested.
    """
    fmr = along.fmr
    exceeds = np.flatnonzero(limits(fmr, np.full(len(fmr.events), level))[0] > target)
    return along.above(float(along.cutoff[exceeds[0]])) if len(exceeds) else None


def _asked(tally: ComparisonTally, cutoff: float) -> float:
    """Return the threshold that accepts scores at or above a cutoff."""
    return cutoff if tally.accept == "ge" else nextafter(cutoff, -inf)
