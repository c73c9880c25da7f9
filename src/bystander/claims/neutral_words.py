"""The words of a sentence that nobody here knows: one may turn round what the number counts ("errors are sidestepped").

Known are the words that leave it as it is, in ``neutral_words.json``. A name is taken for one where it
looks like it, and so is one more word behind a preposition or an article, for that is a place, a time or a thing ("at
the stadium"), unless its ending may be that of a verb.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


_READ = json.loads((files(__package__) / "neutral_words.json").read_text("utf-8"))
_BEFORE_A_NOUN, _VERBS, _ADJECTIVES, _OTHERS = (
    frozenset(_READ[key]) for key in ("prepositions and articles", "verbs", "adjectives", "others")
)
_KNOWN = _BEFORE_A_NOUN | _VERBS | _ADJECTIVES | _OTHERS
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MAY_BE_A_VERB = re.compile(r"(?:ed|ing|en)$")
_PART = re.compile(r"[^-]+")
_OWN = re.compile(r"['’]s?$")


def unknown(said: str, known: Iterable[tuple[int, int]]) -> str:
    """Return the first word of a text that is not known; nothing where all are. ``known``: what else is, by place."""
    spans = tuple(known)
    words = list(_WORD.finditer(said))
    names = _may_have_names(words)
    before = ""
    for i, match in enumerate(words):
        word, plain = match[0], match[0].casefold()
        after = words[i + 1][0] if i + 1 < len(words) else ""
        a_noun = before in _BEFORE_A_NOUN and not _MAY_BE_A_VERB.search(plain)
        a_name = names and word[0].isupper() and (i > 0 or after.casefold() in _VERBS or after[:1].isupper())
        by_its_form = _OWN.search(plain) or a_noun or (a_name and not plain.endswith("ed")) or plain.endswith("ly")
        if not (by_its_form or _is_known(match, spans)):
            return word
        before = before if plain in _ADJECTIVES and before in _BEFORE_A_NOUN else plain
    return ""


def _is_known(match: re.Match[str], spans: tuple[tuple[int, int], ...]) -> bool:
    """Return whether a word is known; of one with hyphens each part may be, so "error-avoidance" is not."""
    if match[0].casefold() in _KNOWN:
        return True
    parts = [(match.start() + part.start(), match.start() + part.end()) for part in _PART.finditer(match[0])]
    return all(
        any(start < last and first < end for start, end in spans) or match.string[first:last].casefold() in _KNOWN
        for first, last in parts
    )


def _may_have_names(words: list[re.Match[str]]) -> bool:
    """Return whether a capital tells a name: not in a headline, where most words have one."""
    heavy = [match[0] for match in words if match[0].casefold() not in _BEFORE_A_NOUN]
    return 2 * sum(word[0].isupper() for word in heavy) <= len(heavy)
