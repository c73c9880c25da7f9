"""The ratio of two systems' rates on the same trials, on the log scale, and in step with their difference.

From the linear part of log(pB/pA), which is that of the difference with weights 1/pA and 1/pB, and Student's t. The
noise of McNemar's table there is (b + c)/(E_A E_B). Where everybody errs as often, nobody shows how sure the ratio is;
then it is what the interval [d, d'] of the difference leaves open around the mean rate m: (m + d/2)/(m - d/2).

Whether a difference is shown is one question, so the interval of the ratio excludes 1 exactly where that of the
difference excludes 0; an end that does not is put where the difference ends, in the same way.
"""

from __future__ import annotations

from math import exp, inf, log
from typing import TYPE_CHECKING

from bystander.intervals.chosen_thresholds import Moved, on_log
from bystander.intervals.linear_part import linear_part
from bystander.intervals.square_and_add import of_ratio, power

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bystander.intervals.discordant import Discordant
    from bystander.intervals.sides import Side, Together

    Ends = tuple[float, float]


def interval(
    a: Side, b: Side, apart: Discordant, together: Together, difference: Ends, *, level: float, matched: bool,
    replicates: NDArray[np.float64] | None = None,
) -> Ends | None:  # fmt: skip
    """Return the interval of the ratio of b to a; infinity: no limit. None: no ratio.

    ``replicates``: its logarithm where people were drawn and thresholds chosen again, ascending; where too many of them
    are infinite, as a system missed nobody in them, the linear part says how far the interval reaches on that side.
    """
    if not a.events or not b.events:
        return of_ratio(a, b, 0.0, Moved(), None, level=level)
    part = linear_part(a, b, apart, together, weights=on_log(a, b), matched=matched)
    if part is None:
        return of_ratio(a, b, 0.0, Moved(), None, level=level)
    middle = log(b.value / a.value)
    down = up = part.reach(level)
    if replicates is not None:
        down, up = (r if r < inf else part.reach(level) for r in part.reaches(level, replicates, middle))
    ends = exp(middle - down), power(middle + up)
    if part.effective is None or apart.first + apart.second == 0:
        mean = (a.value + b.value) / 2
        low, high = (_as_ratio(end, mean) for end in difference)
        ends = min(ends[0], low), max(ends[1], high)
    return ends


def in_step(ratio: Ends, difference: Ends, mean: float) -> Ends:
    """Return the interval of a ratio, with 1 outside exactly where 0 is outside that of the difference.

    An end on the wrong side of 1 is put where the difference ends, at the ``mean`` of the two rates.
    """
    low, high = ratio
    (d_low, d_high), (least, most) = difference, (_as_ratio(end, mean) for end in difference)
    return (
        least if (low > 1) != (d_low > 0) else low,
        most if (high < 1) != (d_high < 0) else high,
    )


def drawn_out(ratio: Ends, other: Ends, share: float) -> Ends:
    """Return the interval of a ratio of which each end goes a share of the way to another, where that lies further out.

    The way is that of logarithms, so that the systems may be swapped.
    """
    low, high = min(ratio[0], other[0]), max(ratio[1], other[1])
    return (
        ratio[0] * (low / ratio[0]) ** share if ratio[0] > 0 else 0.0,
        ratio[1] * (high / ratio[1]) ** share if ratio[1] < inf else inf,
    )


def _as_ratio(difference: float, mean: float) -> float:
    if difference >= 2 * mean:
        return inf
    return max((mean + difference / 2) / (mean - difference / 2), 0.0)
