"""Which errors the name of a rate is about, in a sentence: those on people who are not sought, or on those who are.

"FMR of 1 in a million at FNMR 0.5 %" names two; each is that of the number next to it. Accuracy, and errors without
another word, may be about either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bystander.claims.printed import plain


class Errors(Enum):
    """Errors on whom, in words that follow "is about"."""

    MISSES = "people who are sought, and found or not found"
    FALSE_ALARMS = "people who are taken for another, or are not"
    EQUAL = "a threshold at which both errors are equally frequent"


@dataclass(frozen=True)
class Rate:
    """The name of a rate as a sentence has it, and the errors that it is about."""

    name: str
    errors: Errors

    @property
    def per(self) -> str:
        """What a rate of false alarms is of, by its definition (ISO/IEC 19795-1); empty where newspapers use it."""
        return {"FMR": "comparison", "FPIR": "search"}.get(self.name, "")


_RATE = r"(?:\s(?:identification\s)?rates?)?"
_NAMES = {
    Errors.MISSES: rf"false[- ](?:negatives?|non-match(?:es)?|reject(?:ion)?s?){_RATE}"
    r"|missed(?:\s(?:rate|detections?|matches|people|persons|identifications))?|miss\s(?:rate|detections?)"
    r"|rank[- ](?:1|one)\s(?:accuracy|(?:identification\s)?rate)"
    r"|true[- ](?:positive|match|accept(?:ance)?)(?:\s\w+)?\srates?|genuine\saccept(?:ance)?\srates?"
    r"|(?:hit|detection)\srates?|recall(?=\s(?:of|rate))|(?:wanted|sought|listed)\s(?:people|persons)\s(?:are\s|were\s)?found"
    r"|(?-i:FN[MI]?R|FRR|TPI?R|TMR|TAR|GAR)",
    Errors.FALSE_ALARMS: rf"false[- ](?:positives?|match(?:es)?|accept(?:ance)?s?|alarms?|alerts?){_RATE}"
    r"|(?-i:FMR|FPI?R|FAR)",
    Errors.EQUAL: r"equal[- ]error\srates?|(?-i:EER)",
}
_NAMED = {errors: re.compile(rf"\b(?:{names})\b", re.IGNORECASE) for errors, names in _NAMES.items()}


def rate_named(sentence: str, number: tuple[int, int]) -> Rate | None:
    """Return the rate that a sentence names next to a number of it, before it where two are as near; None if none.

    ``number``: where it begins and ends.
    """
    said = plain(sentence)
    found = [(match, errors) for errors, names in _NAMED.items() for match in names.finditer(said)]
    if not found:
        return None
    start, end = number
    match, errors = min(found, key=lambda one: (max(one[0].start() - end, start - one[0].end()), one[0].start()))
    return Rate(match[0], errors)
