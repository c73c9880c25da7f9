"""Pairs of samples that stand in both orders of a large Parquet file, found in bounded memory.

A sample of pairs, taken along with the names, tells whether there are any: files without them are not read again. Else
every row becomes a number made of its pair and score, and the numbers of either order are added up: equal sums (two of
64 bits) mean that each pair stands there in both, with one score. If only the sums of the pairs are equal, the sample
tells whether rounding alone moved the scores. One row of each pair is then left out; a row that is has a bit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.comparisons.mirrored import agree
from bystander.evidence.comparisons.own_square import NEAR
from bystander.evidence.formats.parquet.blocks import SAMPLES, SUBJECTS, each
from bystander.kernels.both_orders import add_orders
from bystander.kernels.compiling import frozen
from bystander.kernels.repeats import sampled_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.formats.parquet.blocks import Decoder, Part
    from bystander.evidence.formats.parquet.regular import Regular

    Codes = NDArray[np.integer[Any]]
    Flags = NDArray[np.bool_]
    Packed = NDArray[np.uint8]
    Sums = NDArray[np.uint64]  # of rows, of pairs and of pairs with scores, each of the latter in two ways

SAMPLED = 1 << 14  # rows in the sample, about
FLAGGED = 1 << 22  # samples that can each have a flag for either side


def mask_of(rows: int) -> int:
    """Return the mask of the sample of so many rows."""
    return (1 << max(0, (rows // SAMPLED).bit_length())) - 1


class PairSample:
    """A sample of the pairs of samples of a file with so many rows, as its blocks come in."""

    def __init__(self, rows: int) -> None:
        self._mask = mask_of(rows)
        self._pairs: list[tuple[Codes, Codes]] = []

    def add(self, left: Codes, right: Codes) -> None:
        """Take in rows; codes below 0 do not count."""
        rows = np.empty(len(left), np.int64)
        rows = rows[: sampled_pairs(frozen(left), frozen(right), self._mask, 0, rows)]
        self._pairs.append((left[rows], right[rows]))

    def has_both_orders(self) -> bool:
        """Return whether any pair of the sample was met in both orders."""
        if not self._pairs:
            return False
        left, right = (np.concatenate(side) for side in zip(*self._pairs, strict=True))
        return len(_in_both(left, right)[0]) > 0


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What is known of pairs in both orders.

    ``second``: for each block, a bit for each row that is left out as the second order of a pair, or None; ``rows``:
    how many in each. ``pairs``, ``differing``: pairs in both orders, about, and how many of them have two scores, where
    nothing is left out.
    """

    second: Sequence[Packed] | None = None
    rows: Sequence[int] = ()
    pairs: int = 0
    differing: int = 0


def orders_of(
    decoder: Decoder,
    parts: Sequence[Part],
    refused: Sequence[NDArray[np.int64]],
    sample: PairSample,
    regular: Sequence[Mapping[str, Regular]] = (),
) -> Orders:
    """Return which rows are the second order of a pair.

    ``refused``: positions in each block that do not count. ``regular``: of each of the first blocks, names that need
    not be decoded.
    """
    if not sample.has_both_orders():
        return Orders()
    names = chain(regular, repeat({}))
    known = {groups: _Known(bad, told) for (groups, _, _), bad, told in zip(parts, refused, names, strict=False)}
    sweep = _Sweep.over(decoder, parts, known, None)
    twin = sweep.on_both_sides()
    if not sweep.mirrored and twin is not None:  # probes that are among the references, and references that are not
        sweep = _Sweep.over(decoder, parts, known, twin)
    pairs, differing = sweep.sampled()
    if sweep.mirrored and (sweep.same_scores or not differing):
        return Orders(second=sweep.second, rows=sweep.rows)
    scale = mask_of(decoder.source.metadata.num_rows) + 1
    return Orders(pairs=pairs * scale, differing=differing * scale)


@dataclass
class _Sweep:
    """One reading of names and scores: sums of either order, bits of the second, and a sample with scores."""

    sums: Sums = field(default_factory=lambda: np.zeros((2, 5), np.uint64))
    second: list[Packed] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    largest: float = 0.0
    sides: Flags | None = None
    sample: list[tuple[Codes, Codes, NDArray[np.float64]]] = field(default_factory=list)

    @classmethod
    def over(
        cls, decoder: Decoder, parts: Sequence[Part], known: Mapping[tuple[int, ...], _Known], twin: Flags | None
    ) -> _Sweep:
        """Read all blocks; ``twin``: which samples are on both sides, where the others do not count."""
        size = 0 if decoder.space is None else decoder.space.size(decoder.subjects.size)
        sweep = cls()
        flagged = size if twin is None and size <= FLAGGED else 0
        if flagged:
            sweep.sides = np.zeros((2, flagged), np.bool_)
        how = _How(mask=mask_of(decoder.source.metadata.num_rows), twin=twin, flagged=flagged)

        def work(groups: tuple[int, ...]) -> _Block:
            return _block(decoder, groups, known[groups], how)

        for block in each(work, parts):
            sweep.sums += block.sums
            sweep.second.append(block.second)
            sweep.rows.append(int(block.sums[1, 0]))
            sweep.largest = max(sweep.largest, block.largest)
            sweep.sample.append(block.sample)
            if sweep.sides is not None:
                sweep.sides |= block.seen
        return sweep

    @property
    def mirrored(self) -> bool:
        """Whether each pair stands there in both orders."""
        return np.array_equal(*self.sums[:, :3])

    @property
    def same_scores(self) -> bool:
        """Whether each has one score."""
        return np.array_equal(*self.sums)

    def on_both_sides(self) -> Flags | None:
        """Return which samples are probes and references; None where that leaves no row out."""
        if self.sides is None or np.array_equal(*self.sides):
            return None
        both: Flags = self.sides[0] & self.sides[1]
        return both

    def sampled(self) -> tuple[int, int]:
        """Return how many pairs of the sample stand in both orders, and how many of them have two scores."""
        left, right, score = (np.concatenate(column) for column in zip(*self.sample, strict=True))
        one, other = _in_both(left, right)
        return len(one), int(np.count_nonzero(~agree(score[one], score[other], NEAR * self.largest)))


@dataclass(frozen=True, kw_only=True)
class _How:
    """The mask of the sample; which samples are on both sides, None for all; how many to flag, 0 for none."""

    mask: int
    twin: Flags | None
    flagged: int


@dataclass(frozen=True)
class _Known:
    """Of a block: positions of the rows that do not count, and names that need not be decoded."""

    refused: NDArray[np.int64]
    regular: Mapping[str, Regular]


@dataclass(frozen=True, kw_only=True)
class _Block:
    sums: Sums
    second: Packed
    largest: float
    seen: Flags
    sample: tuple[Codes, Codes, NDArray[np.float64]]


def _block(decoder: Decoder, groups: tuple[int, ...], known: _Known, how: _How) -> _Block:
    every = (*SUBJECTS, *SAMPLES, "score", "failed")
    roles = [role for role in every if role in decoder.source.names and role not in known.regular]
    columns = decoder.source.read(groups, roles)
    left, right = decoder.samples(columns, *decoder.people(columns, known.regular), known.regular)
    if left is None or right is None:  # pragma: no cover - asked for only where both sides have samples
        message = "both sides have samples here"
        raise AssertionError(message)
    score, _ = decoder.settled(columns)
    counts = left != right
    counts[known.refused] = False
    if how.twin is not None:
        counts &= how.twin[left] & how.twin[right]
    left, right = frozen(np.where(counts, left, left.dtype.type(-1))), frozen(right)  # below 0: it does not count
    sums, second = np.zeros((2, 5), np.uint64), np.zeros(len(left), np.bool_)
    seen = np.zeros((2, how.flagged), np.bool_)
    largest = add_orders(left, right, frozen(score), sums, second, seen)
    rows = np.empty(len(left), np.int64)
    rows = rows[: sampled_pairs(left, right, how.mask, 0, rows)]
    return _Block(
        sums=sums, second=np.packbits(second), largest=largest, seen=seen,
        sample=(left[rows], right[rows], score[rows].astype(np.float64)),
    )  # fmt: skip


def _in_both(left: Codes, right: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions of the two rows of each pair that is there in both orders."""
    order = np.lexsort((left, np.maximum(left, right), np.minimum(left, right)))
    two = np.flatnonzero((left[order[1:]] == right[order[:-1]]) & (right[order[1:]] == left[order[:-1]]))
    return order[two], order[two + 1]
