"""Who is known not to be on the watchlist, where the subject of a search is filled in all the same.

Some write ``-1`` for them, some a word, some their own names. A value can be declared (``--non-mated-subject``), and so
can it be that whoever no list ever holds is not enrolled (``--non-mated absent``), or that everybody is (``nobody``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import UsageError
from bystander.evidence.people.identifiers import as_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Codes = NDArray[np.int32]

ABSENT, NOBODY = "absent", "nobody"
MINUS_ONE = "-1"


@dataclass(frozen=True, kw_only=True)
class NotEnrolled:
    """What is declared: subjects that stand for people who are not enrolled, and what follows from being in no list.

    ``absent``: ``ABSENT``, ``NOBODY``, or "" where nothing is said. ``settled``: nothing is to be asked.
    """

    subjects: tuple[str, ...] = ()
    absent: str = ""
    settled: bool = False

    def __post_init__(self) -> None:
        if self.absent not in {"", ABSENT, NOBODY}:
            message = f"of candidate lists, --non-mated is leave-mate-out, {ABSENT} or {NOBODY}"
            raise UsageError(message)


NOTHING = NotEnrolled()


def stands_for(column: Any, words: tuple[str, ...]) -> Flags:  # noqa: ANN401 - pyarrow ships no types
    """Tell which cells of a column of identifiers are one of some words; a whole number is equal to its text."""
    if not words:
        return np.zeros(len(column), np.bool_)
    chunks = [column] if isinstance(column, pa.Array) else column.chunks
    parts = [np.zeros(0, np.bool_)]
    for chunk in chunks:
        coded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        found = np.append(_are(coded.dictionary, words), np.False_)  # the last one is for cells without a value
        parts.append(found[coded.indices.fill_null(len(found) - 1).to_numpy(zero_copy_only=False)])
    return np.concatenate(parts)


def _are(values: Any, words: tuple[str, ...]) -> Flags:  # noqa: ANN401 - pyarrow ships no types
    """Tell which values are one of some words; a file has a list of values for each of its parts."""
    if pa.types.is_floating(values.type):
        return np.array([_plain(value) in words for value in values.to_pylist()], np.bool_)
    among = pc.is_in(as_words(values), value_set=pa.array(words, pa.large_utf8()))
    return np.asarray(among.to_numpy(zero_copy_only=False), np.bool_)


def _plain(value: float | None) -> str:
    return str(int(value)) if value is not None and value.is_integer() else str(value)


def absent_from(candidates: Codes, subject: Codes, people: int) -> Flags:
    """Tell which rows are of somebody whom no list holds; codes of candidates and of subjects, below 0 for nobody."""
    listed = np.zeros(people + 1, np.bool_)
    listed[candidates[candidates >= 0]] = True
    listed[-1] = True  # nobody is not absent
    return ~listed[subject]
