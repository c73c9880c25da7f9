"""Exact scores of pairs of vectors; see :mod:`bystander.kernels.embeddings`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

CHUNK = 1 << 14  # pairs scored at a time


def exact(probes: Array, references: Array, p: Array, r: Array, l2: bool, out: Array) -> None:  # noqa: FBT001, PLR0917
    """Return the exact score of each pair: summed in float64 from the first coordinate to the last."""
    for start in range(0, len(p), CHUNK):
        s = slice(start, start + CHUNK)
        a, b = probes[p[s]].astype(np.float64), references[r[s]].astype(np.float64)
        terms = (a - b) ** 2 if l2 else a * b
        total = np.cumsum(terms, axis=1)[:, -1]  # cumsum adds one after the other; sum does not
        out[s] = -total if l2 else total
