"""Words that make a limit of a number: "not more than 1 %", "at least 80 %", "99 % or more". Their only home.

A limit that the number itself may be is *at most* or *at least*; one that it may not be is *strict*: "less than 1 %" is
not 1 %. "No more than" is a limit as it stands, and no denial; the words are tried the longer ones first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Side = Literal["about", "at most", "at least"]


@dataclass(frozen=True)
class Limit:
    """What words make of the number beside them; ``strict``: that it is itself no part of what is meant."""

    side: Side
    strict: bool = False


_NOT = (
    r"(?:no|not|never|cannot|[a-z]+n['’]t)(?: to)?"
    r"(?: be| been| go(?:es)?| falls?| fell| drops?| dropped| rises?| rose)?"
)
_MORE, _LESS = r"(?:more|greater|higher|larger)", r"(?:less|fewer|lower|smaller)"
_BEFORE: tuple[tuple[Limit, str], ...] = (
    (Limit("at most"), rf"{_NOT} {_MORE} than|{_NOT} (?:over|above|beyond|exceed(?:s|ed|ing)?|in excess of)"),
    (Limit("at least"), rf"{_NOT} {_LESS} than|{_NOT} (?:under|below|beneath)"),
    (Limit("at most"), r"at (?:the )?(?:very )?most|(?:an? |the )?max(?:imum|imal)?\.?(?: of)?|up to|<=|=<|≤|⩽"),
    (Limit("at least"), r"at (?:the )?(?:very )?least|(?:an? |the )?min(?:imum|imal)?\.?(?: of)?|>=|=>|≥|⩾"),
    (Limit("at most", strict=True), rf"{_LESS} than|below|beneath|under|<"),
    (Limit("at least", strict=True), rf"{_MORE} than|over|above|beyond|exceed(?:s|ed|ing)?|in excess of|>"),
    # in the other languages whose per cent is read
    (Limit("at most"), r"höchstens|maximal|bis zu|nicht (?:mehr als|über)|au (?:plus|maximum)|pas plus de"),
    (Limit("at most"), r"jusqu['’]à|como máximo|no más de|hasta|no máximo|não mais de|até"),
    (Limit("at least"), r"mindestens|wenigstens|nicht (?:weniger als|unter)|au (?:moins|minimum)|pas moins de"),
    (Limit("at least"), r"como mínimo|al menos|por lo menos|no menos de|no mínimo|pelo menos|não menos de"),
    (Limit("at most", strict=True), r"unter|weniger als|moins de|menos de"),
    (Limit("at least", strict=True), r"über|mehr als|plus de|más de|mais de"),
    (Limit("about"), r"rund|etwa|ungefähr|fast|beinahe|knapp|environ|presque|casi|cerca de|alrededor de|quase"),
    (
        Limit("about"),
        r"about|around|some|roughly|approximately|approx\.?|circa|nearly|almost|virtually|practically|close to|~|≈",
    ),
)
_BEHIND: tuple[tuple[Limit, str], ...] = (
    (Limit("at most"), r"at (?:the )?(?:very )?most|or (?:less|fewer|lower|below|under)|max(?:imum|\b\.?)"),
    (
        Limit("at least"),
        r"at (?:the )?(?:very )?least|or (?:more|greater|higher|above|over)|min(?:imum|\b\.?)|\+",
    ),
)
_ALL_BEFORE = "|".join(words for _, words in _BEFORE)
_ALL_BEHIND = "|".join(words for _, words in _BEHIND)
_ENDS = re.compile(rf"(?:(?<![\w'’-])(?=\w)|(?=[^\w\s]))(?:{_ALL_BEFORE})(?:\s+|(?<=[^\w\s]))$", re.IGNORECASE)
_STARTS = tuple(
    (limit, re.compile(rf"(?:{words})(?:\s+|(?<=[^\w\s])(?=\w))", re.IGNORECASE)) for limit, words in _BEFORE
)
_FOLLOWS = re.compile(rf",?\s*(?:{_ALL_BEHIND})(?![\w+])", re.IGNORECASE)
_LAST = tuple((limit, re.compile(rf",?\s*(?:{words})$", re.IGNORECASE)) for limit, words in _BEHIND)
_ALL_SIDES = "|".join(words for limit, words in _BEFORE if limit.side != "about")
_ANYWHERE = re.compile(rf"(?<![\w'’])(?:{_ALL_SIDES})(?!\w)", re.IGNORECASE)
APART = re.compile(
    r"\b(?:max(?:imum|imal)?|min(?:imum|imal)?|at (?:the )?(?:very )?(?:most|least))\b(?!\s*\d)", re.IGNORECASE
)


def before(text: str, end: int) -> int:
    """Return where the limit words begin that stand right before ``end``; ``end`` itself where there are none."""
    while match := _ENDS.search(text, 0, end):  # "at least roughly"
        end = match.start()
    return end


def behind(text: str, start: int) -> int:
    """Return where the limit words end that stand right behind ``start``; ``start`` itself where there are none."""
    match = _FOLLOWS.match(text, start)
    return match.end() if match else start


def taken_off(text: str) -> tuple[str, list[Limit], list[Limit]]:
    """Return a number without the limit words before and behind it, and what each of them means."""
    before_it: list[Limit] = []
    while first := next(((limit, m) for limit, p in _STARTS if (m := p.match(text))), None):
        before_it.append(first[0])
        text = text[first[1].end() :]
    last = next(((limit, m) for limit, p in _LAST if (m := p.search(text))), None)
    return (text, before_it, []) if last is None else (text[: last[1].start()], before_it, [last[0]])


def blanked(text: str) -> str:
    """Return a text with signs in place of its limit words, so that nobody takes them for denials or changes."""
    return _ANYWHERE.sub(lambda match: "=" * len(match[0]), text)
