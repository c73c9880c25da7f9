"""The order of rows by several whole numbers; see :mod:`bystander.kernels.row_order`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.kernels.compiling import Array


def sort_by(keys: Array, order: Array) -> None:
    """Put rows in the order of their keys; those with equal keys stay in the order in which they are."""
    order[:] = order[np.argsort(keys[order], kind="stable")]


def rows_in_order(*keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the order of rows by the first key, then by the next ones; all equal, as the rows are."""
    return np.lexsort(keys[::-1])
