"""Numbers of rows, added up for either order of their pair; see :mod:`bystander.kernels.both_orders`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.plain.mixing import bits, mixed
from bystander.kernels.plain.mixing import sums as added

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


def add_orders(  # noqa: PLR0917 (as the kernel)
    left: Array, right: Array, scores: Array, sums: Array, second: Array, seen: Array
) -> float:
    """Add rows to the sums of their order, and note the second ones and all names; return the largest finite score."""
    at = np.flatnonzero((left >= 0) & (right >= 0))
    one, other, score = left[at], right[at], scores[at].astype(np.float64)
    if seen.shape[1]:
        seen[0, one] = seen[1, other] = True
    pair = mixed(np.minimum(one, other).astype(np.uint64), np.maximum(one, other).astype(np.uint64))
    scored = mixed(pair, bits(score))
    later = one > other
    second[at[later]] = True
    for order, rows in enumerate((~later, later)):
        found = [np.count_nonzero(rows), *added(pair[rows]), *added(scored[rows])]
        sums[order] += np.array(found, np.uint64)
    return float(np.abs(score[np.isfinite(score)]).max(initial=0.0))
