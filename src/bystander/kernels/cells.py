"""How many rows each cell of groups has, and who is met there: probes with references of which group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import cells as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel(plain.count_cells)
def count_cells(probe: Array, reference: Array, of: Array, cells: Array, met: Array) -> None:
    """Add each row to the cell of its groups, and note who was met with which group.

    ``of``: the group of each person. ``cells``: rows by group of the probe and of the reference. ``met``: by side and
    person, the groups of the other side.
    """
    for i in range(probe.size):
        left, right = of[probe[i]], of[reference[i]]
        cells[left, right] += 1
        met[0, probe[i], right] = True
        met[1, reference[i], left] = True
