"""Whether a number counts what went right or what went wrong, by the words of its sentence, denials read.

A denied wrong word is right, and a denied right word wrong: "98 % were not wrongly flagged", "5 % were not recognised".
Only words that change nothing may stand between the denial and its word. A denial that is left over, as in "It is not
99 % accurate" or "not all were wrong", denies something that nobody can tell: it is quoted, and asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bystander.claims.printed import plain
from bystander.claims.sentence import masked, numbers

_WRONG = (
    r"fail\w* to(?: \w+){1,2}|(?:false|wrong|incorrect|mistaken)ly (?:identified|recogni[sz]ed|found)"
    r"|false (?:non-?)?(?:match|hit)(?:es|s)?(?: rate)?|\bun(?:recogni[sz]ed|identified|successful)"
    r"|false|error|wrong|mistak|misidentif|incorrect|inaccura|fail|mismatch|innocent"
)
_RIGHT = (
    r"accura|\bcorrect(?:ly|ness)?\b|success|recogni[sz]ed|identified|\bfound\b|true match|hit rate|match rate"
    r"|\b(?:is|are|was|were|be|proved|turned out) (?:(?P<not>not|never) )?(?:all )?right\b"
)
_WORD = re.compile(rf"(?P<wrong>{_WRONG})|(?P<right>{_RIGHT})", re.IGNORECASE)
_DENIAL = (
    r"(?:\b(?:not|never|no|none|neither|nor|nobody|nothing|cannot|without)\b|\b[a-z]+n['’]t\b|\bfree (?:of|from)\b"
    r"|(?<![\d.,])0(?![\d.,%])|\bzero\b)"
)
_FILLERS = (
    r"(?:an?|any|the|one|single|such|of|them|these|it|by|in|be|been|being|is|was|were|are|has|have|had|make|made|making"
    r"|commit|committed|give|gave|given|giving|raise|raised|raising|produce|produced|producing|cause|caused|causing"
    r"|show|showed|contain|contained|flagged|matched|known|recorded|reported|correctly|rightly|successfully|truly"
    r"|accurately)"
)
_BEFORE = re.compile(rf"(?P<denial>{_DENIAL})(?:\s+{_FILLERS}){{0,3}}\s+$", re.IGNORECASE)
_FREE = re.compile(r"\w*[- ](?:free|proof)\b(?! (?:of|from)\b)", re.IGNORECASE)
_LEFT_OVER = re.compile(
    r"\b(?:not|never|no|none|neither|nor|nobody|nothing|cannot|without|hardly|scarcely|barely|rarely|seldom"
    r"|far from|nowhere near|anything but|instead of|den(?:y|ies|ied)|disput\w+|doubt\w*)\b|\b[a-z]+n['’]t\b"
    r"|\bfree (?:of|from)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """What a sentence tells: ``side``, None where it tells both or neither, and a denial that is ``left`` over."""

    side: Literal["right", "wrong"] | None
    left: str = ""


def told(text: str, *, none: bool = False) -> Told:
    """Return it. ``none``: that the number is none, so that "no false alerts" is that number and denies nothing."""
    said, taken, sides = masked(text), [], set()
    for match in _WORD.finditer(said):
        wrong = match["wrong"] is not None
        denied = _BEFORE.search(said, 0, match.start())
        free = _FREE.match(said, match.end()) if wrong else None
        if denied:
            taken.append(denied.span("denial"))
        if match["not"]:
            taken.append(match.span("not"))
        flips = bool(denied) or bool(free) or bool(match["not"])
        sides.add(wrong != (flips and not (none and wrong)))
    limits = [found.start for found in numbers(text) if found.is_limit]
    # "never wrong more than once" and "no error in more than 98 %": what is denied there, the word or the limit?
    taken = [span for span in taken if not any(span[0] < start for start in limits)]
    left = next((m for m in _LEFT_OVER.finditer(said) if m.span() not in taken), None)
    side: Literal["right", "wrong"] | None = None if len(sides) != 1 else "wrong" if sides == {True} else "right"
    return Told(side, "" if left is None else _quoted(plain(text), left.start()))


def counted_by(text: str, *, none: bool = False) -> Literal["right", "wrong"] | None:
    """Tell from the words whether a number counts what went right or wrong; None where they tell both, or neither."""
    return told(text, none=none).side


def _quoted(said: str, start: int) -> str:
    """Return the words from a denial on, as many as show what it stands before."""
    return " ".join(said[start:].split()[:4]).strip(" ,;.:")
