"""What a sentence says beside its number that nothing is judged by: of whom, under which conditions, and as what.

No list of conditions is complete, so it is done the other way round: what the judge has used is taken out (the number,
what tells right from wrong, of what it is a share), and words that say nothing by themselves. What is left is quoted.
Which words these are stands in ``beside_words.json``, and nowhere else: none of them tells right from wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from bystander.claims.denominators import named_at
from bystander.claims.printed import amounts, is_none, plain
from bystander.claims.said_of import DEEDS, denials, found
from bystander.claims.sentence import masked, numbers
from bystander.claims.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from bystander.claims.claim import Claim
    from bystander.claims.words import Words

_WORDS: dict[str, frozenset[str]] = {
    kind: frozenset(map(str.casefold, entries))
    for kind, entries in json.loads((files(__package__) / "beside_words.json").read_text("utf-8")).items()
}
SENSES = ("aimed at", "expected", "possible")
_PEOPLE = ("person", "wanted", "genuine", "impostor", "attack")  # the innocent are those of whom false alerts are
_TELLING = (*_PEOPLE, "adjective", "other", "form", "number", "digits")  # kinds of words that may say of whom, or when
_BREAKS = ("stop", "link", "be", "aux", "make", "verb")
_NOUNS = ("event", "person", "occasion")
_MONTH = "may"
_MOST = 3  # words that are one, such as "as long as"


@dataclass(frozen=True)
class Aim:
    """A word that makes an aim, an expectation or a possibility of a number: ``sense`` says which, after "what is"."""

    word: str
    sense: str


@dataclass(frozen=True)
class Beside:
    """What a sentence says beside its number, as it stands there.

    ``conditions``: of whom, or when, it speaks. ``others``: all else that is not used. ``aim``: what makes it no
    measurement; None where it states one.
    """

    conditions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    aim: Aim | None = None

    @property
    def all(self) -> tuple[str, ...]:
        """All that is not used, conditions first."""
        return (*self.conditions, *self.others)


def beside(claim: Claim) -> Beside:
    """Return what the sentence of a claim says beside its number."""
    sentence = _Sentence.of(claim)
    conditions: list[str] = []
    others: list[str] = []
    within: set[int] = set()
    counted = {n for one in (*claim.possible, *claim.evidence) for n in (one.wrong, one.trials) if n is not None}
    for places in sentence.pieces():
        if sentence.counts(places) <= counted and sentence.counts(places):
            continue  # the very counts that are given
        if sentence.is_condition(places):
            conditions.append(sentence.quoted(places))
            within |= set(places)
        elif sentence.is_read:  # of a language that is not read nobody knows which words were used
            others.append(sentence.quoted(places))
    aim = next((aim for i in range(len(sentence.read)) if i not in within and (aim := sentence.aim(i))), None)
    return Beside(tuple(dict.fromkeys(conditions)), tuple(dict.fromkeys(others)), aim)


@dataclass(frozen=True)
class _Sentence:
    """A sentence with the places of the words that the judge ``used``, and of its number (``value``)."""

    shown: str
    read: Words
    used: frozenset[int]
    value: frozenset[int]
    is_read: bool

    @classmethod
    def of(cls, claim: Claim) -> _Sentence:
        shown, read = plain(claim.text), words(masked(claim.text))
        told = found(read)
        used = {i for one in told for i in (*range(one.first, one.last + 1), *denials(read, one))}
        used |= {one.of for one in told if one.of is not None}
        spans = [(one.start, one.end) for one in (claim.in_sentence or numbers(claim.text)[:1])]
        value = {i for i in range(len(read)) for start, end in spans if start <= read[i].start < end}
        named = named_at(shown, plain(claim.as_printed)) if not is_none(claim.as_printed) else None
        if named is not None:
            used |= {i for i in range(len(read)) if named[0] <= read[i].start < named[1]}
        return cls(shown, read, frozenset(used | value), frozenset(value), bool(told))

    def text(self, i: int) -> str:
        """Return a word in small letters, as the sentence has it."""
        return self.shown[self.read[i].start : self.read[i].end].casefold()

    def leads(self, i: int) -> bool:
        """Return whether a condition begins with a word; with "of" behind the number, or behind "were", alone."""
        of = self.text(i) == "of" and (i - 1 in self.value or (i > 0 and self.read.is_a(i - 1, "be")))
        return of or (self.is_one(i, "lead") > 0 and not self.in_words(i))

    def tells(self, i: int, *, led: bool = True) -> bool:
        """Return whether a word says something that is not used; ``led``: behind a word such as "for"."""
        text, kinds = self.text(i), self.read[i].kinds
        if i in self.used or text in _WORDS["glue"] or text in _WORDS["lead"]:
            return False
        if self.in_words(i):
            return self._is_month(i)
        if self.read.is_a(i, *DEEDS):  # "for people arrested"; but "were not flagged by mistake"
            return led and text.endswith("ed")
        return not kinds or not kinds.isdisjoint(_TELLING)

    def in_words(self, i: int) -> bool:
        """Return whether a word is of those that tell an aim, such as either of "in theory"."""
        return any(self.is_one(j, sense) > i - j for sense in SENSES for j in range(max(i - _MOST + 1, 0), i + 1))

    def is_condition(self, places: range) -> bool:
        """Return whether a piece says of whom, or when: it begins with such a word, or names people."""
        return self.leads(places[0]) or any(self.read.is_a(i, *_PEOPLE) for i in places if self.tells(i))

    def counts(self, places: range) -> frozenset[Fraction]:
        """Return the numbers of things of a piece that has nothing else to say; else none."""
        if any(self.tells(i) and not self.read.is_a(i, "number", "digits") for i in places):
            return frozenset()
        return frozenset(amounts(self.quoted(places)))

    def _is_month(self, i: int) -> bool:
        return self.text(i) == _MONTH and self.shown[self.read[i].start] == "M" and i > 0

    def aim(self, i: int) -> Aim | None:
        """Return what words that begin at a place make of the number; None where they make nothing of it."""
        if i in self.used or self._is_month(i):
            return None
        for sense in SENSES:
            if many := self.is_one(i, sense):
                return Aim(self.quoted(range(i, i + many)), sense)
        return None

    def is_one(self, i: int, kind: str) -> int:
        """Return how many words from a place on are one of a kind; 0 where none are."""
        last = min(_MOST, len(self.read) - i)
        return next((n for n in range(last, 0, -1) if " ".join(map(self.text, range(i, i + n))) in _WORDS[kind]), 0)

    def quoted(self, places: range) -> str:
        """Return words as they stand in the sentence, from the first to the last."""
        return self.shown[self.read[places[0]].start : self.read[places[-1]].end]

    def pieces(self) -> Iterator[range]:
        """Yield the places of each piece that says something; a condition begins with its first word."""
        for run in self._runs():
            starts = [run[0], *(i for i in run[1:] if self.leads(i)), run[-1] + 1]
            chunks = [range(a, b) for a, b in pairwise(starts)]
            telling = [chunk for chunk in chunks if any(self.tells(i, led=self.leads(chunk[0])) for i in chunk)]
            if telling and not self.leads(telling[0][0]):
                yield self._trimmed(telling.pop(0))
            if telling:
                yield self._trimmed(range(telling[0][0], telling[-1][-1] + 1))

    def _trimmed(self, places: range) -> range:
        """Return a piece from its first word that leads or says something to the last that does, with its noun."""
        first = next(i for i in places if self.leads(i) or self.tells(i))
        last = next(i for i in reversed(places) if self.tells(i))
        while last < places[-1] and self.read.is_a(last + 1, *_NOUNS) and not self.read.is_a(last + 1, "system"):
            last += 1
        return range(first, last + 1)

    def _runs(self) -> Iterator[range]:
        """Yield the places of words without a break; a clause such as "if ..." goes on to the end of its own."""
        start, clause = 0, False
        for i in range(len(self.read) + 1):
            clause = clause or (i < len(self.read) and self.is_one(i, "clause") > 0 and not self.in_words(i))
            ends = i == len(self.read) or i in self.value or self.read.is_a(i, "stop", "link")
            if ends or (not clause and (i in self.used or (self.read.is_a(i, *_BREAKS) and not self._is_month(i)))):
                if i > start:
                    yield range(start, i)
                start, clause = i + 1, False
