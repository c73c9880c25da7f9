"""From counts to an estimate with its doubt: which interval applies to which evidence (METHODS 1.6).

=====================================  =========================================================
evidence                               interval
=====================================  =========================================================
errors, people known                   KG-t, with the ICC floor where errors are few; drawn out to that of
                                       people, or pairs of people, counted once each where few of them
                                       make most of the trials
no error (or nothing but errors)       one-sided: Z1, which counts people and assumes nothing of their
                                       trials; beside it Z1.5, and Z2 among the other assumptions,
                                       where lower thresholds show the closest errors
too few people to see the dependence   Z1 on both sides
nobody is named                        Clopper-Pearson, which is said to hold only if nobody appears
                                       twice (one-sided without errors), and what it would be if errors
                                       came in twos or fives
=====================================  =========================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bystander.findings.estimate import Bounds, Estimate, Sensitivity
from bystander.intervals import caveats, counts, kg_t, methods, zero_events
from bystander.intervals.zero_events import Free

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bystander.findings.method import Method
    from bystander.intervals.clusters import ClusteredRate

DEFFS = (1.0, 2.0, 5.0)
ONCE = 1.0  # trials of a typical trial's person where everybody has one
LOWER_THRESHOLD = "errors cluster here no more strongly than at a lower threshold"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is known of one rate: the estimate, the bounds beside it, and what to say with it.

    ``by_person``: int64, (2, people), events and trials of each person, where each trial belongs to one; it stays
    inside. ``share``: how far an interval that few people show is drawn out, 0 where they weigh alike
    (:mod:`~.uneven_tries`, :mod:`~.uneven_pairs`).
    """

    estimate: Estimate
    bounds: Bounds
    sensitivity: tuple[Sensitivity, ...] = ()
    caveats: tuple[str, ...] = ()
    by_person: NDArray[np.int64] | None = field(default=None, compare=False, repr=False)
    share: float = field(default=0.0, compare=False, repr=False)

    @property
    def drawn_out(self) -> bool:
        """Whether the interval reaches further than that of all trials."""
        return any(self.estimate.method.rests_on(of) for of in (methods.UNEVEN_TRIES, methods.UNEVEN_PAIRS))


@dataclass(frozen=True, kw_only=True)
class Lower:
    """What lower thresholds, where there are errors, say of a rate without one.

    ``closest``: Z1.5, the limit for people like those who come closest to erring. ``trials``: the effective trials by
    the largest design effect met there (Z2). None where they do not show it.
    """

    closest: float | None = None
    trials: float | None = None


NOTHING = Lower()


def clustered(rate: ClusteredRate, *, level: float, sets: int | Free, lower: Lower = NOTHING) -> Measured:
    """Measure a rate whose people are known.

    ``sets``: number of trials that share nobody, for the assumption-free limits, or these limits. ``lower``: of a rate
    without an error. Where people can cause each other's errors, they are no longer exchangeable one by one: then
    ``by_person`` is not handed on.
    """
    free = Free(sets=sets) if isinstance(sets, int) else sets
    found = _clustered(rate, level=level, free=free, lower=lower)
    share = 0.0 if rate.each_once is None else rate.each_once.share
    return replace(found, by_person=rate.by_person if rate.mutual is None else None, share=share)


def _clustered(rate: ClusteredRate, *, level: float, free: Free, lower: Lower) -> Measured:
    if rate.events == 0:
        return _no_events(rate, level=level, free=free, lower=lower)
    if rate.events == rate.trials:
        return _one_sided(rate, low=free.lower(1.0, level=level), high=1.0, level=level, free=free)
    if rate.variance is None:
        return _side_by_side(rate, level=level, free=free)
    floor = kg_t.icc_floor_for(rate)
    limits = kg_t.interval(rate, level=level, icc_floor=floor)
    estimate = Estimate(
        value=rate.value,
        low=limits.low,
        high=limits.high,
        level=level,
        method=kg_t.method_of(rate, limits, floor),
        events=rate.events,
        trials=rate.trials,
        effective_trials=limits.effective_trials,
        people=rate.people,
        df=rate.df,
    )
    return Measured(
        estimate=estimate,
        bounds=_bounds(rate, level=level, free=free, floor=floor),
        caveats=caveats.of(estimate),
    )


def _bounds(rate: ClusteredRate, *, level: float, free: Free, floor: float | None) -> Bounds:
    """Return the one-sided limits; where everybody has one trial they are exact, as different people are independent.

    A binomial count is then all there is: Clopper-Pearson on it assumes no more than Z1 does, and is sharper.
    """
    if rate.mean_cluster == ONCE and rate.mutual is None:
        lower = counts.clopper_pearson_lower(rate.events, rate.trials, level=level)
        upper = counts.clopper_pearson_upper(rate.events, rate.trials, level=level)
        return Bounds(
            assumption_free_upper=upper, assumption_free_lower=lower, compliance_upper=upper, compliance_lower=lower
        )
    upper = free.upper(rate.value, level=level)
    lower = free.lower(rate.value, level=level)
    # METHODS VI.1: where too few people drive the errors, that they are typical cannot be relied on
    few = rate.drivers < kg_t.FEW_PEOPLE
    return Bounds(
        assumption_free_upper=upper,
        assumption_free_lower=lower,
        compliance_upper=upper if few else kg_t.compliance_upper(rate, level=level, icc_floor=floor),
        compliance_lower=lower if few else kg_t.compliance_lower(rate, level=level, icc_floor=floor),
    )


def of_nobody_named(events: int, trials: int, *, level: float) -> Measured:
    """Measure a rate of a trial that names nobody. Raises ValueError without trials (0/0)."""
    return _counted(events, trials, level=level, method=methods.NOBODY_NAMED)


def unclustered(events: int, trials: int, *, level: float) -> Measured:
    """Measure a rate whose people are unknown, as in published counts. Raises ValueError without trials (0/0)."""
    return _counted(events, trials, level=level, method=methods.CLUSTERING_UNKNOWN)


def _counted(events: int, trials: int, *, level: float, method: Method) -> Measured:
    """Measure a rate of counts alone; without an event it has its one exact limit, on one side."""
    rows = []
    for deff in DEFFS:
        low, high = counts.clopper_pearson(events, trials, level=level, deff=deff)
        rows.append(
            Sensitivity(
                assumption="each error stands alone" if deff == 1 else f"errors come in groups of {deff:.0f}",
                deff=deff,
                low=low,
                high=high,
                upper=counts.clopper_pearson_upper(events, trials, level=level, deff=deff),
                effective_trials=trials / deff,
            )
        )
    plain = rows[0]
    estimate = Estimate(
        value=events / trials,
        low=plain.low,
        high=plain.high if events or plain.upper is None else plain.upper,
        level=level,
        method=method if events else method.named(method, one_sided=True),
        events=events,
        trials=trials,
    )
    return Measured(
        estimate=estimate,
        bounds=Bounds(naive_upper=None if events else plain.upper),
        sensitivity=tuple(rows),
        caveats=caveats.of(estimate),
    )


def _no_events(rate: ClusteredRate, *, level: float, free: Free, lower: Lower) -> Measured:
    """Bound a rate without an event by Z1, and put beside it what is smaller and assumes more."""
    found = _one_sided(rate, low=0.0, high=free.upper(0.0, level=level), level=level, free=free)
    highest, rows = found.estimate.high, []
    assisted = zero_events.assisted_upper(lower.trials, level=level) if lower.trials else 1.0
    if lower.trials and assisted < highest:
        rows.append(
            Sensitivity(
                assumption=LOWER_THRESHOLD,
                deff=rate.trials / lower.trials,
                low=0.0,
                high=assisted,
                upper=assisted,
                effective_trials=lower.trials,
            )
        )
    closest = lower.closest if lower.closest is not None and lower.closest < highest else None
    bounds = found.bounds.model_copy(update={"if_seen_among_closest_upper": closest})
    return replace(found, bounds=bounds, sensitivity=tuple(rows))


def _one_sided(rate: ClusteredRate, *, low: float, high: float, level: float, free: Free) -> Measured:
    """Return the limit that counts people; ``high`` is the limit for every claim too."""
    estimate = Estimate(
        value=rate.value,
        low=low,
        high=high,
        level=level,
        method=methods.ONE_SIDED,
        events=rate.events,
        trials=rate.trials,
        effective_trials=free.worth(level=level),
        people=rate.people,
    )
    return Measured(
        estimate=estimate,
        bounds=Bounds(
            assumption_free_upper=high,
            assumption_free_lower=low,
            compliance_upper=high,
            compliance_lower=low,
            naive_upper=zero_events.naive_upper(rate.trials, level=level) if rate.events == 0 else None,
        ),
        caveats=caveats.of(estimate),
    )


def _side_by_side(rate: ClusteredRate, *, level: float, free: Free) -> Measured:
    """Bound both sides without assumption, half the error each.

    The upper end serves as the one-sided limits too: a sharper one beside it would only look like a contradiction.
    """
    each = 1 - (1 - level) / 2
    high = free.upper(rate.value, level=each)
    low = free.lower(rate.value, level=each)
    estimate = Estimate(
        value=rate.value,
        low=low,
        high=high,
        level=level,
        method=methods.TWO_SIDED,
        events=rate.events,
        trials=rate.trials,
        effective_trials=free.sets,
        people=rate.people,
        df=rate.df,
    )
    bounds = Bounds(assumption_free_upper=high, assumption_free_lower=low, compliance_upper=high, compliance_lower=low)
    return Measured(estimate=estimate, bounds=bounds, caveats=caveats.of(estimate))


def without_limit(measured: Measured, errors: str = "these errors") -> tuple[str, ...]:
    """Return the caveats for an interval that no assumption-free limit, and no other row, stands beside."""
    return caveats.of(measured.estimate, alone=True, errors=errors)
