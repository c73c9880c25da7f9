"""Exact scores of pairs of vectors, and the scan of approximate ones that says which pairs need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.compiling import kernel

if TYPE_CHECKING:
    from bystander.compiling import Array

BEST = 8  # approximate best wrong scores that are kept a probe
STRIDE = 64  # products that are looked at together: nearly always none of them matters
LANES = 4  # pairs scored side by side, as one sum of 512 terms waits for itself


@kernel
def exact(probes: Array, references: Array, p: Array, r: Array, l2: bool, out: Array) -> None:  # noqa: FBT001, PLR0917
    """Give the exact score of each pair: summed in float64 from the first coordinate to the last, as numpy.cumsum."""
    width, n = probes.shape[1], len(p)
    totals = np.zeros(LANES)
    for i in range(0, n, LANES):
        lanes = min(LANES, n - i)
        totals[:] = 0.0
        for k in range(width):
            for lane in range(lanes):
                a = np.float64(probes[p[i + lane], k])  # float() would stay single here
                b = np.float64(references[r[i + lane], k])
                totals[lane] += (a - b) * (a - b) if l2 else a * b
        for lane in range(lanes):
            out[i + lane] = -totals[lane] if l2 else totals[lane]


@kernel
def below(value: float) -> np.float32:
    """Give a single-precision number no larger than a value."""
    return np.float32(max(min(value, 3e38), -3e38) - abs(value) * 1.2e-7 - 1e-44)


@kernel
def scan(  # noqa: C901, PLR0912, PLR0915, PLR0917 (a kernel takes plain arrays, and goes over them once)
    product: Array,
    rows: Array,
    first_column: int,
    probe_square: Array,
    reference_square: Array,
    l2: bool,  # noqa: FBT001
    person: Array,
    identity: Array,
    mate: Array,
    slack: Array,
    floor: float,
    wanted: Array,
    best_score: Array,
    best_column: Array,
    above: Array,
    doubtful: Array,
    doubtful_count: Array,
    tail: Array,
    tail_count: Array,
) -> None:
    """Go through a block of products, rows of probes by columns of references sorted by identity.

    For each probe: the best wrong scores (``BEST`` of them), the identities surely above the mate, those that may be
    (``doubtful``), and the columns whose score may reach the floor (``tail``). Counts go on where lists are full, so
    that the caller sees it. ``slack`` bounds how far a product may lie from the exact score.
    """
    columns = product.shape[1]
    for at in range(len(rows)):
        i = rows[at]
        me, eps = person[i], slack[i]
        level = mate[i] - eps if mate[i] > -1e300 else 1e308  # from here on an identity may be above the mate
        lowest = floor - eps if wanted[i] else 1e308
        cut = min(level, lowest, best_score[i, BEST - 1])
        single = below(cut)
        current, most = -1, -1e308  # the identity whose references are gone through, and the best of them
        for start in range(0, columns, STRIDE):
            stop = min(start + STRIDE, columns)
            hits = 0
            if l2:
                for j in range(start, stop):
                    hits += 2.0 * np.float64(product[at, j]) - probe_square[i] - reference_square[j] >= cut
            else:
                for j in range(start, stop):
                    hits += product[at, j] >= single
            if hits == 0:
                continue
            for j in range(start, stop):
                s = np.float64(product[at, j])
                if l2:
                    s = 2.0 * s - probe_square[i] - reference_square[j]
                if s < cut or identity[j] == me:
                    continue
                if s >= lowest:
                    if tail_count[at] < tail.shape[1]:
                        tail[at, tail_count[at]] = first_column + j
                    tail_count[at] += 1
                if s > best_score[i, BEST - 1]:
                    k = BEST - 1
                    while k > 0 and best_score[i, k - 1] < s:
                        best_score[i, k] = best_score[i, k - 1]
                        best_column[i, k] = best_column[i, k - 1]
                        k -= 1
                    best_score[i, k] = s
                    best_column[i, k] = first_column + j
                    cut = min(level, lowest, best_score[i, BEST - 1])
                    single = below(cut)
                if s >= level:
                    if identity[j] != current:
                        if most > level + 2.0 * eps:
                            above[i] += 1
                        elif most >= level:
                            if doubtful_count[at] < doubtful.shape[1]:
                                doubtful[at, doubtful_count[at]] = current
                            doubtful_count[at] += 1
                        current, most = identity[j], s
                    else:
                        most = max(most, s)
        if most > level + 2.0 * eps:
            above[i] += 1
        elif most >= level:
            if doubtful_count[at] < doubtful.shape[1]:
                doubtful[at, doubtful_count[at]] = current
            doubtful_count[at] += 1
