"""The words of a sentence with their kinds: ``words.json`` has those that tell, ``neutral_words.json`` the others.

A kind tells what a word does beside a number: "wrong noun", "denial", "make". Several words may be read as one. In
``words.json`` "flag|s|ged" stands for flag, flags and flagged, and "catch|=caught" for catch and caught.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 4  # words that are read as one
_PIECE = re.compile(
    r"(?P<number>#+(?:\s#+)*)|(?P<apart>=+)|(?P<link>:)|(?P<stop>[,;.!?()<>]|\s[-–—]+\s|—)|(?P<digits>\d[\d.,]*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*(?:(?<=s)['’])?)"
)
_FORMS = (("denial", re.compile(r"n['’]t$", re.IGNORECASE)), ("own", re.compile(r"['’]s?$")))
_MAY_BE_A_VERB = re.compile(r"(?:ed|ing|en)$")


def _forms(entry: str) -> Iterator[str]:
    base, *ends = entry.replace("-", " ").split("|")
    yield base
    yield from (end[1:] if end.startswith("=") else base + end for end in ends)


def _read() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name in ("words.json", "neutral_words.json"):
        for kind, entries in json.loads((files(__package__) / name).read_text("utf-8")).items():
            for form in (form for entry in entries for form in _forms(entry)):
                found[form] = found.get(form, frozenset()) | {kind}
    return found


_KINDS = _read()


@dataclass(frozen=True)
class Word:
    """A word, or several that are read as one, from ``start`` to ``end`` of the sentence."""

    start: int
    end: int
    text: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class Words:
    """The words of a sentence by place; what is beyond them is as the end of a clause."""

    all: tuple[Word, ...]
    said: str = ""

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.all)

    def __getitem__(self, i: int) -> Word:
        return self.all[i] if 0 <= i < len(self.all) else Word(0, 0, "", frozenset({"stop"}))

    def is_a(self, i: int, *kinds: str) -> bool:
        """Return whether the word at a place is of one of these kinds; "-ly" and "-ing" are kinds as well."""
        word = self[i]
        return not word.kinds.isdisjoint(kinds) or any(
            kind[0] == "-" and word.text.endswith(kind[1:]) for kind in kinds
        )

    def says(self, i: int, *texts: str) -> bool:
        """Return whether one of these words stands at a place."""
        return self[i].text.casefold() in texts

    def joined(self, i: int) -> bool:
        """Return whether a hyphen joins a word to the next one."""
        return i + 1 < len(self) and self.said[self[i].end : self[i + 1].start] == "-"

    def back(self, i: int, *kinds: str) -> int:
        """Return the first place from ``i`` backwards with a word of none of these kinds; -1 where there is none."""
        while i >= 0 and self.is_a(i, *kinds):
            i -= 1
        return i

    def any_of(self, places: range, *kinds: str) -> bool:
        """Return whether a word at one of these places is of one of these kinds."""
        return any(self.is_a(i, *kinds) for i in places)

    def clause(self, start: int) -> range:
        """Return the places from ``start`` to the end of its clause."""
        ends = (i for i in range(start, len(self)) if self.is_a(i, "stop", "link", "conjunction"))
        return range(start, next(ends, len(self)))


def words(said: str) -> Words:
    """Return the words of a masked sentence; its numbers are of the kind "number", and the marks of a clause "stop"."""
    pieces, found = list(_PIECE.finditer(said)), []
    while pieces:
        many = next((n for n in range(min(_MOST, len(pieces)), 1, -1) if _joined(pieces[:n]) in _KINDS), 1)
        start, end = pieces[0].start(), pieces[many - 1].end()
        found.append(Word(start, end, said[start:end], _kinds(pieces[:many])))
        del pieces[:many]
    return Words(tuple(_with_forms(found)), said)


def _joined(pieces: list[re.Match[str]]) -> str:
    return " ".join(piece[0] for piece in pieces).casefold()


def _kinds(pieces: list[re.Match[str]]) -> frozenset[str]:
    kind, text = pieces[0].lastgroup or "", pieces[0][0]
    if kind != "word":
        return frozenset({kind})
    known = (_KINDS.get(text) if text.isupper() else None) or _KINDS.get(_joined(pieces))  # FAR is no far
    return known or frozenset(kind for kind, form in _FORMS if form.search(text))


def _with_forms(found: list[Word]) -> Iterator[Word]:
    """Yield words with those told by their form: names, "-ly", and one more word behind a preposition or an article.

    That is a place, a time or a thing ("at the stadium"), unless its ending may be that of a verb; "suspect" is one
    there alone, and else what somebody does.
    """
    heavy = [word for word in found if word.text[0].isalpha() and "before a noun" not in word.kinds]
    names = 2 * sum(word.text[0].isupper() for word in heavy) <= len(heavy)  # in a headline a capital tells nothing
    read, a_noun = Words(tuple(found)), False
    for i, word in enumerate(found):
        plain = word.text.casefold()
        name = names and word.text[0].isupper() and not plain.endswith("ed") and (
            i > 0 or read.is_a(1, "be", "aux", "make", "verb") or read[1].text[:1].isupper()
        )  # fmt: skip
        by_form = plain.endswith("ly") or len(plain) == 1 or name or (a_noun and not _MAY_BE_A_VERB.search(plain))
        verb = plain == "suspect" and not a_noun
        kinds = frozenset() if verb else word.kinds or frozenset({"form"} if by_form else ())
        a_noun = read.is_a(i, "before a noun") or (
            a_noun and read.is_a(i, "adjective", "own", "right adjective", "wrong adjective")
        )
        yield Word(word.start, word.end, word.text, kinds)
