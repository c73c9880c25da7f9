"""Two systems on the same trial: the difference of their rates, and the ratio, each with an interval.

Four ways, by what the two trials share; the estimate names the one that was taken.

*paired*: the same comparisons of the same people. What both systems got wrong, or right, cancels exactly: the
difference is the rate of what only B got wrong less the rate of what only A did (McNemar's table, clustered). Each of
the two has its KG-t interval; they are put together by square-and-add with their correlation (MOVER: Newcombe 1998,
Zou and Donner 2008). Where only one system, or neither, erred alone, the limit of zero events takes the place of an
interval, with the largest design effect that the errors of the two systems show, so a system against itself has an
interval, too.

*people in common*: other comparisons, or pairs too many to be kept one by one. Square-and-add of the two rates' own
intervals, with the covariance that the people in common give (:mod:`bystander.intervals.covariance`).

*unpaired*: nobody in common, or people not named. The same without covariance: variances add.

*side by side*: too few people to know how much they differ; each system's assumption-free interval at half the error.

At a matched target each system's threshold was chosen on the same comparisons and wobbles with them; what that adds to
the variance is added in square (:mod:`bystander.intervals.chosen_thresholds`).

Ratios are taken on the log scale. With the same comparisons: from the variance of ψB/pB - ψA/pA and Student's t, longer
by as much as the interval of the difference is longer than its own variance and Student's t would make it; where no
difference is shown also through the interval of the difference around the mean of the two rates, and the wider counts.
Otherwise by square-and-add of the two rates' own intervals. Without any error of the first system there is no ratio,
but a lower limit; where too few errors leave it without an upper limit the same is said.

Wrong where fewer than 8 people drive what differs (said as a caveat), and for a matched target with a dozen errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, fsum, inf, log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings.estimate import Bounds, Estimate
from bystander.findings.limits import ASSUMPTION_FREE
from bystander.intervals import kg_t, methods, zero_events
from bystander.intervals.chosen_thresholds import longer, moved_by, on_log
from bystander.intervals.covariance import covariance, erred_together, only_one_erred
from bystander.intervals.measured import NOBODY_NAMED
from bystander.intervals.sides import PAIR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.findings.method import Method
    from bystander.intervals.chosen_thresholds import Moved
    from bystander.intervals.clusters import ClusteredRate
    from bystander.intervals.covariance import ByPerson
    from bystander.intervals.sides import Side, Together


FEW = (
    "Fewer than {limit} people drive what differs between the systems (effectively {df:.1f}): the interval may be too "
    "narrow. A trial with more people would remove this."
)
SIDE_BY_SIDE = (
    "There are too few people to know how much they differ; each system stands with its assumption-free limits. A "
    "trial with more people would remove this."
)
KEPT_APART = (
    "The errors at this threshold are too many to be kept one by one, so how many both systems have in common is taken "
    "to be the most that is possible; the interval is too wide rather than too narrow."
)
NO_RATIO = "{first} made no error here, and nothing can be divided by none"
OPEN_RATIO = "there are too few errors to say how many times as large the rate can be"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The second system against the first. ``ratio`` is None where there is none, and ``no_ratio`` says why.

    ``only_first``, ``only_second``: errors of that system alone, None where they are not known.
    """

    difference: Estimate
    ratio: Estimate | None
    no_ratio: str | None
    bounds: Bounds
    caveats: tuple[str, ...]
    only_first: int | None = None
    only_second: int | None = None


Ends = tuple[float, float]


def compare(a: Side, b: Side, together: Together, *, level: float) -> Compared:
    """Compare the rate of b with that of a; ValueError without trials (0/0) in one of them."""
    if not a.trials or not b.trials:
        message = "a rate needs at least one trial"
        raise ValueError(message)
    if a.counts is None or b.counts is None or not together.people:
        return _from_both(a, b, 0.0, None, level=level)
    rates = a.counts.rate(), b.counts.rate()
    if any(r.variance is None for r in rates):
        return _side_by_side(a, b, level=level)
    if together.trials:
        apart = only_one_erred(a.counts, b.counts)
        if apart is not None:
            return _paired(a, b, apart, rates, together, level=level)
    shared = _covariance(a.counts, b.counts, together)
    correlation = _correlation(shared, *rates)
    return _from_both(a, b, correlation, together, level=level)


# ---- the four ways ---------------------------------------------------------------------------------------------------


def _paired(
    a: Side, b: Side, apart: tuple[ByPerson, ByPerson], both: tuple[ClusteredRate, ClusteredRate],
    together: Together, *, level: float,
) -> Compared:  # fmt: skip
    plus, minus = apart
    rates = plus.rate(), minus.rate()
    seen = max(kg_t.design_effect(r) for r in (*rates, *both))
    ends = [_alone(rate, seen, *of, level=level) for rate, of in zip(rates, ((b, a), (a, b)), strict=True)]
    shared = covariance(plus, minus, compared=together.compared).cautious
    correlation = _bounded(shared, *(_variance(r) for r in rates)) if all(r.events for r in rates) else 0.0
    value = b.value - a.value
    down, up = _square_and_add((plus.value, ends[0]), (minus.value, ends[1]), correlation)
    moved = moved_by(a, b, together)
    df = _df(b.counts, a.counts)
    normal = longer(0.0, _combined(a, b, both, together, (1.0, 1.0)), df, level)
    beyond = tuple(max(reach / normal, 1.0) if normal > 0 else 1.0 for reach in (down, up))
    down, up = (longer(reach, moved.difference, df, level) for reach in (down, up))
    low, high = max(value - down, -1.0), min(value + up, 1.0)
    variance = _combined(a, b, both, together, on_log(a, b))
    by_log = _log_t(a, b, variance, moved, (beyond[0], beyond[1]), level=level)
    alike = (
        by_log is not None and by_log[0] == by_log[1]
    )  # everybody errs as often, so nobody shows how sure the ratio is
    ratio_ends = _through_difference(a, b, (low, high), by_log) if low <= 0 <= high or alike else by_log
    return _compared(
        a, b, (low, high), ratio_ends, level=level, df=df,
        method=_with(methods.PAIRED, moved),
        people=both[0].people, counted=(rates[1].events, rates[0].events),
    )  # fmt: skip


def _from_both(a: Side, b: Side, correlation: float, together: Together | None, *, level: float) -> Compared:
    """Put the two rates' own intervals together; ``together`` is None where nobody is in common."""
    moved, df = moved_by(a, b, together), _df(b.counts, a.counts)
    down, up = _square_and_add((b.value, b.ends(level)), (a.value, a.ends(level)), correlation)
    down, up = (longer(reach, moved.difference, df, level) for reach in (down, up))
    value = b.value - a.value
    known = [s.counts for s in (a, b) if s.counts is not None]
    apart = together is not None and any(c.ends == PAIR and c.pairs is None for c in known)
    caveats = (KEPT_APART,) if apart else ()
    method = methods.UNPAIRED if together is None else methods.IN_COMMON
    if len(known) < len((a, b)):
        method, caveats = method.only(methods.NOBODY_TWICE), (*caveats, NOBODY_NAMED.format(rows=""))
    return _compared(
        a, b, (max(value - down, -1.0), min(value + up, 1.0)), _log_ends(a, b, correlation, moved, df, level=level),
        level=level, df=df, method=_with(method, moved),
        people=max((c.rate().people for c in known), default=None), caveats=caveats,
    )  # fmt: skip


def _side_by_side(a: Side, b: Side, *, level: float) -> Compared:
    each = 1 - (1 - level) / 2
    (la, ua), (lb, ub) = ((e.low, e.high) for e in (a.alone(each).estimate, b.alone(each).estimate))
    ratio = (lb / ua, ub / la if la > 0 else inf) if a.events else None
    method = methods.SIDE_BY_SIDE.then(ASSUMPTION_FREE)
    return _compared(
        a, b, (lb - ua, ub - la), ratio, level=level, df=None, method=method, people=None, caveats=(SIDE_BY_SIDE,)
    )


# ---- the parts -------------------------------------------------------------------------------------------------------


def _alone(rate: ClusteredRate, seen: float, erring: Side, sparing: Side, *, level: float) -> Ends:
    """Return the interval of what only ``erring`` got wrong; at none, or nothing else, with the design effect seen."""
    if 0 < rate.events < rate.trials:
        limits = kg_t.interval(rate, level=level, icc_floor=kg_t.icc_floor_for(rate))
        return limits.low, limits.high
    reach = zero_events.assisted_upper(rate.trials / seen, level=1 - (1 - level) / 2)
    # Nobody errs alone more often than they err, nor than the other does not. A system that never errs, or always,
    # shows nothing of how its errors cluster, and the other's design effect is not its own: its own limit stands.
    for side, shows_nothing in ((erring, rate.events), (sparing, sparing.trials)):
        if side.events == shows_nothing:
            low, high = side.ends(level)
            reach = max(reach, high - low)
            break
    return (0.0, reach) if rate.events == 0 else (1.0 - reach, 1.0)


def _square_and_add(plus: tuple[float, Ends], minus: tuple[float, Ends], correlation: float) -> Ends:
    """Return how far the interval of a difference reaches down and up (MOVER)."""
    (p, (pl, pu)), (m, (ml, mu)) = plus, minus
    return _hypot(p - pl, mu - m, correlation), _hypot(pu - p, m - ml, correlation)


def _hypot(x: float, y: float, correlation: float) -> float:
    return sqrt(max(x * x + y * y - 2 * correlation * x * y, 0.0))


def _variance(rate: ClusteredRate) -> float:
    """Return the variance that KG-t goes by."""
    return kg_t.design_effect(rate) * rate.value * (1 - rate.value) / rate.trials


def _correlation(shared: float, a: ClusteredRate, b: ClusteredRate) -> float:
    if any(r.events in (0, r.trials) for r in (a, b)):
        return 0.0
    return _bounded(shared, _variance(a), _variance(b))


def _bounded(shared: float, a: float, b: float) -> float:
    return float(np.clip(shared / sqrt(a * b), -1.0, 1.0)) if a > 0 and b > 0 else 0.0


def _covariance(a: ByPerson | None, b: ByPerson | None, together: Together) -> float:
    if a is None or b is None:
        return 0.0
    return covariance(a, b, erred=erred_together(a, b), compared=together.compared if a.ends == PAIR else 0.0).cautious


def _df(b: ByPerson | None, a: ByPerson | None) -> float | None:
    """Return the effective number of people who drive the difference, (Σψ²)²/Σψ⁴ of its ψ; None where nobody does."""
    if a is None or b is None:
        return None
    return _effective((b.excess / b.total - a.excess / a.total) ** 2)


def _effective(squares: NDArray[np.float64]) -> float | None:
    largest = float(squares.max(initial=0.0))
    if largest == 0.0:
        return None
    squares = squares / largest
    return fsum(squares) ** 2 / fsum(squares * squares)


def _log_ends(a: Side, b: Side, correlation: float, moved: Moved, df: float | None, *, level: float) -> Ends | None:
    """Return the interval of the ratio from the rates' own, on the log scale; infinity: no limit. None: no ratio."""
    if a.events == 0:
        return None
    (la, ua), (lb, ub) = a.ends(level), b.ends(level)
    if b.events == 0:
        return 0.0, ub / la if la > 0 else inf
    middle = log(b.value / a.value)
    down_b, up_b = (log(b.value / lb) if lb > 0 else inf), log(ub / b.value)
    down_a, up_a = (log(a.value / la) if la > 0 else inf), log(ua / a.value)
    down = inf if down_b == inf else longer(_hypot(down_b, up_a, correlation), moved.log, df, level)
    up = inf if down_a == inf else longer(_hypot(up_b, down_a, correlation), moved.log, df, level)
    return exp(middle - down), _exp(middle + up)


def _combined(
    a: Side, b: Side, both: tuple[ClusteredRate, ClusteredRate], together: Together, scale: tuple[float, float]
) -> float:
    """Return the variance of B scale_B - A scale_A, the larger of its unbiased and its linear form; at least 0."""
    if a.counts is None or b.counts is None:
        return 0.0
    compared = together.compared if a.counts.ends == PAIR else 0.0
    shared = covariance(a.counts, b.counts, erred=erred_together(a.counts, b.counts), compared=compared)
    forms = [
        (vb or 0.0) * scale[1] ** 2 + (va or 0.0) * scale[0] ** 2 - 2 * (c or 0.0) * scale[0] * scale[1]
        for va, vb, c in (
            (both[0].variance, both[1].variance, shared.unbiased),
            (both[0].linear_variance, both[1].linear_variance, shared.linear),
        )
    ]
    return max(*forms, 0.0)


def _log_t(a: Side, b: Side, variance: float, moved: Moved, beyond: Ends, *, level: float) -> Ends | None:
    """Return the interval of the ratio of a pair on the log scale, from ψB/pB - ψA/pA and Student's t.

    ``beyond``: how much further than Student's t the interval of the difference reaches down and up.
    """
    if not a.events or not b.events or a.counts is None or b.counts is None:
        return _log_ends(a, b, 0.0, moved, None, level=level)
    df = _effective((b.counts.excess / b.events - a.counts.excess / a.events) ** 2)
    down, up = (longer(longer(0.0, variance, df, level) * by, moved.log, df, level) for by in beyond)
    middle = log(b.value / a.value)
    return exp(middle - down), _exp(middle + up)


def _exp(x: float) -> float:
    """Return e^x; infinity, that is no limit, where a double cannot hold it."""
    try:
        return exp(x)
    except OverflowError:
        return inf


def _through_difference(a: Side, b: Side, difference: Ends, by_log: Ends | None) -> Ends | None:
    """Widen the interval of a ratio to what the difference leaves open around the mean of the two rates."""
    if by_log is None:
        return None
    mean = (a.value + b.value) / 2
    low, high = (_as_ratio(end, mean) for end in difference)
    return min(by_log[0], low), max(by_log[1], high)


def _as_ratio(difference: float, mean: float) -> float:
    if difference >= 2 * mean:
        return inf
    return max((mean + difference / 2) / (mean - difference / 2), 0.0)


# ---- what is said ----------------------------------------------------------------------------------------------------


def _with(method: Method, moved: Moved) -> Method:
    """Return a method with that of thresholds chosen on the same trial, where they were."""
    return method if moved.method is None else method.then(moved.method)


def _compared(
    a: Side, b: Side, ends: Ends, ratio: Ends | None, *, level: float, df: float | None, method: Method,
    people: int | None, caveats: tuple[str, ...] = (), counted: tuple[int, int] | None = None,
) -> Compared:  # fmt: skip
    value = b.value - a.value
    if ratio is not None:  # a difference that is shown holds of the ratio, too: one claim, not two
        ratio = (max(ratio[0], 1.0) if ends[0] > 0 else ratio[0], min(ratio[1], 1.0) if ends[1] < 0 else ratio[1])
    flags = (FEW.format(limit=kg_t.FEW_PEOPLE, df=df),) if df is not None and df < kg_t.FEW_PEOPLE else ()
    difference = Estimate(
        value=value, low=min(ends[0], value), high=max(ends[1], value), level=level, method=method,
        people=people, df=df,
    )  # fmt: skip
    found: Estimate | None = None
    reason, bounds = None, Bounds()
    if ratio is not None and ratio[1] < inf:
        times = b.value / a.value
        found = Estimate(
            value=times, low=min(ratio[0], times), high=max(ratio[1], times), level=level,
            method=method.then(methods.LOG_SCALE), people=people, df=df,
        )  # fmt: skip
    else:
        lower = ratio[0] if ratio is not None else b.ends(level)[0] / a.ends(level)[1]
        lower = max(lower, 1.0) if ends[0] > 0 else lower
        reason = OPEN_RATIO if a.events else NO_RATIO
        bounds = Bounds(lower=lower if lower > 0 else None)
    return Compared(
        difference=difference, ratio=found, no_ratio=reason, bounds=bounds, caveats=(*flags, *caveats),
        only_first=counted[0] if counted else None, only_second=counted[1] if counted else None,
    )  # fmt: skip
