"""The closed forms of METHODS II.3 a second time, in mpmath, from their definitions and not from the urn.

Nothing here imports the package.
"""

from __future__ import annotations

from mpmath import mp, mpf

DIGITS = 50


def none(rate: mpf, *, looks: int, capture: mpf, icc: mpf) -> mpf:
    """Return P(no alert in the looks) as E[(1 - capture u)^looks], u a person's own Beta distributed rate."""
    return mp.fsum(
        mp.binomial(looks, j) * capture**j * (1 - capture) ** (looks - j) * _no_alert(rate, j, icc)
        for j in range(looks + 1)
    )


def once(rate: mpf, *, looks: int, capture: mpf, icc: mpf) -> mpf:
    """Return P(exactly one alert)."""
    return mp.fsum(
        mp.binomial(looks, j) * capture**j * (1 - capture) ** (looks - j) * _one_alert(rate, j, icc)
        for j in range(looks + 1)
    )


def _no_alert(rate: mpf, looks: int, icc: mpf) -> mpf:
    if icc == 0:
        return (1 - rate) ** looks
    a, b = rate * (1 - icc) / icc, (1 - rate) * (1 - icc) / icc
    return mp.beta(a, b + looks) / mp.beta(a, b)


def _one_alert(rate: mpf, looks: int, icc: mpf) -> mpf:
    if looks == 0:
        return mpf(0)
    if icc == 0:
        return looks * rate * (1 - rate) ** (looks - 1)
    a, b = rate * (1 - icc) / icc, (1 - rate) * (1 - icc) / icc
    return looks * mp.beta(a + 1, b + looks - 1) / mp.beta(a, b)


def flagged_moments(a: mpf, b: mpf, *, looks: int, icc: mpf) -> tuple[mpf, mpf]:
    """Return mean and variance of P(at least one alert), full capture, over a Beta(a, b) distributed rate.

    P(no alert) is a polynomial in the rate; its coefficients are multiplied out, and each power has an exact mean.
    """
    s = (1 - icc) / icc
    none = [mpf(1)]
    for i in range(looks):  # times ((1 - t) s + i) / (s + i)
        none = [(x * (s + i) - y * s) / (s + i) for x, y in zip([*none, mpf(0)], [mpf(0), *none], strict=True)]
    square = [mpf(0)] * (2 * looks + 1)
    for i, x in enumerate(none):
        for j, y in enumerate(none):
            square[i + j] += x * y
    mean = _mean_of(none, a, b)
    return 1 - mean, _mean_of(square, a, b) - mean**2


def _mean_of(polynomial: list[mpf], a: mpf, b: mpf) -> mpf:
    power, total = mpf(1), mpf(0)
    for m, coefficient in enumerate(polynomial):
        total += coefficient * power
        power *= (a + m) / (a + b + m)
    return total


def beta_binomial(n: int, of: int, a: mpf, b: mpf) -> mpf:
    """Return P(N = n)."""
    return mp.binomial(of, n) * mp.beta(a + n, b + of - n) / mp.beta(a, b)
