"""Large delimited text of the plainest kind: lines that LF ends, as many cells in each, quotes around cells only.

It gives what pyarrow gives of such text, in fewer processor seconds, as compiled loops look at no cell that is not
wanted. What has anything else in it is left to pyarrow, and so is every message.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import finalize

import numpy as np

from bystander.evidence.tables.decimal_mark import POINT
from bystander.evidence.tables.decoding import CONTROL
from bystander.evidence.tables.encoding import encoding_by_mark
from bystander.evidence.tables.text import unpacked
from bystander.kernels.compiling import compiler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.tables.head import Head
    from bystander.evidence.tables.plain_columns import PlainColumns
    from bystander.evidence.tables.plain_words import Words
    from bystander.evidence.tables.rejects import Layout

T = TypeVar("T")
LARGE = 1 << 25  # bytes of text for which a compiler is worth its while
BLOCK = 1 << 22  # bytes of text that are read at a time
_PACKED = 16  # times that text may be smaller where it is compressed
WIDEST = 64  # columns; a wider table is a matrix


def may_be_plain(text: Path, layout: Layout, *, large: int = LARGE) -> bool:
    """Return whether text is large enough to be read so, and its layout is of that kind."""
    told = layout.decimal == POINT and layout.delimiter != " " and 1 < layout.width <= WIDEST
    return told and text.stat().st_size >= large and compiler()


def of_plain(
    head: Head,
    layout: Layout,
    sharing: Mapping[int, int],
    make: Callable[[PlainColumns], T | None],
    *,
    large: int = LARGE,
    block: int = BLOCK,
) -> T | None:
    """Return what is made of the columns of a file, None where it is small or not plain, or nothing is made of it.

    What is made may read the columns again, as long as they are there: what had to be unpacked for it stays, without a
    name. ``sharing``: as for PlainColumns. Raises EvidenceError for a compressed file that is damaged.
    """
    path, raw = head.path, head.raw
    if encoding_by_mark(raw) or raw.translate(None, CONTROL) != raw or path.stat().st_size < large // _PACKED:
        return None
    with ExitStack() as lent:
        text = lent.enter_context(unpacked(path))
        if not may_be_plain(text, layout, large=large):
            return None
        from bystander.evidence.tables.plain_blocks import NotPlainError
        from bystander.evidence.tables.plain_columns import PlainColumns

        columns = PlainColumns(text, layout, sharing, block=block, name=path.name, narrow=True)
        try:
            made = make(columns)
        except NotPlainError:
            return None
        if made is not None:
            finalize(columns, lent.pop_all().close)
        return made


def read_plain(text: Path, layout: Layout, *, large: int = LARGE, block: int = BLOCK) -> dict[int, Any] | None:
    """Return columns by position as pyarrow arrays, None where the text is small or not of this kind.

    ``large``: bytes from which on it is tried; ``block``: those read at a time. Neither changes a column.
    """
    if not may_be_plain(text, layout, large=large):
        return None
    from bystander.evidence.tables.plain_blocks import NotPlainError
    from bystander.evidence.tables.plain_columns import NUMBERS, PlainColumns

    of_words = [at for at, kind in layout.kinds.items() if kind not in NUMBERS]
    sharing = {at: table for table, at in enumerate(of_words)}
    columns = PlainColumns(text, layout, sharing, block=block)
    size, made = text.stat().st_size, {at: _Growing() for at in layout.kinds}
    parts: list[tuple[int, int, int]] = []
    rows = 0
    try:
        for piece in columns:
            parts.append((rows, rows + piece.rows, piece.thread))
            for at, growing in made.items():
                growing.add(piece.columns.pop(at), piece.empty.get(at), share=piece.size / size)
            rows += piece.rows
    except NotPlainError:
        return None
    if not parts:
        return None
    return {
        at: _worded(growing.values(), parts, [words[sharing[at]] for words in columns.words])
        if at in sharing
        else _numbers(growing)
        for at, growing in made.items()
    }


class _Growing:
    """A column in the making, in one array from the beginning: the memory of many small ones is not given back."""

    def __init__(self) -> None:
        self._array, self._rows = np.empty(0, np.int32), 0
        self._empty: list[NDArray[np.int64]] = []

    def add(self, values: NDArray[Any], empty: NDArray[np.int32] | None, *, share: float) -> None:
        """Add rows, which are about this share of all; ``empty``: positions of those without a value."""
        if empty is not None:
            self._empty.append(empty + np.int64(self._rows))
        rows = self._rows + len(values)
        if rows > len(self._array):
            longer = np.empty(int(max(1.1 * len(values) / share, 1.5 * rows)), values.dtype)
            longer[: self._rows] = self.values()
            self._array = longer
        self._array[self._rows : rows] = values
        self._rows = rows

    def values(self) -> NDArray[Any]:
        """Return the column."""
        return self._array[: self._rows]

    def empty(self) -> NDArray[np.bool_] | None:
        """Tell which rows have no value, None where all have one."""
        if not self._empty:
            return None
        gaps = np.zeros(self._rows, np.bool_)
        gaps[np.concatenate(self._empty)] = True
        return gaps


def _numbers(growing: _Growing) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    return pa.chunked_array([pa.array(growing.values(), mask=growing.empty())])


def _worded(rows: NDArray[np.int32], parts: Sequence[tuple[int, int, int]], words: Sequence[Words]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return a column of text. ``parts``: where each begins and ends, and its thread; ``words``: those of each."""
    import pyarrow as pa

    from bystander.kernels.words import EMPTY

    every = pa.concat_arrays([of.texts() for of in words]).dictionary_encode()
    ends = np.cumsum([0, *map(len, words)])
    number = every.indices.to_numpy()
    # the last one of each is for cells without a word
    of_thread = [np.append(number[ends[k] : ends[k + 1]], np.int32(EMPTY)) for k in range(len(words))]
    for start, end, thread in parts:
        rows[start:end] = of_thread[thread][rows[start:end]]
    gaps = rows < 0
    indices = pa.array(rows, mask=gaps if gaps.any() else None)
    return pa.chunked_array([pa.DictionaryArray.from_arrays(indices, every.dictionary.cast(pa.utf8()))])
