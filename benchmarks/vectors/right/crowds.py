"""Cases of a crowd: what counts lead one to expect, what the next count may be, and how looks at one person add up."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from mpmath import mpf

from benchmarks.vectors.right import limits
from benchmarks.vectors.right.values import Case, Value, exact, real

SIDE = Fraction(1, 40)


def negative_binomial_quantile(r: int, p: Fraction, u: Fraction) -> int:
    """Return the smallest k with P(count <= k) >= u, adding chances up as fractions."""
    total, k = Fraction(0), -1
    while total < u:
        k += 1
        total += comb(r + k - 1, k) * p**r * (1 - p) ** k
    return k


def prediction(events: int, trials: int, looks: int) -> dict[str, Value]:
    """Return the expected count and the exact prediction interval of a rare one."""
    p = Fraction(trials, trials + looks)
    expected = {"expected": exact(Fraction(events * looks, trials)), "low": exact(0)}
    if not events:
        return expected
    low = negative_binomial_quantile(events, p, SIDE)
    return {**expected, "low": exact(low), "high": exact(negative_binomial_quantile(events + 1, p, 1 - SIDE))}


def _prediction(name: str, shows: str, events: int, trials: int, looks: int) -> Case:
    return Case(
        id=f"crowds/{name}", shows=shows, standing="method", input={"events": events, "trials": trials, "looks": looks},
        settings={"level": 0.95}, expected=prediction(events, trials, looks), reference=("METHODS VI.2",),
        rule="Expected is the counted rate times the looks, nothing else. The range runs from the 2.5 % quantile of "
        "the negative binomial with r = x to the 97.5 % quantile of that with r = x + 1, p = n/(n + looks). "
        "With nothing counted nothing is expected, and the bound is what is told.",
    )  # fmt: skip


def flagged(rate: Fraction, looks: int, icc: Fraction) -> Fraction:
    """Return the chance of at least one alert in so many looks at one person."""
    t, none = icc / (1 - icc), Fraction(1)
    for j in range(looks):
        none *= 1 - rate / (1 + j * t)
    return 1 - none


def cases() -> list[Case]:
    """Return the cases."""
    looks = {"rate": 0.001, "looks": 6}
    rate = Fraction(1, 1000)
    right = Fraction(9, 10) * 12
    false = Fraction(1, 500) * 60_000
    return [
        _prediction("counted", "7 of 8,600 looks gave a false alert, and 60,000 looks are to come", 7, 8600, 60_000),
        _prediction("nothing-counted", "none of 12,120 did", 0, 12_120, 60_000),
        Case(
            id="crowds/bound",
            shows="the expectation that no count excludes",
            settings={"level": 0.95},
            input={"events": 0, "trials": 12_120, "looks": 60_000},
            reference=("METHODS 3, 7",),
            standing="method",
            expected={"expected_upper": real(60_000 * limits.binomial_upper(0, 12_120, mpf(1) / 20))},
            rule="The one-sided 95 % limit of the rate, times the looks: 14.8, though none was counted.",
        ),
        Case(
            id="crowds/looks-independent",
            shows="six looks at a person, independent of each other",
            input=looks,
            settings={"icc": 0},
            expected={"flagged": exact(flagged(rate, 6, Fraction(0)))},
            reference=("METHODS 3",),
            rule="1 - (1 - rate)^looks.",
        ),
        Case(
            id="crowds/looks-alike",
            shows="six looks at a person that resemble each other",
            input=looks,
            settings={"icc": 0.2},
            expected={"flagged": exact(flagged(rate, 6, Fraction(1, 5)))},
            reference=("METHODS 3",),
            standing="method",
            rule="With a person's own rate Beta distributed and t = icc/(1 - icc), the chance of none is the product "
            "of 1 - rate/(1 + j t): as many alerts fall on fewer people.",
        ),
        Case(
            id="crowds/alerts-that-are-right",
            shows="12 sought among 60,000, nine of ten found, 0.2 % false alerts",
            input={"bystanders": 60_000, "sought": 12, "false_alert_rate": 0.002, "hit_rate": 0.9},
            settings={},
            expected={
                "false_alerts": exact(false),
                "right_alerts": exact(right),
                "share_right": exact(right / (right + false)),
            },
            rule="The share of right alerts is that of the expected numbers, and hangs on how many are sought.",
            reference=("METHODS 3, 7",),
        ),
    ]
