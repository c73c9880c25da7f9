"""False matches by subject at a few cutoffs, counted block by block in one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.errors import count_errors
from bystander.tally.comparisons.counters import Counter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparisons.columns import Columns
    from bystander.tally.comparisons.survey import Plan


class ErrorCounts:
    """Accumulator of errors by subject at a few ascending cutoffs."""

    def __init__(self, plan: Plan, cutoffs: NDArray[np.float64]) -> None:
        self.cutoffs = cutoffs
        self.total = np.zeros(len(cutoffs), np.int64)
        self._by_subject = Counter(plan.subjects or 0, len(cutoffs))

    def add(self, part: Columns) -> None:
        """Count a part."""
        by_subject = self._by_subject.take(2 * len(part.score))
        count_errors(part.score, part.probe, part.reference, part.mated, self.cutoffs, by_subject, self.total)

    def by_subject(self) -> NDArray[np.int64]:
        """Return the counts, cutoffs first, summed from above."""
        return np.cumsum(self._by_subject.total()[:, ::-1], axis=1)[:, ::-1].T
