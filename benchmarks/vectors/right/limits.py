"""Limits of a rate from first principles: sums of chances, and the root at which they reach a tail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mpmath import betainc, binomial, exp, expm1, factorial, gammainc, log, log1p, mp, mpf, sqrt

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

HALVINGS = 30
CLOSE = mpf(10) ** -36  # far below the 25 digits that are written


def root(f: Callable[[mpf], mpf], low: mpf, high: mpf) -> mpf:
    """Return where a rising function crosses 0: halving until it is near, then lines through both ends (Illinois)."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if f(middle) > 0 else (middle, high)
    below, beyond, side, last = f(low), f(high), 0, low
    while below < 0 < beyond:
        middle = (low * beyond - high * below) / (beyond - below)
        if abs(middle - last) <= CLOSE * abs(middle):
            return middle
        last, value = middle, f(middle)
        if value > 0:
            high, beyond = middle, value
            below = below / 2 if side == 1 else below
            side = 1
        else:
            low, below = middle, value
            beyond = beyond / 2 if side == -1 else beyond
            side = -1
    return low if below == 0 else high if beyond == 0 else (low + high) / 2


def at_most(events: int, trials: int, p: mpf) -> mpf:
    """Return P(X <= events) of a binomial count, by adding up the shorter of both tails."""
    if events + 1 <= trials - events:
        return sum((binomial(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(events + 1)), mpf(0))
    rest = (binomial(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(events + 1, trials + 1))
    return 1 - sum(rest, mpf(0))


def binomial_upper(events: int, trials: int, tail: mpf) -> mpf:
    """Return the rate at which so few events have the chance ``tail`` (Clopper and Pearson)."""
    if events == trials:
        return mpf(1)
    if events == 0:
        return -expm1(log(tail) / trials)
    return root(lambda p: tail - at_most(events, trials, p), mpf(events) / trials, mpf(1))


def binomial_lower(events: int, trials: int, tail: mpf) -> mpf:
    """Return the rate at which so many events have the chance ``tail``."""
    return 1 - binomial_upper(trials - events, trials, tail)


def poisson_at_most(events: int, mean: mpf) -> mpf:
    """Return P(X <= events) of a Poisson count."""
    return exp(-mean) * sum((mean**k / factorial(k) for k in range(events + 1)), mpf(0))


def poisson_upper(events: int, tail: mpf) -> mpf:
    """Return the mean at which so few events have the chance ``tail`` (Garwood)."""
    if events == 0:
        return -log(tail)
    return root(lambda mean: tail - poisson_at_most(events, mean), mpf(events), mpf(20 + 10 * events))


def poisson_lower(events: int, tail: mpf) -> mpf:
    """Return the mean at which so many events have the chance ``tail``; 0 at none."""
    if events == 0:
        return mpf(0)
    return root(lambda mean: 1 - poisson_at_most(events - 1, mean) - tail, mpf(0), mpf(events))


def beta_quantile(a: mpf, b: mpf, u: mpf) -> mpf:
    """Return the u quantile of a Beta distribution."""
    return root(lambda p: betainc(a, b, 0, p, regularized=True) - u, mpf(0), mpf(1))


def gamma_quantile(a: mpf, u: mpf) -> mpf:
    """Return the u quantile of a Gamma distribution with scale 1."""
    return root(lambda x: gammainc(a, 0, x, regularized=True) - u, mpf(0), mpf(40) + 10 * a)


def normal_quantile(u: mpf) -> mpf:
    """Return the u quantile of the normal distribution, u above one half."""
    return root(lambda z: (1 + mp.erf(z / sqrt(2))) / 2 - u, mpf(0), mpf(40))


def student_quantile(u: mpf, df: mpf) -> mpf:
    """Return the u quantile of Student's distribution, u above one half: t^2 / (t^2 + df) is Beta(1/2, df/2)."""
    square = beta_quantile(mpf(1) / 2, df / 2, 2 * u - 1)
    return sqrt(df * square / (1 - square))


def assumption_free_upper(value: Fraction, sets: int, tail: mpf) -> mpf:
    """Return the largest p with sets KL(value | p) <= ln(1/tail): Hoeffding's bound for trials that share nobody."""
    if value == 0:
        return -expm1(log(tail) / sets)
    seen = number(value)

    def divergence(p: mpf) -> mpf:
        return seen * log(seen / p) + (1 - seen) * log((1 - seen) / (1 - p))

    return root(lambda p: sets * divergence(p) + log(tail), seen, mpf(1) - mpf(10) ** -50)


def number(value: Fraction) -> mpf:
    """Return a fraction as a real number."""
    return mpf(value.numerator) / value.denominator


def none_of(trials: int, chance: mpf) -> mpf:
    """Return the chance that an event does not occur at all."""
    return exp(trials * log1p(-chance))
