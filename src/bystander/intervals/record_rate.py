"""Rates from a deployment record: counts added up over deployments, with every doubt that can be put in figures.

The record gives totals, never which false alerts were of the same person. So limits are told for events that are
independent, that count 2- and 5-fold, and that cluster as strongly as the deployments themselves show. Where they show
it, that last one is the interval of the rate (METHODS IV.11); elsewhere it is that of independent events. Both are told
with their condition. A record without events has one limit, the exact one-sided one, wherever an end is told. Where
alerts are left that nobody judged, every range reaches from none of them being events to all.

Where one row holds most of all that was counted and the others do not show how much one as large would differ another
time, or it holds nearly all, the interval is one for these deployments alone: nothing is told of those to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Bounds, Estimate, Sensitivity
from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper, garwood, garwood_upper
from bystander.intervals.none_to_all import none_to_all
from bystander.intervals.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bystander.findings.method import Method

    Values = Sequence[float] | NDArray[np.float64]

DEFFS = (1.0, 2.0, 5.0)
ALERT = "alert"
AS_THESE = "if deployments to come each differ as these did"
THESE = "these deployments were held again"


def assumed(deff: float, event: str = ALERT) -> str:
    """Say what a design effect of 1, 2 or 5 assumes of events such as alerts, stops or arrests."""
    if deff == 1:
        return f"each {event} is independent of every other"
    return f"{event}s come in {'twos' if deff == 2 else 'fives'}, of one person or one cause"


SAID = {deff: assumed(deff) for deff in DEFFS}


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A rate with its interval, its one-sided limit and its sensitivity rows, the last being the observed scatter.

    The interval is that of the last row where phi is known and one row does not hold nearly all, else of the first.

    ``shown``: what the rows show of how they differ.
    """

    estimate: Estimate
    bounds: Bounds
    sensitivity: tuple[Sensitivity, ...]
    shown: Shown

    @property
    def phi(self) -> float | None:
        """How many times more the deployments scatter than chance alone; None where they do not show it."""
        return self.shown.phi

    @property
    def scattered(self) -> Sensitivity | None:
        """The row in which alerts cluster as strongly as the deployments differ; None where they do not show it."""
        return None if self.phi is None else self.sensitivity[-1]


def limits_per_trial(events: float, trials: float, *, level: float = 0.95, deff: float = 1.0) -> tuple[float, float]:
    """Return limits of a rate per trial: the exact two-sided ones, and of no event 0 and the exact one-sided limit."""
    if events == 0:
        return 0.0, clopper_pearson_upper(events, trials, level=level, deff=deff)
    return clopper_pearson(events, trials, level=level, deff=deff)


def limits_per_exposure(events: float, trials: float, *, level: float = 0.95, deff: float = 1.0) -> tuple[float, float]:
    """Return the same of a rate per unit of exposure, of which there are so many."""
    if events == 0:
        return 0.0, garwood_upper(events, trials, level=level, deff=deff)
    return garwood(events, trials, level=level, deff=deff)


def rate_per_trial(
    events: Values,
    trials: Values,
    *,
    level: float = 0.95,
    phi_of: Values | None = None,
    event: str = ALERT,
    deployments: Values | None = None,
    in_doubt: int = 0,
) -> Rate:
    """Estimate events per trial (a face seen, an alert), each trial being an event at most once.

    ``events``, ``trials``: one value a deployment, from the same rows. ``phi_of``: the events whose scatter
    counts, where it is not ``events`` themselves (the wrong alerts, for the share of right ones). ``event``: what one
    of them is, in words. ``deployments``: how many each row sums, if not one. ``in_doubt``: how many more may be
    events, for all that is known. Raises ``ValueError`` where there are no trials: 0/0 is not estimable.
    """
    x, n = whole(events), whole(trials)
    scattered = events if phi_of is None else phi_of
    seen = Shown.of(scattered, trials, bounded=True, level=level, deployments=deployments)
    limits = limits_per_trial, clopper_pearson_upper
    method, more = methods.CLOPPER_PEARSON, min(in_doubt, n - x)
    return _rate(x, n, limits, level=level, seen=seen, method=method, event=event, in_doubt=more)


def rate_per_exposure(
    events: Values,
    exposure: Values,
    *,
    level: float = 0.95,
    event: str = ALERT,
    deployments: Values | None = None,
    in_doubt: int = 0,
) -> Rate:
    """Estimate events per unit of exposure (a deployment, an hour), which may hold several events.

    ``events``, ``exposure``: one value a row; ``deployments``: how many each sums, if not one; ``in_doubt``: how many
    more may be events. Raises ``ValueError`` where there is no exposure.
    """
    x, e = whole(events), float(np.sum(exposure))
    seen = Shown.of(events, exposure, bounded=False, level=level, deployments=deployments)
    limits = limits_per_exposure, garwood_upper
    return _rate(x, e, limits, level=level, seen=seen, method=methods.GARWOOD, event=event, in_doubt=in_doubt)


def whole(counts: Values) -> int:
    """Return the sum of whole numbers as one."""
    return round(float(np.sum(np.asarray(counts, dtype=np.float64))))


def _rate(
    x: int,
    n: float,
    limits: tuple[Callable[..., tuple[float, float]], Callable[..., float]],
    *,
    level: float,
    seen: Shown,
    method: Method,
    event: str,
    in_doubt: int,
) -> Rate:
    both, upper = limits
    deff, independent = seen.deff, assumed(1.0, event)
    differing = seen.differing
    rows = [(assumed(times, event), times) for times in DEFFS]
    if deff is not None:
        rows.append((f"{event}s cluster as strongly as the deployments differ", deff))
    sensitivity = []
    for said, times in rows:
        low, high = none_to_all(partial(both, trials=n, level=level, deff=times), x, in_doubt)
        sensitivity.append(
            Sensitivity(
                assumption=said,
                deff=times,
                low=low,
                high=high,
                upper=upper(x + in_doubt, n, level=level, deff=times),
                effective_trials=n / times,
            )
        )
    plain, shown = sensitivity[0], sensitivity[-1 if differing else 0]
    one_sided = ", one-sided" if x + in_doubt == 0 else ""
    made = method.then(methods.DIFFERING) if differing else method
    made = made.then(methods.THESE_ALONE) if seen.these else made
    made = made.then(methods.NONE_TO_ALL) if in_doubt else made
    estimate = Estimate(
        value=x / n,
        low=shown.low,
        high=shown.high,
        level=level,
        method=made.named(f"{made}{one_sided}", one_sided=bool(one_sided)).only(
            AS_THESE if differing else f"if {THESE} and {independent}" if seen.these else f"if {independent}"
        ),
        events=x,
        trials=n,
        effective_trials=None if deff is None else n / deff,
    )
    bounds = Bounds(naive_upper=plain.upper if x + in_doubt else None)
    return Rate(estimate=estimate, bounds=bounds, sensitivity=tuple(sensitivity), shown=seen)
