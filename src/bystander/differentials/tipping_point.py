"""How large a part of those seen must a group be for its part of the errors to be no surprise?

For published counts that tell how the errors fall on groups but not who walked past: 8 of 10 false alerts on one group,
of 3,147,436 faces (METHODS 4.4). If every face ran the same risk, the group's part of the errors would be its part x of
the faces. So the limits of that part (Clopper and Pearson) are the *tipping points*: below the lower one, equal rates
are rejected; and for every supposed x the ratio of the group's rate to everyone else's is

    s / (1 - s) (1 - x) / x,   with s the part of the errors, or either limit of it.

The upper limit is often useless (few errors cannot say how much), and the rejection stands all the same. It is wrong
where errors cluster (one person, five alerts: give a design effect), where the group was picked because of its errors
(say among how many, ``among``), and it never says why: watchlist, places and adjudication differ too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import lgamma, log
from typing import TYPE_CHECKING

from bystander.differentials.groups import check_level
from bystander.intervals.counts import clopper_pearson

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """What the errors say if the group is the part ``share`` of those seen.

    ``ratio``: the group's rate over everyone else's; 1/2 is added to both counts where one is 0. ``high`` is None where
    it has no upper limit. ``p``: of the exact two-sided binomial test, summing the outcomes that are no likelier than
    the one seen; ``central_p``: twice the smaller tail, in accord with the limits: below 1 - level exactly where the
    limits leave 1 out. Both are multiplied by ``among``, at most 1. ``p`` is None where there is a design effect.
    """

    share: float
    ratio: float
    low: float
    high: float | None
    p: float | None
    central_p: float


@dataclass(frozen=True, kw_only=True)
class TippingPoint:
    """The group's part of the errors, the tipping points, and a row for each supposed share.

    ``low``, ``high``: of the part of the errors, at ``level``. ``more_below``: where the group is a smaller part of
    those seen than this, it has more errors than equal rates explain; ``fewer_above``: the mirror image. They differ
    from ``low`` and ``high`` only where the group was picked ``among`` several. None where no share is so: 0, and 1.
    """

    events: int
    total: int
    part: float
    low: float
    high: float
    level: float
    among: int
    more_below: float | None
    fewer_above: float | None
    supposed: tuple[Supposed, ...]


def tipping_point(
    events: int,
    total: int,
    *,
    shares: Sequence[float] = (),
    level: float = 0.95,
    among: int = 1,
    deff: float = 1.0,
) -> TippingPoint | None:
    """Return the tipping points of ``events`` errors on one group of ``total`` on all; None without any error (0/0).

    ``shares``: supposed parts of the group among those seen, each between 0 and 1. ``among``: how many groups it was
    picked from after looking; limits and p-values allow for that (Bonferroni). Raises ``ValueError`` for impossible
    counts or shares.
    """
    check_level(level)
    if not 0 <= events <= total or among < 1 or not deff >= 1:
        message = f"{events} of {total} errors, picked among {among}, with a design effect of {deff}, cannot be"
        raise ValueError(message)
    if not all(0 < share < 1 for share in shares):
        message = f"a supposed share lies between 0 and 1: {list(shares)}"
        raise ValueError(message)
    if total == 0:
        return None
    strict = 1 - (1 - level) / among
    low, high = clopper_pearson(events, total, level=level, deff=deff)
    below, above = clopper_pearson(events, total, level=strict, deff=deff)
    rows = tuple(_supposed(events, total, share, limits=(below, above), among=among, deff=deff) for share in shares)
    return TippingPoint(
        events=events,
        total=total,
        part=events / total,
        low=low,
        high=high,
        level=level,
        among=among,
        more_below=below or None,
        fewer_above=above if above < 1 else None,
        supposed=rows,
    )


def _supposed(
    events: int, total: int, share: float, *, limits: tuple[float, float], among: int, deff: float
) -> Supposed:
    inside, outside = events / deff, (total - events) / deff
    add = 0.0 if events and events < total else 0.5
    rest = (1 - share) / share
    low = limits[0] / (1 - limits[0]) * rest
    high = limits[1] / (1 - limits[1]) * rest if limits[1] < 1 else None
    ratio = max((inside + add) / (outside + add) * rest, low)
    return Supposed(
        share=share,
        ratio=ratio if high is None else min(ratio, high),
        low=low,
        high=high,
        p=min(1.0, among * _no_likelier(events, total, share)) if deff == 1 else None,
        central_p=min(1.0, among * _central(inside, outside, share)),
    )


def _central(inside: float, outside: float, share: float) -> float:
    from scipy.special import betainc, betaincc

    above = float(betainc(inside, outside + 1, share)) if inside > 0 else 1.0
    below = float(betaincc(inside + 1, outside, share)) if outside > 0 else 1.0
    return min(1.0, 2 * min(above, below))


def _no_likelier(events: int, total: int, share: float) -> float:
    """Add up the binomial chances that are no larger than that of ``events``, with a hair of slack for rounding.

    Chances rise up to the likeliest count and fall from there, so they are two tails, whose ends are found by halving:
    a record of a year may have too many errors to go through one by one.
    """
    from scipy.special import betainc, betaincc

    def log_chance(k: int) -> float:
        ways = lgamma(total + 1) - lgamma(k + 1) - lgamma(total - k + 1)
        return ways + k * log(share) + (total - k) * log(1 - share)

    most = log_chance(events) + 1e-7 + 1e-15 * lgamma(total + 1)
    likeliest = min(total, int((total + 1) * share))
    if log_chance(likeliest) <= most:
        return 1.0
    last = bisect_right(range(likeliest), most, key=log_chance) - 1  # of the lower tail; -1: there is none
    first = likeliest + bisect_left(range(likeliest, total + 1), -most, key=lambda k: -log_chance(k))
    below = float(betaincc(last + 1, total - last, share)) if last >= 0 else 0.0
    above = float(betainc(first, total - first + 1, share)) if first <= total else 0.0
    return min(1.0, below + above)
