"""What the tail alone can answer, exactly: crossings and errors above its floor."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.distinct import runs
from bystander.tally.comparisons.crossing import accepted_from, cross
from bystander.tally.comparisons.pairs import pair_keys
from bystander.tally.comparisons.points import PairErrors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.tally.comparisons.crossing import Condition, Crossing
    from bystander.tally.comparisons.points import PairGraph
    from bystander.tally.comparisons.tail import Tail


def crossings_in_tail(conditions: Sequence[Condition], tail: Tail, mated: NDArray[np.float64]) -> list[Crossing | None]:
    """Find crossings among the scores from the tail's floor on; None where one lies, or may lie, below.

    ``mated``: ascending scores, failed ones -inf.
    """
    values, counts = tail.distinct
    others, _ = runs(mated[(mated >= tail.floor) & (mated > -inf)])
    places = np.searchsorted(values, others)
    new = np.append(values, np.nan)[places] != others  # scores of mated comparisons alone
    every, spread = np.insert(values, places[new], others[new]), np.insert(counts, places[new], 0)
    accepted = accepted_from(spread, 0)
    found = (cross(condition, values=every, accepted=accepted) for condition in conditions)
    # where the tail is not everything, the neighbours must be inside it, too
    return [None if tail.floor > -inf and crossing.before is None else crossing for crossing in found]


def next_non_mated(accepted: int, tail: Tail) -> float | None:
    """Return the lowest non-mated score among the ``accepted`` highest ones; None where none is accepted."""
    return float(tail.score[accepted - 1]) if accepted else None


def errors_in_tail(
    tail: Tail, cutoff: float, *, trials: int, m: NDArray[np.int64] | None, graph: PairGraph | None
) -> PairErrors:
    """Return the errors at a cutoff at or above the tail's floor; qc is exact, qn as exact as the graph's."""
    errors = tail.at_or_above(cutoff)
    if tail.probe is None or tail.reference is None or m is None or graph is None:
        return PairErrors(errors=errors, trials=trials, d=None, m=None, qc=None, qn=None, exact=True)
    probe, reference = tail.probe[:errors], tail.reference[:errors]
    d = np.bincount(probe, minlength=len(m)) + np.bincount(reference, minlength=len(m))
    if 2 * errors < len(tail):
        _, c = np.unique(pair_keys(probe, reference), return_counts=True)
    else:  # the tail knows its pairs, or will be asked for them
        c = np.bincount(tail.pair_places[:errors])
    return PairErrors(
        errors=errors, trials=trials, d=d.astype(np.int64), m=m, qc=int(np.dot(c, c)), qn=graph.qn, exact=graph.exact
    )
