"""What floats add up to by their exponents, with numpy; see :mod:`bystander.kernels.exact_sum`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

_FRACTION = (1 << 52) - 1
_TOGETHER = 1 << 20  # numbers whose halves, below 2^27, are summed as floats


def add_up(values: Array, bins: Array) -> int:
    """Add the two halves of every significand to the bins of its exponent; returns the largest exponent, 0 of none."""
    largest = 0
    for start in range(0, len(values), _TOGETHER):
        bits = values[start : start + _TOGETHER].view(np.int64)
        exponent = (bits >> 52) & 2047
        significand = np.where(exponent > 0, 1 << 52, 0) | bits & _FRACTION
        sign = np.where(bits < 0, -1.0, 1.0)
        for column, half in enumerate((significand & ((1 << 26) - 1), significand >> 26)):
            bins[:, column] += np.bincount(exponent, weights=half * sign, minlength=2048).astype(np.int64)
        largest = max(largest, int(exponent.max()))
    return largest
