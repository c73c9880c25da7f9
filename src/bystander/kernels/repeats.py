"""Which rows repeat a pair of samples, in one pass over the rows in their order.

In nearly every file the rows of a probe stand together: then it is enough to remember, of each reference, which run of
rows met it last. Otherwise every pair of codes has a bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import repeats as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel(plain.met_in_runs)
def met_in_runs(left: Array, right: Array, stamp: Array, closed: Array, state: Array, found: Array) -> int:  # noqa: PLR0917 (a kernel takes plain arrays)
    """List the rows whose reference the run of their probe has met; -1 where a probe has a second run.

    ``left``, ``right``: int64 codes of the samples, below 0 in rows that do not count. ``stamp``: int32, by code the
    last run that met it. ``closed``: uint8, by code whether it had a run. ``state``: the number of the run that is
    open, from 0, and its probe, -1 at first. All three go on from call to call. Rows are put into ``found``, and
    their number is returned.
    """
    run, open_ = state[0], state[1]
    n = 0
    for i in range(left.size):
        probe, reference = left[i], right[i]
        if probe < 0 or reference < 0:
            continue
        if probe != open_:
            if closed[probe]:
                return -1
            closed[probe] = 1
            open_ = probe
            run += 1
        if stamp[reference] == run:
            found[n] = i
            n += 1
        else:
            stamp[reference] = run
    state[0], state[1] = run, open_
    return n


@kernel(plain.met_in_bits)
def met_in_bits(left: Array, right: Array, size: int, bits: Array, found: Array) -> int:
    """List the rows whose bit, one for each pair of codes below ``size``, was set before; sets those of all rows."""
    n = 0
    for i in range(left.size):
        probe, reference = left[i], right[i]
        if probe < 0 or reference < 0:
            continue
        bit = probe * size + reference
        mask = np.uint8(1 << (bit & 7))
        if bits[bit >> 3] & mask:
            found[n] = i
            n += 1
        else:
            bits[bit >> 3] |= mask
    return n
