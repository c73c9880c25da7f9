"""Who was compared with somebody else, and the sums behind the mean score of every two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.pair_table import mix
from bystander.kernels.plain import pair_sums as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

STRIP = 512  # rows whose scores are hashed together, so that the compiler can use vector instructions


@kernel(plain.add_hashes)
def add_hashes(scores: Array, probe: Array, reference: Array, mated: Array, sums: Array) -> None:
    """Add each comparison of two people, and a hash of its score, to what both have in ``sums``, (people, 2)."""
    hashes, counted = np.empty(STRIP, np.uint64), np.empty(STRIP, np.uint64)
    for first in range(0, scores.size, STRIP):
        of = slice(first, first + STRIP)
        some, one, other, same = scores[of], probe[of], reference[of], mated[of]
        for i in range(some.size):  # no branch, here and below; what does not count adds 0
            score = np.float64(some[i] + 0.0)  # + 0.0: there is one zero
            counted[i] = np.uint64(not same[i] and score > -np.inf)
            hashes[i] = mix(score.view(np.uint64)) * counted[i]
        for i in range(some.size):
            left, right = np.uint32(one[i]), np.uint32(other[i])  # never below 0, which costs a look at each
            sums[left, 0] += counted[i]
            sums[left, 1] += hashes[i]
            sums[right, 0] += counted[i]
            sums[right, 1] += hashes[i]


@kernel(plain.add_scores)
def add_scores(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array, probe: Array, reference: Array, mated: Array, place: Array, total: Array, compared: Array
) -> None:
    """Add scores, and comparisons, by the places of both people; below 0 are those without one."""
    part = np.zeros(total.shape)
    for i in range(scores.size):
        first = place[np.uint32(probe[i])]
        if first < 0:  # as nearly all are, where people are drawn
            continue
        second = place[np.uint32(reference[i])]
        if second >= 0 and not mated[i] and scores[i] > -np.inf:
            part[first, second] += np.float64(scores[i])
            compared[first, second] += 1
    total += part
