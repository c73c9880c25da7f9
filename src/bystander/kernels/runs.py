"""Where runs of one value end, in a column in which they are long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import frozen, kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.kernels.compiling import Array

STRIP = 256  # rows that are looked at together


@kernel()
def run_ends(column: Array, ends: Array) -> int:
    """List the first row of each run but the first; returns how many, -1 where there is no room for them."""
    one, none = column.dtype.type(1), column.dtype.type(0)
    filled = 0
    for first in range(1, column.size, STRIP):
        here = column[first : first + STRIP]
        before = column[first - 1 : first - 1 + here.size]
        changes = none  # as wide as the column: vector instructions count them
        for i in range(here.size):
            changes += one if here[i] != before[i] else none
        if changes == 0:
            continue
        if filled + changes > ends.size:
            return -1
        for i in range(here.size):
            if here[i] != before[i]:
                ends[filled] = first + i
                filled += 1
    return filled


def ends_of_runs(column: NDArray[np.integer], most: int) -> NDArray[np.int64] | None:
    """Return where each run ends, the last with the column; None where there are more than ``most``, or none."""
    if not len(column) or most < 1:
        return None
    ends = np.empty(most, np.int64)
    changes = run_ends(frozen(column), ends[:-1])
    if changes < 0:
        return None
    ends[changes] = len(column)
    return ends[: changes + 1].copy()  # the rest of the room is let go of
