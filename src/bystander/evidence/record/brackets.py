"""What stands in the brackets of a heading: an explanation of what is counted, or something that may change it.

"(i.e. wrong person)" and "(limit 3)" leave false alerts what they are. "(excluding staff)", "(black)" and whatever is
not understood may not: such a heading names nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.evidence.record.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}")
_MARK = re.compile(
    r"^(?:[*†‡§#\s]*\d{0,2}[*†‡§#\s]*|(?:see|siehe|voir|ver|zie)?\s*(?:foot)?note[ns]?\b.{0,12})$", re.IGNORECASE
)
_AIM = re.compile(
    r"^(?:target|limit|goal|benchmark|ziel|cible|objectif|objetivo|obiettivo|doel)\W+\d[\d.,]*$", re.IGNORECASE
)
_THAT_IS = re.compile(
    r"^(?:i\.?\s?e\b\.?|that is\b|that means\b|meaning\b|=|d\.?\s?h\b\.?|das hei(?:ß|ss)t\b|c\.?-?\s?à\s?-?d\b\.?"
    r"|c['’]est-à-dire\b|es decir\b|cioè\b|ossia\b|d\.?\s?w\.?\s?z\b\.?|isto é\b)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:excl\w*|except\w*|without|w/o|minus|less|only|part of|some of|ohne|außer|nur|abzüglich|teil der|hors|sauf"
    r"|sans|seulement|uniquement|sin|excepto|solo|sólo|salvo|senza|esclus\w*|eccetto|soltanto|zonder|alleen|behalve|sem|exceto|apenas"
    r"|somente|per|pro|par|por|each|cumulative|running|to date|ytd|planned|expected|forecast)\b|%",
    re.IGNORECASE,
)
_OF_ANY = frozenset({"", "number", "estimated", "all", "every", "any", "overall", "system", "camera", "cameras"})
_OF_A_JUDGEMENT = frozenset({"people", "judged", "adjudicator", "identity"})  # "wrong person", "judged by an operator"
_OF_THE_SAME = (frozenset({"alert", "match"}), frozenset({"face", "seen"}))
_OTHERWISE = frozenset({"true", "false", "confirmed", "unconfirmed", "stop", "arrest"})


def split(heading: str) -> tuple[str, tuple[str, ...]]:
    """Return a heading without its brackets, and what stands in each of them."""
    inside = tuple(
        next(text for text in found.groups() if text is not None).strip() for found in _BRACKETS.finditer(heading)
    )
    return " ".join(_BRACKETS.sub(" ", heading).split()), inside


def explains(inside: str, said: Collection[str]) -> bool:
    """Return whether brackets only explain; ``said``: the plain words that stand outside them."""
    if _CHANGES.search(inside):
        return False
    if _MARK.match(inside) or _AIM.match(inside):
        return True
    words = set(plain_words("_".join(re.findall(r"\w+", _THAT_IS.sub("", inside).casefold()))))
    own = set(said)
    if (words - own) & _OTHERWISE:
        return False
    known = own | _OF_ANY | (_OF_A_JUDGEMENT if own & {"true", "false"} else set())
    return bool(_THAT_IS.match(inside)) or words <= known.union(*(kin for kin in _OF_THE_SAME if kin & own))
