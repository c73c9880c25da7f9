"""Exact limits for a count, when counts are all there is.

Which question it answers: x events were counted in n trials (or over an exposure such as hours). Which
rates are compatible with that? Clopper and Pearson (1934) for x of n, Garwood (1936) for x over an exposure.
Both are exact *if every event is independent*. Published counts do not say whether they are, so each limit
takes a design effect ``deff``: both x and n are divided by it (METHODS 1.1, after Korn and Graubard 1998),
as if each event had been counted ``deff`` times. It is wrong, too narrow, when the true design effect is larger.

Departures: fractional x and n are allowed, through the inverse incomplete beta and gamma functions.
"""

from __future__ import annotations


def clopper_pearson(events: float, trials: float, *, level: float = 0.95, deff: float = 1.0) -> tuple[float, float]:
    """Return the two-sided limits of a rate per trial.

    No trials (0/0): ``ValueError``; there is no rate, and the caller must say *not estimable*. No events: the
    lower limit is 0. Every trial an event: the upper limit is 1. Otherwise, with x = events / deff,
    n = trials / deff and a = 1 - level, the a/2 quantile of Beta(x, n - x + 1) and the 1 - a/2 quantile of
    Beta(x + 1, n - x).
    """
    _check(events, trials, level, deff, most=trials)
    tail = (1 - level) / 2
    return _beta_lower(events / deff, trials / deff, tail), _beta_upper(events / deff, trials / deff, tail)


def clopper_pearson_upper(events: float, trials: float, *, level: float = 0.95, deff: float = 1.0) -> float:
    """Return the one-sided upper limit of a rate per trial; at no events this is 1 - (1 - level)^(deff / trials).

    No trials: ``ValueError``. Every trial an event: 1.
    """
    _check(events, trials, level, deff, most=trials)
    return _beta_upper(events / deff, trials / deff, 1 - level)


def clopper_pearson_lower(events: float, trials: float, *, level: float = 0.95, deff: float = 1.0) -> float:
    """Return the one-sided lower limit of a rate per trial; at no events 0. No trials: ``ValueError``."""
    _check(events, trials, level, deff, most=trials)
    return _beta_lower(events / deff, trials / deff, 1 - level)


def garwood(events: float, exposure: float, *, level: float = 0.95, deff: float = 1.0) -> tuple[float, float]:
    """Return the two-sided limits of a rate per unit of exposure (an hour, a deployment).

    No exposure (0/0): ``ValueError``. No events: the lower limit is 0. Otherwise, with x = events / deff and
    e = exposure / deff, the a/2 quantile of Gamma(x) and the 1 - a/2 quantile of Gamma(x + 1), both over e.
    """
    _check(events, exposure, level, deff)
    tail = (1 - level) / 2
    return _gamma_lower(events / deff, tail) * deff / exposure, _gamma_upper(events / deff, tail) * deff / exposure


def garwood_upper(events: float, exposure: float, *, level: float = 0.95, deff: float = 1.0) -> float:
    """Return the one-sided upper limit of a rate per unit of exposure; at no events -ln(1 - level) * deff / exposure.

    No exposure: ``ValueError``.
    """
    _check(events, exposure, level, deff)
    return _gamma_upper(events / deff, 1 - level) * deff / exposure


def garwood_lower(events: float, exposure: float, *, level: float = 0.95, deff: float = 1.0) -> float:
    """Return the one-sided lower limit of a rate per unit of exposure; at no events 0. No exposure: ``ValueError``."""
    _check(events, exposure, level, deff)
    return _gamma_lower(events / deff, 1 - level) * deff / exposure


def _check(events: float, trials: float, level: float, deff: float, *, most: float | None = None) -> None:
    if not trials > 0:
        message = "a rate needs something to divide by: there are no trials"
        raise ValueError(message)
    if not events >= 0 or (most is not None and events > most):
        message = f"{events} events cannot come from {trials} trials"
        raise ValueError(message)
    if not 0 < level < 1:
        message = f"a level lies between 0 and 1, not {level}"
        raise ValueError(message)
    if not deff >= 1:
        message = f"a design effect is 1 or more, not {deff}"
        raise ValueError(message)


def _beta_lower(x: float, n: float, tail: float) -> float:
    from scipy.special import betaincinv

    return 0.0 if x == 0 else float(betaincinv(x, n - x + 1, tail))


def _beta_upper(x: float, n: float, tail: float) -> float:
    from scipy.special import betainccinv

    return 1.0 if x >= n else float(betainccinv(x + 1, n - x, tail))


def _gamma_lower(x: float, tail: float) -> float:
    from scipy.special import gammaincinv

    return 0.0 if x == 0 else float(gammaincinv(x, tail))


def _gamma_upper(x: float, tail: float) -> float:
    from scipy.special import gammainccinv

    return float(gammainccinv(x + 1, tail))
