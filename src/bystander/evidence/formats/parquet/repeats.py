"""Pairs of samples that occur twice in a large Parquet file, found in bounded memory and, but for rare files, one pass.

Where the rows of a probe stand together, each sample remembers the run that met it last. Else every pair has a bit, if
there is room. Else every pair becomes one mixed number, and the numbers are sorted in slices, each holding those that
leave the same rest, which takes a pass for each slice. What meets is only suspected, as two pairs may share a number by
rare chance. The suspects are then compared exactly.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.checks.where import LISTED, Rows
from bystander.evidence.comparisons.refusals import repeats
from bystander.evidence.formats.parquet.blocks import SAMPLES, SUBJECTS, each
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.formats.parquet.blocks import Decoder, Part

_NO_PAIR = 0  # every number of a pair is odd
_AT_ONCE = 1 << 24
_STAMPED = 1 << 25  # samples that can each remember a run: 5 bytes of each
_BITS = 1 << 31  # pairs of samples that can have a bit each: 256 MiB


def without_repeats(
    decoder: Decoder, parts: Sequence[Part], refused: list[NDArray[np.int64]]
) -> tuple[list[NDArray[np.int64]], Rows, Rows]:
    """Add the positions of rows that repeat an earlier pair to the refused ones of every block.

    Also returns these rows, and those that repeat an earlier pair with another score, which are not refused.
    """
    suspected = _suspects(decoder, parts, refused)
    if not len(suspected):
        return refused, Rows(), Rows()
    columns = []
    for bad, (groups, start, _) in zip(refused, parts, strict=True):
        left, right = _pairs(decoder, groups)
        hit = np.isin(_numbers(left, right), suspected)
        hit[bad] = False
        at = np.flatnonzero(hit)
        score, failed = decoder.scores(groups)
        columns.append(
            (at + start, left[at], right[at], score[at], np.zeros(len(at), np.bool_) if failed is None else failed[at])
        )
    where, left, right, score, failed = (np.concatenate(parts_of) for parts_of in zip(*columns, strict=True))
    again = repeats(left, right, score, failed)

    def rows(positions: NDArray[np.int64]) -> Rows:
        return Rows([int(p) + 1 for p in where[positions[:LISTED]]], len(positions))

    bad = where[again.same]
    refused = [
        np.union1d(old, bad[(bad >= start) & (bad < start + size)] - start).astype(np.int64)
        for old, (_, start, size) in zip(refused, parts, strict=True)
    ]
    return refused, rows(again.same), rows(again.other)


def _suspects(decoder: Decoder, parts: Sequence[Part], refused: Sequence[NDArray[np.int64]]) -> NDArray[np.uint64]:
    """Return the numbers of pairs that may occur twice."""
    from bystander.kernels.repeats import met_in_bits, met_in_runs

    size = 0 if decoder.space is None else decoder.space.size(decoder.subjects.size)
    if size <= _STAMPED:
        stamp, closed, state = np.zeros(size, np.int32), np.zeros(size, np.uint8), np.array([0, -1])
        found = _met(decoder, parts, refused, lambda a, b, rows: met_in_runs(a, b, stamp, closed, state, rows))
        if found is not None:
            return found
    if size * size <= _BITS:
        bits = np.zeros((size * size >> 3) + 1, np.uint8)
        found = _met(decoder, parts, refused, lambda a, b, rows: met_in_bits(a, b, size, bits, rows))
        if found is not None:
            return found
    return _sorted_apart(decoder, parts, refused)


def _met(
    decoder: Decoder, parts: Sequence[Part], refused: Sequence[NDArray[np.int64]], step: Callable[..., int]
) -> NDArray[np.uint64] | None:
    """Return the numbers of pairs that a step over every block, in order, has met before; None where it gives up."""
    suspects = [np.zeros(0, np.uint64)]
    with closing(each(lambda groups: _pairs(decoder, groups), parts)) as pairs:
        for bad, (left, right) in zip(refused, pairs, strict=True):
            left[bad] = -1
            rows = np.empty(len(left), np.int64)
            n = step(left, right, rows)
            if n < 0:
                return None
            suspects.append(_numbers(left[rows[:n]], right[rows[:n]]))
    return distinct(np.concatenate(suspects))


def _sorted_apart(decoder: Decoder, parts: Sequence[Part], refused: Sequence[NDArray[np.int64]]) -> NDArray[np.uint64]:
    """Return the numbers that two pairs or more have, slice by slice."""
    slices = max(1, -(-decoder.source.metadata.num_rows // _AT_ONCE))
    suspects = []
    for part in range(slices):
        found = []
        for bad, number in zip(refused, each(lambda groups: _numbers(*_pairs(decoder, groups)), parts), strict=True):
            number[bad] = _NO_PAIR
            found.append(number[(number != _NO_PAIR) & ((number >> np.uint64(1)) % np.uint64(slices) == part)])
        whole = np.sort(np.concatenate(found))
        suspects.append(distinct(whole[1:][whole[1:] == whole[:-1]]))
    return np.concatenate(suspects)


def _pairs(decoder: Decoder, groups: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    columns = decoder.source.read(groups, [*SUBJECTS, *SAMPLES])
    left, right = decoder.samples(columns, *decoder.people(columns))
    if left is None or right is None:  # pragma: no cover - asked for only where both sides have samples
        message = "both sides have samples here"
        raise AssertionError(message)
    return left.astype(np.int64), right.astype(np.int64)


def _numbers(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Mix each pair into an odd number; pairs without a name on a side become 0."""
    with np.errstate(over="ignore"):
        number = left.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + right.astype(np.uint64)
        number ^= number >> np.uint64(29)
        number *= np.uint64(0xBF58476D1CE4E5B9)
        number ^= number >> np.uint64(32)
    number |= np.uint64(1)
    number[(left < 0) | (right < 0)] = _NO_PAIR
    return number
