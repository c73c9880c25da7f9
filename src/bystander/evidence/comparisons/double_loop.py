"""Is a table that names people, and no images, a double loop over one set of images?

Somebody with k images then has k x k rows with themself (k (k + 1) / 2 where the loop leaves out what it has had), of
which k have the same score, the best of all: an image with itself. Two people with k and m images have k m rows in
either order, and what the one order scores the other scores too. Nothing but a loop over one set has all of that,
whatever the order of its rows; then self-comparisons and mirrored rows are told by their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.comparisons.own_square import square_seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.own_square import Declared

LEAST = 3  # images
MOST = 1 << 24  # rows: beyond that nobody loops in a program and writes text


@dataclass(frozen=True, kw_only=True)
class DoubleLoop:
    """Positions of the rows of an image with itself (``itself``), and of those that mirror another (``again``).

    ``unsettled``: the rows are mirrored, and which of them compare an image with itself cannot be told. ``suspected``:
    they are mirrored, and nobody has more than one image.
    """

    itself: NDArray[np.int64]
    again: NDArray[np.int64]
    unsettled: bool = False
    suspected: bool = False


_NONE: NDArray[np.int64] = np.empty(0, np.int64)
UNSETTLED = DoubleLoop(itself=_NONE, again=_NONE, unsettled=True)


def double_loop(
    probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating], declared: Declared = ""
) -> DoubleLoop | None:
    """Return what a double loop over images shows, None where the rows are none, or are declared to be apart.

    ``probe``, ``reference``: codes of people, none missing; ``score``: larger means more alike. Of length n all three.
    """
    if declared == "apart" or not may_be_loop(len(score)) or not np.isfinite(score).all():
        return None
    return _in_order(probe, reference, score, declared) or _in_any_order(probe, reference, score)


def _in_order(
    probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating], declared: Declared
) -> DoubleLoop | None:
    """Return what rows show that are a square, read line by line."""
    n = isqrt(len(score))
    if n * n != len(score) or not np.array_equal(probe, np.repeat(reference[:n], n)):
        return None
    if not np.array_equal(reference, np.tile(reference[:n], n)):
        return None
    seen = square_seen(score.reshape(n, n), None, reference[:n], reference[:n], declared)
    if seen is not None and seen.mirrored and not seen.repeated and not declared:
        return DoubleLoop(itself=_NONE, again=_NONE, suspected=True)
    if seen is None or not seen.repeated or not (seen.itself or seen.doubtful):
        return None
    if seen.doubtful:
        return UNSETTLED
    itself, below = np.arange(n) * (n + 1), np.flatnonzero(np.tri(n, k=-1, dtype=np.bool_))
    return DoubleLoop(itself=itself, again=below if seen.mirrored else _NONE)


def _in_any_order(
    probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating]
) -> DoubleLoop | None:
    own = probe == reference
    rows = np.bincount(probe[own], minlength=int(max(probe.max(), reference.max())) + 1)
    for halved, bare in ((False, False), (False, True), (True, False)):
        size = _images(rows, halved=halved, bare=bare)
        total = int(size.sum())
        if total < LEAST or len(score) != _rows(total, halved=halved, bare=bare) or size.max() < 2:
            continue
        if not _all_pairs(probe, reference, size, orders=1 if halved else 2):
            continue
        if not halved and not _is_mirrored(probe, reference, score, own):
            continue
        itself = _NONE if bare else _itself(probe, score, own, size)
        if itself is None:
            return None if halved else UNSETTLED
        again = _NONE if halved else _again(probe, reference, score, itself)
        return UNSETTLED if again is None else DoubleLoop(itself=itself, again=again)
    return None


def _rows(images: int, *, halved: bool, bare: bool) -> int:
    """Return the rows of a loop; ``halved``: each pair in one order; ``bare``: without an image and itself."""
    every = images * (images - 1)
    return (every // 2 if halved else every) + (0 if bare else images)


def may_be_loop(n: int) -> bool:
    """Return whether n can be the rows of a loop: a square, k (k - 1), or k (k + 1) / 2, and not too many."""
    if n > MOST:
        return False
    k = isqrt(n)
    half = (isqrt(8 * n + 1) - 1) // 2
    return k * k == n or k * (k + 1) == n or half * (half + 1) // 2 == n


def _images(rows: NDArray[np.int64], *, halved: bool, bare: bool) -> NDArray[np.int64]:
    """Return the images of each person, by their rows with themself in one kind of loop; zeros where no number fits."""
    doubled = 2 * rows if halved else rows
    step = 1 if halved else -1 if bare else 0
    root = np.rint(np.sqrt(doubled + step * step / 4) - step / 2).astype(np.int64)  # of k (k + step)
    return root if (root * (root + step) == doubled).all() else np.zeros_like(root)


def _all_pairs(probe: NDArray[np.int32], reference: NDArray[np.int32], size: NDArray[np.int64], *, orders: int) -> bool:
    """Return whether any two people have as many rows as their images have pairs, in one order or in both."""
    low, high = np.minimum(probe, reference), np.maximum(probe, reference)
    keys, counts = np.unique(low.astype(np.int64) * len(size) + high, return_counts=True)
    a, b = keys // len(size), keys % len(size)
    apart = a != b
    return bool((counts[apart] == orders * size[a[apart]] * size[b[apart]]).all())


def _is_mirrored(
    probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating], own: NDArray[np.bool_]
) -> bool:
    """Return whether people have the same scores in both orders."""
    apart = np.flatnonzero(~own)
    p, r, s = probe[apart], reference[apart], score[apart]
    up, down = np.flatnonzero(p < r), np.flatnonzero(p > r)
    if len(up) != len(down) or not len(up):
        return False
    one, two = up[np.lexsort((s[up], r[up], p[up]))], down[np.lexsort((s[down], p[down], r[down]))]
    return bool(np.array_equal(p[one], r[two]) and np.array_equal(r[one], p[two]) and np.array_equal(s[one], s[two]))


def _itself(
    probe: NDArray[np.int32], score: NDArray[np.floating], own: NDArray[np.bool_], size: NDArray[np.int64]
) -> NDArray[np.int64] | None:
    """Return a row with the best score of all for every image of everybody; None where somebody has too few."""
    rows = np.flatnonzero(own & (score == score.max()))
    rows = rows[np.argsort(probe[rows], kind="stable")]
    first = np.searchsorted(probe[rows], np.arange(len(size)))
    kept = rows[np.arange(len(rows)) - first[probe[rows]] < size[probe[rows]]]  # others with that score are its equals
    return np.sort(kept) if len(kept) == size.sum() else None


def _again(
    probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating], itself: NDArray[np.int64]
) -> NDArray[np.int64] | None:
    """Return one row of any two that mirror each other: the second order, and every second row of one person's.

    None where a person's rows with themself do not come in twos.
    """
    rest = np.delete(np.arange(len(score)), itself)
    own = rest[probe[rest] == reference[rest]]
    order = own[np.lexsort((own, score[own], probe[own]))]
    one, two = order[::2], order[1::2]
    if len(order) % 2 or not (np.array_equal(probe[one], probe[two]) and np.array_equal(score[one], score[two])):
        return None
    return np.sort(np.concatenate([rest[probe[rest] > reference[rest]], two]))
