"""A word of the field that readers may not know, and where it stands in a text.

A page lists the terms that its reader sees, so they are looked for in the finished page. A list declared beside each
sentence would be wrong without anybody noticing: sentences are put together of parts of many modules, charts and
evidence, and pass through findings.json as plain text. What is declared is the term: every form that a sentence may
give it, plurals too. A form is found as whole words and in no other shape, and a test compares that with a looser
search of every golden page, so a form that nobody declared is seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGN = re.compile(r"[^\w\s-]+")  # no form reaches over one: "false. Alerts" is no false alert


@dataclass(frozen=True)
class Term:
    """A term, its meaning in a sentence or two, and its forms in a text, such as "false match rate" and "FMR".

    An abbreviation is found in capitals only, any other form in any case.
    """

    name: str
    meaning: str
    forms: tuple[str, ...]

    def stands_in(self, words: Words) -> bool:
        """Return whether any form of it is among the words of a text."""
        return any(words.have(form) for form in self.forms)


class Words:
    """The words of a text, for finding terms in it; a hyphen holds a word together: "non-mated" is not "mated"."""

    def __init__(self, text: str) -> None:
        self._written = f" {' '.join(_SIGN.sub(' | ', text).split())} "
        self._lowered = self._written.lower()

    def have(self, form: str) -> bool:
        """Return whether a form stands there as whole words."""
        return f" {form} " in (self._written if form.isupper() else self._lowered)
