"""Is one person behind most errors of a kind? A range that is wide for that reason is told with it, never who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from bystander.quantities.comparisons.operating_point import OperatingPoint
    from bystander.tally.comparisons.tally import ComparisonTally

FEWEST = 3  # errors, of which one person may have most by chance


def of_one(tally: ComparisonTally, main: OperatingPoint | None) -> tuple[int, int]:
    """Return how many misses, and false matches, at a threshold are one person's; 0 where that is not most of them.

    Nor is it told where nobody is named, or where people are counted in clusters.
    """
    if main is None or tally.clusters is not None:
        return 0, 0
    misses, matches = 0, 0
    if main.fnmr is not None and (found := tally.mated_errors(main.threshold)).x is not None:
        misses = _most(found.x, found.errors)
    if main.fmr is not None and (pairs := tally.non_mated_errors(main.threshold)).d is not None:
        matches = _most(pairs.d, pairs.errors)
    return misses, matches


def _most(of_people: np.ndarray, errors: int) -> int:
    most = int(of_people.max(initial=0))
    return most if errors >= FEWEST and 2 * most > errors else 0
