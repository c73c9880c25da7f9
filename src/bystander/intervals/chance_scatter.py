"""How deployments scatter by chance alone: Pearson's chi-square of counts that were only shared out by exposure.

Given the total, the counts are multinomial, or hypergeometric where each of the exposed can be an event once. They are
drawn, exactly, by whatever is cheapest: row by row; event by event, where events are few; or by shuffling all of the
exposed, where these are few. Of a long record (:data:`LONG` rows) nothing is drawn where the statistic is nearly
normal: its mean is k - 1, its variance is exact (Haldane 1937), and a shifted gamma takes care of what skewness is left

    variance  2 (k - 1) + (S1 - k^2 - 2 k + 2) / n        S1, S2: sums of 1/p and 1/p^2 over the k rows
    third     8 k + 22 S1 / n + S2 / n^2                  (of independent counts: a little more than given the total)

so that a million rows take no longer than a thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Numbers = NDArray[np.float64]

DRAWS = 9_999
FEWEST_DRAWS = 99
WORK = 4 * 10**6  # counts drawn in all, of a long record
PIECE = 2 * 10**6  # counts held at once
LONG = 10_000  # rows
NEARLY_NORMAL = 0.1  # skewness up to which a shifted gamma is as good as draws
MOST_DRAWN_FROM = 10**9  # numpy's hypergeometric numbers take no larger urn
FEW = 0.01  # of the exposed: so few events are drawn with or without replacement alike


@dataclass(frozen=True)
class Chance:
    """How often chance alone scatters as much as observed, and the chi-square that it exceeds as often as asked."""

    p_value: float
    reference: float


def by_chance(
    x: Counts, e: Numbers, observed: float, rng: np.random.Generator, *, bounded: bool, tail: float, most: int = 0
) -> Chance:
    """Return what chance gives of ``x`` events over exposure ``e``; ``tail``: how rarely it exceeds the reference.

    ``most``: draws that are enough, where fewer than as many as usual are.
    """
    if len(e) > LONG and (near := _nearly_normal(int(x.sum()), e, observed, bounded=bounded, tail=tail)) is not None:
        return near
    import numpy as np

    null = _drawn(int(x.sum()), e, rng, bounded=bounded, most=most or DRAWS)
    # A hair of slack: equal tables must count as equal in spite of rounding.
    as_much = int((null >= observed * (1 - 1e-12)).sum())
    return Chance((1 + as_much) / (len(null) + 1), float(np.quantile(null, 1 - tail)))


def pearson(x: Counts, e: Numbers, *, bounded: bool) -> Numbers:
    """Return sum (x - m)^2 / m of each row, m being the row's total shared out by exposure (of each row, or of all)."""
    total, whole = x.sum(axis=-1, keepdims=True), e.sum(axis=-1, keepdims=True)
    m = total * (e / whole)
    result: Numbers = ((x - m) ** 2 / m).sum(axis=-1)
    if bounded:
        result /= (1 - total / whole)[..., 0]
    return result


def variance_of(n: float, p: Numbers) -> float:
    """Return the variance of Pearson's chi-square of ``n`` events over rows of shares ``p``, none of them empty."""
    k = len(p)
    return 2 * (k - 1) + (float((1 / p).sum()) - k**2 - 2 * k + 2) / n


def _nearly_normal(n: int, e: Numbers, observed: float, *, bounded: bool, tail: float) -> Chance | None:
    """Return it in closed form; None where the statistic is too skew, or too many of the exposed are events."""
    from scipy.special import gammaincc, gammainccinv

    if bounded and n > FEW * e.sum():
        return None
    k, p = len(e), e / e.sum()
    s1, s2 = float((1 / p).sum()), float((1 / p**2).sum())
    variance = variance_of(n, p)
    skew = (8 * k + 22 * s1 / n + s2 / n**2) / variance**1.5
    if skew > NEARLY_NORMAL:
        return None
    shape, spread = 4 / skew**2, variance**0.5
    standing = shape + (observed - (k - 1)) / spread * shape**0.5  # in units of a gamma of that shape
    reference = k - 1 + spread * (float(gammainccinv(shape, tail)) - shape) / shape**0.5
    return Chance(max(float(gammaincc(shape, max(standing, 0.0))), 1 / (DRAWS + 1)), reference)


def _drawn(n: int, e: Numbers, rng: np.random.Generator, *, bounded: bool, most: int) -> Numbers:
    import numpy as np

    k, whole = len(e), float(e.sum())
    without_replacement = bounded and whole < MOST_DRAWN_FROM
    one_by_one = k > LONG and n < k / 4 and (not bounded or n <= FEW * whole)
    shuffled = k > LONG and without_replacement and not one_by_one and whole <= 4 * k
    cost = n if one_by_one else int(whole) if shuffled else k
    draws = min(most, max(FEWEST_DRAWS, min(2 * FEWEST_DRAWS + 1, 20 * WORK // cost), WORK // cost))
    if one_by_one:
        share = 1.0 - (n / whole if bounded else 0.0)
        edges = np.cumsum(e) / whole
        placed = (np.searchsorted(edges, np.sort(rng.random(n)), side="right") for _ in range(draws))
        return np.array([_sparse(rows, e, n) for rows in placed]) / share
    if shuffled:
        starts = np.concatenate(([0], np.cumsum(e)[:-1])).astype(np.int64)
        events = np.zeros(int(whole), np.int64)
        events[:n] = 1
        counts = (np.add.reduceat(rng.permutation(events), starts) for _ in range(draws))
        return np.array([pearson(x, e, bounded=True) for x in counts])
    found = []
    for size in _pieces(draws, k):
        if without_replacement:
            drawn = rng.multivariate_hypergeometric(e.astype(np.int64), n, size=size, method="marginals")
            found.append(pearson(drawn, e, bounded=True))
        else:
            # Of so many faces that numpy does not draw without replacement, the two differ in their variance alone,
            # by the factor that the statistic is divided by.
            found.append(pearson(rng.multinomial(n, e / whole, size=size), e, bounded=False))
    return np.concatenate(found)


def _sparse(rows: Counts, e: Numbers, n: int) -> float:
    """Return chi-square of events that fell on ``rows``: sum x^2 / m - n, over the rows with any."""
    import numpy as np

    at, x = np.unique(np.minimum(rows, len(e) - 1), return_counts=True)
    return float((x.astype(np.float64) ** 2 / e[at]).sum() * float(e.sum()) / n - n)


def _pieces(draws: int, rows: int) -> list[int]:
    """Cut draws into pieces that fit into memory."""
    piece = max(1, PIECE // rows)
    return [min(piece, draws - done) for done in range(0, draws, piece)]
