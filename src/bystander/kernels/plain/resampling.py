"""Weighted sums over people and along events, a column a replicate; see :mod:`bystander.kernels.resampling`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.kernels.compiling import Array

_TOGETHER = 16  # replicates whose random bits are in memory together


def random_bits(people: int, *, seed: int, first: int, count: int) -> NDArray[np.uint16]:
    """Return 16 random bits a weight: a row a replicate, a column a person.

    The generator is numpy's Philox, and its key is the seed and the number of the replicate.
    """
    words = -(-people // 4)
    bits = np.empty((count, 4 * words), np.uint16)
    generator = np.random.Philox(key=np.array([seed, 0], np.uint64))
    start = generator.state  # a new generator a replicate would take longer than its numbers
    for row in range(count):
        start["state"]["key"][1] = first + row
        generator.state = start
        bits[row] = generator.random_raw(words).astype("<u8", copy=False).view("<u2")
    return bits[:, :people]


def draw_weights(seed: int, first: int, count: int, table: Array, drawn: Array) -> None:
    """Put the weights of replicates ``first`` and on into the first ``count`` columns, a row a person."""
    for start in range(0, count, _TOGETHER):
        end = min(start + _TOGETHER, count)
        bits = random_bits(len(drawn), seed=int(seed), first=first + start, count=end - start)
        drawn[:, start:end] = table[bits].T


def sum_people(totals: Array, drawn: Array, sums: Array) -> None:
    """Add to ``sums[c]`` the sums over people of their weights times ``totals[c]``."""
    sums += (totals.astype(np.float64) @ drawn.astype(np.float64)).astype(np.int64)


def sum_drawn(  # noqa: PLR0917 (as the compiled one)
    seed: int, first: int, count: int, table: Array, starts: Array, step: Array, often: Array, totals: Array,
    kept: Array, along: Array, of_people: Array, rows: Array,
) -> None:  # fmt: skip
    """Draw the weights of replicates ``first`` and on, a row a person, and add them up.

    ``starts``: where in ``step`` those of each person begin, and where they all end; the weight of a person is added to
    ``along[s]`` for each step s of theirs, ``often`` times. ``of_people``: as in :func:`sum_people`.
    ``kept``: people whose rows are put into ``rows``.
    """
    drawn = np.zeros((len(starts) - 1, along.shape[1]), np.uint8)
    draw_weights(seed, first, count, table, drawn)
    sum_people(totals, drawn, of_people)
    rows[:] = drawn[kept]
    person = np.repeat(np.arange(len(drawn)), np.diff(starts))
    for s in range(len(along)):
        here = np.flatnonzero(step == s)
        along[s] += (often[here].astype(np.float64) @ drawn[person[here]].astype(np.float64)).astype(np.int64)


def by_person(person: Array, step: Array, place: Array, sorted_: Array) -> None:
    """Put the step of each event where its person's stand; ``place``: where a person's begin, then where they end."""
    sorted_[:] = step[np.argsort(person, kind="stable")]
    place += np.bincount(person, minlength=len(place))


def sum_along(person: Array, ends: Array, drawn: Array, sums: Array) -> None:
    """Put into ``sums[k]`` the weights of the people of the first ``ends[k]`` events, summed; ``ends`` ascending."""
    people, used = len(drawn), int(ends[-1]) if len(ends) else 0
    row = np.searchsorted(ends, np.arange(used), side="right")
    counts = np.bincount(row * people + person[:used], minlength=len(ends) * people).reshape(len(ends), people)
    exact = np.float32 if used * 8 < 1 << 24 else np.float64
    parts = counts.astype(exact) @ drawn.astype(exact)
    sums[:] = np.cumsum(parts.astype(np.int64), axis=0)


def sum_products(first: Array, second: Array, ends: Array, drawn: Array, sums: Array) -> None:
    """Put into ``sums[k]`` the products of the two weights of the first ``ends[k]`` pairs, summed."""
    start = 0
    for k, end in enumerate(ends.tolist()):
        product = drawn[first[start:end]]
        product *= drawn[second[start:end]]  # at most 64
        sums[k] = product.sum(axis=0, dtype=np.uint32)
        start = end
    np.cumsum(sums, axis=0, out=sums)
