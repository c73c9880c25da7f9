"""Are deployments at one place, or close in time, more alike than chance makes them?

The interval of a record's rate takes each row for a new draw. Where all rows of a place share its crowd and its light,
or a month is like the one before, there are fewer draws than rows, and the interval says too much of places and times
to come. From x_i events in n_i trials, λ = Σx/Σn, and the residuals r_i = (x_i - λn_i) / sqrt(λn_i), less their mean:

    place    P = Σ_p (Σ_{i in p} r_i)² / n_p, over the places with two rows or more
    time     N_k = Σ_t r_t r_{t+k} / sqrt(n - k), over rows in the order of their days; rows of one day are one, their
             residuals added. The rarer of N_1, and of Σ_k max(N_k, 0)² over lags k of up to a week

Each is held against the same of residuals that change places at random: under equal rates whose row is whose does not
matter. Both are asked, so each is flagged at half of .05: a record of independent rows is flagged in one of twenty.
Where crews or sites that the record does not name take turns, neighbours are strangers, and only rows two or three
apart are alike; where they come in no order, the flag is raised about every second time (docs/coverage.md).
Rows whose events are more even than chance makes them are not asked: what is left there is how many trials they had.
What differs between places is a fact about these places, so the range holds for them, and the flag says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

FEWEST = 8  # rows, below which nothing is said
LAGS = 7  # rows apart: a week of days
DRAWS, FEWEST_DRAWS = 999, 199
WORK = 2 * 10**7  # rows times draws; beyond, there are fewer draws
LEVEL = 0.025  # of each of the two
TOO_EVEN = 0.25  # of the variance that chance gives: below it what is left is how many trials there were
SLACK = 1e-12  # equal arrangements count as equal in spite of rounding


@dataclass(frozen=True, kw_only=True)
class AlikeRows:
    """Whether rows of one place, and rows close in time, are alike beyond chance. ``places``: with two rows or more."""

    by_place: bool
    in_time: bool
    places: int


def alike_rows(
    events: Numbers, trials: Numbers, *, places: Sequence[Hashable], days: Sequence[int | None], seed: int = 1
) -> AlikeRows:
    """Look for likeness within places and in time; neither is found in fewer than eight rows, or without events.

    ``places``, ``days``: of each row, None where it is not told; days as ordinals. ``seed``: of numpy's Philox.
    """
    total = float(events.sum())
    if len(events) < FEWEST or not total:
        return AlikeRows(by_place=False, in_time=False, places=0)
    expected = trials * (total / float(trials.sum()))
    kept = expected > 0
    residual = (events[kept] - expected[kept]) / np.sqrt(expected[kept])
    if float(residual.var()) < TOO_EVEN:
        return AlikeRows(by_place=False, in_time=False, places=0)
    rng = np.random.Generator(np.random.Philox(seed))
    order = np.flatnonzero(kept)[np.argsort(residual, kind="stable")]  # so that the order of rows moves nothing
    residual = np.sort(residual)
    where, when = _numbered([places[at] for at in order]), [days[at] for at in order]
    sizes = np.bincount(where[where >= 0]) if (where >= 0).any() else np.zeros(0, np.int64)
    by_place = _within_places(residual, where, sizes, rng)
    if by_place:  # places that are visited in turn would be found in time once more
        residual = _beyond_places(residual, where, sizes)
    return AlikeRows(by_place=by_place, in_time=_in_time(residual, when, rng), places=int((sizes > 1).sum()))


def _beyond_places(residual: Numbers, where: NDArray[np.int64], sizes: NDArray[np.int64]) -> Numbers:
    """Return residuals less the mean of their place, where a place is told."""
    told = where >= 0
    left = residual.copy()
    left[told] -= (np.bincount(where[told], residual[told], len(sizes)) / sizes)[where[told]]
    return left


def _numbered(places: Sequence[Hashable]) -> NDArray[np.int64]:
    number: dict[Hashable, int] = {}
    return np.array([-1 if place is None else number.setdefault(place, len(number)) for place in places], np.int64)


def _within_places(
    residual: Numbers, where: NDArray[np.int64], sizes: NDArray[np.int64], rng: np.random.Generator
) -> bool:
    """Return whether rows of one place are alike; there have to be two places, and one with two rows."""
    if (sizes > 0).sum() < 2 or not (sizes > 1).any():
        return False
    told = where >= 0
    of, r = where[told], residual[told] - residual[told].mean()
    several = sizes > 1

    def statistic(values: Numbers) -> float:
        sums = np.bincount(of, values, minlength=len(sizes))[several]
        return float((sums**2 / sizes[several]).sum())

    return _rare(statistic, r, rng)


def _in_time(residual: Numbers, days: Sequence[int | None], rng: np.random.Generator) -> bool:
    """Return whether rows that follow each other, or are a few rows apart, are alike."""
    dated = [(day, value) for day, value in zip(days, residual.tolist(), strict=True) if day is not None]
    if len(dated) < FEWEST:
        return False
    day, at = np.unique([d for d, _ in dated], return_inverse=True)
    if len(day) < FEWEST:
        return False
    r = np.bincount(at, [v for _, v in dated]) / np.sqrt(np.bincount(at))
    r -= r.mean()
    lags = np.arange(1, min(LAGS, len(r) // 2) + 1)

    def statistics(values: Numbers) -> Numbers:
        products = np.array([float((values[k:] * values[:-k]).sum()) for k in lags]) / np.sqrt(len(values) - lags)
        return np.array([products[0], (np.maximum(products, 0.0) ** 2).sum()])

    return _rarest(statistics, r, rng)


def _rare(statistic: Callable[[Numbers], float], values: Numbers, rng: np.random.Generator) -> bool:
    """Return whether a statistic is larger than that of nearly all arrangements of its values."""
    return _rarest(lambda some: np.array([statistic(some)]), values, rng)


def _rarest(statistics: Callable[[Numbers], Numbers], values: Numbers, rng: np.random.Generator) -> bool:
    """Return whether one of several statistics is rarer than the rarest one of nearly all arrangements of their values.

    How rare a statistic is, is the share of all arrangements, the one seen among them, in which it is as large.
    """
    draws = min(DRAWS, max(FEWEST_DRAWS, WORK // len(values)))
    every = np.array([statistics(values), *(statistics(rng.permutation(values)) for _ in range(draws))])
    ascending = np.sort(every, axis=0)
    as_large = np.stack(
        [
            len(every) - np.searchsorted(column, seen - SLACK * np.abs(seen), side="left")
            for column, seen in zip(ascending.T, every.T, strict=True)
        ]
    )
    rarest = as_large.min(axis=0)
    return bool(np.count_nonzero(rarest <= rarest[0]) <= LEVEL * len(every))
