"""The order of rows by several whole numbers: a radix sort, which takes a fraction of what comparing them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import frozen, kernel
from bystander.kernels.plain import row_order as plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.kernels.compiling import Array

MANY = 1 << 19  # rows from which importing a compiler pays
DIGIT = 8  # bits that one pass sorts by: more have more places to write to than there are entries in the first TLB


@kernel(plain.sort_by)
def sort_by(keys: Array, order: Array) -> None:
    """Put rows, int64, in the order of their keys, uint64; those with equal keys stay in the order in which they are.

    Bits that all keys share are not looked at.
    """
    size = order.size
    key, other_key = np.empty(size, np.uint64), np.empty(size, np.uint64)
    row, other_row = order, np.empty(size, np.int64)
    differing = np.uint64(0)
    for i in range(size):
        key[i] = keys[order[i]]
        differing |= key[i] ^ key[0]
    last = np.uint64((1 << DIGIT) - 1)
    place = np.empty(1 << DIGIT, np.int64)
    for shift in range(0, 64, DIGIT):
        by = np.uint64(shift)
        if (differing >> by) & last == 0:
            continue
        place[:] = 0
        for i in range(size):
            place[(key[i] >> by) & last] += 1
        start = 0
        for digit in range(place.size):
            place[digit], start = start, start + place[digit]
        for i in range(size):
            digit = (key[i] >> by) & last
            at = place[digit]
            other_key[at], other_row[at] = key[i], row[i]
            place[digit] = at + 1
        key, other_key = other_key, key
        row, other_row = other_row, row
    order[:] = row


def rows_in_order(*keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the order of rows by the first key, then by the next ones; all equal, as the rows are."""
    order = np.arange(len(keys[0]))
    for key in reversed(keys):
        sort_by(frozen(key), order)
    return order


def order_by(*keys: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the order of rows by the first key, then by the next ones, of any whole numbers; all equal, as they are.

    What ``np.lexsort`` gives for the keys from the last to the first, in a fifth of the time where rows are many.
    """
    if len(keys[0]) < max(MANY, 1):
        return np.lexsort(keys[::-1])
    return rows_in_order(*(_beyond_the_lowest(key) for key in keys))


def _beyond_the_lowest(key: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Return whole numbers less the lowest of them: those of a narrow range share their upper bits then."""
    bits = key.astype(np.uint64, copy=False)
    lowest: np.uint64 = bits[key.argmin()]
    return bits - lowest  # both modulo 2^64, and so right for negative ones, too
