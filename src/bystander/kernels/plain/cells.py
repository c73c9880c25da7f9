"""Rows of each cell of groups; see :mod:`bystander.kernels.cells`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


def count_cells(probe: Array, reference: Array, of: Array, cells: Array, met: Array) -> None:
    """Add each row to the cell of its groups, and note who was met with which group."""
    left, right = of[probe].astype(np.int64), of[reference].astype(np.int64)
    met[0, probe, right] = True
    met[1, reference, left] = True
    cells += np.bincount(left * len(cells) + right, minlength=cells.size).reshape(cells.shape)
