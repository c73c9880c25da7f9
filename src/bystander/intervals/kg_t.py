"""The default interval, KG-t: how sure can we be of a rate when errors cluster on people?

Korn & Graubard's Clopper-Pearson interval at the effective sample size n/deff, with the larger of the exact
U-statistic variance and the linear one, a design effect of at least 1 (and at least that of pairs of people), and a
t-correction for the few people that drive the errors, applied only to the estimated excess (METHODS 1.4). Measured
coverage: docs/coverage.md.

Where fewer than about 8 people drive the errors (``df``) the variance itself is hardly known. Of trials that belong to
two people each, the design effect of pairs of people (1 where every two meet once) is then added, which makes the
variance that of leaving out one person at a time; trials of one person each need nothing. It is still wrong where the
sample looks calm: no method can know about a person prone to errors who was not sampled. Only the assumption-free bound
of ``zero_events`` is guaranteed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scipy.special import betaincinv, ndtri, stdtrit

from bystander.intervals import methods, uneven_tries

if TYPE_CHECKING:
    from bystander.findings.method import Method
    from bystander.intervals.clusters import ClusteredRate
    from bystander.intervals.uneven_tries import EachOnce

FEW_PEOPLE = 8  # df below: only the assumption-free bound is guaranteed
SOME_PEOPLE = 20  # df below: amber
ICC_FLOOR = methods.ASSUMED_ICC
FEW_ERRORS = 20  # below, the floor applies
REPEATED = uneven_tries.REPEATED  # ... where a person has more trials than this


@dataclass(frozen=True, kw_only=True)
class KGt:
    """An interval with what it assumed.

    ``deff``: variance over that of independent trials, at least 1. ``inflation``: the t-correction g.
    ``effective_trials`` = trials / (deff g). ``df`` as in ClusteredRate. ``drawn_out``: whether it reaches as far as
    that of people counted once each; ``deff`` is then as much larger as the longer side, in square.
    """

    low: float
    high: float
    deff: float
    inflation: float
    effective_trials: float
    df: float | None
    drawn_out: bool = False


def interval(
    rate: ClusteredRate, *, level: float = 0.95, extra_deff: float = 0.0, icc_floor: float | None = None
) -> KGt:
    """Return the KG-t interval of a clustered rate.

    Where fewer than 8 people drive the errors of trials of two people each, that of pairs of people is added to the
    design effect, for both ends. ``extra_deff`` is added to it, too (for the compliance limit). ``icc_floor``: the
    design effect is at least 1 + (k-1) icc, with k the mean cluster of a one-way rate.

    With no error, or nothing but errors, the variance is unknown: ``deff`` is then the floor alone, which
    is *not* a safe choice; use ``zero_events``. Raises ValueError where the variance is not estimable
    (no two trials disjoint) and 0 < value < 1.

        deff = max(pair_deff, V_U / (p(1-p)/n), V_L / (p(1-p)/n)) + [df < 8 and two people a trial] pair_deff
        g = 1 + ((t_df/z)² - 1)(1 - 1/deff);  n* = n/(deff g)
    """
    deff = max(design_effect(rate), _floor(rate, icc_floor)) + extra_deff
    if rate.of_two and rate.df is not None and rate.df < FEW_PEOPLE:
        deff += rate.pair_deff
    found = at_deff(rate.events, rate.trials, deff=deff, df=rate.df, level=level)
    if rate.each_once is None:
        return found
    return drawn_out(found, rate.value, rate.each_once, level=level, icc_floor=icc_floor, extra_deff=extra_deff)


def at_deff(events: float, trials: float, *, deff: float, df: float | None, level: float) -> KGt:
    """Return the interval of a mean of ``trials`` values from 0 to 1, whose sum is ``events``, at a design effect.

    A value between 0 and 1 varies less than one that is 0 or 1 with the same mean. ``df``: None where nobody has any
    excess, so that nothing is corrected.
    """
    inflation = 1.0
    tail = (1 - level) / 2
    if df is not None:
        t_over_z = float(stdtrit(max(df, 1.0), tail) / ndtri(tail))
        inflation = 1.0 + (t_over_z**2 - 1.0) * (1.0 - 1.0 / deff)
    effective_events = events / (deff * inflation)
    effective_trials = trials / (deff * inflation)
    effective_rest = (trials - events) / (deff * inflation)
    low = 0.0 if events == 0 else float(betaincinv(effective_events, effective_rest + 1, tail))
    high = 1.0 if events == trials else float(betaincinv(effective_events + 1, effective_rest, 1 - tail))
    return KGt(low=low, high=high, deff=deff, inflation=inflation, effective_trials=effective_trials, df=df)


def drawn_out(
    found: KGt, value: float, mean: EachOnce, *, level: float, icc_floor: float | None = None, extra_deff: float = 0.0
) -> KGt:
    """Draw the interval of a value out to that of people counted once each (:mod:`~.uneven_tries`)."""
    deff = max(mean.deff, 1 + (mean.each - 1) * (icc_floor or 0.0)) + extra_deff
    other = at_deff(mean.value * mean.tries, mean.tries, deff=deff, df=mean.df, level=level)
    low, high = uneven_tries.drawn_out((found.low, found.high), (other.low, other.high), mean.share)
    if (low, high) == (found.low, found.high):
        return found
    longer = max((value - low) / (value - found.low), (high - value) / (found.high - value)) ** 2
    return replace(
        found, low=low, high=high, deff=found.deff * longer, effective_trials=found.effective_trials / longer,
        drawn_out=True,
    )  # fmt: skip


def compliance_upper(rate: ClusteredRate, *, level: float = 0.95, icc_floor: float | None = None) -> float:
    """Return the upper limit for "is it within the approved limit?", one-sided at ``level``.

    It is the upper end of the two-sided KG-t interval with a design effect larger by that of pairs of people, which is
    1 where every two meet once and for trials of one person each (the variance that leaving out one person at a time
    would give), measured to miss at most 4.9 % where df >= 9.
    """
    return interval(rate, level=level, extra_deff=rate.pair_deff, icc_floor=icc_floor).high


def compliance_lower(rate: ClusteredRate, *, level: float = 0.95, icc_floor: float | None = None) -> float:
    """Return the lower limit for "is it beyond the approved limit?", one-sided: the mirror image of the upper one."""
    return interval(rate, level=level, extra_deff=rate.pair_deff, icc_floor=icc_floor).low


def design_effect(rate: ClusteredRate) -> float:
    """Return the larger variance over that of independent trials; 1 with no error or nothing but errors.

    At least 1, and at least what trials of the same two people give: however even people are, copies tell nothing.
    """
    if rate.events in (0, rate.trials):
        return 1.0
    if rate.variance is None or rate.linear_variance is None:
        message = "too few people to know how much they differ: no two comparisons share nobody"
        raise ValueError(message)
    independent = rate.value * (1 - rate.value) / rate.trials
    linear = rate.linear_variance if rate.left_out is None else rate.left_out
    return max(rate.pair_deff, rate.variance / independent, linear / independent)


def icc_floor_for(rate: ClusteredRate) -> float | None:
    """Return the floor that the rule of METHODS 1.4 asks for, or None: few errors, and people seen repeatedly.

    Of a rate of what went right (CMC) the errors are the other trials, so the rarer of both counts.
    """
    few = min(rate.events, rate.trials - rate.events) < FEW_ERRORS
    repeatedly = rate.mean_cluster is not None and rate.mean_cluster > REPEATED
    return ICC_FLOOR if few and repeatedly else None


def _floor(rate: ClusteredRate, icc: float | None) -> float:
    if icc is None or rate.mean_cluster is None:
        return 1.0
    return 1.0 + (rate.mean_cluster - 1.0) * icc


def method_of(rate: ClusteredRate, found: KGt, icc_floor: float | None) -> Method:
    """Return the method of the interval of a rate that was made with a floor of the clustering, or none."""
    method = methods.KG_T if icc_floor is None else methods.KG_T.then(methods.ICC_FLOOR)
    if not found.drawn_out or rate.each_once is None:
        return method
    return method.then(methods.UNEVEN_PAIRS if rate.each_once.of_two else methods.UNEVEN_TRIES)


def with_floor_of(method: Method, *others: Method) -> Method:
    """Return a method with what others assume of how tries repeat."""
    for floor in (methods.ICC_FLOOR, methods.UNEVEN_TRIES, methods.UNEVEN_PAIRS):
        if any(other.rests_on(floor) for other in others):
            method = method.then(floor)
    return method
