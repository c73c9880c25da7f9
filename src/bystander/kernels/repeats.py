"""Which rows repeat a pair of samples, in one pass over the rows in their order.

In nearly every file the rows of a probe stand together: then it is enough to remember, of each reference, which run of
rows met it last. Otherwise every pair of codes has a bit. A sample of pairs tells whether they also stand there in the
other order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import repeats as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

STRIP = 1024  # rows whose pairs are mixed together; a multiple of 8


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


@kernel(plain.sampled_pairs)
def sampled_pairs(left: Array, right: Array, mask: int, own: int, found: Array) -> int:
    """List the rows whose pair is in a sample that has both orders of a pair or neither.

    ``mask``: a power of two less one: of so many pairs, and one, one is in it. Rows with a code below 0 do not count,
    nor those of a code with itself but for ``own``.
    """
    n = 0
    chosen = np.zeros(STRIP, np.uint8)
    for first in range(0, left.size, STRIP):
        some, others = left[first : first + STRIP], right[first : first + STRIP]
        for i in range(some.size):  # no branch and nothing moved: vector instructions do it
            low, high = min(some[i], others[i]), max(some[i], others[i])
            number = np.uint64(low) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(high)
            number ^= number >> np.uint64(29)
            number *= np.uint64(0xBF58476D1CE4E5B9)
            number ^= number >> np.uint64(32)
            chosen[i] = np.uint8((number & np.uint64(mask)) == 0)
        chosen[some.size :] = 0
        eights = chosen.view(np.uint64)
        for k in range(eights.size):
            if eights[k]:
                for i in range(8 * k, 8 * k + 8):
                    if chosen[i] and min(some[i], others[i]) >= 0 and (own or some[i] != others[i]):
                        found[n] = first + i
                        n += 1
    return n
