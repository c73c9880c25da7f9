"""Blocks of comparisons that lie in memory, or in a memory-mapped matrix."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.comparisons.trial import Batch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.mirrored import Twins
    from bystander.evidence.comparisons.trial import Columns

BLOCK_ROWS = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Arrays(Batch):
    """All comparisons of a trial, as a batch has those of one block."""

    first_row: int = 2

    def __len__(self) -> int:
        return len(self.score)

    def at(self, rows: slice | NDArray[np.integer]) -> dict[str, Any]:
        """Return every column at some rows, by its name."""
        columns = {name: getattr(self, name) for name in _COLUMNS}
        return {name: None if column is None else column[rows] for name, column in columns.items()}


_COLUMNS = tuple(field.name for field in fields(Arrays) if field.name not in {"first_row", "occurring"})


@dataclass(slots=True)  # not frozen: the contract of a block has a plain ``rows``
class ArrayBlock:
    """Rows ``start`` to ``start + rows`` of columns in memory; reading it copies next to nothing."""

    arrays: Arrays
    start: int
    rows: int

    def read(self, columns: Columns = "all") -> Batch:
        """Return the rows; see :class:`bystander.evidence.comparisons.trial.Block`."""
        a, part = self.arrays, slice(self.start, self.start + self.rows)
        if columns == "scores":
            failed = None if a.failed is None else a.failed[part]
            return Batch(score=a.score[part], failed=failed, first_row=a.first_row + self.start)
        batch = Batch(**a.at(part), first_row=a.first_row + self.start)
        if batch.mated is None and batch.probe is not None and batch.reference is not None:
            return replace(batch, mated=batch.probe == batch.reference)
        return batch

    def place(self, position: int) -> str:
        """Say where a row of the block stands in the file."""
        row = self.arrays.first_row + self.start + position
        if self.arrays.row is not None:
            row = int(self.arrays.row[self.start + position])
        return f"row {row:,}"


@dataclass(slots=True)  # not frozen: the contract of a block has a plain ``rows``
class ReadBlock:
    """A block that has been read already."""

    batch: Batch
    rows: int

    def read(self, columns: Columns = "all") -> Batch:
        """Return it, whatever is asked for."""
        del columns
        return self.batch


def blocks_of(arrays: Arrays) -> list[ArrayBlock]:
    """Cut columns into blocks of about a million rows."""
    n = len(arrays)
    return [ArrayBlock(arrays, start, min(BLOCK_ROWS, n - start)) for start in range(0, n, BLOCK_ROWS)]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Scores of every probe (row) with every reference (column).

    ``probe``, ``reference``: subject codes of rows and columns. ``probe_image``, ``reference_image``: sample
    codes in one space. ``skip``: bool matrix, or None, of cells that are no comparison. ``sign`` is -1 for
    distances. ``failed_scores``: raw values that stand for a failure. ``once``: both sides are
    the same samples, and a pair of them is a comparison once: its mirror image is none. ``twins``: of samples on both
    sides among others, a pair is a comparison once.
    """

    scores: NDArray[np.floating]
    probe: NDArray[np.int32]
    reference: NDArray[np.int32]
    probe_image: NDArray[np.int64]
    reference_image: NDArray[np.int64]
    sign: int = 1
    failed_scores: tuple[float, ...] = ()
    skip: NDArray[np.bool_] | None = None
    first_row: int = 1
    first_column: int = 1
    once: bool = False
    twins: Twins | None = None

    @cached_property
    def _half(self) -> bool:
        """Whether all that counts lies above the diagonal: both sides are the same samples, in order."""
        image = self.probe_image
        return self.once and np.array_equal(image, self.reference_image) and bool((image[1:] > image[:-1]).all())

    def columns(self, start: int) -> slice:
        """Return the columns in which there are comparisons, from a row on."""
        return slice(start if self._half else 0, len(self.reference))

    def kept(self, start: int, stop: int) -> NDArray[np.bool_] | None:
        """Tell which cells of those columns are comparisons: not skipped, not of a sample with itself. None: all."""
        across = self.columns(start)
        probe, reference = self.probe_image[start:stop, None], self.reference_image[None, across]
        same = probe == reference
        if self.once:
            same |= probe > reference
        if self.twins is not None:
            same |= self.twins.second(self.probe_image[start:stop], reference[0], slice(start, stop), across, self.skip)
        drop = same if same.any() else None
        if self.skip is not None:
            skip = self.skip[start:stop, across]
            drop = skip if drop is None else drop | skip
        return None if drop is None else ~drop


@dataclass(slots=True)  # not frozen: the contract of a block has a plain ``rows``
class MatrixBlock:
    """Some whole rows of a matrix; nothing of it is held between reads."""

    matrix: Matrix
    start: int
    stop: int
    rows: int

    def read(self, columns: Columns = "all") -> Batch:
        """Return the cells row by row; see :class:`bystander.evidence.comparisons.trial.Block`."""
        m, part = self.matrix, slice(self.start, self.stop)
        across = m.columns(self.start)
        raw = native(m.scores[part, across])
        kept = m.kept(self.start, self.stop)
        score, failed = settle(raw.ravel() if kept is None else raw[kept], None, m.sign, m.failed_scores)
        first = self.start * m.scores.shape[1] + 1
        if columns == "scores":
            return Batch(score=score, failed=failed, first_row=first)
        shape = raw.shape

        def spread(values: NDArray[np.generic], *, along: int) -> NDArray[np.generic]:
            wide = np.broadcast_to(values[:, None] if along == 0 else values[None, :], shape)
            return wide.ravel() if kept is None else wide[kept]

        probe = spread(m.probe[part], along=0)
        reference = spread(m.reference[across], along=1)
        return Batch(
            score=score,
            probe=probe,  # type: ignore[arg-type]
            reference=reference,  # type: ignore[arg-type]
            mated=probe == reference,
            failed=failed,
            probe_image=spread(m.probe_image[part], along=0),  # type: ignore[arg-type]
            reference_image=spread(m.reference_image[across], along=1),  # type: ignore[arg-type]
            first_row=first,
        )

    def place(self, position: int) -> str:
        """Say where a comparison of the block stands in the matrix."""
        m = self.matrix
        kept = m.kept(self.start, self.stop)
        cell = position if kept is None else int(np.flatnonzero(kept.ravel())[position])
        across = m.columns(self.start)
        row, column = divmod(cell, across.stop - across.start)
        return f"row {self.start + row + m.first_row:,}, column {across.start + column + m.first_column:,}"


def matrix_blocks(matrix: Matrix) -> list[MatrixBlock]:
    """Cut a matrix into blocks of whole rows with about a million cells each."""
    n, width = matrix.scores.shape
    step = max(1, BLOCK_ROWS // max(width, 1))
    blocks = []
    for start in range(0, n, step):
        stop = min(n, start + step)
        kept = matrix.kept(start, stop)
        across = matrix.columns(start)
        rows = (stop - start) * (across.stop - across.start) if kept is None else int(np.count_nonzero(kept))
        if rows:
            blocks.append(MatrixBlock(matrix, start, stop, rows))
    return blocks


def settle(
    raw: NDArray[np.floating], failed: NDArray[np.bool_] | None, sign: int, failed_scores: tuple[float, ...]
) -> tuple[NDArray[np.floating], NDArray[np.bool_] | None]:
    """Turn raw scores into scores where larger means more alike and failures are -inf.

    Failures are the rows marked in ``failed`` and the raw values in ``failed_scores`` (NaN matches NaN;
    a value matches in the precision of the scores). The failures are None where there are none.
    """
    for value in failed_scores:
        hit = np.isnan(raw) if np.isnan(value) else raw == raw.dtype.type(value)
        failed = hit if failed is None else failed | hit
    if failed is not None and not failed.any():
        failed = None
    if sign < 0:
        raw = -raw
    if failed is not None:
        raw = np.where(failed, raw.dtype.type(-np.inf), raw)
    return raw, failed


def native(raw: NDArray[np.generic]) -> NDArray[np.floating]:
    """Return numbers of any type and byte order as float32 (where that holds them exactly) or float64."""
    small = (raw.dtype.kind == "f" and raw.dtype.itemsize <= 4) or (raw.dtype.kind in "iu" and raw.dtype.itemsize <= 2)
    return np.ascontiguousarray(raw, dtype=np.float32 if small or raw.dtype.kind == "b" else np.float64)
