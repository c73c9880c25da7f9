"""Is a square of scores one set of images against itself?

Then its diagonal compares every image with itself, and each pair of images stands there twice, above the diagonal and
below. A matrix of probes and other images of the same people looks alike but for that, so it is told by what only one
set against itself has: scores that are their own mirror image, beside a diagonal of one value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

Declared = Literal["", "itself", "apart"]
LEAST = 3  # rows from which on a mirror image tells anything
TILE = 1024  # rows and columns that are compared with their mirror image at a time
CORNER = 64  # rows and columns that are looked at before all are
NEAR = 1e-6  # of the largest score: single precision, summed in another order, is as far off as that


@dataclass(frozen=True, kw_only=True)
class SquareSeen:
    """A matrix whose rows and columns are named alike, one after the other.

    ``repeated``: whether a name occurs twice, as that of a person with several images does. ``mirrored``: whether the
    scores are their own mirror image. ``level``: whether the diagonal has one value throughout, or none; ``extreme``:
    whether no other score goes beyond that value, to its side.
    """

    repeated: bool
    mirrored: bool
    level: bool
    extreme: bool
    empty: bool = False  # the diagonal
    declared: Declared = ""

    @property
    def itself(self) -> bool:
        """Whether it is one set of images against itself: as declared, or as only that looks."""
        if self.declared:
            return self.declared == "itself"
        return self.mirrored and self.level and (self.repeated or self.empty)

    @property
    def doubtful(self) -> bool:
        """Whether it looks like one set against itself in some ways, and not in others; nothing was declared."""
        if self.declared or self.itself:
            return False
        if self.mirrored:
            return self.repeated or self.level
        return self.repeated and self.level and self.extreme


def square_seen(
    scores: NDArray[Any], empty: NDArray[np.bool_] | None, rows: NDArray[np.int32], columns: NDArray[np.int32],
    declared: Declared = "",
) -> SquareSeen | None:  # fmt: skip
    """Return what a matrix shows, None where its rows and columns are not named alike or are too few.

    ``scores``: n x m, in memory or mapped. ``empty``: its cells without a comparison. ``rows``, ``columns``: codes.
    """
    height, width = scores.shape
    if height != width or not np.array_equal(rows, columns) or (height < LEAST and not declared):
        return None
    diagonal = np.asarray(scores.diagonal(), dtype=np.float64)
    gone = ~np.isfinite(diagonal) if empty is None else ~np.isfinite(diagonal) | empty.diagonal()
    few = np.asarray(scores[:TILE], dtype=np.float64)
    few = few[np.isfinite(few)]
    slack = NEAR * max(np.abs(few).max(initial=0.0), np.abs(diagonal[~gone]).max(initial=0.0))
    level = bool(gone.all() or (not gone.any() and np.ptp(diagonal) <= slack))
    extreme = level and not gone.any() and len(few) > 0
    if extreme:
        extreme = bool(few.max() <= diagonal.max() + slack or few.min() >= diagonal.min() - slack)
    return SquareSeen(
        repeated=len(distinct(rows)) < height, mirrored=_mirrored(scores, empty, slack), level=level, extreme=extreme,
        empty=bool(gone.all()), declared=declared,
    )  # fmt: skip


def whole_of_half(
    scores: NDArray[Any], empty: NDArray[np.bool_] | None
) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Fill in the half of a square that is empty, or has one value throughout, from the other half.

    Programs write no more than one half of such a matrix. A square of two full halves is returned as it is.
    """
    corner = slice(0, CORNER)
    few = scores[corner, corner], None if empty is None else empty[corner, corner]
    for above in (False, True):
        if _is_blank(*few, above=above) and _is_blank(scores, empty, above=above):
            half = np.tri(len(scores), k=-1, dtype=np.bool_)
            half = half.T if above else half
            filled = np.where(half, scores.T, scores)
            return filled, None if empty is None else np.where(half, empty.T, empty)
    return scores, empty


def _is_blank(scores: NDArray[Any], empty: NDArray[np.bool_] | None, *, above: bool) -> bool:
    """Return whether one half is empty or has one value throughout, and the other has not."""
    half = np.tri(len(scores), k=-1, dtype=np.bool_)
    half = half.T if above else half
    if empty is not None and empty[half].all():
        return not empty[half.T].all()
    return len(scores) > LEAST and _one_value(scores[half]) and not _one_value(scores[half.T])


def _one_value(values: NDArray[Any]) -> bool:
    return bool((values == values[0]).all() or (values.dtype.kind == "f" and np.isnan(values).all()))


def _mirrored(scores: NDArray[Any], empty: NDArray[np.bool_] | None, slack: float) -> bool:
    """Return whether cells on both sides of the diagonal agree, to the digit or as nearly as rounding leaves them."""
    n = len(scores)
    for i in range(0, n, TILE):
        for j in range(i, n, TILE):
            a, b = slice(i, i + TILE), slice(j, j + TILE)
            one, two = scores[a, b], scores[b, a].T
            same = one == two
            if slack and not same.all():
                with np.errstate(invalid="ignore"):
                    same |= np.abs(one.astype(np.float64) - two.astype(np.float64)) <= slack
            if one.dtype.kind == "f":
                same |= np.isnan(one) & np.isnan(two)
            if empty is not None:
                same |= empty[a, b] | empty[b, a].T
            if not same.all():
                return False
    return True
