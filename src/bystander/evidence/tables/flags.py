"""Flags by their meaning: the one place where what is written for yes and for no is read, whatever it came in.

Text, numbers and truth values are one: case, blanks, hyphens and underscores of a word do not count, and 1.0 is 1.
Yes and no, and the truth values of spreadsheets, are known in some twenty languages: a sheet saves those of its own.
-1 is no, as classifiers write it, in a column that holds 1 and not 0; beside 0 it is a third value. A word that is not
known has no meaning here, and two of them have one only where it is declared which of them is yes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.evidence.tables.table_columns import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

EMPTY = -1
# words that go together, those for yes and those for no, in any case and without blanks, dashes and accents
_YES_NO: tuple[tuple[str, str], ...] = (
    ("1", "0"),
    ("true t yes y", "false f no n"),
    ("ja j", "nein nee nej nei"),
    ("oui si sim da tak ano igen evet kyllä", "non no não nie ne nem hayır ei"),
    ("да так ναι", "нет не όχι"),
    ("是 对 はい 예 네", "否 不 いいえ 아니오 아니요"),
    ("✓ ✔", "✗ ✘"),
    # how spreadsheets of other languages write their truth values
    ("wahr vrai verdadero verdadeiro vero waar sant sand sann tosi prawda pravda igaz doğru",
     "falsch faux falso onwaar falskt falsk usann epätosi fałsz nepravda hamis yanlış"),
    ("истина", "ложь"),
)  # fmt: skip
_MATED: tuple[tuple[str, str], ...] = (
    ("target targets tgt tar", "nontarget nontargets nontgt nontar non impostor imposter"),
    ("genuine gen client authentic", "impostor imposter imp"),
    ("mated mate", "nonmated nonmate unmated notmated"),
    ("match matched matching matches",
     "nonmatch nonmatched nonmatching nonmatches nomatch notmatch mismatch mismatched unmatched"),
    ("same sameperson samesubject sameidentity samespeaker samesource",
     "different diff notsame differentperson differentsubject differentidentity differentspeaker differentsource"),
    ("positive pos", "negative neg"),
    ("enrolled", "nonenrolled notenrolled unenrolled"),
)  # fmt: skip
_FAILED: tuple[tuple[str, str], ...] = (("failed failure fail", "ok okay success"),)
_ALERTED: tuple[tuple[str, str], ...] = (
    ("alert alerted alarm hit flagged match matched recognised recognized identified",
     "noalert notalerted noalarm nohit notflagged nomatch notmatched unmatched notrecognised notrecognized"),
    ("tp truepositive success treffer",
     "fn falsenegative miss missed unrecognised unrecognized notidentified none nil keintreffer"),
)  # fmt: skip
_DETECTED: tuple[tuple[str, str], ...] = (
    ("detected face facefound facedetected found captured acquired",
     "notdetected undetected noface nofacefound notfound notcaptured notacquired fta failuretoacquire none nil"),
)  # fmt: skip
_RIGHT: tuple[tuple[str, str], ...] = (("right correct tp", "wrong incorrect fp"),)
_ATTACKS = frozenset({"bonafide", "spoof"})  # of presentation attack detection: who somebody is, is not asked there
_MINUS_ONE = "-1"
_TEXT, _MINUS, _WHOLE = "text", "-1 without 1, or beside 0", "a whole number other than 1 and 0"
ASKED = frozenset({_TEXT, _MINUS, _WHOLE})  # kinds of which one may be declared to mean yes
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[-+]?[0-9]+)?|[-+]?(nan|inf(inity)?)")
_FILLING = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")  # blanks, underscores, and all that looks like a hyphen


def plain(cell: object) -> str:
    """Return what is written in a cell in the form in which flags are compared; nothing for an empty one."""
    text = str(cell).strip().strip("\ufeff").casefold()
    if _NUMBER.fullmatch(text):
        number = float(text)
        return str(int(number)) if number.is_integer() else str(number)
    if not text.isascii():
        text = _without_accents(text)
    return _FILLING.sub("", text)


def _without_accents(text: str) -> str:
    """Return text whose accents, written as one character or two, are left out; a dotless i is an i."""
    apart = unicodedata.normalize("NFKD", text.replace("\u0131", "i"))
    return unicodedata.normalize("NFC", "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Cf"}))


def _pairs(*groups: tuple[tuple[str, str], ...]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    sides = ((yes.split(), no.split()) for group in groups for yes, no in group)
    return tuple((frozenset(map(plain, yes)), frozenset(map(plain, no))) for yes, no in sides)


_PAIRS = {
    "mated": _pairs(_YES_NO, _MATED), "failed": _pairs(_YES_NO, _FAILED), "alerted": _pairs(_YES_NO, _ALERTED),
    "detected": _pairs(_YES_NO, _DETECTED), "right": _pairs(_YES_NO, _RIGHT),
}  # fmt: skip
_OF_ROLE: Mapping[str, Mapping[str, bool]] = {
    role: {**{word: False for _, no in pairs for word in no}, **{word: True for yes, _ in pairs for word in yes}}
    for role, pairs in _PAIRS.items()
}

_TRUTHS = _pairs(_MATED[:3])  # words of ground truth alone; the others may be what a system decided
_NAMED = {word: side == 0 for pair in _pairs(_MATED) for side, words in enumerate(pair) for word in words}


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


def words_of(column: Any) -> Words:  # noqa: ANN401 - pyarrow ships no types
    """Return a column of any type as words."""
    numbers: dict[str, int] = {}
    parts = []
    for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
        part = _encoded(chunk)
        words = part.dictionary.to_pylist()
        indices = part.indices.fill_null(len(words)) if part.indices.null_count else part.indices
        codes = indices.to_numpy(zero_copy_only=False)
        used = np.zeros(len(words) + 1, np.bool_)
        used[codes] = True  # a category that no row has is no word of the column
        table = [_number(numbers, word) if there else EMPTY for word, there in zip(words, used, strict=False)]
        parts.append(np.array([*table, EMPTY], np.intp)[codes])
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


def kind_named(word: str) -> bool | None:
    """Return which comparisons a plain word names, mated ones or not; None for yes and no, and for other words."""
    return _NAMED.get(word)


def is_of_truth(words: Iterable[str]) -> bool:
    """Return whether plain words are those of a label that is ground truth, both kinds, and of nothing else."""
    said = set(words)
    return any(said <= yes | no and said & yes and said & no for yes, no in _TRUTHS)


def has_truths(words: Iterable[str]) -> bool:
    """Return whether plain words hold those of a label that is ground truth, both kinds, whatever else they hold."""
    said = set(words)
    return any(said & yes and said & no for yes, no in _TRUTHS)


def is_of_one_pair(words: Iterable[str]) -> bool:
    """Return whether plain words, one or two and no numbers, are a label's: of one pair of words that go together."""
    said = set(words)
    return not said & {"1", "0", _MINUS_ONE} and any(said <= yes | no for yes, no in _PAIRS["mated"])


def is_of_attacks(word: str) -> bool:
    """Return whether a plain word is a label of presentation attack detection."""
    return word in _ATTACKS


def is_whole(word: str) -> bool:
    """Return whether a plain word is a whole number."""
    return word.removeprefix("-").isdecimal()


def kind_of(word: str) -> str:
    """Return what a word without a meaning looks like, and never the word itself."""
    if not _NUMBER.fullmatch(word):
        return _TEXT
    if word == _MINUS_ONE:
        return _MINUS
    if not np.isfinite(float(word)):
        return "NaN or an infinite number"
    return _WHOLE if float(word).is_integer() else "a fraction"
