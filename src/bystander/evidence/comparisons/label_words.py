"""Columns without a heading that are labels, told by their words alone.

A column is a label exactly where every word in it is known and both kinds occur: one kind alone, or a word of another
meaning, is no label, as nobody could say what it means. The words are those of every door
(:mod:`bystander.evidence.tables.flags`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.evidence.tables.flags import Words, has_truths, is_of_attacks, meaning, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 64  # distinct words of a label, however each is written: names are more


@dataclass(frozen=True)
class Label:
    """A column that is a label: its words, and what each of them says."""

    words: Words
    said: Mapping[str, bool]

    def flags(self) -> pa.ChunkedArray:
        """Return it as true for mated and false for non-mated, null where a cell is empty."""
        return pa.chunked_array([self.words.flags(self.said)])


def label_in(column: Any) -> Label | None:  # noqa: ANN401 - pyarrow ships no types
    """Return a column of text as a label; None where it is none."""
    words = _few(column)
    if words is None:
        return None
    said = meaning(words.distinct, "mated")
    known = said is not None and len(said) == len(words.distinct) and len(set(said.values())) > 1
    return Label(words, said) if known and said is not None else None


def names_truths(column: Any) -> bool:  # noqa: ANN401 - pyarrow ships no types
    """Return whether the words of a column are those of a label that is ground truth, both kinds, beside others."""
    words = _few(column)
    return words is not None and has_truths(words.distinct)


def kinds_in(column: Any) -> set[bool | None]:  # noqa: ANN401 - pyarrow ships no types
    """Return which kinds of comparison a column of words calls its rows, None for a word that calls them neither."""
    words = words_of(column).distinct
    said = meaning(words, "mated") or {}
    return {said.get(word) for word in words}


def has_attacks(column: Any) -> bool:  # noqa: ANN401 - pyarrow ships no types
    """Return whether a column of text holds a label of presentation attack detection."""
    words = _few(column)
    return words is not None and any(is_of_attacks(word) for word in words.distinct)


def _few(column: Any) -> Words | None:  # noqa: ANN401 - pyarrow ships no types
    """Return a column as words, None where it has too many to be a label."""
    return words_of(column) if len(column.unique()) <= _MOST else None
