"""A rate along its curve, in every replicate of the bootstrap, with deviations brought to the right size (METHODS 1.3).

Drawing people again and again shows how the rates at different thresholds, and of different kinds, vary *together*,
which no formula for a single rate does. How *much* they vary it shows wrongly: with weights of mean 1 and variance 1
and v = w - 1, the replicate of a rate E/T of comparisons between people is, to first order in the denominator,

    p* - p = (sum of w_i w_j over the errors - E - p sum of m_i v_i) / T
           = (sum of psi_i v_i + sum of v_i v_j over the errors) / T         psi_i = d_i - p m_i

whose two parts are uncorrelated, so that its variance is known exactly, without any draw:

    Var* = (sum of psi_i^2 + Qc) / T^2

About three times that of the rate where errors are rare and independent. So each deviation is multiplied by the square
root of the ratio of the variance behind KG-t to Var*. For trials of one person each there is no second part, and
Var* = sum of psi_i^2 / T^2.

Where more than ``PRODUCTS`` errors are counted, only the part that is linear in the weights is drawn, with its own
Var* = sum of psi_i^2 / T^2: a sum over very many people, whose shape the products no longer change.

The ratio's denominator enters by its linear part for every design, also where probes and references are different
people; what is left out is of the order of 1 over the number of people.

Wrong where the variance behind KG-t is: few people drive the errors, or dependence reaches beyond a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bystander.intervals import kg_t
from bystander.intervals.spread import Excess, Spread, Sums, drawn_out, spread_of
from bystander.intervals.summed import Summed, Wanted, blocks
from bystander.intervals.uneven_pairs import earlier_of_pair
from bystander.intervals.uneven_tries import each_once_of, who_repeat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.intervals.uneven_pairs import PairsOnce
    from bystander.intervals.uneven_tries import EachOnce

    Counts = NDArray[np.int64]
    Numbers = NDArray[np.float64]

PRODUCTS = 1 << 14  # errors up to which the products of weights are summed


class Curve(Protocol):
    """A rate at K thresholds that can be drawn again."""

    events: Counts
    trials: int
    spread: Spread

    @property
    def wanted(self) -> Wanted:
        """What has to be summed in every replicate."""
        ...

    def deviations(self, summed: Summed) -> Numbers:
        """Return p* - p, not yet rescaled: (K, replicates)."""
        ...


@dataclass(frozen=True, kw_only=True)
class Replicated:
    """A rate at K thresholds with its deviations: (K, replicates), NaN and infinity nowhere.

    ``value`` = events / trials. ``logit`` = ln(p / (1 - p)), infinite where p is 0 or 1. ``deviation``: p* - p,
    rescaled; ``standard``: the same in units of its own standard deviation. Both are 0 where that is 0.
    """

    events: Counts
    trials: int
    spread: Spread
    deviation: Numbers
    standard: Numbers

    @cached_property
    def shift(self) -> Numbers:
        """The deviations on the logit scale: logit(p + deviation) - logit(p), (K, replicates).

        A rescaled deviation may lead beyond 0 or 1. So what it does to the errors, and to the rest, is the logarithm
        down to one half of them and its tangent below.
        """
        p = self.value[:, None]
        known = (p > 0) & (p < 1)
        errors, rest = np.where(known, p, 1.0), np.where(known, 1 - p, 1.0)
        return _log_of_one_and(self.deviation / errors) - _log_of_one_and(-self.deviation / rest)

    @property
    def value(self) -> Numbers:
        """Events per trial."""
        return self.events / self.trials

    @property
    def logit(self) -> Numbers:
        """The rate on the logit scale."""
        with np.errstate(divide="ignore"):
            return np.log(self.events) - np.log(self.trials - self.events)


def replicated(curves: Sequence[Curve], people: int, *, seed: int, replicates: int) -> list[Replicated]:
    """Draw the curves of one trial together, with the same weights: ``people`` in their canonical order."""
    raw = [np.empty((len(curve.events), replicates)) for curve in curves]
    wanted = [curve.wanted for curve in curves]
    for which, sums in blocks(wanted, people, seed=seed, replicates=replicates):
        for into, curve, summed in zip(raw, curves, sums, strict=True):
            into[:, which] = curve.deviations(summed)
    return [_rescaled(curve, deviation) for curve, deviation in zip(curves, raw, strict=True)]


def _rescaled(curve: Curve, deviation: Numbers) -> Replicated:
    spread = curve.spread
    own = np.sqrt(np.where(spread.drawn > 0, spread.drawn, np.inf))
    return Replicated(
        events=curve.events,
        trials=curve.trials,
        spread=spread,
        deviation=deviation * spread.scale[:, None],
        standard=deviation / own[:, None],
    )


def _log_of_one_and(x: Numbers) -> Numbers:
    return np.where(x >= -0.5, np.log1p(np.maximum(x, -0.5)), np.log(0.5) + 2 * (np.minimum(x, -0.5) + 0.5))


class OneWayCurve:
    """A rate of trials that belong to one person each.

    ``person``: place of the person of each error; ``ends``: how many of them, from the first on, are errors at each of
    the K thresholds, in any order; ``k``: (people,) trials. Raises ValueError without any trial (0/0).
    """

    def __init__(self, person: NDArray[np.integer], ends: Counts, k: Counts, *, level: float = 0.95) -> None:
        self.events, self.trials = ends, int(k.sum())
        if self.trials == 0:
            message = "a rate needs at least one trial"
            raise ValueError(message)
        self._person, self._k = person, k
        trials, squares, people = float(self.trials), float(np.sum(k * k)), int(np.count_nonzero(k))
        mean_cluster = squares / trials
        p, size = self.events / trials, len(self.events)
        second, fourth, errors_squared = np.zeros(size), np.zeros(size), np.zeros(size)
        self._rising = np.argsort(ends, kind="stable")
        excess = Excess(k)
        for row in self._rising.tolist():
            excess.count(int(ends[row]), person)
            second[row], fourth[row] = excess.moments(p[row])
            errors_squared[row] = excess.squared
        unbiased = (errors_squared - p * p * squares) / max(trials * trials - squares, 1.0)
        linear = second * (people / max(people - 1, 1)) / trials**2
        floor = np.where(
            (np.minimum(self.events, trials - self.events) < kg_t.FEW_ERRORS) & (mean_cluster > kg_t.REPEATED),
            1 + (mean_cluster - 1) * kg_t.ICC_FLOOR,
            1.0,
        )
        few = who_repeat(k)
        sums = Sums(second=second, fourth=fourth, variance=np.maximum(unbiased, linear), drawn=second)
        spread = spread_of(p, trials, sums, floor=floor, level=level, most=inf if few is None else few)
        means = [None] * size if few is None else self._each_once(few)
        floors = np.where(floor > 1, kg_t.ICC_FLOOR, 0.0)
        self.spread = drawn_out(spread, self.events, self.trials, means, floors, level=level)

    def _each_once(self, few: float) -> list[EachOnce | None]:
        """Return the mean of people's own rates at every threshold."""
        found: list[EachOnce | None] = [None] * len(self.events)
        errors, counted = np.zeros(len(self._k)), 0
        for row in self._rising.tolist():
            end = int(self.events[row])
            np.add.at(errors, self._person[counted:end], 1.0)
            counted, found[row] = end, each_once_of(errors, self._k, few)
        return found

    @property
    def wanted(self) -> Wanted:
        """The weights of all errors, and of all trials."""
        return Wanted(sides=(self._person,), ends=self.events[self._rising], trials=self._k)

    def deviations(self, summed: Summed) -> Numbers:
        """Return p* - p by replicate."""
        errors = np.empty_like(summed.events)
        errors[self._rising] = summed.events
        return np.asarray((errors - (self.events / self.trials)[:, None] * summed.trials) / self.trials)


class VertexCurve:
    """A rate of comparisons between different people, clustered on both.

    ``first``, ``second``: places of the two people of each error, the first to appear as the rate rises in front;
    ``ends``: how many of them are errors at each of the K thresholds, ascending. ``m``: (people,) comparisons that
    touch a person; ``qn``: sum over pairs of people of the squared number of comparisons; ``once``: every two people
    counted once, where few are in most of the comparisons.
    """

    def __init__(
        self,
        first: NDArray[np.integer],
        second: NDArray[np.integer],
        ends: Counts,
        *,
        m: Counts,
        qn: float,
        once: PairsOnce | None = None,
        level: float = 0.95,
    ) -> None:
        self.events, self.trials = ends, int(m.sum()) // 2
        if self.trials == 0:
            message = "a rate needs at least one trial"
            raise ValueError(message)
        self._first, self._second, self._m = first, second, m
        self._products = int(np.searchsorted(ends, PRODUCTS, side="right"))
        trials, squares, people = float(self.trials), float(np.sum(m * m)), int(np.count_nonzero(m))
        p, size = ends / trials, len(ends)
        qc = _pairs_squared(first, second, ends)
        second_, fourth, errors_squared = np.zeros(size), np.zeros(size), np.zeros(size)
        excess = Excess(m)
        for row, end in enumerate(ends.tolist()):
            excess.count(end, first, second)
            second_[row], fourth[row] = excess.moments(p[row])
            errors_squared[row] = excess.squared
        disjoint = trials * trials - squares + qn
        if disjoint <= 0:
            message = "too few people to know how much they differ: no two comparisons share nobody"
            raise ValueError(message)
        unbiased = (errors_squared - qc - p * p * (squares - qn)) / disjoint
        linear = (second_ * (people / max(people - 1, 1)) - (qc - p * p * qn)) / trials**2
        drawn = second_ + np.where(np.arange(size) < self._products, qc, 0.0)
        sums = Sums(second=second_, fourth=fourth, variance=np.maximum(unbiased, linear), drawn=drawn)
        spread = spread_of(p, trials, sums, floor=np.ones(size), level=level, pairs=qc - p * p * qn)
        means = [None] * size if once is None else once.along(first, second, ends)
        self.spread = drawn_out(spread, self.events, self.trials, means, np.zeros(size), level=level)

    @property
    def wanted(self) -> Wanted:
        """The products of both weights of few errors, and the weights of many; and those of all trials."""
        return Wanted(
            sides=(self._first, self._second), ends=self.events, trials=self._m, products=self._products
        )  # fmt: skip

    def deviations(self, summed: Summed) -> Numbers:
        """Return p* - p by replicate."""
        counted = self.events[:, None].astype(np.float64)
        errors = summed.events.copy()
        errors[self._products :] -= counted[self._products :]
        beyond = summed.trials - 2.0 * self.trials
        return np.asarray((errors - counted - counted / self.trials * beyond) / self.trials)


def _pairs_squared(first: NDArray[np.integer], second: NDArray[np.integer], ends: Counts) -> Numbers:
    """Return Qc at each end: the c-th error of a pair adds c^2 - (c - 1)^2 = 2c - 1."""
    used = int(ends[-1]) if len(ends) else 0
    added = 2.0 * earlier_of_pair(first[:used], second[:used]) + 1
    return np.concatenate([[0.0], np.cumsum(added)])[ends]
