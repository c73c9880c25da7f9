"""What a row's own note says of alerts that nobody judged: that they were not, or that it is still open.

A module of its own, as both the parts of a row and the counts that are withheld go by it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.findings.wording import cut

if TYPE_CHECKING:
    from bystander.evidence.record.cells import Row

_JUDGED = r"(?:verified|adjudicated|judged|checked|reviewed|assessed|recorded|resolved|confirmed)\b"
NOT_VERIFIED = re.compile(
    rf"\b(?:alerts?|matches|false|wrong)\b[^.;]{{0,30}}\b(?:not|never)\b(?! un)[^.;]{{0,15}}\b{_JUDGED}"
    rf"|\b(?:no|none of the|not (?:all|every)(?: the)?|not one of the|neither)\b[^.;]{{0,12}}\b(?:alerts?|matches)\b"
    rf"[^.;]{{0,30}}\b{_JUDGED}"
    r"|\b(?:not (?:yet )?|(?<!not )un)(?:verified|adjudicated|judged)\b"
    r"|\bno (?:record|count|tally|log) of (?:the )?(?:false|wrong)? ?(?:alerts?|matches)\b",
    re.IGNORECASE,
)
_STILL_OPEN = re.compile(
    r"\b(?:under (?:review|investigation)|pending|await(?:s|ing)? \w+|being (?:checked|reviewed|investigated)"
    r"|outstanding|not yet (?:known|decided|closed)|still open)\b",
    re.IGNORECASE,
)
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOW_MANY = re.compile(rf"\b(\d{{1,6}}|{'|'.join(_SMALL)})\b", re.IGNORECASE)
_OF_ALERTS = re.compile(r"\b(?:alerts?|match(?:es)?|outcomes?|false|wrong|cases?)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\b(?:faces?|watchlists?|visitors?|stops?|arrests?|cameras?|polic(?:y|ies))\b", re.IGNORECASE)
_AFTER = r"\b(?:later|since|afterwards|subsequently)\b"
_LATER = re.compile(rf"{_AFTER}[^.;]{{0,20}}\b{_JUDGED}|\b{_JUDGED}[^.;]{{0,20}}{_AFTER}", re.IGNORECASE)
_LONGEST_CLAUSE = 60


def unverified(note: str) -> tuple[re.Match[str], int | None] | None:
    """Return where a note says that alerts were not verified, and how many where its clause names a number."""
    for said in _clauses(note):
        found = NOT_VERIFIED.search(said)
        if found is not None:
            return found, _number(said)
    return None


def note_on_unjudged(row: Row, alerts: int) -> str:
    """Return what a row's note says of alerts that nobody judged; nothing where it names another number of them."""
    return _of_so_many(row, alerts, NOT_VERIFIED, _STILL_OPEN)


def note_on_open(row: Row, alerts: int) -> str:
    """Return what a row's note says of alerts that are still to be judged, in the same way."""
    return _of_so_many(row, alerts, _STILL_OPEN)


def _of_so_many(row: Row, alerts: int, *patterns: re.Pattern[str]) -> str:
    for said in _clauses(row.words("note")):
        if any(pattern.search(said) for pattern in patterns) and _number(said) in {None, alerts}:
            return cut(said, _LONGEST_CLAUSE)
    return ""


def _clauses(note: str) -> list[str]:
    """Return the clauses of a note that may speak of alerts, and not of what was done to them in the end."""
    clauses = [clause.strip() for clause in re.split(r"[.;:]", note)]
    return [c for c in clauses if (_OF_ALERTS.search(c) or not _OF_OTHERS.search(c)) and not _LATER.search(c)]


def _number(said: str) -> int | None:
    told = _HOW_MANY.search(said)
    if told is None:
        return None
    word = told[1].casefold()
    return _SMALL.index(word) + 1 if word in _SMALL else int(word)
