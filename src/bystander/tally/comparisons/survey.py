"""What one look at every comparison yields: the part of a tally that needs no threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bystander.kernels.plain.order_key import order_keys
from bystander.tally.comparisons.pairs import PairSample, pair_keys, pair_people
from bystander.tally.comparisons.points import PairGraph
from bystander.tally.comparisons.tail import sorting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.tally.comparisons.crossing import Condition, Crossing
    from bystander.tally.comparisons.tail import Tail


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to count. ``subjects``: codes, or None; ``count_failed``: failed ones stay in denominators."""

    subjects: int | None
    count_failed: bool
    tail_pairs: int
    pair_capacity: int

    @property
    def dense(self) -> bool:
        """Whether all possible pairs fit into the capacity, so that nothing is ever sampled."""
        return self.subjects is not None and self.subjects * (self.subjects + 1) // 2 <= self.pair_capacity


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Exact, and independent of the order of rows.

    ``mated_score`` ascending (float64, failed ones -inf in front) with ``mated_subject``; ``non_mated``
    counts failed ones too; ``low``, ``high``: range of the non-mated scores, None where none is finite.
    ``as_probe``, ``as_reference``: non-mated comparisons of each subject, under the failure policy.
    """

    mated_score: NDArray[np.float64]
    mated_subject: NDArray[np.int32] | None
    non_mated: int
    non_mated_failed: int
    low: float | None
    high: float | None
    as_probe: NDArray[np.int64] | None
    as_reference: NDArray[np.int64] | None
    tail: Tail
    graph: PairGraph | None
    level: int


@dataclass(frozen=True, kw_only=True)
class Errors:
    """Non-mated comparisons accepted at K ascending cutoffs: ``total`` (K), ``by_subject`` (K, subjects)."""

    total: NDArray[np.int64]
    by_subject: NDArray[np.int64] | None
    squared: tuple[int, ...] | None  # sum of c_ij^2 at each cutoff
    exact: bool

    def at(self, places: NDArray[np.int64]) -> Errors:
        """Return those at some of the cutoffs."""
        return Errors(
            total=self.total[places],
            by_subject=None if self.by_subject is None else self.by_subject[places],
            squared=None if self.squared is None else tuple(self.squared[int(k)] for k in places),
            exact=self.exact,
        )


class Engine(Protocol):
    """A way to count; the ways are tested equal."""

    def survey(self) -> Survey:
        """Look at every comparison once."""
        ...

    def accepted(
        self, cutoffs: NDArray[np.float64], conditions: Sequence[Condition]
    ) -> tuple[NDArray[np.int64], list[Crossing]]:
        """Count non-mated comparisons at or above each cutoff (ascending, distinct), and find crossings."""
        ...

    def errors(self, cutoffs: NDArray[np.float64], *, level: int) -> Errors:
        """Count non-mated comparisons at or above each of a few cutoffs, by subject and pair.

        ``level``: that of the survey, so that the same pairs are sampled.
        """
        ...


def sort_mated(
    score: NDArray[np.floating], subject: NDArray[np.int32] | None, *, compiled: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.int32] | None]:
    """Put mated comparisons into the canonical order; -0.0 becomes 0.0. ``compiled``: as for the tail."""
    wide = score.astype(np.float64) + 0.0
    if subject is None:
        return np.sort(wide), None
    order = sorting(compiled=compiled).rows_in_order(order_keys(wide), subject.astype(np.uint64))
    return wide[order], subject[order]


def pair_graph(
    sample: PairSample, *, subjects: int, as_probe: NDArray[np.int64], as_reference: NDArray[np.int64]
) -> PairGraph:
    """Sum up a sample of pairs; what only the whole set of pairs can tell is None where it is not whole.

    ``as_probe``, ``as_reference``: non-mated comparisons of each subject in either role.
    """
    pairs = degree = most = complete = None
    disjoint = not np.any((as_probe > 0) & (as_reference > 0))
    if sample.exact:
        low, high = pair_people(sample.keys)
        other = low != high
        partners = np.bincount(low[other], minlength=subjects) + np.bincount(high[other], minlength=subjects)
        pairs, degree = int(partners.sum()) // 2, int(partners.max(initial=0))
        most = int(sample.compared.max(initial=0))
        complete = subjects > 1 and pairs == subjects * (subjects - 1) // 2
    return PairGraph(
        pairs=pairs,
        max_pair_degree=degree,
        complete=complete,
        max_multiplicity=most,
        roles_disjoint=disjoint,
        as_probe=as_probe,
        qn=sample.compared_squared(),
        exact=sample.exact,
        level=sample.level,
        keys=sample.keys,
        compared=sample.compared,
    )


def count_pairs_in_memory(
    probe: NDArray[np.int32],
    reference: NDArray[np.int32],
    accepted_at: NDArray[np.int64],
    cutoffs: int,
) -> PairSample:
    """Count every pair. ``accepted_at``: for each comparison, at how many of the ascending cutoffs it errs."""
    keys, place = np.unique(pair_keys(probe, reference), return_inverse=True)
    errors = np.zeros((len(keys), cutoffs), np.int64)
    for k in range(cutoffs):
        errors[:, k] = np.bincount(place[accepted_at > k], minlength=len(keys))
    compared = np.bincount(place, minlength=len(keys)).astype(np.int64)
    return PairSample(keys=keys, compared=compared, errors=errors, level=0)
