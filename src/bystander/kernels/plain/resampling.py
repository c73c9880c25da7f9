"""Weighted sums over people and along events, a column a replicate; see :mod:`bystander.kernels.resampling`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


def put_weights(bits: Array, table: Array, drawn: Array, start: int) -> None:
    """Look up the weights of some replicates, and put them into the columns from ``start`` on."""
    drawn[:, start : start + len(bits)] = table[bits[:, : len(drawn)]].T


def sum_people(totals: Array, drawn: Array, sums: Array) -> None:
    """Add to ``sums[c]`` the sums over people of their weights times ``totals[c]``."""
    sums += (totals.astype(np.float64) @ drawn.astype(np.float64)).astype(np.int64)


def sum_along(person: Array, ends: Array, drawn: Array, sums: Array) -> None:
    """Put into ``sums[k]`` the weights of the people of the first ``ends[k]`` events, summed; ``ends`` ascending."""
    people, used = len(drawn), int(ends[-1]) if len(ends) else 0
    row = np.searchsorted(ends, np.arange(used), side="right")
    counts = np.bincount(row * people + person[:used], minlength=len(ends) * people).reshape(len(ends), people)
    exact = np.float32 if used * 8 < 1 << 24 else np.float64
    parts = counts.astype(exact) @ drawn.astype(exact)
    sums[:] = np.cumsum(parts.astype(np.int64), axis=0)


def sum_products(first: Array, second: Array, ends: Array, drawn: Array, sums: Array) -> None:
    """Put into ``sums[k]`` the products of the two weights of the first ``ends[k]`` pairs, summed."""
    start = 0
    for k, end in enumerate(ends.tolist()):
        product = drawn[first[start:end]]
        product *= drawn[second[start:end]]  # at most 64
        sums[k] = product.sum(axis=0, dtype=np.uint32)
        start = end
    np.cumsum(sums, axis=0, out=sums)
