"""What would show that a rate is within a limit: how many trials, or people, and how many errors they may have.

Of counts the rule is exact: the one-sided limit of Clopper and Pearson, or of Garwood, at the rate that is expected,
each event counted as often as the verdict counts it. Where errors cluster by person the distance between rate and
one-sided limit shrinks with the square root of the number of people, as long as those who are added are like those who
were tested (METHODS II.5). Where nothing may be assumed it is Hoeffding's inequality. None of this allows for chance in
the test to come: at exactly so many trials it shows the limit in about half of all tests, if the rate is as expected.
"""

from __future__ import annotations

from math import ceil, inf, log, log1p
from typing import TYPE_CHECKING

from bystander.intervals.counts import clopper_pearson_upper

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 2**60  # trials: more than anybody will ever have


def errors_allowed(trials: int, limit: float, *, level: float = 0.95) -> int | None:
    """Return the most errors in so many trials whose one-sided exact limit is within ``limit``; None: not even none.

    174 people allow 5 misses for a limit of 5 % at a level of 80 %: the limit is then 4.506 %, with 6 it is 5.170 %.
    """
    low, high = -1, trials  # `low` errors are few enough, `high` are too many
    if limit >= 1:
        return trials
    while high - low > 1:
        middle = (low + high) // 2
        within = clopper_pearson_upper(middle, trials, level=level) <= limit
        low, high = (middle, high) if within else (low, middle)
    return None if low < 0 else low


def trials_needed(
    value: float, limit: float, *, level: float = 0.95, deff: float = 1.0,
    upper: Callable[..., float] = clopper_pearson_upper, lower: Callable[..., float] | None = None,
) -> int | None:  # fmt: skip
    """Return the fewest trials whose one-sided limit is within ``limit`` if they show the rate ``value``.

    ``deff``: how many times each event counts. ``upper``: the limit of events and trials; ``lower``, where given, is
    used in its place, for a rate that has to be at least so much. Events are not rounded to whole ones. None where the
    rate is not on the right side of the limit: no number of trials shows it then. No event: with Clopper-Pearson
    log(1 - level) / log(1 - limit), times ``deff``.
    """
    if value == limit or (value < limit) is (lower is not None):
        return None

    def within(trials: int) -> bool:
        if lower is not None:
            return lower(value * trials, trials, level=level, deff=deff) >= limit
        return upper(value * trials, trials, level=level, deff=deff) <= limit

    low, high = 0, 1
    while not within(high):
        low, high = high, 2 * high
        if high > MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if within(middle) else (middle, high)
    return high


def people_needed(people: int, value: float, bound: float, limit: float) -> int | None:
    """Return how many people would bring a one-sided ``bound`` of a rate ``value`` to the ``limit``.

    The distance of the bound from the rate shrinks with the square root of their number, from that of the ``people``
    tested. From above and from below alike. None where the rate is on the same side of the limit as the bound. No more
    than ``MOST``, whatever the limit.
    """
    if value == limit or (bound - limit) * (limit - value) < 0:
        return None
    ratio = (bound - value) / (limit - value)
    wanted = people * ratio * ratio  # infinite for a limit that is next to nothing
    return ceil(wanted) if wanted < MOST else MOST


def sets_needed(value: float, limit: float, *, level: float = 0.95) -> float:
    """Return how many trials that share nobody show without assumption that a rate ``value`` is within the limit.

    log(1 / (1 - level)) over the Kullback-Leibler divergence of the two rates; from below and from above alike.
    Infinite where the two are equal.
    """
    if value == limit:
        return inf
    return -log1p(-level) / _divergence(value, limit)


def _divergence(value: float, rate: float) -> float:
    """Return the Kullback-Leibler divergence of two coins; infinite where one excludes what the other saw."""
    if (rate >= 1 and value < 1) or (rate <= 0 and value > 0):
        return inf
    rest = (1 - value) * (log1p(-value) - log1p(-rate)) if 1 - value > 0 else 0.0
    return (value * (log(value) - log(rate)) if value > 0 else 0.0) + rest
