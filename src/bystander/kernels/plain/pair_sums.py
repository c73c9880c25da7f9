"""What is summed for the mean scores of pairs; see :mod:`bystander.kernels.pair_sums`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.plain.pair_table import mix

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


def add_hashes(scores: Array, probe: Array, reference: Array, mated: Array, sums: Array) -> None:
    """Add each comparison of two people, and a hash of its score, to what both have in ``sums``, (people, 2)."""
    kept = ~mated & (scores > -np.inf)
    hashes = mix((scores[kept].astype(np.float64) + 0.0).view(np.uint64))  # + 0.0: there is one zero
    for side in (probe[kept], reference[kept]):
        np.add.at(sums[:, 0], side, np.uint64(1))
        np.add.at(sums[:, 1], side, hashes)


def add_scores(  # noqa: PLR0917 (as the kernel)
    scores: Array, probe: Array, reference: Array, mated: Array, place: Array, total: Array, compared: Array
) -> None:
    """Add scores, and comparisons, by the places of both people; below 0 are those without one."""
    kept = ~mated & (scores > -np.inf)
    first, second = place[probe[kept]], place[reference[kept]]
    drawn = (first >= 0) & (second >= 0)
    at = first[drawn] * len(total) + second[drawn]
    weights = scores[kept][drawn].astype(np.float64)
    total += np.bincount(at, weights, total.size).reshape(total.shape)
    compared += np.bincount(at, minlength=total.size).reshape(total.shape)
