"""The ranks of candidate lists: which count, how far each list goes, and where one lacks somebody.

Ranks run from 0 where any list has that rank, else from 1, without gaps: a gap is somebody who was returned and is not
told of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Flags = NDArray[np.bool_]

NO_RANK = 1 << 40  # beyond any rank
_AT_ONCE = 1 << 16  # rows that are looked at together, as memory is what costs


def ranks_of(column: Any) -> tuple[Counts | None, Flags | None]:  # noqa: ANN401 - pyarrow ships no types
    """Return ranks, -1 where there is none that counts, and where that is so; None where no row has any."""
    if column is None or column.null_count == len(column):
        return None, None
    given = np.asarray(column.cast(pa.float64()).fill_null(np.nan).to_numpy(), dtype=np.float64)
    ranks, odd = np.empty(len(given), np.int64), np.empty(len(given), np.bool_)
    for start in range(0, len(given), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        some = given[part]
        odd[part] = ~((some >= 0) & (some < NO_RANK) & (some == np.floor(some)))  # nothing is true of NaN
        ranks[part] = np.where(odd[part], -1.0, some)
    return ranks, odd


def span(parts: Iterable[tuple[Counts, NDArray[np.integer], Flags]], searches: int) -> Counts:
    """Return the lowest and the highest rank of each search, and the right person's: three columns, -1 where none is.

    ``parts``: ranks and searches of listed candidates, and which are the right person; ``searches``: how many there
    are.
    """
    lowest, highest, right = np.full(searches, NO_RANK), np.full(searches, -1), np.full(searches, NO_RANK)
    for rank, search, wanted in parts:
        np.minimum.at(lowest, search, rank)
        np.maximum.at(highest, search, rank)
        np.minimum.at(right, search[wanted], rank[wanted])
    lowest[lowest == NO_RANK], right[right == NO_RANK] = -1, -1
    return np.column_stack([lowest, highest, right]).astype(np.int64)


def joined(a: Counts, b: Counts) -> Counts:
    """Return the spans of lists of which two shards have a part each."""
    least = np.where((a < 0) | (b < 0), np.maximum(a, b), np.minimum(a, b))
    return np.column_stack([least[:, 0], np.maximum(a[:, 1], b[:, 1]), least[:, 2]])


def first_of(spans: Counts) -> int:
    """Return the rank that lists begin with: 0 where any list has that, else 1."""
    return min(1, int(spans[spans[:, 1] >= 0, 0].min(initial=1)))


def of_right(spans: Counts) -> Counts:
    """Return which candidate of each search the right person is, from 1, by the ranks of the file; 0 where none is."""
    return np.where(spans[:, 2] < 0, 0, spans[:, 2] - first_of(spans) + 1)


def gaps(spans: Counts, listed: Counts) -> Flags:
    """Tell which searches list fewer candidates (``listed``) than their ranks say."""
    some = spans[:, 1] >= 0
    return np.asarray(some & (spans[:, 1] - first_of(spans) + 1 > listed), dtype=bool)
