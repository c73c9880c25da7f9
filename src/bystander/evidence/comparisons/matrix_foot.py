"""Rows and columns at the end of a matrix that hold means or totals of the others, and nobody's scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.evidence.foot_words import EXTREME, FOOT

if TYPE_CHECKING:
    from numpy.typing import NDArray


def at_the_foot(names: pa.Array, other: pa.Array) -> range:
    """Return the places at the end of a side (pyarrow array) that are called as a mean or a total.

    Nobody in them is named before them, nor on the ``other`` side before such names there: a person of that name, who
    is compared with others, stays.
    """
    last = range(_start(names), len(names))
    known = {*_texts(names)[: last.start], *_texts(other)[: _start(other)]}
    return last if known.isdisjoint(_texts(names)[last.start :]) else range(0)


def _start(names: pa.Array) -> int:
    """Return from which place on names are such words, up to the end; no extreme alone, as people are called Max."""
    foot, either = _called(names, FOOT), _called(names, FOOT, EXTREME)
    others = np.flatnonzero(~either)
    start = int(others[-1]) + 1 if len(others) else 0
    return start if foot[start:].any() else len(names)


def _called(names: pa.Array, *patterns: str) -> NDArray[np.bool_]:
    """Return which names fit a pattern; of numbers none do."""
    found = np.zeros(len(names), np.bool_)
    if pa.types.is_integer(names.type) or pa.types.is_floating(names.type):
        return found
    texts = names.cast(pa.large_utf8())
    for pattern in patterns:
        fits = pc.match_substring_regex(texts, pattern, ignore_case=True)
        found |= np.asarray(pc.fill_null(fits, fill_value=False), dtype=np.bool_)
    return found


def _texts(names: pa.Array) -> list[str | None]:
    return list(names.to_pylist())
