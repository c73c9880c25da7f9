"""The chance that none of n people is flagged, where the chance of each is a Beta distributed one that they share.

With a Beta(a, b) distributed chance it is B(a, b + n) / B(a, b), the product of (b + i) / (a + b + i) over the people.
The usual way, a difference of log Gamma functions, loses digits where these are large and nearly equal: 1.5e-11 of the
result, and another processor loses others. Here the terms that cancel are taken out by hand.

* Of few people, all factors are multiplied one by one; of many, the first 64.
* For the others Stirling's series gives each of the four log Gamma functions (Abramowitz and Stegun 6.1.41); its linear
  terms cancel exactly, and what remains is written in log1p(x) - x, which does not cancel (`intervals.stirling`).
"""

from __future__ import annotations

from math import fsum, log1p

from bystander.intervals.stirling import correction, log1p_less

FEW = 2000  # people whose factors are all multiplied one by one
FIRST = 64  # of more people; from b + 64 on Stirling's series has every digit that a double holds


def log_none(a: float, b: float, n: int) -> float:
    """Return the logarithm of B(a, b + n) / B(a, b), for a > 0, b > 0 and n people (0 people: 0)."""
    first = n if n <= FEW else FIRST
    direct = -fsum(log1p(a / (b + i)) for i in range(first))
    return direct + _log_rest(a, b + first, n - first) if n > first else direct


def _log_rest(a: float, b: float, n: int) -> float:
    """Return the same for a large b, by Stirling's series."""
    last = b + n
    smooth = b * log1p_less(a / b) - last * log1p_less(a / last) - a * log1p(n / (a + b))
    halves = (log1p(a / last) - log1p(a / b)) / 2
    corrections = (correction(last) - correction(b)) - (correction(a + last) - correction(a + b))
    return float(smooth + halves + corrections)
