"""False matches of each subject at a few cutoffs; see :mod:`bystander.kernels.errors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


def count_errors(  # noqa: PLR0917 (as the kernel)
    scores: Array, probe: Array, reference: Array, mated: Array, cutoffs: Array, by_subject: Array, total: Array
) -> None:
    """Add to ``by_subject[subject, k]`` where k + 1 cutoffs (ascending) are at or below the score."""
    reached = np.searchsorted(cutoffs, scores.astype(np.float64), side="right") - 1
    at = np.flatnonzero((reached >= 0) & ~mated)
    reached = reached[at]
    total += np.bincount(reached, minlength=len(total))
    if len(by_subject):
        np.add.at(by_subject, (probe[at], reached), np.uint32(1))
        np.add.at(by_subject, (reference[at], reached), np.uint32(1))
