"""What the tail alone can answer, exactly: crossings and errors above its floor."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.distinct import distinct
from bystander.tally.comparisons.crossing import accepted_from, cross, first_true
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
    accepted = accepted_from(counts, 0)
    failed, below = np.searchsorted(mated, -inf, side="right"), np.searchsorted(mated, tail.floor, side="left")
    others = mated[max(failed, below) :]
    found = (_crossing(condition, values, accepted, others) for condition in conditions)
    # where the tail is not everything, the neighbours must be inside it, too
    return [None if tail.floor > -inf and crossing.before is None else crossing for crossing in found]


def _crossing(
    condition: Condition, values: NDArray[np.float64], accepted: NDArray[np.int64], others: NDArray[np.float64]
) -> Crossing:
    """Find a crossing: it lies between two neighbouring ``values``, so no more is put in order than is around them.

    ``values``: distinct non-mated scores, and ``others``: mated ones, both ascending.
    """
    turn = first_true(len(values), lambda i: condition.holds(float(values[i]), int(accepted[i])))
    low, high = max(turn - 3, 0), min(turn + 1, len(values))  # two more below: what is before the neighbour is told
    first = np.searchsorted(others, values[low], side="left") if low else 0
    last = np.searchsorted(others, values[turn], side="right") if high < len(values) else len(others)
    near = distinct(np.concatenate([values[low:high], others[first:last]]))
    places = low + np.searchsorted(values[low:high], near, side="left")
    return cross(condition, values=near, accepted=np.append(accepted[places], accepted[high]))


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
