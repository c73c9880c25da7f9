"""KG-t from its definition: the variance by listing trials that share nobody, the rest by METHODS 1.4."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from mpmath import mpf

from benchmarks.vectors.right.limits import beta_quantile, normal_quantile, number, student_quantile

if TYPE_CHECKING:
    from benchmarks.vectors.right.values import Value

from benchmarks.vectors.right.values import exact, real

Trial = tuple[frozenset[str], int]  # who is in it, and whether it was an error


def kg_t(trials: list[Trial], *, level: Fraction, extra: int = 0) -> dict[str, Value]:
    """Return what KG-t gives for trials of one person, or of two, each with everybody as often.

    ``extra`` is added to the design effect: 1 gives the limit for a claim of compliance.
    """
    events, n = sum(error for _, error in trials), len(trials)
    p = Fraction(events, n)
    disjoint = [(a, b) for (one, a), (two, b) in combinations(trials, 2) if not one & two]
    unbiased = p**2 - Fraction(sum(a * b for a, b in disjoint), len(disjoint))
    people = sorted(set().union(*(who for who, _ in trials)))
    excess = {x: Fraction(0) for x in people}
    for who, error in trials:
        for x in who:
            excess[x] += error - p
    squares = sum((e**2 for e in excess.values()), Fraction(0))
    twice = Fraction(0)  # a trial of two people is in the excess of both
    if len(trials[0][0]) == 2:
        pairs: dict[frozenset[str], Fraction] = {}
        for who, error in trials:
            pairs[who] = pairs.get(who, Fraction(0)) + error - p
        twice = sum((x**2 for x in pairs.values()), Fraction(0))
    linear = (Fraction(len(people), len(people) - 1) * squares - twice) / n**2
    independent = p * (1 - p) / n
    deff = max(Fraction(1), unbiased / independent, linear / independent) + extra
    df = squares**2 / sum((e**4 for e in excess.values()), Fraction(0))
    tail = number((1 - level) / 2)
    t_over_z = student_quantile(1 - tail, number(max(df, Fraction(1)))) / normal_quantile(1 - tail)
    g = 1 + (t_over_z**2 - 1) * number(1 - 1 / deff)
    shrink = number(deff) * g
    x, rest = mpf(events) / shrink, mpf(n - events) / shrink
    return {
        "rate": exact(p),
        "variance": exact(unbiased),
        "linear_variance": exact(linear),
        "deff": exact(deff),
        "df": exact(df),
        "effective_trials": real(n / shrink),
        "low": real(beta_quantile(x, rest + 1, tail)),
        "high": real(beta_quantile(x + 1, rest, 1 - tail)),
    }
