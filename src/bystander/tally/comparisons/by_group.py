"""A trial taken apart by the groups of its people: every cell (group of the probe, group of the reference) a trial.

Each cell is tallied as any trial is, so its rates and intervals are those of the whole, applied to fewer people. The
rows of a trial are counted while it is inspected, or read once for that. Where the wanted cells fit into memory
together they are read once more; else once for as many of the small ones as fit, and once for as many of the large ones
as there is room to count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.comparisons.blocks import Arrays, blocks_of
from bystander.evidence.folding import fold
from bystander.kernels import cells as compiled
from bystander.kernels.compiling import frozen
from bystander.kernels.plain import cells as plain
from bystander.tally.comparisons.count import SMALL, tally_comparisons
from bystander.tally.comparisons.parts import tally_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Trial
    from bystander.tally.comparisons.acceptance import Accept, Failures
    from bystander.tally.comparisons.tally import ComparisonTally

    Cells = NDArray[np.int32]

MOST_ROWS = 1 << 23  # of a trial that are held at a time
TAIL = 1 << 20  # highest rows of a cell that are kept; a larger cell is counted as it is read, where not all are held
COUNTED_AT_ONCE = 8  # such cells


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Comparisons of probes of one group with references of another, by number; mated ones where both are the same.

    ``probes``, ``references``: people on either side.
    """

    probe: int
    reference: int
    probes: int
    references: int
    tally: ComparisonTally


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Rows of every cell, and of none: with a person who is in no group.

    ``cells``: int64, groups x groups; ``probes``, ``references``: people on either side of each, likewise. ``people``:
    int64, people of each group who occur in any comparison, and last of those who are in none.
    """

    cells: NDArray[np.int64]
    probes: NDArray[np.int64]
    references: NDArray[np.int64]
    outside: int
    people: NDArray[np.int64]


class CellCounts:
    """Counts the rows of every cell; goes along with an inspection, or is filled by :func:`count_cells`.

    ``codes``: group of each person code, below 0 for none. ``rows``: of the trial; few are counted without a compiler.
    """

    def __init__(self, codes: NDArray[np.int16], groups: int, *, rows: int) -> None:
        self._of = frozen(np.where(codes < 0, np.int16(groups), codes))
        self._groups, self._parts = groups, list[_Thread]()
        self._count = compiled.count_cells if rows >= SMALL else plain.count_cells

    def start(self) -> _Thread:
        """Begin in one thread."""
        size = self._groups + 1
        cells, met = np.zeros((size, size), np.int64), np.zeros((2, len(self._of), size), np.bool_)
        self._parts.append(thread := _Thread(self._count, self._of, cells, met))
        return thread

    def counted(self) -> Counted:
        """Return what all threads have counted."""
        groups, of = self._groups, self._of
        cells = np.sum([part.cells for part in self._parts], axis=0)
        met = np.any([part.met for part in self._parts], axis=0)
        sides = np.zeros((2, groups + 1, groups + 1), np.int64)
        for side in range(2):
            np.add.at(sides[side], of, met[side])
        inside = slice(0, groups)
        return Counted(
            cells=cells[inside, inside],
            probes=sides[0, inside, inside],
            references=sides[1, inside, inside].T,
            outside=int(cells.sum() - cells[inside, inside].sum()),
            people=np.bincount(of[met.any(axis=(0, 2))], minlength=groups + 1).astype(np.int64),
        )


@dataclass(frozen=True)
class _Thread:
    count: Callable[..., None]
    of: NDArray[np.int16]
    cells: NDArray[np.int64]
    met: NDArray[np.bool_]

    def add(self, number: int, batch: Batch) -> None:
        del number  # the order of blocks does not matter
        probe, reference = _people(batch)
        self.count(frozen(probe, np.int32), frozen(reference, np.int32), self.of, self.cells, self.met)


def count_cells(trial: Trial, codes: NDArray[np.int16], groups: int, *, threads: int | None = None) -> Counted:
    """Count the rows of every cell in one pass. ``codes``: group of each person code, below 0 for none."""
    counts = CellCounts(codes, groups, rows=trial.rows_used)
    fold(trial.blocks, counts.start, lambda thread, block: thread.add(0, block.read()), threads=threads)
    return counts.counted()


def tally_cells(
    trial: Trial,
    codes: NDArray[np.int16],
    counted: Counted,
    wanted: Sequence[tuple[int, int]],
    *,
    thresholds: Sequence[float],
    accept: Accept = "ge",
    failures: Failures = "fold",
    threads: int | None = None,
    most_rows: int = MOST_ROWS,
) -> Iterator[Cell]:
    """Tally the wanted cells that hold any row, one at a time: those that are held first.

    ``most_rows``: that are held at a time.
    """
    groups = len(counted.cells)
    given: dict[str, Any] = {"thresholds": thresholds, "accept": accept, "failures": failures}
    asked = {**given, "curve": False}

    def cell_of(batch: Batch) -> Cells:
        return _cells(*_people(batch), codes, groups)

    sizes = {a * groups + b: int(counted.cells[a, b]) for a, b in sorted(wanted) if counted.cells[a, b]}
    small = sizes
    if sum(sizes.values()) > most_rows:
        small = {cell: size for cell, size in sizes.items() if size <= min(TAIL, most_rows)}
    for several in _batches(small, most_rows):
        for cell, arrays in _gathered(trial, codes, groups, several):
            yield _cell(cell, counted, _tally(trial, arrays, asked, threads=threads))
    large = [cell for cell in sizes if cell not in small]
    for k in range(0, len(large), COUNTED_AT_ONCE):
        several = large[k : k + COUNTED_AT_ONCE]
        tallies = tally_parts(trial, several, cell_of, **given, threads=threads)
        for cell, tally in zip(several, tallies, strict=True):
            yield _cell(cell, counted, tally)


def _cell(number: int, counted: Counted, tally: ComparisonTally) -> Cell:
    probe, reference = divmod(number, len(counted.cells))
    return Cell(
        probe=probe, reference=reference, probes=int(counted.probes[probe, reference]),
        references=int(counted.references[probe, reference]), tally=tally,
    )  # fmt: skip


def _tally(trial: Trial, arrays: Arrays, asked: dict[str, Any], *, threads: int | None) -> ComparisonTally:
    people, at = np.unique(np.concatenate(_people(arrays)), return_inverse=True)
    number: NDArray[np.int32] = at.ravel().astype(np.int32)
    own = replace(arrays, probe=number[: len(arrays)], reference=number[len(arrays) :])
    clusters = None if trial.clusters is None else trial.clusters.of(people)
    part = replace(trial, blocks=blocks_of(own), subjects=len(people), origin=None, clusters=clusters)
    return tally_comparisons(part, **asked, threads=threads, tail_pairs=max(min(len(arrays), TAIL), 1))


def _batches(sizes: dict[int, int], most: int) -> Iterator[list[int]]:
    """Put cells together that fit into memory together, in their order."""
    held: list[int] = []
    rows = 0
    for cell, size in sizes.items():
        if held and rows + size > most:
            yield held
            held, rows = [], 0
        held.append(cell)
        rows += size
    if held:
        yield held


def _gathered(trial: Trial, codes: NDArray[np.int16], groups: int, several: list[int]) -> Iterator[tuple[int, Arrays]]:
    """Read the rows of several cells in one pass, and give each cell on its own."""
    kept = np.zeros(groups * groups + 1, np.bool_)
    kept[several] = True
    parts: list[tuple[NDArray[Any], ...]] = []
    for block in trial.blocks:
        batch = block.read()
        probe, reference = _people(batch)
        cell = _cells(probe, reference, codes, groups)
        at = np.flatnonzero(kept[cell])
        parts.append((cell[at], batch.score[at], probe[at], reference[at]))
    cell, score, probe, reference = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    parts.clear()
    order = np.argsort(cell, kind="stable")
    ends = np.searchsorted(cell[order], several, side="right")
    starts = np.searchsorted(cell[order], several, side="left")
    for number, start, end in zip(several, starts, ends, strict=True):
        rows = order[start:end]
        yield number, Arrays(score=score[rows], probe=probe[rows], reference=reference[rows])


def _cells(probe: NDArray[np.int32], reference: NDArray[np.int32], codes: NDArray[np.int16], groups: int) -> Cells:
    left, right = codes[probe].astype(np.int32), codes[reference].astype(np.int32)
    return np.where((left < 0) | (right < 0), np.int32(groups * groups), left * np.int32(groups) + right)


def _people(batch: Batch | Arrays) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    if batch.probe is None or batch.reference is None:
        message = "these comparisons do not say whose they are"
        raise ValueError(message)
    return batch.probe, batch.reference
