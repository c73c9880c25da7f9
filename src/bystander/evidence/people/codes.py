"""Identifiers as small whole numbers: 0 ... size-1, in the order of the sorted identifiers.

Sorting makes the codes, and everything that is computed from them, independent of the order of rows. The
identifiers themselves stay in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.evidence.people.identifiers import Rounding, are_codes, as_words, floats
from bystander.evidence.people.pseudonyms import pseudonyms
from bystander.evidence.tables.as_array import empty, numbers_of
from bystander.evidence.tables.stored import simple
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

MISSING = -1
UNKNOWNS = (
    "?",
    "unknown",
    "unk",
    "na",
    "nan",
    "n/a",
    "none",
    "null",
    "not known",
    "unlabelled",
    "unlabeled",
)  # in lower case
NO_IDENTIFIER = "an empty cell, or a word that names nobody, such as NA, None or unknown"  # as a check tells of one
_UNSEEN = r"[\s\p{Cf}\"]"  # white space, characters of no width, and a quotation mark that was left over
_DIGITS = 19  # of the largest number of 64 bits with a sign
_STRIP = 1 << 15  # identifiers that are looked up together
_TABLE_LIMIT = 1 << 26  # largest span of integer identifiers that is looked up in a table


@dataclass(frozen=True)
class IntCodes:
    """Integer identifiers; a table of codes where they lie close together, bisection where they do not."""

    values: NDArray[np.int64]
    table: NDArray[np.int32] | None

    @classmethod
    def of(cls, values: NDArray[np.integer]) -> IntCodes:
        """Return the codes of distinct identifiers, which ascend."""
        table = None
        if len(values) and values[-1] - values[0] < _TABLE_LIMIT:
            table = np.full(int(values[-1] - values[0]) + 1, MISSING, np.int32)
            table[values - values[0]] = np.arange(len(values), dtype=np.int32)
        return cls(values.astype(np.int64), table)

    @property
    def size(self) -> int:
        """Number of distinct identifiers."""
        return len(self.values)

    @property
    def dense(self) -> bool:
        """Return whether the identifiers are 0 ... size-1 already."""
        return self.size > 0 and self.values[0] == 0 and self.values[-1] == self.size - 1

    def keyed(self, key: bytes) -> NDArray[np.uint64]:
        """Return the pseudonym of every code; a whole number has that of its text."""
        return pseudonyms(map(str, self.values.tolist()), key)

    def encode(self, column: pa.Array | pa.ChunkedArray) -> NDArray[np.int32]:
        """Return the code of every row, -1 where there is no identifier. Raises IndexError for one beyond the rest."""
        numbers, missing = _integers(column)
        if missing is not None and self.size:
            numbers = np.where(missing, self.values[0], numbers)
        if self.size and len(numbers) and not self.values[0] <= numbers.min() <= numbers.max() <= self.values[-1]:
            message = "an identifier that was not collected"
            raise IndexError(message)
        if self.dense:
            codes = numbers.astype(np.int32, copy=missing is not None)
        elif self.table is not None and self.size:
            codes = self._looked_up(numbers)
        else:
            codes = np.searchsorted(self.values, numbers).astype(np.int32)
        if missing is not None:
            codes[missing] = MISSING
        return codes

    def _looked_up(self, numbers: NDArray[np.integer]) -> NDArray[np.int32]:
        """Look up identifiers of the table, some at a time: numpy makes indices of 64 bits, which then stay at hand."""
        assert self.table is not None  # noqa: S101 - asked for only where there is one
        codes = empty(len(numbers), np.int32)
        for start in range(0, len(numbers), _STRIP):
            of = slice(start, start + _STRIP)
            np.take(self.table, numbers[of] - self.values[0], out=codes[of], mode="clip")  # else it takes a copy
        return codes


@dataclass(frozen=True)
class TextCodes:
    """Text identifiers, without the white space around them; the empty text is no identifier."""

    values: pa.Array

    @property
    def size(self) -> int:
        """Number of distinct identifiers."""
        return len(self.values)

    def keyed(self, key: bytes) -> NDArray[np.uint64]:
        """Return the pseudonym of every code."""
        return pseudonyms(self.values.to_pylist(), key)

    def alike(self) -> NDArray[np.int32]:
        """Return one number a code, equal for those that differ in nothing but how they are written.

        Case, leading zeros of a number, a fraction of nought behind it (as a table has where a column of whole numbers
        has gaps), white space, characters of no width, quotation marks, and accents as one
        character or two do not count. The numbers are 0 and up, without a gap.
        """
        words = pc.utf8_lower(pc.utf8_normalize(self.values, form="NFKC"))
        words = pc.replace_substring_regex(words, pattern=_UNSEEN, replacement="")
        words = pc.replace_substring_regex(words, pattern=r"^([0-9]+)\.0*$", replacement=r"\1")
        words = pc.replace_substring_regex(words, pattern=r"(^|[^0-9.])0+([0-9])", replacement=r"\1\2")
        return np.asarray(words.dictionary_encode().indices, dtype=np.int32)

    def encode(self, column: pa.Array | pa.ChunkedArray) -> NDArray[np.int32]:
        """Return the code of every row, -1 where there is no identifier."""
        parts = [_as_dictionary(chunk) for chunk in _chunks(column)]
        if not parts:
            return np.empty(0, np.int32)
        # one look-up for the dictionaries of all chunks: building its hash table is what costs
        words = pa.concat_arrays([as_words(part.dictionary) for part in parts])
        known = pc.index_in(words, value_set=self.values).fill_null(MISSING).to_numpy(zero_copy_only=False)
        return _looked_up(parts, known.astype(np.int32))


Codes = IntCodes | TextCodes


class Collector:
    """Collects distinct identifiers from any number of columns, chunk by chunk."""

    def __init__(self, *, text: bool, people: bool = False, name: str = "the evidence") -> None:
        self._text, self._people = text, people
        self._rounding = Rounding(name)
        self._words: list[pa.Array] = []
        self._seen: NDArray[np.bool_] | None = None
        self._low = 0
        self._loose: list[NDArray[np.int64]] = []

    def expect(self, low: int, high: int) -> None:
        """Say within which span integer identifiers lie, so that they are ticked off instead of sorted."""
        if high - low < _TABLE_LIMIT:
            self._low, self._seen = low, np.zeros(high - low + 1, np.bool_)

    def add(self, column: pa.Array | pa.ChunkedArray) -> None:
        """Take in a column of identifiers. Ticking off may be done by several threads at once."""
        if self._text:
            for chunk in _chunks(column):
                entries = _as_dictionary(chunk).dictionary
                self._rounding.see(entries)
                self._words.append(as_words(entries).unique())
            return
        numbers, missing = _integers(column)
        if missing is not None:
            numbers = numbers[~missing]
        if self._seen is not None:
            self._seen[numbers - self._low] = True
        else:
            self._loose.append(distinct(numbers))

    def codes(self) -> Codes:
        """Return the codes of everything taken in. Raises EvidenceError where people may have been joined."""
        if self._text:
            self._rounding.settle()
            words = pa.concat_arrays(self._words).unique().drop_null() if self._words else pa.array([], pa.large_utf8())
            words = words.take(pc.sort_indices(words))
            words = words.filter(pc.greater(pc.binary_length(words), 0))
            if self._people:  # somebody of whom nothing is known is nobody in particular
                words = words.filter(pc.invert(is_unknown(words)))
            return TextCodes(words)
        if self._seen is not None:
            return IntCodes.of(np.flatnonzero(self._seen) + self._low)
        return IntCodes.of(distinct(np.concatenate(self._loose)) if self._loose else np.empty(0, np.int64))


def codes_of(columns: Sequence[pa.ChunkedArray], *, people: bool = False, name: str = "the evidence") -> Codes:
    """Return the common codes of several columns of identifiers; ``people`` and ``name`` as for :func:`encoded`."""
    return encoded(columns, people=people, name=name)[0]


def is_unknown(words: pa.Array | pa.ChunkedArray) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Tell which words say that a person is not known."""
    plain = pc.utf8_lower(pc.utf8_trim_whitespace(words.cast(pa.large_utf8())))
    return pc.is_in(plain, value_set=pa.array(UNKNOWNS, pa.large_utf8()))


def encoded(
    columns: Sequence[pa.ChunkedArray], *, people: bool = False, name: str = "the evidence"
) -> tuple[Codes, list[NDArray[np.int32]]]:
    """Return the common codes of several columns of identifiers, and each column in them.

    ``people``: words that say that a person is not known ("unknown", "?") are no identifiers. ``name``: what messages
    call the evidence. Raises EvidenceError for numbers that may have been rounded, which join people.
    """
    if all(are_codes(c) for c in columns):
        collector = Collector(text=False)
        for column in columns:
            collector.add(column)
        codes = collector.codes()
        return codes, [codes.encode(column) for column in columns]
    parts = [[_as_dictionary(chunk) for chunk in _chunks(column)] for column in columns]
    rounding = Rounding(name)
    for part in (part for side in parts for part in side):
        rounding.see(part.dictionary)
    rounding.settle()
    dictionaries = [as_words(part.dictionary) for side in parts for part in side]
    # all dictionaries of all chunks are hashed once, together
    words = pa.concat_arrays(dictionaries or [pa.array([], pa.large_utf8())]).dictionary_encode()
    collector = Collector(text=True, people=people)
    collector.add(words)
    codes = collector.codes()
    known = codes.encode(words)
    sides, start = [], 0
    for side in parts:
        sides.append(_looked_up(side, known[start:]))
        start += sum(len(part.dictionary) for part in side)
    return codes, sides


def _looked_up(parts: Sequence[pa.DictionaryArray], known: NDArray[np.int32]) -> NDArray[np.int32]:
    """Turn the indices of each part into codes; ``known`` holds the codes of their dictionaries one after the other."""
    codes = np.empty(sum(len(part) for part in parts), np.int32)
    at = start = 0
    for part in parts:
        size = len(part.dictionary)
        table = np.append(known[start : start + size], np.int32(MISSING))  # the last one is for cells without an index
        indices = part.indices.fill_null(size) if part.indices.null_count else part.indices
        np.take(table, indices.to_numpy(zero_copy_only=False), out=codes[at : at + len(part)], mode="clip")
        at, start = at + len(part), start + size
    return codes


def dictionaries(column: pa.Array | pa.ChunkedArray) -> list[pa.DictionaryArray]:
    """Return the chunks of a column of identifiers, each with a dictionary."""
    return [_as_dictionary(chunk) for chunk in _chunks(column)]


def _chunks(column: pa.ChunkedArray) -> Iterable[pa.Array]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def _integers(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], NDArray[np.bool_] | None]:
    if pa.types.is_floating(column.type):
        values = np.concatenate([floats(chunk) for chunk in _chunks(column)] or [np.empty(0)])
        gaps = ~np.isfinite(values)
        return np.where(gaps, 0, values).astype(np.int64), gaps if gaps.any() else None
    missing = None
    if column.null_count:
        missing = (
            column.is_null().to_numpy(zero_copy_only=False)
            if isinstance(column, pa.Array)
            else column.is_null().to_numpy()
        )
        column = column.fill_null(0)
    numbers = numbers_of(column)
    # without a sign they would become floating-point numbers beside those with one
    return numbers.astype(np.int64) if numbers.dtype == np.uint64 else numbers, missing


def _as_dictionary(chunk: pa.Array) -> pa.DictionaryArray:
    chunk = simple(chunk)
    return chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()


def lookup(codes: Codes, column: pa.Array | pa.ChunkedArray) -> NDArray[np.int32]:
    """Return the code of every row of a column of another table, -1 for whoever is not among the identifiers.

    A whole number is equal to its text, as in pseudonyms.
    """
    index, words = plain_words(column)
    if not words:
        return np.full(len(index), MISSING, np.int32)
    if isinstance(codes, IntCodes):
        numbers = [int(word) if _is_code(word) else None for word in words]
        wanted = np.array([0 if n is None else n for n in numbers], np.int64)
        at = np.minimum(np.searchsorted(codes.values, wanted), max(codes.size - 1, 0))
        same = (codes.values[at] == wanted) if codes.size else np.zeros(len(wanted), np.bool_)
        known = np.where(same & np.array([n is not None for n in numbers]), at, MISSING)
    else:
        found = pc.index_in(pa.array(words, pa.large_utf8()), value_set=codes.values).fill_null(MISSING)
        known = found.to_numpy(zero_copy_only=False)
    table = np.append(known.astype(np.int32), np.int32(MISSING))
    return table[index]


def plain_words(column: pa.Array | pa.ChunkedArray) -> tuple[NDArray[np.int32], list[str]]:
    """Return the distinct words of a column, trimmed, and of every row the number of its word, -1 where it has none.

    Empty cells, and words that say that nothing is known ("unknown", "n/a"), are none.
    """
    numbers: dict[str, int] = {}
    parts = []
    for chunk in _chunks(column):
        part = _as_dictionary(chunk)
        words = as_words(part.dictionary).to_pylist()
        of_word = [
            MISSING if not word or word.casefold() in UNKNOWNS else numbers.setdefault(word, len(numbers))
            for word in words
        ]
        table = np.array([*of_word, MISSING], np.int32)
        indices = part.indices.fill_null(len(words)) if part.indices.null_count else part.indices
        parts.append(table[indices.to_numpy(zero_copy_only=False)])
    return (np.concatenate(parts) if parts else np.empty(0, np.int32)), list(numbers)


def _is_code(word: str) -> bool:
    digits = word.removeprefix("-")
    if len(digits) > _DIGITS or not (digits.isascii() and digits.isdecimal()):
        return False
    return str(int(word)) == word and -(1 << 63) <= int(word) < 1 << 63
