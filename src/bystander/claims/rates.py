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
    """The name of a rate as a sentence has it, and the errors that it is about.

    A name of no definition that everybody shares has no errors, and ``fits`` has what it may be of all the same.
    """

    name: str
    errors: Errors | None
    fits: tuple[str, ...] = ()

    @property
    def per(self) -> tuple[str, ...]:
        """What a rate of false alarms may be of, by its definition (ISO/IEC 19795-1); empty where it may be of any.

        Newspapers have false match rates, written out, of alerts.
        """
        return ("comparison", "alert") if self._words == "false match rate" else _PER.get(self.name, ())

    @property
    def of(self) -> tuple[str, ...]:
        """Of what a number is that a sentence calls so and nothing else, by the same definitions; empty of any."""
        return _OF.get(self.name, ()) or _OF_WRITTEN.get(self._words, ())

    @property
    def _words(self) -> str:
        return self.name.casefold().replace("-", " ")


_PER = {"FMR": ("comparison",), "FPIR": ("search",)}
_OF = {
    "FMR": ("comparisons",), "FNMR": ("mated comparisons",), "FPIR": ("non-mated searches",),
    "FNIR": ("mated searches",), "TPIR": ("mated searches",),
}  # fmt: skip
_OF_WRITTEN = {
    "false match rate": ("comparisons", "alerts"), "false non match rate": ("mated comparisons",),
    "false positive identification rate": ("non-mated searches",),
    "false negative identification rate": ("mated searches",),
    "true positive identification rate": ("mated searches",),
}  # fmt: skip
_RATE = r"(?:\s(?:identification\s)?rates?)?"
_NAMES = {
    Errors.MISSES: rf"false[- ](?:negatives?|non-match(?:es)?|reject(?:ion)?s?){_RATE}"
    r"|missed(?:\s(?:rate|detections?|matches|people|persons|identifications))?|miss\s(?:rate|detections?)"
    r"|(?:not|never)\s(?:been\s)?(?:recogni[sz]ed|identified|found)|unrecogni[sz]ed|unidentified"
    r"|rank[- ](?:1|one)\s(?:accuracy|(?:identification\s)?rate)"
    r"|true[- ](?:positive|match|accept(?:ance)?)(?:\s\w+)?\srates?|genuine\saccept(?:ance)?\srates?"
    r"|(?:hit|detection)\srates?|recall(?=\s(?:of|rate))|(?:wanted|sought|listed)\s(?:people|persons)\s(?:are\s|were\s)?found"
    r"|(?-i:FN[MI]?R|FRR|TPI?R|TMR|TAR|GAR)",
    Errors.FALSE_ALARMS: rf"false[- ](?:positives?|match(?:es)?|accept(?:ance)?s?|alarms?|alerts?){_RATE}"
    r"|(?-i:FMR|FPI?R|FAR)",
    Errors.EQUAL: r"equal[- ]error\srates?|(?-i:EER)",
}
_NAMED = {errors: re.compile(rf"\b(?:{names})\b", re.IGNORECASE) for errors, names in _NAMES.items()}


_KIND = r"rates?|accurac(?:y|ies)|scores?|performance"
_NOT_WRONGLY = "".join(rf"(?<!{word}\s)" for word in ("wrongly", "falsely", "incorrectly", "mistakenly", "erroneously"))
_FIND = ("mated searches", "people judged")
_UNCLEAR: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{names})\b", re.IGNORECASE), fits)
    for names, fits in (
        (r"recognition\s(?:rates?|scores?)|(?<!facial\s)(?<!face\s)recognition\saccurac(?:y|ies)", _FIND),
        (rf"identification\s(?:success\s)?(?:{_KIND})|success(?:\srates?)?", _FIND),
        (rf"{_NOT_WRONGLY}(?:recogni[sz](?:es?|ed|ing)|identif(?:y|ies|ied|ying))", _FIND),
        (r"(?<=of\s)(?:all\s|the\s|our\s)?(?:identifications|recognitions|verifications)", ()),
        (r"precision|positive\spredictive\svalue|PPV", ("alerts",)),
        (r"(?:verification|authentication)\srates?", ("mated comparisons",)),
        (
            rf"(?:verification|authentication)\s(?:{_KIND})|(?:match|matching|hit|detection|pass|acceptance)\s(?:{_KIND})",
            (),
        ),
        (r"correct\s(?:alerts?|alarms?|match(?:es)?|hits?)(?!\srate)", ("alerts",)),
        (r"correct\s(?:identification|recognition|match|acceptance|verification)s?(?:\srates?)?", ()),
    )
)


def rate_named(sentence: str, number: tuple[int, int]) -> Rate | None:
    """Return the rate that a sentence names next to a number of it, before it where two are as near; None if none.

    ``number``: where it begins and ends.
    """
    said = plain(sentence)
    found = [(m.span(), Rate(m[0], errors)) for errors, names in _NAMED.items() for m in names.finditer(said)]
    for names, fits in _UNCLEAR:  # in the order in which they are tried: a name within another is a part of it
        found += [
            (m.span(), Rate(m[0], None, fits))
            for m in names.finditer(said)
            if not any(start < m.end() and m.start() < end for (start, end), _ in found)
        ]
    start, end = number
    near = min(found, key=lambda one: (max(one[0][0] - end, start - one[0][1]), one[0][0]), default=None)
    return None if near is None else near[1]
