"""Rows of people alone that hold again what another row holds, people and score, more often than chance makes them.

Two images of one person may give another image of somebody else one and the same score. With scores of many digits that
does not happen often; with few it does, so what scores of other pairs have in common says how often to expect it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOOKED_AT = 2000  # rows, spread over all, whose pairs of people are looked at before all are
FEWEST = 10  # equal rows, and so many times as many as chance makes


def copied_rows(
    probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating], *, looked_at: int = LOOKED_AT
) -> int:
    """Return how many rows have the people and the score of an earlier one; 0 where chance would do it.

    ``probe``, ``reference``: codes of people, none missing. Rows without a finite score do not count. ``looked_at``:
    rows whose pairs are looked at first.
    """
    told = np.flatnonzero(np.isfinite(score))
    if len(told) < FEWEST:
        return 0
    size = np.int64(max(probe.max(), reference.max())) + 1
    key, score = probe[told].astype(np.int64) * size + reference[told], score[told]
    some = distinct(np.linspace(0, len(key) - 1, min(len(key), looked_at)).astype(np.int64))
    near = np.flatnonzero(np.isin(key, key[some]))
    if not _beyond_chance(key[near], score[near], mated=key[near] // size == key[near] % size):
        return 0
    return len(key) - len(_runs(key, score))


def _beyond_chance(key: NDArray[np.int64], score: NDArray[np.floating], *, mated: NDArray[np.bool_]) -> bool:
    equal = expected = 0.0
    for kind in (mated, ~mated):
        if not kind.any():
            continue
        by_pair = np.diff(np.append(_starts(np.sort(key[kind])), kind.sum()))
        equal += _twos(_runs(key[kind], score[kind]))
        alike = _twos(np.diff(np.append(_starts(np.sort(score[kind])), kind.sum())))
        expected += alike / max(_twos(kind.sum()), 1) * _twos(by_pair)
    return bool(equal >= FEWEST and equal > FEWEST * expected)


def _runs(key: NDArray[np.int64], score: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return how many rows each pair has of each of its scores."""
    order = np.lexsort((score, key))
    key, score = key[order], score[order]
    fresh = np.append(True, (key[1:] != key[:-1]) | (score[1:] != score[:-1]))
    return np.asarray(np.diff(np.append(np.flatnonzero(fresh), len(key))), np.int64)


def _starts(ascending: NDArray[np.generic]) -> NDArray[np.intp]:
    return np.flatnonzero(np.append(True, ascending[1:] != ascending[:-1]))


def _twos(counts: NDArray[np.integer] | np.integer) -> float:
    """Return how many twos can be made of each of some numbers, added up."""
    return float(np.sum(np.asarray(counts, np.float64) * (np.asarray(counts, np.float64) - 1) / 2))
