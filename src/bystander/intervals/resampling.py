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

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# How many of 65,536 equally likely numbers stand for the weights 0, 1, ..., 8: sums to 65,536, and so do
# the weights times these; the squared weights times these sum to twice that.
CHANCES = (24109, 24110, 12055, 4017, 1005, 201, 34, 4, 1)
REPLICATES = 2000
SEED = 1
_TABLE = np.repeat(np.arange(len(CHANCES), dtype=np.uint8), CHANCES)
_CELLS = 1 << 22  # weights that are in memory together


def weights(people: int, *, seed: int, first: int, count: int) -> NDArray[np.uint8]:
    """Return the weights of replicates ``first`` to ``first + count - 1``: uint8, a row a replicate, a column a person.

    ``seed``: a whole number from 0 to 2^64 - 1. More people or more replicates never change the weights of the others.
    """
    drawn = np.empty((count, people), np.uint8)
    words = -(-people // 4)
    generator = np.random.Philox(key=np.array([seed, 0], np.uint64))
    start = generator.state  # a new generator a replicate would take longer than its numbers
    for row in range(count):
        start["state"]["key"][1] = first + row
        generator.state = start
        bits = generator.random_raw(words).astype("<u8", copy=False).view("<u2")[:people]
        np.take(_TABLE, bits, out=drawn[row], mode="clip")
    return drawn


def blocks(people: int, *, seed: int, replicates: int) -> Iterator[tuple[slice, NDArray[np.uint8]]]:
    """Return all weights in runs of replicates that fit into memory: which ones, and their weights."""
    size = min(max(1, _CELLS // max(people, 1)), 256)
    for first in range(0, replicates, size):
        last = min(first + size, replicates)
        yield slice(first, last), weights(people, seed=seed, first=first, count=last - first)


def exact_floats(totals: NDArray[np.integer] | NDArray[np.floating]) -> NDArray[np.floating]:
    """Return whole numbers (columns, people), none below 0, in a type whose weighted sums over people are exact.

    Single precision where even the largest weight for everybody keeps a sum below 2^24; double otherwise, up to 2^53.
    """
    largest = float(totals.sum(axis=1).max(initial=0)) * (len(CHANCES) - 1)
    return totals.astype(np.float32 if largest < 2**24 else np.float64)


def linear_sums(totals: NDArray[np.integer] | NDArray[np.floating], drawn: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the sums over people of total times weight: ``totals`` (columns, people) give (columns, replicates).

    Whole numbers throughout, so that the result is exact whatever the order of the additions. Counts are summed in
    double precision, and floats as they are, so they must come from :func:`exact_floats`.
    """
    floats = totals if np.issubdtype(totals.dtype, np.floating) else totals.astype(np.float64)
    return np.asarray(floats @ drawn.T.astype(floats.dtype), np.float64)


def pair_sums(
    first: NDArray[np.integer], second: NDArray[np.integer], ends: NDArray[np.integer], drawn: NDArray[np.uint8]
) -> NDArray[np.float64]:
    """Return the sums of w_i w_j over the first ``ends[k]`` pairs: (len(ends), replicates), whole numbers.

    ``first``, ``second``: places of the two people of each pair. ``ends`` ascending.
    """
    by_person = np.ascontiguousarray(drawn.T)
    sums = np.zeros((len(ends), drawn.shape[0]))
    start = 0
    for k, end in enumerate(ends.tolist()):
        product = by_person[first[start:end]]
        product *= by_person[second[start:end]]  # at most 64
        sums[k] = product.sum(axis=0, dtype=np.uint32)
        start = end
    return np.cumsum(sums, axis=0)
