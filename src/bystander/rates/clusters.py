"""The variance of a rate whose trials share people: one exactly unbiased identity (METHODS 1.2).

A comparison belongs to two people, and all comparisons of one person are related. Products of errors
from comparisons that share nobody have expectation p², so their mean ``p2`` is an unbiased estimate of
p², and ``V_U = value² - p2`` is an exactly unbiased estimate of the variance of the observed rate,
whatever the dependence within a person. It needs per-person totals only.

Counts are summed as whole numbers and divided once, floating sums are correctly rounded (``math.fsum``):
the result does not depend on the order of people.

It is wrong when dependence reaches beyond a shared person (families, look-alikes recorded as strangers):
then the true variance is larger. Cluster on the family if it is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.integer]


@dataclass(frozen=True, kw_only=True)
class ClusteredRate:
    """A rate with what is needed for its interval.

    ``value`` = events / trials. ``variance``: V_U of the value, may be negative by chance; None where no
    two trials are disjoint, so that nothing is known about it. ``df``: effective number of people driving
    the errors, (Σψ²)²/Σψ⁴ with ψ the excess errors of a person; None where no person has any excess
    (all people have exactly the same rate). ``mean_cluster``: trials met by a typical trial's person,
    Σk²/Σk; only for one-way clusters, otherwise None.
    """

    events: int
    trials: int
    variance: float | None
    df: float | None
    people: int
    mean_cluster: float | None = None

    @property
    def value(self) -> float:
        """Events per trial."""
        return self.events / self.trials


def vertex(d: Counts, m: Counts, *, qc: float, qn: float) -> ClusteredRate:
    """Cluster comparisons between different people on both of them.

    ``d[i]``, ``m[i]``: errors and comparisons that touch person i, so that a comparison counts for both its
    people. ``qc``, ``qn``: sums over unordered pairs of people of the squared number of errors and of
    comparisons. Raises ValueError without any comparison (0/0). People without comparisons are ignored.

        p2 = (E² - Σd² + Qc) / (Tc² - Σm² + Qn)
    """
    events, trials = _half(d), _half(m)
    variance = _variance(events, trials, shared=(_squares(d), qc), possible=(_squares(m), qn))
    return _rate(events, trials, variance, _excess(d, m, events, trials), people=int(np.count_nonzero(m)))


def one_way(x: Counts, k: Counts) -> ClusteredRate:
    """Cluster trials on the one person that each belongs to.

    ``x[i]``, ``k[i]``: errors and trials of person i. Raises ValueError without any trial (0/0).

        p2 = (E² - Σx²) / (Tc² - Σk²)
    """
    events, trials = _total(x), _total(k)
    squares = _squares(k)
    variance = _variance(events, trials, shared=(_squares(x), 0), possible=(squares, 0))
    return _rate(
        events,
        trials,
        variance,
        _excess(x, k, events, trials),
        people=int(np.count_nonzero(k)),
        mean_cluster=squares / trials if trials else None,
    )


def two_way(
    row_errors: Counts,
    row_trials: Counts,
    column_errors: Counts,
    column_trials: Counts,
    *,
    qc: float,
    qn: float,
) -> ClusteredRate:
    """Cluster comparisons of probes (rows) with references (columns), two sets without a common person.

    ``qc``, ``qn``: sums over (row, column) of the squared errors and comparisons. Raises ValueError without
    any comparison (0/0), or where the two sides do not add up to the same totals.

        p2 = (E² - Σr² - Σs² + Qc) / (Tc² - ΣR² - ΣS² + Qn)
    """
    events, trials = _total(row_errors), _total(row_trials)
    if (events, trials) != (_total(column_errors), _total(column_trials)):
        message = "rows and columns count different errors or different comparisons"
        raise ValueError(message)
    variance = _variance(
        events,
        trials,
        shared=(_squares(row_errors) + _squares(column_errors), qc),
        possible=(_squares(row_trials) + _squares(column_trials), qn),
    )
    excess = np.concatenate(
        [_excess(row_errors, row_trials, events, trials), _excess(column_errors, column_trials, events, trials)]
    )
    people = int(np.count_nonzero(row_trials)) + int(np.count_nonzero(column_trials))
    return _rate(events, trials, variance, excess, people=people)


def _rate(
    events: int,
    trials: int,
    variance: float | None,
    excess: NDArray[np.float64],
    *,
    people: int,
    mean_cluster: float | None = None,
) -> ClusteredRate:
    return ClusteredRate(
        events=events,
        trials=trials,
        variance=variance,
        df=_degrees_of_freedom(excess),
        people=people,
        mean_cluster=mean_cluster,
    )


def _variance(events: int, trials: int, *, shared: tuple[int, float], possible: tuple[int, float]) -> float | None:
    """Give V_U from whole numbers, dividing once; None where no two trials are disjoint."""
    if trials == 0:
        message = "a rate needs at least one trial"
        raise ValueError(message)
    disjoint_errors = Fraction(events) ** 2 - shared[0] + Fraction(shared[1])
    disjoint_trials = Fraction(trials) ** 2 - possible[0] + Fraction(possible[1])
    if disjoint_trials <= 0:
        return None
    return float(Fraction(events, trials) ** 2 - disjoint_errors / disjoint_trials)


def _excess(errors: Counts, trials: Counts, events: int, total: int) -> NDArray[np.float64]:
    """Give ψ, each person's errors beyond their share."""
    if total == 0:
        return np.zeros(0)
    excess: NDArray[np.float64] = np.asarray(errors, dtype=np.float64) - np.asarray(trials, dtype=np.float64) * (
        events / total
    )
    return excess


def _degrees_of_freedom(excess: NDArray[np.float64]) -> float | None:
    """Give (Σψ²)²/Σψ⁴; scaled by the largest so that neither sum overflows or vanishes."""
    largest = float(np.max(np.abs(excess), initial=0.0))
    if largest == 0.0:
        return None
    squares = (excess / largest) ** 2
    return fsum(squares) ** 2 / fsum(squares * squares)


def _total(counts: Counts) -> int:
    return int(np.sum(counts, dtype=np.int64))


def _half(counts: Counts) -> int:
    doubled = _total(counts)
    if doubled % 2:
        message = "every comparison must be counted for both its people"
        raise ValueError(message)
    return doubled // 2


def _squares(counts: Counts) -> int:
    """Give the exact sum of squares, beyond 64 bits where it must be."""
    values = np.asarray(counts, dtype=np.int64)
    if values.size == 0:
        return 0
    largest = int(np.max(np.abs(values)))
    if largest**2 * values.size < 2**63:
        return int(np.dot(values, values))
    return sum(int(v) ** 2 for v in values)
