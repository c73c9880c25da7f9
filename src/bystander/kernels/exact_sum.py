"""The exactly rounded sum of many floats, that of ``math.fsum`` to the bit, in a tenth of its time.

Numbers of one exponent are whole multiples of one unit, so their significands are added as whole numbers, a bin an
exponent: nothing is rounded before the end. Source: Neal (2015), "Fast exact summation using small and large
superaccumulators"; his large one, with significands in two halves in place of carries.

``math.fsum`` has the last word where a sum is 0, not finite, or so large that one on the way may be: whether it then
raises, and what it says, is for Python to decide.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import frozen, kernel
from bystander.kernels.plain import exact_sum as plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.kernels.compiling import Array

FEW = 1 << 15  # numbers up to which math.fsum takes less time than importing a compiler
_UNIT = 1 << 1074  # a float is a whole number over this
_LARGEST = 2046  # exponent of finite floats, as it is stored
_LOW = (1 << 26) - 1
_FRACTION = (1 << 52) - 1
_HIDDEN = 1 << 52


@kernel(plain.add_up)
def add_up(values: Array, bins: Array) -> int:
    """Add the two halves of every significand to the bins of its exponent; returns the largest exponent, 0 of none.

    ``bins``: int64, (2048, 2), the lower 26 bits first; 2^36 numbers fit into a bin.
    """
    bits = values.view(np.int64)
    largest = 0
    for i in range(bits.size):
        exponent = (bits[i] >> 52) & 2047
        significand = bits[i] & _FRACTION
        if exponent > 0:
            significand |= _HIDDEN
        low, high = significand & _LOW, significand >> 26
        if bits[i] < 0:
            low, high = -low, -high
        bins[exponent, 0] += low
        bins[exponent, 1] += high
        largest = max(largest, exponent)
    return largest


def exact_sum(values: NDArray[np.floating]) -> float:
    """Return the sum of a flat array, rounded once, to the nearest float; 0.0 of none.

    Raises what ``math.fsum`` raises: OverflowError where a sum is too large, ValueError for infinity less infinity.
    """
    if len(values) <= FEW:
        return fsum(values)
    bins = np.zeros((_LARGEST + 2, 2), np.int64)
    largest = int(add_up(frozen(values, np.float64), bins))
    if largest + len(values).bit_length() > _LARGEST:
        return fsum(values)
    total = 0
    for exponent in np.flatnonzero(bins.any(axis=1)).tolist():
        low, high = bins[exponent].tolist()
        total += (low + (high << 26)) << max(exponent - 1, 0)
    return total / _UNIT if total else fsum(values)  # one whole number over another is rounded once
