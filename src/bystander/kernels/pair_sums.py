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
def add_hashes(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array, probe: Array, reference: Array, mated: Array, met: Array, sums: Array
) -> None:
    """Note who was compared with somebody else, and add a hash of the score to what each of the two has."""
    hashes = np.empty(STRIP, np.uint64)
    for first in range(0, scores.size, STRIP):
        size = min(STRIP, scores.size - first)
        for i in range(size):
            hashes[i] = mix(np.float64(scores[first + i] + 0.0).view(np.uint64))  # + 0.0: there is one zero
        for i in range(size):
            row = first + i
            if not mated[row] and scores[row] > -np.inf:
                met[probe[row]] = met[reference[row]] = True
                sums[probe[row]] += hashes[i]
                sums[reference[row]] += hashes[i]


@kernel(plain.add_scores)
def add_scores(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array, probe: Array, reference: Array, mated: Array, place: Array, total: Array, compared: Array
) -> None:
    """Add scores, and comparisons, by the places of both people; below 0 are those without one."""
    part = np.zeros(total.shape)
    for i in range(scores.size):
        if not mated[i] and scores[i] > -np.inf:
            first, second = place[probe[i]], place[reference[i]]
            if first >= 0 and second >= 0:
                part[first, second] += np.float64(scores[i])
                compared[first, second] += 1
    total += part
