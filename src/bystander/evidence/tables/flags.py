"""Flags by their meaning: the one place where what is written for yes and for no is read, whatever it came in.

Text, numbers and truth values are one: case, blanks, hyphens and underscores of a word do not count, and 1.0 is 1.
-1 is no, as classifiers write it, in a column that holds 1 and not 0; beside 0 it is a third value. A word that is not
known has no meaning here, and two of them have one only where it is declared which of them is yes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.evidence.tables.table_columns import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

EMPTY = -1
_ANY = {**dict.fromkeys(("1", "true", "t", "yes", "y"), True), **dict.fromkeys(("0", "false", "f", "no", "n"), False)}
_MATED = (
    *("same", "sameperson", "samesubject", "sameidentity", "samespeaker", "samesource", "positive", "pos"),
    *("target", "tar", "tgt", "genuine", "gen", "client", "authentic", "mated", "mate", "match", "matched", "matching"),
    "enrolled",
)
_NON_MATED = (
    *("different", "diff", "differentperson", "differentsubject", "differentidentity", "differentspeaker"),
    *("differentsource", "notsame", "negative", "neg", "nontarget", "nontar", "nontgt", "non"),
    *("impostor", "imposter", "imp", "nonmated", "nonmate", "unmated", "notmated"),
    *("nonmatch", "nonmatched", "nonmatching", "mismatch", "mismatched", "nomatch", "notmatch", "unmatched"),
    *("nonenrolled", "notenrolled", "unenrolled"),
)
_YES_NO = {
    **dict.fromkeys(("ja", "oui", "si", "sí", "✓", "✔"), True),
    **dict.fromkeys(("nein", "non", "✗", "✘"), False),
}
_ALERT = (
    *("alert", "alerted", "alarm", "hit", "flagged", "match", "matched", "recognised", "recognized", "identified"),
    *("tp", "truepositive", "success", "treffer"),
)
_NO_ALERT = (
    *("noalert", "notalerted", "noalarm", "nohit", "notflagged", "nomatch", "notmatched", "unmatched", "notrecognised"),
    *("notrecognized", "unrecognised", "unrecognized", "notidentified", "miss", "missed", "fn", "falsenegative"),
    *("none", "nil", "keintreffer"),
)
_FACE = ("detected", "face", "facefound", "facedetected", "found", "captured", "acquired")
_NO_FACE = (
    *("notdetected", "undetected", "noface", "nofacefound", "notfound", "notcaptured", "notacquired", "fta"),
    *("failuretoacquire", "none", "nil"),
)
_OF_ROLE: Mapping[str, Mapping[str, bool]] = {
    "mated": {**_ANY, **dict.fromkeys(_MATED, True), **dict.fromkeys(_NON_MATED, False)},
    "failed": {**_ANY, "failed": True, "failure": True, "fail": True, "ok": False, "okay": False, "success": False},
    "alerted": {**_ANY, **_YES_NO, **dict.fromkeys(_ALERT, True), **dict.fromkeys(_NO_ALERT, False)},
    "detected": {**_ANY, **_YES_NO, **dict.fromkeys(_FACE, True), **dict.fromkeys(_NO_FACE, False)},
    "right": {
        **_ANY, **_YES_NO, "right": True, "correct": True, "tp": True, "wrong": False, "incorrect": False, "fp": False,
    },
}  # fmt: skip
_MINUS_ONE = "-1"
_TEXT, _MINUS, _WHOLE = "text", "-1 without 1, or beside 0", "a whole number other than 1 and 0"
ASKED = frozenset({_TEXT, _MINUS, _WHOLE})  # kinds of which one may be declared to mean yes
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[-+]?[0-9]+)?|[-+]?(nan|inf(inity)?)")
_FILLING = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")  # blanks, underscores, and all that looks like a hyphen


@dataclass(frozen=True)
class Words:
    """A column as words: the distinct ones in their plain form, and of each row the number of its own, or ``EMPTY``."""

    distinct: Sequence[str]
    of_row: NDArray[np.intp]

    def rows(self, words: Iterable[str]) -> NDArray[np.intp]:
        """Return the positions of the rows with one of some words."""
        wanted = [at for at, word in enumerate(self.distinct) if word in set(words)]
        return np.flatnonzero(np.isin(self.of_row, wanted)) if wanted else NOWHERE

    def flags(self, meaning: Mapping[str, bool]) -> pa.Array:
        """Return them as truth values, null where a row is empty. Raises KeyError for a word without a meaning."""
        table = np.array([*(meaning[word] for word in self.distinct), False])  # the last one is for rows without a word
        missing = self.of_row == EMPTY
        return pa.array(table[self.of_row], pa.bool_(), mask=missing if missing.any() else None)


def plain(cell: object) -> str:
    """Return what is written in a cell in the form in which flags are compared; nothing for an empty one."""
    text = str(cell).strip().strip("\ufeff").casefold()
    if _NUMBER.fullmatch(text):
        number = float(text)
        return str(int(number)) if number.is_integer() else str(number)
    return _FILLING.sub("", text)


def words_of(column: Any) -> Words:  # noqa: ANN401 - pyarrow ships no types
    """Return a column of any type as words."""
    numbers: dict[str, int] = {}
    parts = []
    for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
        part = _encoded(chunk)
        table = [_number(numbers, cell) for cell in part.dictionary.to_pylist()]
        codes = part.indices.fill_null(len(table)) if part.indices.null_count else part.indices
        parts.append(np.array([*table, EMPTY], np.intp)[codes.to_numpy(zero_copy_only=False)])
    return Words(tuple(numbers), np.concatenate(parts) if parts else NOWHERE)


def _encoded(chunk: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return an array as a dictionary; a list or a record in a cell becomes a word that has no meaning."""
    if pa.types.is_dictionary(chunk.type):
        return chunk
    if pa.types.is_nested(chunk.type):
        chunk = pa.array([None if gap else "[]" for gap in chunk.is_null().to_pylist()], pa.string())
    if pa.types.is_string_view(chunk.type):
        chunk = chunk.cast(pa.string())
    return chunk.dictionary_encode()


def _number(numbers: dict[str, int], cell: object) -> int:
    if isinstance(cell, bytes):
        cell = cell.decode("utf-8", "replace")
    word = "" if cell is None else plain(cell)
    return numbers.setdefault(word, len(numbers)) if word else EMPTY


def meaning(words: Iterable[str], role: str, yes: str = "") -> Mapping[str, bool] | None:
    """Return what each of the plain words of a column means, as ``mated`` or in another role; others are left out.

    ``yes``: the one that is declared to mean yes, of two at most; the other one then means no. None where the column
    does not hold it, or holds more than two words.
    """
    there = set(words)
    if yes:
        declared = plain(yes)
        return {word: word == declared for word in there} if declared in there and len(there) <= 2 else None
    known = _OF_ROLE[role]
    told = {word: known[word] for word in there if word in known}
    if _MINUS_ONE in there and "1" in there and "0" not in there:
        told[_MINUS_ONE] = False
    return told


def kind_of(word: str) -> str:
    """Return what a word without a meaning looks like, and never the word itself."""
    if not _NUMBER.fullmatch(word):
        return _TEXT
    if word == _MINUS_ONE:
        return _MINUS
    if not np.isfinite(float(word)):
        return "NaN or an infinite number"
    return _WHOLE if float(word).is_integer() else "a fraction"
