"""Two rates' own intervals become one of their difference, and one of the logarithm of their ratio.

Square-and-add (MOVER: Newcombe 1998, Zou and Donner 2008), with the correlation of the two rates: it needs nothing but
each rate's interval, so it serves where trials are not the same, or nobody is named.
"""

from __future__ import annotations

from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

from bystander.intervals.chosen_thresholds import longer

if TYPE_CHECKING:
    from bystander.intervals.chosen_thresholds import Moved
    from bystander.intervals.sides import Side

Ends = tuple[float, float]


def of_difference(plus: tuple[float, Ends], minus: tuple[float, Ends], correlation: float) -> Ends:
    """Return how far the interval of a difference reaches down and up, from each rate with its ends."""
    (p, (pl, pu)), (m, (ml, mu)) = plus, minus
    return hypotenuse(p - pl, mu - m, correlation), hypotenuse(pu - p, m - ml, correlation)


def of_ratio(
    a: Side, b: Side, correlation: float, moved: Moved, df: float | None, *, level: float
) -> Ends | None:  # fmt: skip
    """Return the interval of the ratio of b to a on the log scale; infinity: no limit. None: no ratio."""
    if a.events == 0:
        return None
    (la, ua), (lb, ub) = a.ends(level), b.ends(level)
    if b.events == 0:
        return 0.0, ub / la if la > 0 else inf
    middle = log(b.value / a.value)
    down_b, up_b = (log(b.value / lb) if lb > 0 else inf), log(ub / b.value)
    down_a, up_a = (log(a.value / la) if la > 0 else inf), log(ua / a.value)
    down = inf if down_b == inf else longer(hypotenuse(down_b, up_a, correlation), moved.log, df, level)
    up = inf if down_a == inf else longer(hypotenuse(up_b, down_a, correlation), moved.log, df, level)
    return exp(middle - down), power(middle + up)


def hypotenuse(x: float, y: float, correlation: float = 0.0) -> float:
    """Return the length of the sum of two reaches that vary together so much."""
    return sqrt(max(x * x + y * y - 2 * correlation * x * y, 0.0))


def power(x: float) -> float:
    """Return e^x; infinity, that is no limit, where a double cannot hold it."""
    try:
        return exp(x)
    except OverflowError:
        return inf
