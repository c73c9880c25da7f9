"""Large delimited text of the plainest kind: no quotation mark, no cell that is wanted and empty, lines that LF ends.

It gives what pyarrow gives of such text, in fewer processor seconds, as compiled loops look at no cell that is not
wanted. What has anything else in it is left to pyarrow, and so is every message.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bystander.evidence.tables.decimal_mark import POINT
from bystander.evidence.tables.lines import has_plain_quotes
from bystander.kernels.compiling import compiler

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.tables.rejects import Layout

LARGE = 1 << 25  # bytes of text for which a compiler is worth its while
BLOCK = 1 << 23
WIDEST = 64  # columns; a wider table is a matrix
NUMBERS = ("number", "count")
_FEED = ord("\n")


class _Block(NamedTuple):
    """Whole lines: where their bytes lie in the file, and which rows they are, from 0."""

    offset: int
    size: int
    row: int
    rows: int


def read_plain(text: Path, layout: Layout, *, large: int = LARGE, block: int = BLOCK) -> dict[int, Any] | None:
    """Return columns by position as pyarrow arrays, None where the text is small or not of this kind.

    ``large``: bytes from which on it is tried; ``block``: those read at a time. Neither changes a column.
    """
    told = layout.decimal == POINT and 1 < layout.width <= WIDEST
    if not told or text.stat().st_size < large or not compiler():
        return None
    blocks = _blocks(text, layout, block)
    return None if not blocks else _columns(text, layout, blocks)


def _blocks(text: Path, layout: Layout, size: int) -> list[_Block] | None:
    """Return the lines below the header in blocks; None where there is a quotation mark, or a CR, among them."""
    blocks: list[_Block] = []
    with text.open("rb") as raw:
        header = b"".join(raw.readline() for _ in range(layout.header_rows))
        if b"\r" in header or (b'"' in header and not has_plain_quotes(text, layout.delimiter)):
            return None
        offset, row = len(header), 0
        while chunk := raw.read(size):
            if b'"' in chunk or b"\r" in chunk:
                return None
            whole = chunk.rfind(b"\n") + 1
            if not whole and len(chunk) == size:  # a line of that length is none
                return None
            last = whole == 0 or (len(chunk) < size and whole < len(chunk))
            whole = len(chunk) if last else whole
            rows = int(np.count_nonzero(np.frombuffer(chunk, np.uint8)[:whole] == _FEED)) + last
            blocks.append(_Block(offset, whole, row, rows))
            offset, row = offset + whole, row + rows
            raw.seek(offset)
    return blocks


def _columns(text: Path, layout: Layout, blocks: list[_Block]) -> dict[int, Any] | None:
    import pyarrow as pa

    rows = blocks[-1].row + blocks[-1].rows
    columns = {at: np.empty(rows, np.float64 if kind in NUMBERS else np.int32) for at, kind in layout.kinds.items()}

    def work(block: _Block) -> dict[int, Any] | None:
        return _read(text, layout, block, columns)

    parts: list[dict[int, Any]] = []
    threads = min(os.cpu_count() or 1, 8)
    with ThreadPoolExecutor(threads) as pool:
        for first in range(0, len(blocks), threads):
            for part in pool.map(work, blocks[first : first + threads]):
                if part is None:
                    return None
                parts.append(part)
    return {
        at: pa.chunked_array([pa.array(columns[at])] if kind in NUMBERS else [part[at] for part in parts])
        for at, kind in layout.kinds.items()
    }


def _read(text: Path, layout: Layout, block: _Block, columns: dict[int, NDArray[Any]]) -> dict[int, Any] | None:
    """Fill in the rows of a block; returns its columns of text, None where a row is not of this kind."""
    import pyarrow as pa

    from bystander.kernels.delimited import LEAD, bounds, find_cells, hash_words, number_words, read_numbers

    with text.open("rb") as raw:
        raw.seek(block.offset)
        found = raw.read(block.size)
    lines = np.frombuffer(b"".join((bytes(LEAD), found, b"" if found.endswith(b"\n") else b"\n")), np.uint8)
    stops = np.empty(len(lines) + 1, np.int32)
    if not find_cells(lines, np.uint8(ord(layout.delimiter)), block.rows, layout.width, stops):
        return None
    start, stop, rows = (np.empty(block.rows, np.int32) for _ in range(3))
    words: dict[int, Any] = {}
    for at, kind in layout.kinds.items():
        if not bounds(stops, layout.width, at, start, stop):
            return None
        cells = columns[at][block.row : block.row + block.rows]
        if kind in NUMBERS:
            left = rows[: read_numbers(lines, start, stop, cells, rows)]
            if len(left):
                try:
                    cells[left] = _texts(lines, start, stop, left).cast(pa.float64()).to_numpy()
                except pa.ArrowInvalid:
                    return None
        else:
            hashes = np.empty(block.rows, np.uint64)
            hash_words(lines, start, stop, hashes)
            first = rows[: number_words(lines, start, stop, hashes, cells, rows)]
            words[at] = pa.DictionaryArray.from_arrays(pa.array(cells), _texts(lines, start, stop, first))
    return words


def _texts(lines: NDArray[np.uint8], start: NDArray[Any], stop: NDArray[Any], rows: NDArray[Any]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the cells of some rows as text."""
    import pyarrow as pa

    from bystander.kernels.delimited import gather

    offsets = np.empty(len(rows) + 1, np.int32)
    out = np.empty(int((stop[rows] - start[rows]).sum()), np.uint8)
    gather(lines, start, stop, rows, offsets, out)
    return pa.StringArray.from_buffers(len(rows), pa.py_buffer(offsets), pa.py_buffer(out))
