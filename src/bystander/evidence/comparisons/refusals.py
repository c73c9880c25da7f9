"""Rows that are left out: without ground truth, of a sample with itself, or repeated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Repeats:
    """Positions of rows that repeat an earlier pair of samples: with its score, or with another one."""

    same: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    other: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))


def repeats(
    probe: NDArray[np.int64],
    reference: NDArray[np.int64],
    score: NDArray[np.floating],
    failed: NDArray[np.bool_] | None = None,
) -> Repeats:
    """Find rows whose pair of samples (codes; -1 is unknown and never repeats) occurred in an earlier row.

    Two failures are equal whatever stands for them. All arrays have length n; positions are ascending.
    """
    known = np.flatnonzero((probe >= 0) & (reference >= 0))
    if len(known) < 2:
        return Repeats()
    key = pair_keys(probe[known], reference[known])
    if not has_repeat(key):
        return Repeats()
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    again = np.flatnonzero(sorted_key[1:] == sorted_key[:-1]) + 1
    starts = np.flatnonzero(np.append(True, sorted_key[1:] != sorted_key[:-1]))
    first = known[order[starts[np.searchsorted(starts, again, side="right") - 1]]]
    later = known[order[again]]
    a, b = score[first], score[later]
    equal = (a == b) | (np.isnan(a) & np.isnan(b))
    if failed is not None:
        equal = np.where(failed[first] | failed[later], failed[first] == failed[later], equal)
    return Repeats(np.sort(later[equal]), np.sort(later[~equal]))


def any_pair_twice(probe: NDArray[np.int64], reference: NDArray[np.int64], keep: NDArray[np.bool_]) -> bool:
    """Return whether two known samples meet in more rows than one of those to keep, in whichever order."""
    known = keep & (probe >= 0) & (reference >= 0)
    if not known.all():
        probe, reference = probe[known], reference[known]
    return len(probe) > 1 and has_repeat(pair_keys(np.minimum(probe, reference), np.maximum(probe, reference)))


def pair_keys(probe: NDArray[np.integer], reference: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return one number for each ordered pair of sample codes; equal exactly where both are equal."""
    width = int(reference.max()) + 1
    if (int(probe.max()) + 1) * width >= 1 << 62:
        # codes with gaps: close the gaps first, so that the product fits
        probe = np.unique(probe, return_inverse=True)[1].astype(np.int64)
        reference = np.unique(reference, return_inverse=True)[1].astype(np.int64)
        width = int(reference.max()) + 1
    return probe.astype(np.int64, copy=False) * width + reference


def has_repeat(key: NDArray[np.int64]) -> bool:
    """Return whether any number occurs twice; a bitmap where the numbers are small, a sort otherwise."""
    top = int(key.max()) + 1
    if top <= 1 << 28 and top <= 64 * len(key):
        seen = np.zeros(top, np.bool_)
        seen[key] = True
        return int(np.count_nonzero(seen)) < len(key)
    ordered = np.sort(key)
    return bool((ordered[1:] == ordered[:-1]).any())
