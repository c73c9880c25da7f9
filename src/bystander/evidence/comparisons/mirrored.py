"""Rows that say of two samples what another row says in the other order.

A program that loops over one set of images twice writes a with b, and b with a. Where all such pairs have one score,
both rows say the same, and a pair is one comparison. Where any has two scores the matcher is not symmetric, and both
rows of all pairs stay: to keep both of some alone would count those most whose score is not sure. Where rows name
people alone, two of them may be other images with one score by chance, so none is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.comparisons.own_square import NEAR, TILE
from bystander.evidence.comparisons.refusals import pair_keys
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOKED_AT = 200  # rows of people, spread over all, that are sought in the other order before all are compared
MANY = 0.5  # share of them that is a habit
_BY_CHANCE = 0.1  # the same where coarse scores alone would do it


@dataclass(frozen=True)
class BothOrders:
    """Pairs of samples in both orders: how many, and how many of them have another score in each (``differing``).

    ``second``: positions of one row of each, the one with the higher probe.
    """

    second: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    pairs: int = 0
    differing: int = 0

    @property
    def once(self) -> NDArray[np.int64]:
        """Return the positions of rows that say nothing new: those of the second order, where every score agrees."""
        return self.second[:0] if self.differing else self.second


def both_orders(
    probe: NDArray[np.int64],
    reference: NDArray[np.int64],
    score: NDArray[np.floating],
    failed: NDArray[np.bool_] | None = None,
) -> BothOrders:
    """Find pairs of samples that stand there in both orders.

    ``probe``, ``reference``: codes of samples, comparable between the sides; -1 is unknown. No row repeats another in
    its own order. Two failures are equal whatever stands for them.
    """
    known = np.flatnonzero((probe >= 0) & (reference >= 0))
    if len(known) < 2:
        return BothOrders()
    left, right = probe[known], reference[known]
    key = pair_keys(np.minimum(left, right), np.maximum(left, right))
    order = np.argsort(key, kind="stable")
    two = np.flatnonzero(key[order[1:]] == key[order[:-1]])
    one, other = known[order[two]], known[order[two + 1]]
    equal = agree(score[one], score[other], slack_of(score))
    if failed is not None:
        equal = np.where(failed[one] | failed[other], failed[one] == failed[other], equal)
    second = np.where(probe[one] > reference[one], one, other)
    return BothOrders(np.sort(second), len(second), int(np.count_nonzero(~equal)))


@dataclass(frozen=True)
class Twins:
    """Where the samples of a matrix stand on its other side, -1 where they do not: rows of columns, columns of rows."""

    row_of: NDArray[np.int64]
    column_of: NDArray[np.int64]

    def second(
        self, probe: NDArray[np.int64], reference: NDArray[np.int64], rows: slice, columns: slice,
        skip: NDArray[np.bool_] | None,
    ) -> NDArray[np.bool_]:  # fmt: skip
        """Tell which cells of a part are the second order of a pair whose first order is no cell that is skipped.

        ``probe``, ``reference``: sample codes of the part's rows and columns.
        """
        r, c = self.row_of[columns], self.column_of[rows]
        second: NDArray[np.bool_] = (probe[:, None] > reference) & (c >= 0)[:, None] & (r >= 0)
        if skip is not None:
            second &= ~skip[np.ix_(np.maximum(r, 0), np.maximum(c, 0))].T
        return second


def matrix_in_both_orders(
    scores: NDArray[Any], skip: NDArray[np.bool_] | None, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> tuple[Twins | None, int, int]:
    """Find pairs of samples that a matrix holds in both orders: where, how many, and how many with two scores.

    ``rows``, ``columns``: codes of samples, each once on its side. ``skip``: cells that are no comparison.
    """
    common, at_row, at_column = np.intersect1d(rows, columns, assume_unique=True, return_indices=True)
    if len(common) < 2:
        return None, 0, 0
    row_of, column_of = np.full(len(columns), -1, np.int64), np.full(len(rows), -1, np.int64)
    row_of[at_column], column_of[at_row] = at_row, at_column
    pairs = differing = 0
    few = np.asarray(scores[:TILE], dtype=np.float64)
    slack = slack_of(few)
    for i in range(0, len(common), TILE):
        for j in range(i, len(common), TILE):
            a, b = slice(i, i + TILE), slice(j, j + TILE)
            here, there = np.ix_(at_row[a], at_column[b]), np.ix_(at_row[b], at_column[a])
            both = np.arange(len(common))[a, None] < np.arange(len(common))[b]
            if skip is not None:
                both &= ~(skip[here] | skip[there].T)
            pairs += int(np.count_nonzero(both))
            differing += int(np.count_nonzero(both & ~agree(scores[here], scores[there].T, slack)))
    return Twins(row_of, column_of), pairs, differing


def slack_of(score: NDArray[np.floating]) -> float:
    """Return how far two scores of one pair may be apart by rounding alone."""
    largest: float = np.abs(score, where=np.isfinite(score), out=np.zeros_like(score)).max(initial=0.0)
    return NEAR * float(largest)


def agree(a: NDArray[np.floating], b: NDArray[np.floating], slack: float) -> NDArray[np.bool_]:
    """Tell which scores are the same, to the digit or as nearly as rounding leaves them."""
    with np.errstate(invalid="ignore"):
        near = np.abs(a.astype(np.float64) - b.astype(np.float64)) <= slack
    same: NDArray[np.bool_] = (a == b) | near | ((a != a) & (b != b))  # noqa: PLR0124 - of NaN alone
    return same


def people_in_both_orders(probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating]) -> int:
    """Return how many rows say of two people what another row says in the other order; 0 where chance would do it.

    ``probe``, ``reference``: codes of people, none missing.
    """
    apart = np.flatnonzero((probe != reference) & np.isfinite(score))
    if len(apart) < 2:
        return 0
    score, size = score[apart], int(max(probe.max(), reference.max())) + 1
    left, right = probe[apart].astype(np.int64), reference[apart].astype(np.int64)
    some = distinct(np.linspace(0, len(apart) - 1, min(len(apart), _LOOKED_AT)).astype(np.int64))
    if not _is_a_habit(left * size + right, right[some] * size + left[some], score, score[some]):
        return 0
    return mirrored_rows(left, right, score)


def mirrored_rows(left: NDArray[np.integer], right: NDArray[np.integer], score: NDArray[np.floating]) -> int:
    """Return how many rows of two people, at least one, there are of which each has its own in the other order."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((score, high, low))
    low, high, score = low[order], high[order], score[order]
    fresh = (low[1:] != low[:-1]) | (high[1:] != high[:-1]) | (score[1:] != score[:-1])
    starts = np.flatnonzero(np.append(True, fresh))
    up = np.add.reduceat((left < right)[order].astype(np.int64), starts)
    return int(np.minimum(up, np.diff(np.append(starts, len(order))) - up).sum())


def _is_a_habit(
    key: NDArray[np.int64], sought: NDArray[np.int64], score: NDArray[np.floating], wanted: NDArray[np.floating]
) -> bool:
    """Return whether most of some rows are there in the other order (``sought``), score included, and not by chance."""
    there = np.flatnonzero(np.isin(key, sought))
    order = there[np.argsort(key[there], kind="stable")]
    first, last = (np.searchsorted(key[order], sought, side) for side in ("left", "right"))
    found = [bool((score[order[a:b]] == x).any()) for a, b, x in zip(first, last, wanted, strict=True)]
    if np.mean(found) < MANY:
        return False
    values, place = np.unique(wanted, return_inverse=True)
    at = np.minimum(np.searchsorted(values, score), len(values) - 1)
    share = np.bincount(at[values[at] == score], minlength=len(values))[place] / len(score)
    return bool(np.mean(1 - (1 - share) ** (last - first)) <= _BY_CHANCE)
