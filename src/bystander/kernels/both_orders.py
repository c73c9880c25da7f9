"""Numbers of rows, added up apart for either order of their pair: equal sums mean the same rows in both orders.

A number is made of both names of a pair, whichever comes first, and another one of that and the score. Each is added up
in two ways, modulo 2^64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import both_orders as plain
from bystander.kernels.plain import mixing

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

APART, AGAIN = mixing.APART, mixing.AGAIN


@kernel()
def stirred(h: np.uint64) -> np.uint64:
    """Return the finalizer of splitmix64, as :func:`bystander.kernels.plain.mixing.stirred` has it."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@kernel(plain.add_orders)
def add_orders(  # noqa: PLR0917 (a kernel takes plain arrays)
    left: Array, right: Array, scores: Array, sums: Array, second: Array, seen: Array
) -> float:
    """Add rows to ``sums[0]`` where ``left`` is below ``right``, else to ``sums[1]``; those below 0 do not count.

    ``sums``: uint64, (2, 5), rows, both sums of the numbers of pairs, and both of those with scores. ``second``: is set
    for the rows of ``sums[1]``. ``seen``: bool, (2, names), is set for every name of either side; without names it is
    left alone. Returns the largest finite score, whatever its sign, at least 0.
    """
    largest = 0.0
    flagging = seen.shape[1] > 0
    for i in range(left.size):
        one, other = np.int64(left[i]), np.int64(right[i])
        if one < 0 or other < 0:
            continue
        if flagging:
            seen[0, one] = seen[1, other] = True
        score = np.float64(scores[i]) + 0.0  # -0.0 becomes 0.0
        bits = np.float64(np.nan).view(np.uint64)
        if score == score:  # noqa: PLR0124 - not a number is not itself
            bits = np.float64(score).view(np.uint64)
        if abs(score) < np.inf:
            largest = max(largest, abs(score))
        pair = stirred(stirred(np.uint64(min(one, other))) + (np.uint64(max(one, other)) ^ np.uint64(APART)))
        scored = stirred(stirred(pair) + (bits ^ np.uint64(APART)))
        order = np.int64(one > other)
        second[i] = order
        sums[order, 0] += np.uint64(1)
        sums[order, 1] += pair
        sums[order, 2] += stirred(pair + np.uint64(AGAIN))
        sums[order, 3] += scored
        sums[order, 4] += stirred(scored + np.uint64(AGAIN))
    return largest
