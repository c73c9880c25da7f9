"""Large delimited text of the plainest kind: no quotation mark, lines that LF ends, as many cells in each.

It gives what pyarrow gives of such text, in fewer processor seconds, as compiled loops look at no cell that is not
wanted. What has anything else in it is left to pyarrow, and so is every message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.tables.decimal_mark import POINT
from bystander.kernels.compiling import compiler

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bystander.evidence.tables.plain_columns import Piece
    from bystander.evidence.tables.plain_words import Words
    from bystander.evidence.tables.rejects import Layout

LARGE = 1 << 25  # bytes of text for which a compiler is worth its while
BLOCK = 1 << 22  # bytes of text that are read at a time
WIDEST = 64  # columns; a wider table is a matrix
_NO_ROWS = np.empty(0, np.int32)


def may_be_plain(text: Path, layout: Layout, *, large: int = LARGE) -> bool:
    """Return whether text is large enough to be read so, and its layout is of that kind."""
    told = layout.decimal == POINT and layout.delimiter != " " and 1 < layout.width <= WIDEST
    return told and text.stat().st_size >= large and compiler()


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
    try:
        pieces = list(columns)
    except NotPlainError:
        return None
    if not pieces:
        return None
    return {
        at: _worded(at, pieces, [words[sharing[at]] for words in columns.words])
        if at in sharing
        else _numbers(at, pieces)
        for at in layout.kinds
    }


def _numbers(at: int, pieces: Sequence[Piece]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    numbers = np.concatenate([piece.columns.pop(at) for piece in pieces])
    if not any(at in piece.empty for piece in pieces):
        return pa.chunked_array([numbers])
    gaps, start = np.zeros(len(numbers), np.bool_), 0
    for piece in pieces:
        gaps[start + piece.empty.get(at, _NO_ROWS)] = True
        start += piece.rows
    return pa.chunked_array([pa.array(numbers, mask=gaps)])


def _worded(at: int, pieces: Sequence[Piece], words: Sequence[Words]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return a column of text; ``words``: those of each thread."""
    import pyarrow as pa

    from bystander.kernels.words import EMPTY

    every = pa.concat_arrays([of.texts() for of in words]).dictionary_encode()
    ends = np.cumsum([0, *map(len, words)])
    number = every.indices.to_numpy()
    # the last one of each is for cells without a word
    of_thread = [np.append(number[ends[k] : ends[k + 1]], np.int32(EMPTY)) for k in range(len(words))]
    rows = np.concatenate([of_thread[piece.thread][piece.columns.pop(at)] for piece in pieces])
    gaps = rows < 0
    indices = pa.array(rows, mask=gaps) if gaps.any() else pa.array(rows)
    return pa.chunked_array([pa.DictionaryArray.from_arrays(indices, every.dictionary.cast(pa.utf8()))])
