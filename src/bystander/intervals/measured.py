"""From counts to an estimate with its doubt: which interval applies to which evidence (METHODS 1.6).

=====================================  =========================================================
evidence                               interval
=====================================  =========================================================
errors, people known                   KG-t, with the ICC floor where errors are few
no error (or nothing but errors)       one-sided: Z2 where a lower threshold shows the dependence,
                                       otherwise Z1, which assumes nothing
too few people to see the dependence   Z1 on both sides
nobody is named                        Clopper-Pearson, which is said to hold only if nobody appears
                                       twice, and what it would be if errors came in twos or fives
=====================================  =========================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bystander.findings.estimate import Bounds, Estimate, Sensitivity
from bystander.intervals import counts, kg_t, methods, zero_events

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bystander.intervals.clusters import ClusteredRate

DEFFS = (1.0, 2.0, 5.0)
CLUSTERING_UNKNOWN = methods.CLOPPER_PEARSON.named("Clopper-Pearson, clustering unknown")

FEW = (
    "Too few people bear on these errors for the range to be relied on. Only the limit without assumptions is "
    "guaranteed. A trial with more people would remove this."
)
FEW_ALONE = (
    "Too few people bear on these errors for the range to be relied on. The true rate may lie outside it clearly more "
    "often than it says. A trial with more people would remove this."
)
SOME = (
    "A few people weigh heavily in these errors. The true rate may lie outside a range like this slightly more often "
    "than it says. "
    "A trial with more people would remove this."
)
FLOOR = (
    "Errors are too few to show how they repeat within a person. A correlation of {icc} between the trials of "
    "one person was assumed. More errors, that is more people, would remove this."
)
ASSISTED = (
    "No error was seen; the limit counts {trials} comparisons as {effective}, as the errors at a lower threshold "
    "show how strongly comparisons repeat each other. A larger trial would lower it."
)
UNASSISTED = (
    "None was seen; the limit assumes only that different people are independent, and rests on their number. "
    "More people would lower it."
)
ONLY = (
    "Every trial had it; the limit assumes only that different people are independent, and rests on their number. "
    "More people would narrow it."
)
SIDE_BY_SIDE = (
    "Too few people to see how errors repeat within a person: the interval assumes only that different people are "
    "independent. More people would narrow it."
)
UNKNOWN = (
    "The evidence does not say which trials belong to the same person. The interval counts each as independent, "
    "which is too narrow if errors come in clusters; the rows beside it show by how much. "
    "Identifiers of people would remove this."
)
UNKNOWN_ALONE = (
    "The evidence does not say which trials belong to the same person. The interval counts each as independent, "
    "which is too narrow if errors come in clusters. Identifiers of people would remove this."
)
NOBODY_NAMED = (
    "The evidence names nobody. The interval holds only if no person appears in two of the comparisons or searches; "
    "where the same 50 people were in all of them, 95 % intervals made like this one held the truth in 22 to 55 % of "
    "simulated trials. {rows}Identifiers of people would remove this."
)
ROWS = "The rows beside it show how it widens if errors come in twos or fives, and even that may be too narrow. "


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is known of one rate: the estimate, the bounds beside it, and what to say with it.

    ``by_person``: int64, (2, people), events and trials of each person, where each trial belongs to one; it stays
    inside.
    """

    estimate: Estimate
    bounds: Bounds
    sensitivity: tuple[Sensitivity, ...] = ()
    caveats: tuple[str, ...] = ()
    by_person: NDArray[np.int64] | None = field(default=None, compare=False, repr=False)


def clustered(
    rate: ClusteredRate,
    *,
    level: float,
    sets: int,
    assisted_trials: float | None = None,
) -> Measured:
    """Measure a rate whose people are known.

    ``sets``: number of trials that share nobody, for the assumption-free limits. ``assisted_trials``:
    effective trials borrowed from a lower threshold (Z2), used when there is no error.
    """
    found = _clustered(rate, level=level, sets=sets, assisted_trials=assisted_trials)
    return replace(found, by_person=rate.by_person)


def _clustered(rate: ClusteredRate, *, level: float, sets: int, assisted_trials: float | None) -> Measured:
    if rate.events == 0:
        return _no_events(rate, level=level, sets=sets, assisted_trials=assisted_trials)
    if rate.events == rate.trials:
        low = zero_events.hoeffding_lower(1.0, sets, level=level)
        return _one_sided(rate, low=low, high=1.0, level=level, sets=sets, upper=1.0, caveat=ONLY)
    if rate.variance is None:
        return _side_by_side(rate, level=level, sets=sets)
    floor = kg_t.icc_floor_for(rate)
    limits = kg_t.interval(rate, level=level, icc_floor=floor)
    return Measured(
        estimate=Estimate(
            value=rate.value,
            low=limits.low,
            high=limits.high,
            level=level,
            method=kg_t.named(floor),
            events=rate.events,
            trials=rate.trials,
            effective_trials=limits.effective_trials,
            people=rate.people,
            df=rate.df,
        ),
        bounds=Bounds(
            assumption_free_upper=zero_events.hoeffding_upper(rate.value, sets, level=level),
            compliance_upper=kg_t.compliance_upper(rate, level=level, icc_floor=floor),
        ),
        caveats=flags(rate.df, floor),
    )


def of_nobody_named(events: int, trials: int, *, level: float) -> Measured:
    """Measure a rate of a trial that names nobody. Raises ValueError without trials (0/0)."""
    found = unclustered(events, trials, level=level)
    estimate = found.estimate.model_copy(update={"method": methods.NOBODY_NAMED})
    return replace(found, estimate=estimate, caveats=(NOBODY_NAMED.format(rows=ROWS),))


def unclustered(events: int, trials: int, *, level: float) -> Measured:
    """Measure a rate whose people are unknown, as in published counts. Raises ValueError without trials (0/0)."""
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
    return Measured(
        estimate=Estimate(
            value=events / trials,
            low=rows[0].low,
            high=rows[0].high,
            level=level,
            method=CLUSTERING_UNKNOWN,
            events=events,
            trials=trials,
        ),
        bounds=Bounds(naive_upper=rows[0].upper if events == 0 else None),
        sensitivity=tuple(rows),
        caveats=(UNKNOWN,),
    )


def _no_events(rate: ClusteredRate, *, level: float, sets: int, assisted_trials: float | None) -> Measured:
    free_upper = zero_events.hoeffding_upper(0.0, sets, level=level)
    assisted = zero_events.assisted_upper(assisted_trials, level=level) if assisted_trials else 1.0
    if assisted_trials is None or assisted >= free_upper:
        return _one_sided(rate, low=0.0, high=free_upper, level=level, sets=sets, upper=free_upper, caveat=UNASSISTED)
    return Measured(
        estimate=Estimate(
            value=0.0,
            low=0.0,
            high=assisted,
            level=level,
            method=methods.ASSISTED,
            events=0,
            trials=rate.trials,
            effective_trials=assisted_trials,
            people=rate.people,
        ),
        bounds=Bounds(
            assumption_free_upper=free_upper,
            compliance_upper=assisted,
            naive_upper=zero_events.naive_upper(rate.trials, level=level),
        ),
        caveats=(ASSISTED.format(trials=f"{rate.trials:,}", effective=f"{assisted_trials:,.0f}"),),
    )


def _one_sided(
    rate: ClusteredRate, *, low: float, high: float, level: float, sets: int, upper: float, caveat: str
) -> Measured:
    return Measured(
        estimate=Estimate(
            value=rate.value,
            low=low,
            high=high,
            level=level,
            method=methods.ONE_SIDED,
            events=rate.events,
            trials=rate.trials,
            effective_trials=sets,
            people=rate.people,
        ),
        bounds=Bounds(
            assumption_free_upper=upper,
            compliance_upper=upper,
            naive_upper=zero_events.naive_upper(rate.trials, level=level) if rate.events == 0 else None,
        ),
        caveats=(caveat,),
    )


def _side_by_side(rate: ClusteredRate, *, level: float, sets: int) -> Measured:
    """Bound both sides without assumption, half the error each.

    The upper end serves as the one-sided limits too: a sharper one beside it would only look like a contradiction.
    """
    each = 1 - (1 - level) / 2
    high = zero_events.hoeffding_upper(rate.value, sets, level=each)
    return Measured(
        estimate=Estimate(
            value=rate.value,
            low=zero_events.hoeffding_lower(rate.value, sets, level=each),
            high=high,
            level=level,
            method=methods.TWO_SIDED,
            events=rate.events,
            trials=rate.trials,
            effective_trials=sets,
            people=rate.people,
            df=rate.df,
        ),
        bounds=Bounds(assumption_free_upper=high, compliance_upper=high),
        caveats=(SIDE_BY_SIDE,),
    )


def without_limit(measured: Measured, errors: str = "these errors") -> tuple[str, ...]:
    """Return the caveats for an interval that no assumption-free limit, and no other row, stands beside.

    ``errors``: what they are of, where the caveats of two rates stand together and would contradict each other.
    """
    df = measured.estimate.df
    alone = {UNKNOWN: UNKNOWN_ALONE, NOBODY_NAMED.format(rows=ROWS): NOBODY_NAMED.format(rows="")}
    if df is not None:
        alone[_few(df)] = FEW_ALONE.format(limit=kg_t.FEW_PEOPLE, df=df)
    return tuple(alone.get(said, said).replace("these errors", errors) for said in measured.caveats)


def _few(df: float) -> str:
    return FEW.format(limit=kg_t.FEW_PEOPLE, df=df)


def flags(df: float | None, floor: float | None) -> tuple[str, ...]:
    """Say how few people drive the errors, and which correlation was assumed where errors are too few."""
    said = []
    if df is None:  # everybody has exactly the same rate: nobody drives anything
        pass
    elif df < kg_t.FEW_PEOPLE:
        said.append(_few(df))
    elif df < kg_t.SOME_PEOPLE:
        said.append(SOME.format(df=df))
    if floor is not None:
        said.append(FLOOR.format(icc=floor))
    return tuple(said)
