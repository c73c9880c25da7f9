"""The KG-t interval of METHODS II.1.4 a second time: exact fractions, then mpmath, with its own root finding.

Nothing here imports the package. `python -m tests.oracles.generate` writes the expected values to `kg_t.json`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from mpmath import mp, mpf

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = 40


def beta_distribution(x: mpf, a: mpf, b: mpf) -> mpf:
    """Return P(Beta(a, b) <= x) by the continued fraction of Abramowitz and Stegun 26.5.8, from the quicker tail.

    mpmath's own `betainc` agrees (a test compares them) but does not return in minutes for a = 1000, b = 1e8.
    """
    if x <= 0:
        return mpf(0)
    if x >= 1:
        return mpf(1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_distribution(1 - x, b, a)
    front = mp.exp(a * mp.log(x) + b * mp.log1p(-x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b) - mp.log(a))
    tiny = mpf(10) ** -300
    fraction, upper, lower, step = mpf(1), mpf(1), mpf(0), 0
    while True:
        half = step // 2
        if step == 0:
            term = mpf(1)
        elif step % 2 == 0:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        lower = 1 / (1 + term * lower or tiny)
        upper = 1 + term / upper or tiny
        fraction *= upper * lower
        step += 1
        if abs(upper * lower - 1) < mpf(10) ** (5 - mp.dps):
            return front * (fraction - 1)


def _bisect_log(f: Callable[[mpf], mpf], low: mpf, high: mpf) -> mpf:
    """Find where an increasing function of exp(y) crosses 0, by halving y; slow and hard to get wrong."""
    a, b = mp.log(low), mp.log(high)
    while b - a > mpf(10) ** -22:
        middle = (a + b) / 2
        if f(mp.exp(middle)) > 0:
            b = middle
        else:
            a = middle
    return mp.exp((a + b) / 2)


def beta_quantile(q: mpf, a: mpf, b: mpf) -> mpf:
    """Return the q quantile of Beta(a, b); the mirrored tail where the mean is above a half."""
    if a <= 0:
        return mpf(0)
    if b <= 0:
        return mpf(1)
    if a > b:
        return 1 - beta_quantile(1 - q, b, a)
    return _bisect_log(lambda x: beta_distribution(x, a, b) - q, mpf(10) ** -60, mpf(1))


def normal_quantile(q: mpf) -> mpf:
    """Return the q quantile of the standard normal distribution."""
    return mp.sqrt(2) * mp.erfinv(2 * q - 1)


def t_quantile(q: mpf, df: mpf) -> mpf:
    """Return q quantile (q > 1/2) of Student's t: t^2 = df (1-x)/x with x the 2(1-q) quantile of Beta(df/2, 1/2)."""
    upper_tail = 2 * (1 - q)
    x = _bisect_log(lambda v: beta_distribution(v, df / 2, mpf(1) / 2) - upper_tail, mpf(10) ** -60, mpf(1))
    return mp.sqrt(df * (1 - x) / x)


def kg_t(
    *,
    events: int,
    trials: int,
    variance: Fraction,
    linear: Fraction,
    df: Fraction | None,
    level: str = "0.95",
    extra_deff: str = "0",
    deff_floor: str = "1",
    pairs: Fraction | None = None,
) -> dict[str, mpf]:
    """Return low, high, deff, inflation (g) and effective trials (n*) in the letters of METHODS II.1.4.

    ``pairs``: where trials belong to two people each, the sum over pairs of people of (errors - rate x trials)^2, which
    gives the design effect of pairs, 1 where each is tried once: the least there is, and where fewer than 8 people
    drive the errors, what V.2 adds for a person left out.
    """
    with mp.workdps(DIGITS):
        alpha = 1 - mpf(level)
        rate = Fraction(events, trials)
        binomial = rate * (1 - rate) / trials
        ratio = _mpf(max(variance, linear) / binomial) if binomial else mpf(1)
        of_pairs = max(mpf(1), _mpf(pairs / (binomial * trials**2)) if binomial and pairs is not None else mpf(1))
        deff = max(of_pairs, mpf(deff_floor), ratio) + _mpf(Fraction(extra_deff))
        if pairs is not None and df is not None and df < Fraction(8):
            deff += of_pairs
        g = mpf(1)  # df is 0/0 where nobody differs from anybody: then nobody's excess is estimated
        if df is not None:
            widening = (t_quantile(1 - alpha / 2, max(_mpf(df), mpf(1))) / normal_quantile(1 - alpha / 2)) ** 2
            g += (widening - 1) * (1 - 1 / deff)
        n = trials / (deff * g)
        x = events / (deff * g)
        low = beta_quantile(alpha / 2, x, n - x + 1)
        high = beta_quantile(1 - alpha / 2, x + 1, n - x)
        return {"low": low, "high": high, "deff": deff, "inflation": g, "effective_trials": n}


def hoeffding_upper(value: Fraction, sets: int, *, level: str = "0.95") -> mpf:
    """Return Z1: the largest p with sets * KL(value || p) <= ln(1 / (1 - level)), by halving."""
    with mp.workdps(DIGITS):
        budget = -mp.log(1 - mpf(level)) / sets
        v = _mpf(value)
        if v == 1:
            return mpf(1)

        def excess(p: mpf) -> mpf:
            left = v * mp.log(v / p) if v > 0 else mpf(0)
            right = (1 - v) * mp.log((1 - v) / (1 - p)) if v < 1 else mpf(0)
            return left + right - budget

        low, high = v, mpf(1)
        for _ in range(130):
            middle = (low + high) / 2
            if middle == 1:
                return mpf(1)
            low, high = (low, middle) if excess(middle) > 0 else (middle, high)
        return low


def assisted_upper(effective_trials: str, *, level: str = "0.95") -> mpf:
    """Return Z2: 1 - a^(1/n*)."""
    with mp.workdps(DIGITS):
        return -mp.expm1(mp.log(1 - mpf(level)) / mpf(effective_trials))


def _mpf(value: Fraction) -> mpf:
    return mpf(value.numerator) / mpf(value.denominator)
