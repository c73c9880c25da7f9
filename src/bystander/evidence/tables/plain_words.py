"""The distinct words of columns of plain text, numbered in the order in which one thread meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.kernels.words import EMPTY, SPARSE, number_words, place_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.tables.plain_cells import Cells

_FEWEST = 1 << 10


class Words:
    """Words by number, from 0. They stay as long as they are needed to read the same text again."""

    def __init__(self) -> None:
        self._count = 0
        self._table = np.full(SPARSE * _FEWEST, EMPTY, np.int32)
        self._known = np.empty(_FEWEST, np.uint64)
        self._first, self._letters = np.zeros(_FEWEST + 1, np.int64), np.empty(8 * _FEWEST, np.uint8)

    def __len__(self) -> int:
        return self._count

    def number(self, cells: Cells, column: int) -> NDArray[np.int32]:
        """Return the number of every row's word, below 0 where the cell is empty."""
        hashes, found, done = cells.hashes(column), np.empty(cells.rows, np.int32), 0
        while done < cells.rows:
            done, self._count = number_words(
                cells.text, cells.ends, cells.width, column, hashes, found, done,
                self._table, self._known, self._first, self._letters, self._count,
            )  # fmt: skip
            if done < cells.rows:
                self._make_room(cells.size(done, column))
        return found

    def find(self, cells: Cells, column: int) -> NDArray[np.int32] | None:
        """Return the same of words that are known, and remember none; None where one is not. Threads may share it."""
        hashes, found = cells.hashes(column), np.empty(cells.rows, np.int32)
        done, _ = number_words(
            cells.text, cells.ends, cells.width, column, hashes, found, 0,
            self._table, self._known[: self._count], self._first, self._letters, self._count,
        )  # fmt: skip
        return found if done == cells.rows else None

    def texts(self) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """Return the words as a column of text."""
        import pyarrow as pa

        first = self._first[: self._count + 1].copy()
        return pa.LargeStringArray.from_buffers(
            self._count, pa.py_buffer(first), pa.py_buffer(self._letters[: first[-1]].copy())
        )

    def _make_room(self, least: int) -> None:
        """Make room for another word of ``least`` letters or fewer, and for many more."""
        if SPARSE * self._count >= len(self._table):
            self._table = np.full(SPARSE * len(self._table), EMPTY, np.int32)
            place_words(self._known, self._count, self._table)
        if self._count == len(self._known):
            self._known = _longer(self._known, 2 * len(self._known))
            self._first = _longer(self._first, len(self._known) + 1)
        self._letters = _longer(self._letters, 2 * int(self._first[self._count]) + least)


def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    if len(array) >= size:
        return array
    longer = np.empty(size, array.dtype)
    longer[: len(array)] = array
    return longer
