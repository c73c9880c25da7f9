"""The ranks of candidate lists: which count, how far each list goes, and where one lacks somebody.

Ranks run from 0 where any list has that rank, else from 1, without gaps: a gap is somebody who was returned and is not
told of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.kernels.distinct import distinct

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


def span(parts: Iterable[tuple[Counts, NDArray[np.integer]]], searches: int) -> Counts:
    """Return the lowest and the highest rank of each search, two columns, -1 where it lists nobody.

    ``parts``: ranks and searches of listed candidates; ``searches``: how many there are.
    """
    lowest, highest = np.full(searches, NO_RANK), np.full(searches, -1)
    for rank, search in parts:
        np.minimum.at(lowest, search, rank)
        np.maximum.at(highest, search, rank)
    return np.column_stack([np.where(lowest == NO_RANK, -1, lowest), highest]).astype(np.int64)


def of_right(
    parts: Iterable[tuple[Counts, NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]]], searches: int
) -> Counts:
    """Return which person in line the right one is by the ranks of the file, 0 where they are not listed.

    ``parts``: ranks, searches, people listed and people searched of candidates; all of a search are in one part.
    """
    best, ahead = np.full(searches, NO_RANK), np.zeros(searches, np.int64)
    for rank, search, listed, wanted in parts:
        right = listed == wanted
        np.minimum.at(best, search[right], rank[right])
        before = ~right & (rank < best[search]) & (best[search] < NO_RANK)
        pairs = distinct(search[before].astype(np.int64) << 32 | listed[before])
        ahead += np.bincount(pairs >> 32, minlength=searches)
    return np.where(best < NO_RANK, 1 + ahead, 0)


def joined(a: Counts, b: Counts) -> Counts:
    """Return the spans of lists of which two shards have a part each."""
    none = (a[:, 0] < 0) | (b[:, 0] < 0)
    lowest = np.where(none, np.maximum(a[:, 0], b[:, 0]), np.minimum(a[:, 0], b[:, 0]))
    return np.column_stack([lowest, np.maximum(a[:, 1], b[:, 1])])


def gaps(spans: Counts, listed: Counts) -> Flags:
    """Tell which searches list fewer candidates (``listed``) than their ranks say."""
    some = spans[:, 1] >= 0
    first = min(1, int(spans[some, 0].min(initial=1)))
    return np.asarray(some & (spans[:, 1] - first + 1 > listed), dtype=bool)
