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

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import betaincinv, ndtri, stdtrit

from bystander.intervals import methods, uneven_tries

if TYPE_CHECKING:
    from bystander.findings.method import Method
    from bystander.intervals.clusters import ClusteredRate

FEW_PEOPLE = 8  # df below: only the assumption-free bound is guaranteed
SOME_PEOPLE = 20  # df below: amber
ICC_FLOOR = methods.ASSUMED_ICC
FEW_ERRORS = 20  # below, the floor applies
REPEATED = uneven_tries.REPEATED  # ... where a person has more trials than this


@dataclass(frozen=True, kw_only=True)
class KGt:
    """An interval with what it assumed.

    ``deff``: variance over that of independent trials, at least 1. ``inflation``: the t-correction g.
    ``effective_trials`` = trials / (deff g). ``df`` as in ClusteredRate.
    """

    low: float
    high: float
    deff: float
    inflation: float
    effective_trials: float
    df: float | None


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
    inflation = 1.0
    tail = (1 - level) / 2
    if rate.df is not None:
        t_over_z = float(stdtrit(max(rate.df, 1.0), tail) / ndtri(tail))
        inflation = 1.0 + (t_over_z**2 - 1.0) * (1.0 - 1.0 / deff)
    effective_events = rate.events / (deff * inflation)
    effective_trials = rate.trials / (deff * inflation)
    effective_rest = (rate.trials - rate.events) / (deff * inflation)
    low = 0.0 if rate.events == 0 else float(betaincinv(effective_events, effective_rest + 1, tail))
    high = 1.0 if rate.events == rate.trials else float(betaincinv(effective_events + 1, effective_rest, 1 - tail))
    return KGt(low=low, high=high, deff=deff, inflation=inflation, effective_trials=effective_trials, df=rate.df)


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

    Of a rate of what went right (CMC) the errors are the other trials, so the rarer of both counts. A higher one where
    few people made most of the trials, and what their errors show lies below it.
    """
    if rate.mean_cluster is None or rate.mean_cluster <= REPEATED:
        return None
    few = ICC_FLOOR if min(rate.events, rate.trials - rate.events) < FEW_ERRORS else None
    return uneven_floor(rate) if uneven_floor(rate) > (few or 0.0) else few


def uneven_floor(rate: ClusteredRate) -> float:
    """Return the correlation that is assumed as few people make most of the trials; 0 where the errors show more."""
    if rate.who_repeat is None or rate.variance is None:
        return 0.0
    icc = uneven_tries.icc(rate.who_repeat, rate.people)
    return icc if _floor(rate, icc) > design_effect(rate) else 0.0


def _floor(rate: ClusteredRate, icc: float | None) -> float:
    if icc is None or rate.mean_cluster is None:
        return 1.0
    return 1.0 + (rate.mean_cluster - 1.0) * icc


def method_of(rate: ClusteredRate) -> Method:
    """Return the method of an interval, with the floor of the clustering that :func:`icc_floor_for` gives it."""
    floor = icc_floor_for(rate)
    if floor is None:
        return methods.KG_T
    return methods.KG_T.then(methods.UNEVEN_TRIES if uneven_floor(rate) == floor else methods.ICC_FLOOR)


def with_floor_of(method: Method, *others: Method) -> Method:
    """Return a method with the floors of the clustering that others rest on."""
    for floor in (methods.ICC_FLOOR, methods.UNEVEN_TRIES):
        if any(other.rests_on(floor) for other in others):
            method = method.then(floor)
    return method
