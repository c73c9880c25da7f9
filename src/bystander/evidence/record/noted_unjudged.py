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
    r"\b(?:under (?:review|investigation)|pending|awaiting \w+|being (?:checked|reviewed|investigated)|outstanding|"
    r"not yet (?:known|decided|closed)|still open)\b",
    re.IGNORECASE,
)
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOW_MANY = re.compile(rf"\b(\d{{1,6}}|{'|'.join(_SMALL)})\b", re.IGNORECASE)
_LONGEST_CLAUSE = 60


def note_on_unjudged(row: Row, alerts: int) -> str:
    """Return what a row's note says of alerts that nobody judged; nothing where it names another number of them."""
    return _of_so_many(row, alerts, NOT_VERIFIED, _STILL_OPEN)


def note_on_open(row: Row, alerts: int) -> str:
    """Return what a row's note says of alerts that are still to be judged, in the same way."""
    return _of_so_many(row, alerts, _STILL_OPEN)


def _of_so_many(row: Row, alerts: int, *patterns: re.Pattern[str]) -> str:
    for clause in re.split(r"[.;:]", row.words("note")):
        said = clause.strip()
        if not any(pattern.search(said) for pattern in patterns):
            continue
        told = _HOW_MANY.search(said)
        number = told[1].casefold() if told else str(alerts)
        if alerts == (_SMALL.index(number) + 1 if number in _SMALL else int(number)):
            return cut(said, _LONGEST_CLAUSE)
    return ""
