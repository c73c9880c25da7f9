"""False matches of each subject at a few cutoffs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import errors as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel(plain.count_errors)
def count_errors(  # noqa: PLR0917 (a kernel takes plain arrays)
    scores: Array, probe: Array, reference: Array, mated: Array, cutoffs: Array, by_subject: Array, total: Array
) -> None:
    """Add to ``by_subject[subject, k]`` where k + 1 cutoffs (ascending) are at or below the score.

    The caller sums k from above. ``by_subject`` without rows: only ``total[k]`` is counted.
    """
    lowest = cutoffs[0]
    named = by_subject.shape[0] > 0
    for i in range(scores.size):
        score = np.float64(scores[i])
        if score >= lowest and not mated[i]:
            k = 0
            while k + 1 < cutoffs.size and cutoffs[k + 1] <= score:
                k += 1
            total[k] += 1
            if named:
                by_subject[probe[i], k] += np.uint32(1)
                by_subject[reference[i], k] += np.uint32(1)
