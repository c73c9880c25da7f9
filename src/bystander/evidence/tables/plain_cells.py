"""A block of plain text as compiled loops take it, and what is in the columns of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.kernels.delimited import AT_ONCE, LEAD, are_lines, find_cells, gather, read_numbers, unquote
from bystander.kernels.words import hash_words

if TYPE_CHECKING:
    from numpy.typing import NDArray


QUOTED = b'"'


class Cells:
    """Whole lines and where their cells end; see :mod:`bystander.kernels.delimited`."""

    def __init__(self, text: NDArray[np.uint8], ends: NDArray[np.int32], width: int, rows: int) -> None:
        self.text, self.ends, self.width, self.rows = text, ends, width, rows

    def numbers(self, column: int) -> tuple[NDArray[np.float64], NDArray[np.int32]] | None:
        """Return the numbers of a column, and the rows in which there is none; None where a cell is no number."""
        import pyarrow as pa

        numbers, rows = np.empty(self.rows, np.float64), np.empty(self.rows, np.int32)
        left = rows[: read_numbers(self.text, self.ends, self.width, column, numbers, rows)]
        cells = left.astype(np.int64) * self.width + column
        empty = self.ends[cells + 1] - self.ends[cells] == 1
        numbers[left[empty]] = np.nan
        if not empty.all():
            try:
                numbers[left[~empty]] = self._texts(cells[~empty]).cast(pa.float64()).to_numpy()
            except pa.ArrowInvalid:
                return None
        return numbers, left[empty]

    def hashes(self, column: int) -> NDArray[np.uint64]:
        """Return a hash of every cell of a column that holds something."""
        hashes = np.empty(self.rows, np.uint64)
        hash_words(self.text, self.ends, self.width, column, hashes)
        return hashes

    def size(self, row: int, column: int) -> int:
        """Return the bytes of a cell."""
        cell = row * self.width + column
        return int(self.ends[cell + 1] - self.ends[cell]) - 1

    def _texts(self, cells: NDArray[np.int64]) -> Any:  # noqa: ANN401 - pyarrow ships no types
        import pyarrow as pa

        offsets = np.empty(len(cells) + 1, np.int32)
        out = np.empty(int((self.ends[cells + 1] - self.ends[cells] - 1).sum()), np.uint8)
        gather(self.text, self.ends, cells, offsets, out)
        return pa.StringArray.from_buffers(len(cells), pa.py_buffer(offsets), pa.py_buffer(out))


def lines_buffer(size: int) -> bytearray:
    """Return a buffer for so many bytes of text: they begin behind a lead, and there is a little room behind them."""
    return bytearray(LEAD + size + 2 * AT_ONCE)


def cells_of(buffer: bytearray, stop: int, delimiter: str, width: int) -> Cells | None:
    """Return the cells of the lines in a buffer that end before ``stop``; None where a row has not ``width`` cells.

    Nor where a quotation mark stands anywhere but around a cell. What is behind the lines is overwritten, and quotation
    marks are taken out of them. The last byte is a line feed.
    """
    whole = -(-stop // AT_ONCE) * AT_ONCE
    buffer[stop:whole] = bytes(whole - stop)
    text = np.frombuffer(buffer, np.uint8)
    quotes = 0 if buffer.find(QUOTED, LEAD, stop) < 0 else int(np.count_nonzero(text[LEAD:stop] == ord(QUOTED)))
    eights = text[:whole].view(np.uint64)
    ends = np.empty(stop + AT_ONCE, np.int32)
    n, lines = find_cells(eights, np.uint8(ord(delimiter)), np.empty(len(eights), np.uint8), ends)
    if n != lines * width or not are_lines(text, ends, width, lines):
        return None
    if quotes and quotes != 2 * unquote(text, ends, n):
        return None
    return Cells(text, ends, width, lines)
