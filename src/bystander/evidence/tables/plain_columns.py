"""The columns of plain text, block by block on all cores: numbers as they are, words as the numbers of a table."""

from __future__ import annotations

import os
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bystander.evidence.tables.plain_blocks import NotPlainError, PlainBlocks
from bystander.evidence.tables.plain_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.tables.plain_blocks import Lines
    from bystander.evidence.tables.plain_cells import Cells
    from bystander.evidence.tables.rejects import Layout

NUMBERS = ("number", "count")


@dataclass(slots=True)
class Piece:
    """Some rows: where their text lies in the file, which words their numbers stand for, and columns by position."""

    offset: int
    size: int
    rows: int
    thread: int
    columns: dict[int, NDArray[Any]]


class PlainColumns:
    """The wanted columns of a layout. Iterating gives pieces in the order of the file, and fills ``words``.

    ``sharing``: which table of words each column of text has, from 0. ``words``: those of each thread. Everything
    raises NotPlainError for text that is not plain, or is another one when it is read again.
    """

    def __init__(self, path: Path, layout: Layout, sharing: Mapping[int, int], *, block: int) -> None:
        self.path, self.blocks = path, PlainBlocks(path, layout, block)
        self.words: list[list[Words]] = []
        self._layout, self._sharing = layout, sharing
        self._idle: deque[int] = deque()
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Piece]:
        threads = min(os.cpu_count() or 1, 8)
        waiting: deque[Future[Piece]] = deque()
        with ThreadPoolExecutor(threads) as pool:
            for lines in self.blocks:
                waiting.append(pool.submit(self._piece, lines))
                if len(waiting) > threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def again(self, piece: Piece, columns: Sequence[int]) -> dict[int, NDArray[Any]]:
        """Return some columns of a piece that was given before."""
        cells = self.blocks.again(piece.offset, piece.size)
        if cells.rows != piece.rows:
            raise NotPlainError
        words = self.words[piece.thread]
        return {at: self._column(cells, at, words, known=True) for at in columns}

    def _piece(self, lines: Lines) -> Piece:
        cells, thread = self.blocks.cells(lines), self._any_words()
        try:
            columns = {at: self._column(cells, at, self.words[thread], known=False) for at in self._layout.kinds}
        finally:
            self._idle.append(thread)
        return Piece(lines.offset, lines.size, cells.rows, thread, columns)

    def _column(self, cells: Cells, at: int, words: Sequence[Words], *, known: bool) -> NDArray[Any]:
        column: NDArray[Any] | None
        if self._layout.kinds[at] in NUMBERS:
            column = cells.numbers(at)
        else:
            table = words[self._sharing[at]]
            column = table.find(cells, at) if known else table.number(cells, at)
        if column is None:
            raise NotPlainError
        return column

    def _any_words(self) -> int:
        """Return a thread's words that no thread has at present."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
            self.words.append([Words() for _ in set(self._sharing.values())])
            return len(self.words) - 1
