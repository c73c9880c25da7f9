"""The difference of two systems on the same trials, taken as a whole: how far does it reach?

D -+ t(df) sqrt(V) of its linear part (:mod:`bystander.intervals.linear_part`), where thresholds were chosen on the same
trial with the shape of people drawn and thresholds chosen again, and four things that a variance does not know:

- a system that never erred, or always, shows nothing of how its errors cluster: its own limit is added in square, to no
  less than the other's own interval;
- where everybody differs as much, or no trial is discordant, the reach is that of none seen in so many independent
  trials, z²/(T/f + z²), f the largest design effect in sight;
- no difference can be larger than the two systems' own intervals allow (what is drawn again cannot run off);
- nothing is shown that McNemar's exact test would not show of as many discordant trials as the people are worth.

Wrong where fewer than 8 people drive what differs; that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy.special import ndtri, stdtrit

from bystander.intervals import kg_t
from bystander.intervals.square_and_add import hypotenuse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bystander.intervals.clusters import ClusteredRate
    from bystander.intervals.discordant import Discordant
    from bystander.intervals.linear_part import LinearPart
    from bystander.intervals.sides import Side

    Ends = tuple[float, float]


def interval(
    a: Side, b: Side, both: tuple[ClusteredRate, ClusteredRate], part: LinearPart, apart: Discordant, *, level: float,
    replicates: NDArray[np.float64] | None = None,
) -> Ends:  # fmt: skip
    """Return the ends of the interval of the second rate less the first. ``both``: the rates with their variances.

    ``replicates``: the difference where people were drawn and thresholds chosen again, ascending.
    """
    value = b.value - a.value
    down = up = part.reach(level)
    if replicates is not None:
        down, up = part.reaches(level, replicates, value)
    silent = [side.events in (0, side.trials) for side in (a, b)]
    if not all(silent) and (part.effective is None or apart.first + apart.second == 0):
        hull = nothing_seen(both, level=level)
        down, up = hypotenuse(down, hull), hypotenuse(up, hull)
    if any(silent):
        (la, ua), (lb, ub) = a.ends(level), b.ends(level)
        falls, rises = (
            (ua - a.value, b.value - lb),
            (a.value - la, ub - b.value),
        )  # by the first's interval, the second's
        for which in sorted((0, 1), key=lambda i: silent[i]):
            join = hypotenuse if silent[which] else max
            down, up = join(down, falls[which]), join(up, rises[which])
    low, high = value - down, value + up
    if replicates is None:
        (la, ua), (lb, ub) = _own(a, level), _own(b, level)
        low, high = max(low, min(lb - ua, value)), min(high, max(ub - la, value))
    if not apart.shows(part.stands_for, level=level):
        low, high = min(low, 0.0), max(high, 0.0)
    return max(low, -1.0), min(high, 1.0)


def nothing_seen(both: tuple[ClusteredRate, ClusteredRate], *, level: float) -> float:
    """Return the reach where no discordant trial was seen: z²/(T/f + z²)."""
    repeated = max(r.mean_cluster or 1.0 for r in both)
    each = max(*(kg_t.design_effect(r) for r in both), 1 + (repeated - 1) * kg_t.ICC_FLOOR)
    z2 = float(ndtri((1 - level) / 2)) ** 2
    return z2 / (both[0].trials / each + z2)


def _own(side: Side, level: float) -> Ends:
    """Return a rate's own interval, wider by what the choice of its threshold adds."""
    low, high = side.ends(level)
    if side.wobble is None or side.wobble.slope is None:
        return low, high
    matched = side.wobble.matched.rate()
    df = 1.0 if matched.df is None else max(matched.df, 1.0)
    variance = max(matched.variance or 0.0, matched.linear_variance or 0.0, 0.0)
    moved = -float(stdtrit(df, (1 - level) / 2)) * abs(side.wobble.slope) * variance**0.5
    return (
        max(side.value - hypotenuse(side.value - low, moved), 0.0),
        min(side.value + hypotenuse(high - side.value, moved), 1.0),
    )
