"""Weighted sums over people and along events, for 64 replicates at once.

A row of 64 weights of one byte is a line of the cache: an event costs one such line for each person in it and a few
instructions, however many people there are, and no matrix of thresholds by people is formed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.philox64 import words
from bystander.kernels.plain import resampling as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

WIDTH = 64  # replicates in a row
_BITS = np.uint64(0xFFFF)
_RUN = 4096  # events whose weights, 8 at most, sum to less than 2^16


@kernel(plain.draw_weights)
def draw_weights(seed: int, first: int, count: int, table: Array, drawn: Array) -> None:
    """Put the weights of replicates ``first`` and on into the first ``count`` columns, a row a person.

    A weight is looked up with 16 bits of numpy's generator, whose key is the seed and the number of the replicate.
    """
    people = drawn.shape[0]
    for block in range((people + 15) // 16):
        start = 16 * block
        for r in range(count):
            four = words(block + 1, np.uint64(seed), np.uint64(first + r))  # numpy counts up before it draws
            for i in range(min(16, people - start)):
                drawn[start + i, r] = table[(four[i >> 2] >> np.uint64(16 * (i & 3))) & _BITS]


@kernel(plain.sum_people)
def sum_people(totals: Array, drawn: Array, sums: Array) -> None:
    """Add to ``sums[c]`` the sums over people of their weights times ``totals[c]``, all of them whole numbers."""
    for c in range(totals.shape[0]):
        for i in range(totals.shape[1]):
            total = np.int64(totals[c, i])
            if total != 0:
                for r in range(WIDTH):
                    sums[c, r] += total * np.int64(drawn[i, r])


@kernel(plain.sum_along)
def sum_along(person: Array, ends: Array, drawn: Array, sums: Array) -> None:
    """Put into ``sums[k]`` the weights of the people of the first ``ends[k]`` events, summed; ``ends`` ascending."""
    total, part = np.zeros(WIDTH, np.int64), np.zeros(WIDTH, np.uint16)
    start = 0
    for k in range(ends.size):
        end = ends[k]
        while start < end:
            for e in range(start, min(start + _RUN, end)):
                row = drawn[person[e]]
                for r in range(WIDTH):
                    part[r] += np.uint16(row[r])
            start = min(start + _RUN, end)
            for r in range(WIDTH):
                total[r] += np.int64(part[r])
                part[r] = 0
        for r in range(WIDTH):
            sums[k, r] = total[r]


@kernel(plain.sum_products)
def sum_products(first: Array, second: Array, ends: Array, drawn: Array, sums: Array) -> None:
    """Put into ``sums[k]`` the products of the two weights of the first ``ends[k]`` pairs, summed; ends as there."""
    total = np.zeros(WIDTH, np.int64)
    start = 0
    for k in range(ends.size):
        for e in range(start, ends[k]):
            one, other = drawn[first[e]], drawn[second[e]]
            for r in range(WIDTH):
                total[r] += np.int64(one[r]) * np.int64(other[r])
        start = ends[k]
        for r in range(WIDTH):
            sums[k, r] = total[r]
