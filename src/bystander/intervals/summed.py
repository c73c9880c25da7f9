"""Weighted sums along the events of several curves and over their people, in runs of replicates.

Where all that is much, weights are drawn and summed in one compiled pass over people, never as a matrix. Otherwise they
are drawn first (:class:`bystander.intervals.resampling.Drawn`). All are sums of whole numbers below 2^53, the same
either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.intervals import resampling
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Numbers = NDArray[np.float64]

_MUCH = 1 << 24, 1 << 30  # weights, and steps along events in all replicates, from which compiling pays


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a curve needs of the weights at K thresholds.

    ``sides``: the person of each event, and the other one where it has two; ``ends``: how many of the events, from the
    first on, are counted at each threshold, (K,), ascending. At the first ``products`` thresholds the products of the
    two weights are summed, at the others the weights of all sides. ``trials``: whole numbers, (people,).
    """

    sides: tuple[NDArray[np.integer], ...]
    ends: Counts
    trials: Counts
    products: int = 0

    @property
    def steps(self) -> int:
        """How many weights are summed along the events, for the choice of how."""
        return len(self.sides) * int(self.ends.max(initial=0))


@dataclass(frozen=True, kw_only=True)
class Summed:
    """``events``: (K, replicates). ``trials``: the weights times the trials of each person, summed: (replicates,)."""

    events: Numbers
    trials: Numbers


def blocks(
    wanted: Sequence[Wanted], people: int, *, seed: int, replicates: int
) -> Iterator[tuple[slice, list[Summed]]]:  # fmt: skip
    """Return the sums of all curves in runs of replicates: which ones, and the sums of each curve."""
    steps = sum(one.steps for one in wanted)
    much = people * replicates >= _MUCH[0] or steps * replicates >= _MUCH[1]
    if much and all(resampling.exact(one.trials[None, :]) for one in wanted):
        yield from _AtOnce(wanted, people).blocks(seed, replicates)
    else:
        for which, drawn in resampling.blocks(people, seed=seed, replicates=replicates):
            yield which, [of_weights(drawn, one) for one in wanted]


def of_weights(drawn: resampling.Drawn, wanted: Wanted) -> Summed:
    """Return what a curve needs of weights that are drawn."""
    few = wanted.products
    events = np.empty((len(wanted.ends), drawn.replicates))
    if few:
        first, second = wanted.sides
        events[:few] = drawn.of_pairs(first, second, wanted.ends[:few])
    if few < len(events):
        events[few:] = sum(drawn.along(side, wanted.ends[few:]) for side in wanted.sides)
    return Summed(events=events, trials=drawn.of_people(wanted.trials[None, :])[0])


class _AtOnce:
    """The events of all curves by person, each with a row of the table that it is added to."""

    def __init__(self, wanted: Sequence[Wanted], people: int) -> None:
        from bystander.kernels import resampling as kernels

        self._wanted, self._kernels = wanted, kernels
        self._totals = np.stack([one.trials for one in wanted]).astype(np.int64, copy=False)
        self._rows = np.cumsum([0, *(len(one.ends) - one.products for one in wanted)])
        person, step = zip(*(_events(one, int(row)) for one, row in zip(wanted, self._rows, strict=False)), strict=True)
        everybody = np.concatenate(person)
        starts = np.concatenate([[0], np.cumsum(np.bincount(everybody, minlength=people))])
        steps = np.empty(len(everybody), np.int32)
        kernels.by_person(everybody, np.concatenate(step), starts[:-1].copy(), steps)
        self._starts, self._step, self._often = _runs(starts, steps)
        self._kept = distinct(
            np.concatenate([np.zeros(0, np.int32), *(side for one in wanted for side in _pairs(one))])
        )

    def blocks(self, seed: int, replicates: int) -> Iterator[tuple[slice, list[Summed]]]:
        width = self._kernels.WIDTH
        for first in range(0, replicates, width):
            last = min(first + width, replicates)
            yield slice(first, last), self._found(seed, first, last - first)

    def _found(self, seed: int, first: int, count: int) -> list[Summed]:
        kernels: Any = self._kernels  # a seed is a word for the compiler
        width = kernels.WIDTH
        along, of_people = np.zeros((self._rows[-1], width), np.int64), np.zeros((len(self._totals), width), np.int64)
        rows = np.empty((len(self._kept), width), np.uint8)
        kernels.sum_drawn(
            np.uint64(seed), first, count, resampling.TABLE, self._starts, self._step, self._often,
            self._totals, self._kept, along, of_people, rows,
        )  # fmt: skip
        found = []
        for at, one in enumerate(self._wanted):
            events = np.zeros((len(one.ends), width), np.int64)
            np.cumsum(along[self._rows[at] : self._rows[at + 1]], axis=0, out=events[one.products :])
            if one.products:
                first_of, second_of = (np.searchsorted(self._kept, side) for side in _pairs(one))
                few = slice(one.products)
                kernels.sum_products(first_of, second_of, one.ends[few], rows, events[few])
            trials = of_people[at, :count].astype(np.float64)
            found.append(Summed(events=events[:, :count].astype(np.float64), trials=trials))
        return found


def _pairs(wanted: Wanted) -> tuple[NDArray[np.int32], ...]:
    """Return the people of the events whose products are summed, side by side."""
    used = int(wanted.ends[wanted.products - 1]) if wanted.products else 0
    return tuple(side[:used].astype(np.int32) for side in wanted.sides)


def _runs(
    starts: NDArray[np.int64], step: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Return where the runs of equal steps of each person begin, and end, the step of each run, and how long it is.

    ``starts``: the same of single events. Most events of a person are in the last few steps.
    """
    new = np.ones(len(step), bool)
    np.not_equal(step[1:], step[:-1], out=new[1:])
    new[starts[starts < len(step)]] = True
    at = np.flatnonzero(new)
    return np.searchsorted(at, starts), step[at], np.diff(at, append=len(step))


def _events(wanted: Wanted, row: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the people of all events whose weights are summed, and the row that each is added to, from ``row`` on."""
    ends = wanted.ends[wanted.products :]
    used = int(ends[-1]) if len(ends) else 0
    step = np.repeat(np.arange(row, row + len(ends), dtype=np.int32), np.diff(ends, prepend=0))
    people = np.concatenate([side[:used].astype(np.int32) for side in wanted.sides])
    return people, np.tile(step, len(wanted.sides))
