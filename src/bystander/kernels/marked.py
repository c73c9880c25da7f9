"""Which rows of a few are marked, so that a second loop walks over those alone.

A loop that marks has no branch and can be done with vector instructions. One that then walks over few rows that stand
together waits for the memory of several of them at once; with all others in between it would wait for one at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel()
def list_marked(marks: Array, size: int, rows: Array) -> np.uint64:
    """Put the first ``size`` places that are marked with 1, not 0, into ``rows``; returns how many there are."""
    marked = np.uint64(0)  # never below 0, which costs a look at each
    for i in range(size):  # without a branch, as nobody could guess which way it goes
        rows[marked] = i
        marked += np.uint64(marks[i])
    return marked
