"""The width of a vertex bootstrap of the difference at a matched target, both thresholds chosen again in every draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.quantities.of_two_systems import Comparisons

DRAWN = 200


def width(a: Comparisons, b: Comparisons, target: float, rng: np.random.Generator, *, level: float = 0.95) -> float:
    """Return the width of the percentile interval; both systems' people must be the same, under the same codes."""
    people = a.people
    differences = []
    for _ in range(DRAWN):
        weight = np.bincount(rng.integers(0, people, people), minlength=people).astype(np.float64)
        differences.append(_missed(b, weight, target) - _missed(a, weight, target))
    low, high = np.quantile(differences, [(1 - level) / 2, 1 - (1 - level) / 2])
    return float(high - low)


def _missed(system: Comparisons, weight: NDArray[np.float64], target: float) -> float:
    """Return the weighted FNMR at the smallest non-mated score with a weighted FMR at or below the target."""
    tail, tally = system.tally.tail, system.tally
    assert tail.probe is not None
    assert tail.reference is not None
    assert tally.mated_row_subject is not None
    matches = weight[tail.probe] * weight[tail.reference]
    m = tally.non_mated_per_subject
    assert m is not None
    if len(matches) != tally.non_mated_total:
        message = "the bootstrap needs every non-mated score"
        raise ValueError(message)
    order = np.argsort(-tail.score, kind="stable")
    score, cumulated = tail.score[order], np.cumsum(matches[order])
    within = int(np.searchsorted(cumulated, target * cumulated[-1], side="right"))
    threshold = score[within - 1] if within else np.inf
    own = weight[tally.mated_row_subject]
    return float(own[tally.mated_row_score < threshold].sum() / max(own.sum(), 1.0))
