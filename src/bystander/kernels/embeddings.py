"""Exact scores of pairs of vectors, and the scan of approximate ones that says which pairs need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import embeddings as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

STRIDE = 32  # products that are looked at together: nearly always none of them matters


@kernel()
def term(a: float, b: float, l2: bool) -> float:  # noqa: FBT001
    """Return what a coordinate adds to a score."""
    x, y = np.float64(a), np.float64(b)  # float() would stay single here
    return -((x - y) * (x - y)) if l2 else x * y


@kernel(plain.exact)
def exact(probes: Array, references: Array, p: Array, r: Array, l2: bool, out: Array) -> None:  # noqa: FBT001, PLR0917
    """Return the exact score of each pair: summed in float64 from the first coordinate to the last, as numpy.cumsum.

    Four pairs side by side, as one sum of 512 terms waits for itself.
    """
    last = len(p) - 1
    for i in range(0, len(p), 4):
        j, k, m = min(i + 1, last), min(i + 2, last), min(i + 3, last)
        a, b, c, d = probes[p[i]], probes[p[j]], probes[p[k]], probes[p[m]]
        e, f, g, h = references[r[i]], references[r[j]], references[r[k]], references[r[m]]
        one, two, three, four = 0.0, 0.0, 0.0, 0.0
        for at in range(probes.shape[1]):
            one += term(a[at], e[at], l2)
            two += term(b[at], f[at], l2)
            three += term(c[at], g[at], l2)
            four += term(d[at], h[at], l2)
        out[m], out[k], out[j], out[i] = four, three, two, one


@kernel()
def highest(row: Array, start: int, stop: int) -> int:
    """Return the highest number of a stretch of a row. Unsigned places: a signed one might count from the end."""
    most: int = row[start]
    for j in range(np.uint64(start), np.uint64(stop)):
        most = max(most, row[j])
    return most


@kernel()
def scan(  # noqa: C901, PLR0912, PLR0917 (a kernel takes plain arrays, and goes over them once)
    product: Array,
    left: int,
    first_column: int,
    worth: Array,
    own: Array,
    theirs: Array,
    nearest: Array,
    person: Array,
    identity: Array,
    level: Array,
    sure: Array,
    lowest: Array,
    best: Array,
    margin: Array,
    above: Array,
    doubtful: Array,
    tail: Array,
    rivals: Array,
    rival_score: Array,
    counts: Array,
) -> None:
    """Go through a block of whole products, rows of probes by columns of references sorted by identity.

    The block is what lies from the column ``left`` on. A product stands for the score ``worth * product - own -
    theirs``; ``nearest`` is the least of ``theirs`` in each stretch of ``STRIDE`` columns. From ``level`` on an
    identity may be above the mate, beyond ``sure`` it is; from ``lowest`` on a score may reach the floor.

    For each probe: the best wrong score (``best``, from what it was before) and the columns that came within ``margin``
    of it (``rivals``, with their scores); the number of identities surely above the mate, those that may be
    (``doubtful``), and the columns whose score may reach the floor (``tail``). ``counts`` has how long the three lists
    are: doubtful, tail, rivals. They go on where lists are full, so that the caller sees it.
    """
    columns = len(identity)
    for i in range(len(product)):
        row = product[i][left:]
        others = min(level[i], lowest[i])
        cut = min(others, best[i] - margin[i])
        current, most = -1, -1e308  # the identity whose references are gone through, and the best of them
        for stretch in range(len(nearest)):
            start, stop = stretch * STRIDE, min((stretch + 1) * STRIDE, columns)
            if highest(row, start, stop) < (cut + own[i] + nearest[stretch]) / worth[i] - 1.0:
                continue
            for j in range(start, stop):
                s = worth[i] * row[j] - own[i] - theirs[j]
                if s < cut or identity[j] == person[i]:
                    continue
                if s >= lowest[i]:
                    if counts[1, i] < tail.shape[1]:
                        tail[i, counts[1, i]] = first_column + j
                    counts[1, i] += 1
                if s >= best[i] - margin[i]:
                    if counts[2, i] < rivals.shape[1]:
                        rivals[i, counts[2, i]], rival_score[i, counts[2, i]] = first_column + j, s
                    counts[2, i] += 1
                    best[i] = max(best[i], s)
                    cut = min(others, best[i] - margin[i])
                if s >= level[i]:
                    if identity[j] != current:
                        if most > sure[i]:
                            above[i] += 1
                        elif most >= level[i]:
                            if counts[0, i] < doubtful.shape[1]:
                                doubtful[i, counts[0, i]] = current
                            counts[0, i] += 1
                        current, most = identity[j], s
                    else:
                        most = max(most, s)
        if most > sure[i]:
            above[i] += 1
        elif most >= level[i]:
            if counts[0, i] < doubtful.shape[1]:
                doubtful[i, counts[0, i]] = current
            counts[0, i] += 1
