"""Two systems on the same trial: the difference of their rates, and the ratio, each with an interval.

Four ways, by what the two trials share; the estimate names the one that was taken.

*paired*: the same comparisons of the same people. What both systems got wrong, or right, cancels exactly, and what
remains is taken as a whole (:mod:`bystander.intervals.paired_difference`, :mod:`bystander.intervals.paired_ratio`).

*people in common*: other comparisons, or pairs too many to be kept one by one. Square-and-add of the two rates' own
intervals, with the covariance that the people in common give (:mod:`bystander.intervals.covariance`).

*unpaired*: nobody in common, or people not named. The same without covariance: variances add.

*side by side*: too few people to know how much they differ; each system's assumption-free interval at half the error.

Where few people make most of the trials, either interval is drawn out to that of people, or pairs of people, counted
once each (:mod:`bystander.intervals.paired_each_once`), or to where nothing cancels.

At a matched target each system's threshold was chosen on the same comparisons and wobbles with them; paired, people are
drawn and thresholds chosen again (:mod:`bystander.intervals.chosen_again`); otherwise that is added in square
(:mod:`bystander.intervals.chosen_thresholds`).

A ratio excludes 1 exactly where its difference excludes 0. Without any error of the first system there is no ratio, but
a lower limit; where too few errors leave it without an upper limit the same is said.

Wrong where fewer than 8 people drive what differs (said as a caveat).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings.estimate import Bounds, Estimate
from bystander.findings.limits import ASSUMPTION_FREE
from bystander.intervals import kg_t, methods, paired_difference, paired_ratio, square_and_add, uneven_tries
from bystander.intervals.caveats import of_counts, of_uneven
from bystander.intervals.chosen_again import redrawn
from bystander.intervals.chosen_thresholds import longer, moved_by
from bystander.intervals.covariance import covariance, erred_together
from bystander.intervals.discordant import discordant
from bystander.intervals.linear_part import effective, linear_part
from bystander.intervals.paired_each_once import paired_once, paired_pairs_once
from bystander.intervals.sides import PAIR

if TYPE_CHECKING:
    from bystander.findings.method import Method
    from bystander.intervals.chosen_again import Redrawn
    from bystander.intervals.chosen_thresholds import Moved
    from bystander.intervals.clusters import ClusteredRate
    from bystander.intervals.covariance import ByPerson
    from bystander.intervals.discordant import Discordant
    from bystander.intervals.sides import Side, Together


WHAT_DIFFERS = "what differs between the systems"
FEW = (
    f"Fewer than {{limit}} people drive {WHAT_DIFFERS} (effectively {{df:.1f}}): the interval may be too "
    "narrow. A trial with more people would remove this."
)
SIDE_BY_SIDE = (
    "There are too few people to know how much they differ; each system stands with its assumption-free limits. A "
    "trial with more people would remove this."
)
KEPT_APART = (
    "The errors at this threshold are too many to be kept one by one. So it is assumed that the systems have as many "
    "in common as is possible. The range is too wide rather than too narrow."
)
NO_RATIO = "{first} made no error here, and nothing can be divided by none"
OPEN_RATIO = "there are too few errors to say how many times as large the rate can be"
SAYS_NOTHING = 1000.0  # an upper end so many times the ratio, and so many times 1, is no limit
FEW_FOR_RATIO = "there are too few people to say how many times as large the rate can be"


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
    found = _of_people(a, b, a.counts, b.counts, together, level=level)
    return _drawn_out(found, a, b, together, level=level)


def _of_people(
    a: Side, b: Side, of_a: ByPerson, of_b: ByPerson, together: Together, *, level: float
) -> Compared:  # fmt: skip
    """Compare two rates of the same people, or some of them: what both got wrong cancels."""
    rates = of_a.rate(), of_b.rate()
    if together.trials:
        apart = discordant(of_a, of_b)
        if apart is not None:
            return _paired(a, b, apart, rates, together, level=level)
    correlation = _correlation(_covariance(of_a, of_b, together), *rates)
    return _from_both(a, b, correlation, together, level=level)


# ---- the four ways ---------------------------------------------------------------------------------------------------


def _paired(
    a: Side, b: Side, apart: Discordant, both: tuple[ClusteredRate, ClusteredRate], together: Together, *, level: float
) -> Compared:  # fmt: skip
    drawn = _redrawn(a, b)
    chosen = drawn is not None or all(s.wobble is not None and s.wobble.slope is not None for s in (a, b))
    matched = [side.wobble.matched.rate().df for side in (a, b) if side.wobble is not None]
    part = linear_part(a, b, apart, together, matched=chosen)
    if part is None:
        return _from_both(a, b, 0.0, None, level=level)
    ends = paired_difference.interval(
        a, b, both, part, apart, level=level, replicates=None if drawn is None else drawn.difference
    )
    ratio = paired_ratio.interval(
        a, b, apart, together, ends, level=level, matched=chosen, replicates=None if drawn is None else drawn.log
    )
    driving = [df for df in (part.effective, *(matched if chosen else ())) if df is not None]
    method = methods.PAIRED
    if chosen:
        method = method.then(methods.RECHOSEN if drawn is None else methods.CHOSEN_AGAIN)
    return _compared(
        a, b, ends, ratio, level=level, df=min(driving, default=None), method=method, people=both[0].people,
        counted=None if apart.least else (apart.first, apart.second),
    )  # fmt: skip


def _redrawn(a: Side, b: Side) -> Redrawn | None:
    """Return what the two rates come to where people are drawn and thresholds chosen again, None where they cannot."""
    again = [side.wobble.again for side in (a, b) if side.wobble is not None and side.wobble.again is not None]
    return redrawn(*again) if len(again) == len((a, b)) else None


def _from_both(a: Side, b: Side, correlation: float, together: Together | None, *, level: float) -> Compared:
    """Put the two rates' own intervals together; ``together`` is None where nobody is in common."""
    moved, df = moved_by(a, b, together), _df(b.counts, a.counts)
    down, up = square_and_add.of_difference((b.value, b.ends(level)), (a.value, a.ends(level)), correlation)
    down, up = (longer(reach, moved.difference, df, level) for reach in (down, up))
    value = b.value - a.value
    known = [s.counts for s in (a, b) if s.counts is not None]
    apart = together is not None and any(c.ends == PAIR and c.pairs is None for c in known)
    caveats = (KEPT_APART,) if apart else ()
    method = methods.UNPAIRED if together is None else methods.IN_COMMON
    if len(known) < len((a, b)):
        method = method.only(methods.NOBODY_TWICE)
        caveats = (*caveats, of_counts(method, alone=True))
    return _compared(
        a, b, (max(value - down, -1.0), min(value + up, 1.0)),
        square_and_add.of_ratio(a, b, correlation, moved, df, level=level), level=level, df=df,
        method=_with(method, moved),
        people=max((c.rate().people for c in known), default=None), caveats=caveats,
    )  # fmt: skip


def _drawn_out(found: Compared, a: Side, b: Side, together: Together, *, level: float) -> Compared:
    """Draw both intervals out where few people make most of the tries, or are in most of the comparisons.

    Where the same people, or pairs of people, tried equally often, to those of each counted once. Else to those of
    systems of which nothing cancels, if one's own is drawn out: what both got wrong shows no more of how errors repeat
    than one's own.
    """
    alone = a.alone(level), b.alone(level)
    share = max(each.share for each in alone)
    first, second = a.counts, b.counts
    if share and together.trials and first is not None and second is not None:
        pairs = PAIR in {first.ends, second.ends}
        of_all, method = (paired_pairs_once, methods.UNEVEN_PAIRS) if pairs else (paired_once, methods.UNEVEN_TRIES)
        once = of_all(first, second, moved_by(a, b, together), level=level)
        if once is not None:
            return _reaching(found, once.difference, once.ratio, share, method, mean=(a.value + b.value) / 2)
    further = [each for each in alone if each.drawn_out]
    if not further:
        return found
    apart = _from_both(a, b, 0.0, together, level=level)
    if found.ratio is not None and apart.ratio is None:
        found = replace(apart, difference=found.difference)
    ratio = None if apart.ratio is None else _ends(apart.ratio)
    pairs = further[0].estimate.method.rests_on(methods.UNEVEN_PAIRS)
    method = methods.UNEVEN_PAIRS if pairs else methods.UNEVEN_TRIES
    return _reaching(found, _ends(apart.difference), ratio, share, method, mean=(a.value + b.value) / 2)


def _reaching(
    found: Compared, difference: Ends, ratio: Ends | None, share: float, method: Method, *, mean: float
) -> Compared:  # fmt: skip
    """Return a comparison whose intervals reach a share of the way to others; ``mean``: of the two rates."""
    ends = uneven_tries.drawn_out(_ends(found.difference), difference, share)
    if ends == _ends(found.difference):
        return found
    how = found.difference.method.then(method)
    caveats = (*found.caveats, *of_uneven(method))
    reaching = found.difference.model_copy(update={"low": ends[0], "high": ends[1], "method": how})
    if found.ratio is None or ratio is None:
        return replace(found, difference=reaching, caveats=caveats)
    low, high = paired_ratio.in_step(paired_ratio.drawn_out(_ends(found.ratio), ratio, share), ends, mean)
    times = found.ratio.model_copy(update={"low": low, "high": high, "method": how.then(methods.LOG_SCALE)})
    return replace(found, difference=reaching, ratio=times, caveats=caveats)


def _ends(estimate: Estimate) -> Ends:
    return estimate.low, estimate.high


def _side_by_side(a: Side, b: Side, *, level: float) -> Compared:
    each = 1 - (1 - level) / 2
    (la, ua), (lb, ub) = ((e.low, e.high) for e in (a.alone(each).estimate, b.alone(each).estimate))
    found = _compared(
        a, b, (lb - ua, ub - la), None, level=level, df=None, method=methods.SIDE_BY_SIDE.then(ASSUMPTION_FREE),
        people=None, caveats=(SIDE_BY_SIDE,),
    )  # fmt: skip
    # limits that assume nothing come near 0 and 1 with so few people, and a ratio of them says anything at all
    return replace(found, bounds=Bounds(), no_ratio=FEW_FOR_RATIO) if a.events else found


# ---- the parts -------------------------------------------------------------------------------------------------------


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
    return effective(b.excess / b.total - a.excess / a.total)


# ---- what is said ----------------------------------------------------------------------------------------------------


def _with(method: Method, moved: Moved) -> Method:
    """Return a method with that of thresholds chosen on the same trial, where they were."""
    return method if moved.method is None else method.then(moved.method)


def _compared(
    a: Side, b: Side, ends: Ends, ratio: Ends | None, *, level: float, df: float | None, method: Method,
    people: int | None, caveats: tuple[str, ...] = (), counted: tuple[int, int] | None = None,
) -> Compared:  # fmt: skip
    value = b.value - a.value
    if ratio is not None:
        ratio = paired_ratio.in_step(ratio, ends, (a.value + b.value) / 2)
    flags = (FEW.format(limit=kg_t.FEW_PEOPLE, df=df),) if df is not None and df < kg_t.FEW_PEOPLE else ()
    difference = Estimate(
        value=value, low=min(ends[0], value), high=max(ends[1], value), level=level, method=method,
        people=people, df=df,
    )  # fmt: skip
    found: Estimate | None = None
    reason, bounds = None, Bounds()
    times = b.value / a.value if a.events else inf
    if ratio is not None and ratio[1] < SAYS_NOTHING * max(times, 1.0):
        found = Estimate(
            value=times, low=min(ratio[0], times), high=max(ratio[1], times), level=level,
            method=method.then(methods.LOG_SCALE), people=people, df=df,
        )  # fmt: skip
    else:
        lower = ratio[0] if ratio is not None else b.ends(level)[0] / a.ends(level)[1]
        lower = paired_ratio.in_step((lower, inf), ends, (a.value + b.value) / 2)[0]
        reason = OPEN_RATIO if a.events else NO_RATIO
        bounds = Bounds(lower=lower if lower > 0 else None)
    return Compared(
        difference=difference, ratio=found, no_ratio=reason, bounds=bounds, caveats=(*flags, *caveats),
        only_first=counted[0] if counted else None, only_second=counted[1] if counted else None,
    )  # fmt: skip
