"""Rates from a deployment record: counts added up over deployments, with every doubt that can be put in figures.

The record gives totals, never which false alerts were of the same person. So the interval is the exact one for
independent events (without any, its one limit on one side). Beside it stand the same limits with events counting 2-
and 5-fold, and with the scatter that the deployments themselves show (METHODS 1.6, last row). None of these is *the*
right one: clustering is unknown, and the rows show how much hangs on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Bounds, Estimate, Sensitivity
from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper, garwood, garwood_upper
from bystander.intervals.overdispersion import usable_scatter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bystander.findings.method import Method

    Values = Sequence[float] | NDArray[np.float64]

DEFFS = (1.0, 2.0, 5.0)
ALERT = "alert"


def assumed(deff: float, event: str = ALERT) -> str:
    """Say what a design effect of 1, 2 or 5 assumes of events such as alerts, stops or arrests."""
    if deff == 1:
        return f"each {event} is independent of every other"
    return f"{event}s come in {'twos' if deff == 2 else 'fives'}, of one person or one cause"


SAID = {deff: assumed(deff) for deff in DEFFS}


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A rate with its interval, its one-sided limit and its sensitivity rows, the last being the observed scatter.

    ``phi``: how many times more the deployments scatter than chance alone; None where too few show it.
    """

    estimate: Estimate
    bounds: Bounds
    sensitivity: tuple[Sensitivity, ...]
    phi: float | None

    @property
    def scattered(self) -> Sensitivity | None:
        """The row in which alerts cluster as strongly as the deployments differ; None where too few show it."""
        return None if self.phi is None else self.sensitivity[-1]


def rate_per_trial(
    events: Values,
    trials: Values,
    *,
    level: float = 0.95,
    phi_of: Values | None = None,
    event: str = ALERT,
) -> Rate:
    """Estimate events per trial (a face seen, an alert), each trial being an event at most once.

    ``events``, ``trials``: one value a deployment, from the same rows. ``phi_of``: the events whose scatter
    counts, where it is not ``events`` themselves (the wrong alerts, for the share of right ones). ``event``: what one
    of them is, in words. Raises ``ValueError`` where there are no trials: 0/0 is not estimable.
    """
    x, n = whole(events), whole(trials)
    scattered = events if phi_of is None else phi_of
    phi = usable_scatter(scattered, trials, bounded=True)
    limits = (clopper_pearson, clopper_pearson_upper)
    return _rate(x, n, limits, level=level, phi=phi, method=methods.CLOPPER_PEARSON, event=event)


def rate_per_exposure(events: Values, exposure: Values, *, level: float = 0.95, event: str = ALERT) -> Rate:
    """Estimate events per unit of exposure (a deployment, an hour), which may hold several events.

    ``events``, ``exposure``: one value a deployment, from the same rows. Raises ``ValueError`` where there is no
    exposure.
    """
    x, e = whole(events), float(np.sum(exposure))
    phi = usable_scatter(events, exposure)
    return _rate(x, e, (garwood, garwood_upper), level=level, phi=phi, method=methods.GARWOOD, event=event)


def whole(counts: Values) -> int:
    """Return the sum of whole numbers as one."""
    return round(float(np.sum(np.asarray(counts, dtype=np.float64))))


def _rate(
    x: int,
    n: float,
    limits: tuple[Callable[..., tuple[float, float]], Callable[..., float]],
    *,
    level: float,
    phi: float | None,
    method: Method,
    event: str,
) -> Rate:
    two_sided, upper = limits
    rows = [(assumed(deff, event), deff) for deff in DEFFS]
    if phi is not None:
        rows.append((f"{event}s cluster as strongly as the deployments differ", max(1.0, phi)))
    sensitivity = []
    for said, deff in rows:
        low, high = two_sided(x, n, level=level, deff=deff)
        sensitivity.append(
            Sensitivity(
                assumption=said,
                deff=deff,
                low=low,
                high=high,
                upper=upper(x, n, level=level, deff=deff),
                effective_trials=n / deff,
            )
        )
    plain = sensitivity[0]
    estimate = Estimate(
        value=x / n,
        low=plain.low,
        high=plain.high if x or plain.upper is None else plain.upper,
        level=level,
        method=method.named(f"{method}, events taken as independent; clustering unknown", one_sided=not x),
        events=x,
        trials=n,
    )
    return Rate(estimate=estimate, bounds=Bounds(naive_upper=plain.upper), sensitivity=tuple(sensitivity), phi=phi)
