"""Whether two values of an attribute are one word: written in two ways, or beside what it is short for.

``F`` and ``female`` are two groups to a program, and one to whoever recorded them. No list of words is kept: what is
looked at is the letters alone, so that it holds in every language that is written with an alphabet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Pair = tuple[str, str]  # the shorter first

_SHORTEST = 3  # letters of a word; below it are codes, such as AB beside A
_FEWEST_LETTERS = 3  # of a value whose signs may be left out: A-B is not AB
_MARKS = re.compile("[\u0300-\u036f]+")  # over and under letters of alphabets; elsewhere a mark may be a vowel
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_SIGNS = r"[\s_.,;:'\u2019/()-]+"
_BESIDE_A_LETTER = re.compile(rf"(?<=[^\W\d_]){_SIGNS}(?=\w)|(?<=\w){_SIGNS}(?=[^\W\d_])")
_AT_THE_END = re.compile(r"(?<=[^\W\d_])[.)]+$")
_WHOLE = re.compile(r"([+-]?\d+)\.0+")
_ROMAN = re.compile("[ivx]+")


@dataclass(frozen=True)
class OneWord:
    """Pairs of values: those that are one word (``same``), and those that may be (``doubtful``)."""

    same: Sequence[Pair]
    doubtful: Sequence[Pair]


def one_word(values: Iterable[str]) -> OneWord:
    """Return which of different values are one word, and which may be."""
    every = sorted(set(values))
    ways = defaultdict(list)
    for value in every:
        ways[folded(value)].append(value)
    written = [(first, other) for first, *others in ways.values() for other in others]
    words = {value: folded(value) for value in every if folded(value).isalpha()}
    by_letter, certain = _initials(words)
    short, doubtful = _beginnings(words)
    same = [*written, *short, *(by_letter if certain else [])]
    return OneWord(same=same, doubtful=[*doubtful, *([] if certain else by_letter)])


def folded(value: str) -> str:
    """Return a value without what does not make it another word: case, accents, blanks, and signs beside letters.

    Signs between digits, and those in front of or behind everything, stay: 18-29 is not 1829, and 18+ is not 18.
    """
    if (whole := _WHOLE.fullmatch(value.strip())) is not None:
        return whole[1]  # 1.0 is 1, as a table is written whose column has gaps
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", value.casefold()))
    plain = " ".join(_DASHES.sub("-", plain).split())
    plain = _AT_THE_END.sub("", plain)
    letters = sum(letter.isalpha() for letter in plain)
    return _BESIDE_A_LETTER.sub("", plain) if letters >= _FEWEST_LETTERS else plain


def _initials(words: dict[str, str]) -> tuple[list[Pair], bool]:
    """Return single letters with the words that they begin, and whether they are short for those.

    Where most single letters begin no word, they may be codes of their own: A, B and C beside Control.
    """
    letters = {word: value for value, word in words.items() if len(word) == 1}
    found = [
        (letters[word[0]], value)
        for value, word in words.items()
        if word[0] in letters and _is_word(word) and not set(word) <= set(letters)  # ABC beside A, B and C
    ]
    return found, 2 * len({letter for letter, _ in found}) >= len(letters)


def _beginnings(words: dict[str, str]) -> tuple[list[Pair], list[Pair]]:
    """Return words with longer ones that they begin: those with a full stop, or a plural; and those that are doubtful.

    Doubtful are abbreviations, half as long at most (Cauc, Caucasian), and a last letter more (India, Indian). What is
    in between is more often another word: Niger, Nigeria. A word that begins several (Black, Black African) is no case.
    """
    single = {v: w for v, w in words.items() if _is_word(w) and v.strip(". ").isalpha()}
    same, doubtful = [], []
    for short, word in single.items():
        for long, longer in single.items():
            if len(longer) <= len(word) or not longer.startswith(word):
                continue
            if short.rstrip().endswith(".") or longer == word + "s":
                same.append((short, long))
            elif 2 * len(word) <= len(longer) or len(longer) == len(word) + 1:
                doubtful.append((short, long))
    return same, doubtful


def _is_word(word: str) -> bool:
    """Return whether letters are a word, and not a number of Rome or one letter several times."""
    return len(word) >= _SHORTEST and len(set(word)) > 1 and not _ROMAN.fullmatch(word)
