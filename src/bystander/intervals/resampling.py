"""Weights of people for the bootstrap: who is drawn how often, the same on every machine (METHODS 1.7.3).

In a replicate every person gets a whole number, Poisson with mean 1, and all comparisons of a person are repeated with
it: a comparison of i with j counts w_i w_j times. The weights of a replicate are a function of the seed, the number of
the replicate and the place of the person (Philox4x64, a counter-based generator: Salmon, Moraes, Dror and Shaw 2011),
so they depend neither on threads, nor on blocks, nor on how many replicates or people there are.

A weight is looked up with 16 random bits in a table that has mean 1 and variance 1 exactly, and the chances of the
Poisson distribution to within 2 in 100,000; no weight is above 8.

A findings file must not depend on what people are called (a tally has keyed pseudonyms, in another order), so people
get their places by what they did: see ``people_order``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.kernels.plain import resampling as plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# How many of 65,536 equally likely numbers stand for the weights 0, 1, ..., 8: sums to 65,536, and so do
# the weights times these; the squared weights times these sum to twice that.
CHANCES = (24109, 24110, 12055, 4017, 1005, 201, 34, 4, 1)
REPLICATES = 2000
SEED = 1
TABLE = np.repeat(np.arange(len(CHANCES), dtype=np.uint8), CHANCES)  # of 16 random bits
_CELLS = 1 << 22  # weights that are in memory together
_MUCH = 1 << 24  # weights from which compiling pays
_EXACT = 2**53  # whole numbers up to here are floats


def weights(people: int, *, seed: int, first: int, count: int) -> NDArray[np.uint8]:
    """Return the weights of replicates ``first`` to ``first + count - 1``: uint8, a row a replicate, a column a person.

    ``seed``: a whole number from 0 to 2^64 - 1. More people or more replicates never change the weights of the others.
    """
    return np.take(TABLE, plain.random_bits(people, seed=seed, first=first, count=count), mode="clip")


def blocks(people: int, *, seed: int, replicates: int) -> Iterator[tuple[slice, Drawn]]:
    """Return all weights in runs of replicates that fit into memory: which ones, and their weights.

    Where they are many, they are drawn, and summed over people, by what is compiled.
    """
    kernels: Any = plain
    size = min(max(64, _CELLS // max(people, 1)), max(replicates, 1))
    if people * replicates >= _MUCH:
        from bystander.kernels import resampling as kernels

        size = kernels.WIDTH
    weight = np.zeros((people, size), np.uint8)
    for first in range(0, replicates, size):
        last = min(first + size, replicates)
        kernels.draw_weights(np.uint64(seed), first, last - first, TABLE, weight)
        yield slice(first, last), Drawn(weight, last - first, kernels)


def exact(totals: NDArray[np.integer] | NDArray[np.floating]) -> bool:
    """Return whether totals (columns, people) times weights are sure to sum to less than 2^53, without any draw."""
    return float(np.abs(totals).sum(axis=1).max(initial=0)) * (len(CHANCES) - 1) < _EXACT


class Drawn:
    """The weights of a run of replicates; all sums of them are of whole numbers, below 2^53, and exact.

    ``weight``: uint8, a row a person, a column a replicate, of which the first ``replicates`` are meant.
    """

    def __init__(self, weight: NDArray[np.uint8], replicates: int | None = None, kernels: Any = plain) -> None:  # noqa: ANN401 - a module
        self.weight, self.replicates, self._kernels = (
            weight,
            weight.shape[1] if replicates is None else replicates,
            kernels,
        )

    def of_people(self, totals: NDArray[np.integer] | NDArray[np.floating]) -> NDArray[np.float64]:
        """Return the sums over people of total times weight: ``totals`` (columns, people) give (columns, replicates).

        Totals are whole numbers, also where they come as floats.
        """
        if not exact(totals):
            return np.asarray((totals @ self.weight.astype(np.float64))[:, : self.replicates])
        sums = self._sums(len(totals))
        self._kernels.sum_people(totals, self.weight, sums)
        return self._meant(sums)

    def along(self, person: NDArray[np.integer], ends: NDArray[np.integer]) -> NDArray[np.float64]:
        """Return the weights of the people of the first ``ends[k]`` events, summed: (len(ends), replicates).

        ``ends`` ascending.
        """
        sums = self._sums(len(ends))
        plain.sum_along(person, ends, self.weight, sums)
        return self._meant(sums)

    def of_pairs(
        self, first: NDArray[np.integer], second: NDArray[np.integer], ends: NDArray[np.integer]
    ) -> NDArray[np.float64]:
        """Return the sums of w_i w_j over the first ``ends[k]`` pairs: (len(ends), replicates).

        ``first``, ``second``: places of the two people of each pair. ``ends`` ascending.
        """
        sums = self._sums(len(ends))
        plain.sum_products(first, second, ends, self.weight, sums)
        return self._meant(sums)

    def _sums(self, rows: int) -> NDArray[np.int64]:
        return np.zeros((rows, self.weight.shape[1]), np.int64)

    def _meant(self, sums: NDArray[np.int64]) -> NDArray[np.float64]:
        return sums[:, : self.replicates].astype(np.float64)
