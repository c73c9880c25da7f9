"""What a design effect is, from the rows themselves and the formulas of docs/methods: another road to the same number.

Plain loops over people; nothing of the package is used.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.stats import beta, norm, t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW = 8  # people who drive the errors, below which what pairs cost is added
Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Errors of trials; ``deff``: what the people cost; ``of_pairs``: what pairs cost (1: one person a trial)."""

    events: int
    trials: int
    deff: float
    of_pairs: float
    df: float | None
    two: bool = False

    @property
    def added(self) -> float:
        """Return what is added where few drive the errors of trials of two people."""
        return self.of_pairs if self.two and self.df is not None and self.df < FEW else 0.0

    def limits(self, more: float = 0.0) -> tuple[float, float]:
        """Return the ends of KG-t at 95 %, at a design effect larger by ``more``."""
        assert self.df is not None
        return limits(self.events, self.trials, self.df, self.deff + self.added + more)


def limits(events: float, trials: float, df: float, deff: float) -> tuple[float, float]:
    """Return the ends of KG-t by scipy's Beta distribution."""
    n = trials / (deff * inflation(df, deff))
    x = events * n / trials
    return float(beta.ppf(0.025, x, n - x + 1)), float(beta.ppf(0.975, x + 1, n - x))


def inflation(df: float, deff: float) -> float:
    """Return g."""
    return float(1 + ((t.ppf(0.975, max(df, 1)) / norm.ppf(0.975)) ** 2 - 1) * (1 - 1 / deff))


def of_two(rows: Iterable[tuple[str, str, bool]]) -> Cost:
    """Return the cost of comparisons of two people, each of whom may be on both sides; with errors and without."""
    d: Counter[str] = Counter()
    m: Counter[str] = Counter()
    c: Counter[frozenset[str]] = Counter()
    n: Counter[frozenset[str]] = Counter()
    for a, b, error in rows:
        for person in (a, b):
            m[person] += 1
            d[person] += error
        n[frozenset((a, b))] += 1
        c[frozenset((a, b))] += error
    e, total = sum(c.values()), sum(n.values())
    p = e / total
    qc, qn = squares(c.values()), squares(n.values())
    shared = (e**2 - squares(d.values()) + qc) / (total**2 - squares(m.values()) + qn)
    psi = [d[i] - p * m[i] for i in m]
    linear = (len(psi) / (len(psi) - 1) * squares(psi) - (qc - p * p * qn)) / total**2
    independent = p * (1 - p) / total
    of_pairs = max(1.0, (qc - p * p * qn) / (total * p * (1 - p)))
    return Cost(
        events=e, trials=total, deff=max(of_pairs, (p * p - shared) / independent, linear / independent),
        of_pairs=of_pairs, df=driving(psi), two=True,
    )  # fmt: skip


def of_one(rows: Iterable[tuple[str, bool]]) -> Cost:
    """Return the cost of trials of one person each; of few errors of people with several trials that of the floor."""
    x: Counter[str] = Counter()
    k: Counter[str] = Counter()
    for person, error in rows:
        k[person] += 1
        x[person] += error
    e, total = sum(x.values()), sum(k.values())
    p, mean = e / total, squares(k.values()) / total
    shared = (e**2 - squares(x.values())) / (total**2 - squares(k.values()))
    psi = [x[i] - p * k[i] for i in k]
    linear = len(psi) / (len(psi) - 1) * squares(psi) / total**2
    independent = p * (1 - p) / total
    floor = 1 + (mean - 1) * 0.1 if e < 20 and mean > 1.5 else 1.0
    deff = max(floor, (p * p - shared) / independent, linear / independent)
    return Cost(events=e, trials=total, deff=deff, of_pairs=1.0, df=driving(psi))


def borrowed(rows: Sequence[tuple[str, str, float]]) -> float | None:
    """Return the largest design effect met going down to the first threshold of 30 pairs whom 8 people drive, or more.

    ``rows``: comparisons of two people with their scores.
    """
    falling = sorted(rows, key=lambda row: -row[2])
    wanted, largest = 30, 1.0
    while (at := cutoff(falling, wanted)) is not None:
        cost = of_two((a, b, s >= at) for a, b, s in rows)
        largest = max(largest, cost.deff)
        if cost.df is not None and cost.df >= FEW:
            return largest
        wanted = max(len({frozenset((a, b)) for a, b, s in rows if s >= at}), wanted) * 5 // 4
    return None


def cutoff(falling: Sequence[tuple[str, str, float]], pairs: int) -> float | None:
    """Return the highest score at or above which there are comparisons of so many pairs of people."""
    seen: set[frozenset[str]] = set()
    for a, b, score in falling:
        seen.add(frozenset((a, b)))
        if len(seen) == pairs:
            return score
    return None


def closest(rows: Sequence[tuple[str, str, float]]) -> float | None:
    """Return the limit of no error for those like the closest: the largest U (1 - a^(1/df)) of 30 to 250 pairs."""
    falling = sorted(rows, key=lambda row: -row[2])
    found = []
    for pairs in (30, 60, 120, 250):
        at = cutoff(falling, pairs)
        if at is None:
            return None
        cost = of_two((a, b, s >= at) for a, b, s in rows)
        found.append((cost, cost.limits()[1] * (1 - 0.05 ** (1 / (cost.df or 1)))))
    last = found[-1][0]
    return max(limit for _, limit in found) if 2 * last.events <= last.trials else None


def driving(psi: Iterable[float]) -> float | None:
    """Return how many people drive the errors: (sum of psi^2)^2 / sum of psi^4."""
    second = [x * x for x in psi]
    return sum(second) ** 2 / squares(second) if any(second) else None


def squares(values: Iterable[float]) -> float:
    """Return the sum of squares."""
    return sum(v * v for v in values)
