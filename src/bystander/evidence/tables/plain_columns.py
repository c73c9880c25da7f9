"""The columns of plain text, block by block on all cores: numbers as they are, words as the numbers of a table."""

from __future__ import annotations

import os
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev03_not_text import changed
from bystander.evidence.tables.plain_blocks import NotPlainError, PlainBlocks
from bystander.evidence.tables.plain_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from bystander.evidence.tables.plain_blocks import Lines
    from bystander.evidence.tables.plain_cells import Cells
    from bystander.evidence.tables.rejects import Layout

NUMBERS = ("number", "count")
SHORT = 1 << 16  # words whose numbers take two bytes


@dataclass(slots=True)
class Piece:
    """Some rows: where their text lies in the file, which words their numbers stand for, and columns by position.

    ``empty``: of each column of numbers that has empty cells, the rows of these, from 0; words are below 0 there, and
    ``gaps`` is whether any is.
    """

    offset: int
    size: int
    rows: int
    thread: int
    columns: dict[int, NDArray[Any]] = field(default_factory=dict)
    empty: dict[int, NDArray[np.int32]] = field(default_factory=dict)
    gaps: bool = False


class PlainColumns:
    """The wanted columns of a layout. Iterating gives pieces in the order of the file, and fills ``words``.

    ``sharing``: which table of words each column of text has, from 0. ``words``: those of each thread. ``name``: what
    messages call the file. ``narrow``: whether words take two bytes a row, where they are few and no cell is empty.
    Iterating raises NotPlainError for text that is not plain.
    """

    def __init__(
        self,
        path: Path,
        layout: Layout,
        sharing: Mapping[int, int],
        *,
        block: int,
        name: str = "",
        narrow: bool = False,
    ) -> None:
        self.path, self.blocks = path, PlainBlocks(path, layout, block)
        self.words: list[list[Words]] = []
        self._layout, self._sharing, self._name, self._narrow = layout, sharing, name, narrow
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
        """Return some columns of a piece that was given before. Raises EvidenceError where the file has changed."""
        found = Piece(piece.offset, piece.size, piece.rows, piece.thread)
        try:
            self._fill(found, self.blocks.again(piece.offset, piece.size), columns, known=True)
        except (NotPlainError, OSError) as other:
            raise EvidenceError(self._name, [changed(self._name)]) from other
        return found.columns

    def _piece(self, lines: Lines) -> Piece:
        cells, thread = self.blocks.cells(lines), self._any_words()
        piece = Piece(lines.offset, lines.size, cells.rows, thread)
        try:
            self._fill(piece, cells, list(self._layout.kinds), known=False)
        finally:
            self._idle.append(thread)
        return piece

    def _fill(self, piece: Piece, cells: Cells, columns: Sequence[int], *, known: bool) -> None:
        """Read columns into a piece; ``known``: all of their words are."""
        for at in columns:
            if self._layout.kinds[at] in NUMBERS:
                numbers = cells.numbers(at)
                if numbers is None:
                    raise NotPlainError
                piece.columns[at], empty = numbers
                if len(empty):
                    piece.empty[at] = empty
            else:
                words = self.words[piece.thread][self._sharing[at]]
                found = words.find(cells, at) if known else words.number(cells, at)
                if found is None:
                    raise NotPlainError
                piece.gaps |= bool(found.min(initial=0) < 0)  # here, where they are still in the cache
                piece.columns[at] = found if piece.gaps or not self._narrow else _narrowed(found, len(words))

    def _any_words(self) -> int:
        """Return a thread's words that no thread has at present."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
            self.words.append([Words() for _ in set(self._sharing.values())])
            return len(self.words) - 1


def _narrowed(numbers: NDArray[np.int32], words: int) -> NDArray[Any]:
    """Return the numbers of words, of which there are so many, in two bytes where that is enough."""
    import numpy as np

    return numbers.astype(np.uint16) if words <= SHORT else numbers
