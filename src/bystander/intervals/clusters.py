"""The variance of a rate whose trials share people: one exactly unbiased identity (METHODS 1.2).

A comparison belongs to two people, and all comparisons of one person are related. Products of errors
from comparisons that share nobody have expectation p², so their mean ``p2`` is an unbiased estimate of
p², and ``V_U = value² - p2`` is an exactly unbiased estimate of the variance of the observed rate,
whatever the dependence within a person. It needs per-person totals only.

That holds while how often people are compared has nothing to do with how often they err. Where those who err
are seen less, or more, the observed rate is a ratio of two sums that vary together, and its variance is that of
its linear part, ``linear_variance``: the people's excess errors ψ, squared (Cochran 1977, 6.3 and 9A). The two
are the same number for equal counts; an interval takes the larger (docs/methods/intervals.md has the measurements).

Whoever has most of all trials is their own mean: their excess is small whatever they do, and so is what either variance
says of them. Where fewer than :data:`FEW_WEIGH` people weigh in the trials, ``left_out`` is the variance of leaving out
one person at a time (Efron and Stein 1981), brought to the same number for equal counts.

Counts are summed as whole numbers and divided once, floating sums are correctly rounded (``kernels.exact_sum``):
the result does not depend on the order of people.

It is wrong when dependence reaches beyond a shared person (families, look-alikes recorded as strangers):
then the true variance is larger. Cluster on the family if it is known (:mod:`bystander.tally.comparisons.clustered`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.uneven_tries import each_once, who_repeat
from bystander.kernels.exact_sum import exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.uneven_tries import EachOnce

    Counts = NDArray[np.integer]

FEW_WEIGH = 8  # people who weigh in the trials, (Σm)²/Σm²: with fewer, each is left out in turn, too


@dataclass(frozen=True, kw_only=True)
class ClusteredRate:
    """A rate with what is needed for its interval.

    ``value`` = events / trials. ``variance``: V_U of the value, may be negative by chance; None where no two trials are
    disjoint, so that nothing is known about it. ``linear_variance``: the same from the excess errors ψ, None in the
    same case. ``df``: effective number of people driving the errors, (Σψ²)²/Σψ⁴ with ψ the excess errors of a person,
    and no more than weigh in the trials, (Σm)²/Σm²: whoever has most of all trials is their own mean, and shows no
    excess. None where no person has any (all people have exactly the same rate). ``mean_cluster``: trials met by a
    typical trial's person, Σk²/Σk; only for one-way clusters, otherwise None. ``by_person``: int64, (2, people), events
    and trials of each person with trials; only for one-way clusters, too. ``pair_deff``: of trials of two people each,
    the design effect if only trials of the same two people were related, at least 1; 1 where every two met once.
    ``left_out``: where few people weigh in the trials, the variance of leaving out one at a time, not below
    ``linear_variance``; otherwise None.
    ``mutual``: of one-way clusters whose people can cause each other's errors, the sum over ordered pairs of the errors
    that one caused the other times those that the other caused the one; None where nobody can cause another's.
    ``who_repeat``: of one-way clusters, the people who show how the trials of one repeat, where a few have most of them
    (:mod:`~bystander.intervals.uneven_tries`); then ``df`` is no more than that, and ``each_once`` is the mean of
    people's own rates.
    """

    events: int
    trials: int
    variance: float | None
    linear_variance: float | None
    df: float | None
    people: int
    mean_cluster: float | None = None
    by_person: NDArray[np.int64] | None = field(default=None, compare=False, repr=False)
    pair_deff: float = 1.0
    mutual: int | None = None
    left_out: float | None = None
    who_repeat: float | None = None
    each_once: EachOnce | None = None

    @property
    def value(self) -> float:
        """Events per trial."""
        return self.events / self.trials

    @property
    def drivers(self) -> float:
        """How many people drive the errors: ``df``, and where nobody has more than their share, all of them."""
        return self.people if self.df is None else self.df

    @property
    def of_two(self) -> bool:
        """Whether each trial belongs to two people, as a comparison of different ones does."""
        return self.mean_cluster is None


def vertex(d: Counts, m: Counts, *, qc: float, qn: float, within: tuple[int, int] = (0, 0)) -> ClusteredRate:
    """Cluster comparisons between different people on both of them.

    ``d[i]``, ``m[i]``: errors and comparisons that touch person i, so that a comparison counts for both its
    people. ``qc``, ``qn``: sums over unordered pairs of people of the squared number of errors and of
    comparisons. ``within``: errors and comparisons that touch one entry alone, as those of two people of one
    cluster do. Raises ValueError without any comparison (0/0) and for impossible counts. People without
    comparisons are ignored.

        p2 = (E² - Σd² + Qc) / (Tc² - Σm² + Qn);  V_L = (P/(P-1) Σψ² - Σ(c - p n)²) / Tc²

    with Σ(c - p n)² over pairs taken as Qc - p² Qn: exact where all pairs are compared equally often.
    """
    _possible(d, m)
    events, trials = _half(d, within[0]), _half(m, within[1])
    variance = _variance(events, trials, shared=(_squares(d), qc), possible=(_squares(m), qn))
    return _rate(events, trials, variance, [_Side.of(d, m, events, trials)], pairs=qc - (events / trials) ** 2 * qn)


def one_way(x: Counts, k: Counts, *, mutual: int | None = None) -> ClusteredRate:
    """Cluster trials on the one person that each belongs to.

    ``x[i]``, ``k[i]``: errors and trials of person i. ``mutual``: as in :class:`ClusteredRate`; two people who are
    alike err because of each other, and so together. Raises ValueError without any trial (0/0) and for impossible
    counts.

        p2 = (E² - Σx²) / (Tc² - Σk²);  V_L = P/(P-1) Σψ² / Tc²;  both + mutual / Tc²
    """
    _possible(x, k)
    events, trials = _total(x), _total(k)
    squares = _squares(k)
    variance = _variance(events, trials, shared=(_squares(x), 0), possible=(squares, 0))
    rate = _rate(
        events,
        trials,
        variance,
        [_Side.of(x, k, events, trials)],
        mean_cluster=squares / trials if trials else None,
    )
    each = np.stack([np.asarray(x, dtype=np.int64), np.asarray(k, dtype=np.int64)])
    together, few = (mutual or 0) / trials**2, who_repeat(k)
    return replace(
        rate,
        who_repeat=few,
        each_once=None if few is None else each_once(x, k),
        df=rate.df if few is None else min(rate.df or few, few),
        variance=None if rate.variance is None else rate.variance + together,
        linear_variance=None if rate.linear_variance is None else rate.linear_variance + together,
        left_out=None if rate.left_out is None else rate.left_out + together,
        by_person=each[:, each[1] > 0],
        mutual=mutual,
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
    any comparison (0/0), for impossible counts, and where the two sides do not add up to the same totals.

        p2 = (E² - Σr² - Σs² + Qc) / (Tc² - ΣR² - ΣS² + Qn)

    and V_L as in :func:`vertex`, with the factor P/(P-1) of each side for its own Σψ².
    """
    _possible(row_errors, row_trials)
    _possible(column_errors, column_trials)
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
    sides = [
        _Side.of(row_errors, row_trials, events, trials),
        _Side.of(column_errors, column_trials, events, trials),
    ]
    return _rate(events, trials, variance, sides, pairs=qc - (events / trials) ** 2 * qn)


@dataclass(frozen=True, kw_only=True)
class _Side:
    """People sampled together: their excess errors ψ, beyond their share, and how many they are.

    ``alike``: (Σm)²/Σm² of their trials m. ``leverage``: how many times farther a rate moves without a person than
    without the mean one, for the same ψ: (1 - mean m/T)/(1 - m/T).
    """

    excess: NDArray[np.float64]
    people: int
    alike: float
    leverage: NDArray[np.float64]

    @classmethod
    def of(cls, errors: Counts, trials: Counts, all_errors: int, all_trials: int) -> _Side:
        share = np.asarray(trials, dtype=np.float64) * (all_errors / all_trials)
        weight, people = np.asarray(trials, dtype=np.float64) / all_trials, int(np.count_nonzero(trials))
        rest, total = np.maximum(1 - weight, 1 / all_trials), exact_sum(weight)
        return cls(
            excess=np.asarray(errors, dtype=np.float64) - share,
            people=people,
            alike=total**2 / exact_sum(weight**2),
            leverage=(1 - total / people) / rest,
        )


def _rate(
    events: int,
    trials: int,
    variance: float | None,
    sides: list[_Side],
    *,
    pairs: float = 0.0,
    mean_cluster: float | None = None,
) -> ClusteredRate:
    linear = left_out = None
    alike = fsum(side.alike for side in sides)
    if variance is not None:  # then every side has two people at least
        squares = (side.people / (side.people - 1) * exact_sum(side.excess**2) for side in sides)
        linear = (fsum(squares) - pairs) / trials**2
        if alike < FEW_WEIGH:
            apart = (s.people / (s.people - 1) * exact_sum((s.leverage * s.excess) ** 2) for s in sides)
            left_out = max((fsum(apart) - pairs) / trials**2, linear)
    independent = events * (trials - events) / trials
    df = _degrees_of_freedom(np.concatenate([side.excess for side in sides]))
    return ClusteredRate(
        events=events,
        trials=trials,
        variance=variance,
        linear_variance=linear,
        df=None if df is None else min(df, alike),
        left_out=left_out,
        people=sum(side.people for side in sides),
        mean_cluster=mean_cluster,
        pair_deff=max(pairs / independent, 1.0) if independent else 1.0,
    )


def _variance(events: int, trials: int, *, shared: tuple[int, float], possible: tuple[int, float]) -> float | None:
    """Return V_U from whole numbers, dividing once; None where no two trials are disjoint."""
    if trials == 0:
        message = "a rate needs at least one trial"
        raise ValueError(message)
    disjoint_errors = Fraction(events) ** 2 - shared[0] + Fraction(shared[1])
    disjoint_trials = Fraction(trials) ** 2 - possible[0] + Fraction(possible[1])
    if disjoint_trials <= 0:
        return None
    return float(Fraction(events, trials) ** 2 - disjoint_errors / disjoint_trials)


def _possible(errors: Counts, trials: Counts) -> None:
    """Refuse counts that no trial can give."""
    if len(errors) != len(trials) or np.any(np.asarray(errors) < 0) or np.any(np.asarray(trials) < 0):
        message = "every person needs a number of errors and a number of trials, none below 0"
        raise ValueError(message)
    if _total(errors) > _total(trials):
        message = "there cannot be more errors than trials"
        raise ValueError(message)


def _degrees_of_freedom(excess: NDArray[np.float64]) -> float | None:
    """Return (Σψ²)²/Σψ⁴; scaled by the largest so that neither sum overflows or vanishes."""
    largest = float(np.max(np.abs(excess), initial=0.0))
    if largest == 0.0:
        return None
    squares = (excess / largest) ** 2
    return exact_sum(squares) ** 2 / exact_sum(squares * squares)


def _total(counts: Counts) -> int:
    return int(np.sum(counts, dtype=np.int64))


def _half(counts: Counts, within: int) -> int:
    doubled = _total(counts) + within
    if doubled % 2:
        message = "every comparison must be counted for both its people"
        raise ValueError(message)
    return doubled // 2


def _squares(counts: Counts) -> int:
    """Return the exact sum of squares, beyond 64 bits where it must be."""
    values = np.asarray(counts, dtype=np.int64)
    if values.size == 0:
        return 0
    largest = int(np.max(np.abs(values)))
    if largest**2 * values.size < 2**63:
        return int(np.dot(values, values))
    return sum(int(v) ** 2 for v in values)
