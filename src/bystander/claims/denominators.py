"""What a claim may be a share of: "of what?" with the answers that are known, and what each means for a crowd.

A word that is nearly one of these is no guess but a stop (`claim`); any other word is taken as it is: counts of it are
judged, and nothing is told of a crowd.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from bystander.claims.printed import OWN
from bystander.claims.rates import Errors


class Kind(Enum):
    """What one of a denominator is, for those who carry its rate to a crowd."""

    LOOK = "look"  # one search of the whole watchlist for somebody who is not on it
    ALERT = "alert"
    COMPARISON = "comparison"  # of two different people: one entry of the watchlist
    MATED = "mated"  # a search for somebody who is on it
    ALL = "all"  # whoever passes, sought or not: accuracy in the sense of textbooks
    OTHER = "other"


_ERRORS = {
    "flagged by mistake": Errors.FALSE_ALARMS, "matched by mistake": Errors.FALSE_ALARMS, "missed": Errors.MISSES,
    "not matched": Errors.MISSES,
}  # fmt: skip
_PLAIN = {"flagged by mistake", "matched by mistake", "of the group"}  # of these nobody gives the others


@dataclass(frozen=True)
class Denominator:
    """A denominator: its ``name`` in the plural, ``one`` of it, and what went wrong and right in one, after "were"."""

    name: str
    one: str
    kind: Kind
    wrong: str = "wrong"
    right: str = "right"
    also: tuple[str, ...] = ()
    note: str = ""  # what is to be borne in mind of it
    plain: str = ""  # the name for those who do not know the field's words

    @property
    def asks_which(self) -> bool:
        """Whether "46 of 67" of it may mean right ones as well as wrong ones."""
        return self.wrong not in _PLAIN

    @property
    def errors(self) -> Errors | None:
        """Which errors its counts are of; None where they may be either, as those of alerts or of everybody."""
        return _ERRORS.get(self.wrong)

    @property
    def per(self) -> str:
        """What a rate of it is of: a comparison, a search, an alert; empty where that is none of these."""
        per = {Kind.COMPARISON: "comparison", Kind.LOOK: "search", Kind.MATED: "search", Kind.ALERT: "alert"}
        return per.get(self.kind, "")

    @property
    def is_known(self) -> bool:
        """Whether it is one of those that are known, and no word of somebody's own."""
        return self in KNOWN

    def may_be(self, other: Denominator) -> bool:
        """Return whether a number of the one may be of the other, too: looks are looks, and own words tell nothing."""
        alike = self.kind is other.kind and self.kind is not Kind.OTHER
        return self == other or alike or not (self.is_known and other.is_known)

    @property
    def plainly(self) -> str:
        """The name that everybody understands."""
        return self.plain or self.name


FACES = Denominator(
    "faces seen", "face seen", Kind.LOOK, "flagged by mistake", "not flagged by mistake",
    ("faces", "face seen", "faces scanned", "faces processed", "faces counted", "scans"),
    "Faces seen are estimates as a rule, and one person who passes twice is two of them.",
)  # fmt: skip
ALERTS = Denominator(
    "alerts", "alert", Kind.ALERT, "false", "right",
    ("alert", "alarms", "alerts judged", "judged alerts", "matches", "possible matches", "hits"),
    "Nobody counts the mistakes that nobody noticed.",
)  # fmt: skip
COMPARISONS = Denominator(
    "comparisons", "comparison", Kind.COMPARISON, "matched by mistake", "not matched by mistake",
    ("comparison", "non-mated comparisons", "impostor comparisons", "image pairs"),
    "A passer-by is compared with every entry of the watchlist, not with one.",
)  # fmt: skip
MATED = Denominator(
    "mated searches", "mated search", Kind.MATED, "missed", "found",
    ("mated search", "searches of people on the list", "passes of people on the list", "sought people"),
    "It tells how often somebody who is sought is found, and nothing of those who are not.",
    "searches for people on the list",
)  # fmt: skip
EVERYBODY = Denominator(
    "people judged", "person judged", Kind.ALL, "judged wrongly", "judged rightly",
    ("everybody", "everyone", "all decisions", "all people"),
    "Nearly everybody is not sought, so that whoever alerts to nobody is nearly always right.",
    "everybody who passed",
)  # fmt: skip
PERSON = ("the wrong person", "the right one")  # what somebody who was stopped, or taken in, is
KNOWN = (
    FACES,
    Denominator("passes", "pass", Kind.LOOK, "flagged by mistake", "not flagged by mistake", ("passages",)),
    Denominator(
        "non-mated searches", "non-mated search", Kind.LOOK, "flagged by mistake", "not flagged by mistake",
        ("non-mated search", "searches of people not on the list"),
    ),
    ALERTS,
    COMPARISONS,
    MATED,
    EVERYBODY,
    Denominator(
        "visitors", "visitor", Kind.OTHER, "flagged by mistake", "not flagged by mistake", ("visitor", "attendees"),
        "Visitors were counted, not faces: one visitor may be seen many times, or never.",
    ),
    Denominator(
        "false positives", "false positive", Kind.OTHER, "of the group", "not of the group", ("false alerts",),
        "The number is a share of one group, and is right where everybody is flagged alike.", plain="false alerts",
    ),
    Denominator("people stopped", "person stopped", Kind.OTHER, *PERSON, ("stops",)),
    Denominator(
        "mated comparisons", "mated comparison", Kind.OTHER, "not matched", "matched",
        ("genuine comparisons", "verifications"),
        "One image is compared with one other there, which is no search of a watchlist.",
    ),
)  # fmt: skip
CANDIDATES = (ALERTS, FACES, MATED, EVERYBODY)  # of a claim that names none
_BY_NAME = {name: one for one in KNOWN for name in (one.name, *one.also)}


def denominator(text: str) -> Denominator:
    """Return the denominator of a name. Raises ValueError, in words, for one that is nearly a known name."""
    plain = " ".join(text.casefold().split())
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    near = get_close_matches(plain, _BY_NAME, 1, 0.8)
    if near:
        raise ValueError(f'"{text}" is no denominator that is known; did you mean "{near[0]}"?')
    if plain.startswith("people "):
        return Denominator(plain, f"person {plain.removeprefix('people ')}", Kind.OTHER, *PERSON)
    one = plain.removesuffix("s") if not plain.endswith("ss") else plain
    return Denominator(plain, one, Kind.OTHER)


NAMES = "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True))
_SIDES = r"right|wrong(?:ly)?|false(?:ly)?|true|correct(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|accurate"
_PLAIN_WORD = (  # between "of" and the name: "of all live facial recognition alerts"
    rf"(?!(?:{_SIDES}|of|in|by|for|with|at|on|from|that|who|which|whose|whom|and|or|people|persons?|innocent)\b)"
    r"[\w-]+ "
)
_OF = rf"(?:of (?:{_PLAIN_WORD}){{0,4}}?|per )(?P<of>{NAMES})\b"
_SHARE_OF = re.compile(rf"\s*(?:(?:(?:is|are|was|were) )?(?:{_SIDES}) )?{_OF}", re.IGNORECASE)
_SHARE_BEFORE = re.compile(rf"(?:^|[,;.:] ?){_OF},? (?:\w+ ){{0,2}}$", re.IGNORECASE)  # "Of the alerts, only 9 %"
_SUBJECT = re.compile(
    rf"(?:{_PLAIN_WORD}){{0,3}}?(?P<of>{'|'.join((ALERTS.name, *ALERTS.also))}) (?:is|are|was|were) ", re.IGNORECASE
)
_NUMBER_OF = re.compile(rf"\s+(?:per )?(?P<of>{NAMES})\b", re.IGNORECASE)
_COUNTS = re.compile(rf"(?P<some>\d[\d,]*) (?:out )?of {OWN}?(?P<all>\d[\d,]*)", re.IGNORECASE)
_ONE_IN = re.compile(r"(?:.* )?(?:in|per|for) (?:every |each )?[\d, ']+|1[/:][\d,]+", re.IGNORECASE)


def told_in(sentence: str, number: str) -> tuple[Denominator, tuple[int, int] | None] | None:
    """Return what a sentence itself says that its number is of, with the counts if the number is "8 of 42".

    "91 % of the matches", "1 in 6,000 faces", "8 of 42 alerts", "Of the alerts, 9 %", "alerts are wrong in 9 % of
    cases". None where it says nothing of the kind beside it.
    """
    match = _named(sentence, number)
    if match is None:
        return None
    counts = _COUNTS.fullmatch(number)
    some, every = (_whole(counts[name]) for name in ("some", "all")) if counts else (1, 0)
    return _BY_NAME[match["of"].casefold()], (some, every) if some <= every and every else None


def named_at(sentence: str, number: str) -> tuple[int, int] | None:
    """Return where in a sentence stands what its number is of; None where it does not say so beside it."""
    match = _named(sentence, number)
    return None if match is None else match.span()


def _named(sentence: str, number: str) -> re.Match[str] | None:
    """Return the words that say what a number is of, by their places in the sentence."""
    start = sentence.find(number)
    if start < 0:
        return None
    direct = _COUNTS.fullmatch(number) or _ONE_IN.fullmatch(number)
    behind = (_NUMBER_OF if direct else _SHARE_OF).match(sentence, start + len(number))
    if behind or direct:
        return behind
    return _SHARE_BEFORE.search(sentence[:start]) or _SUBJECT.match(sentence[:start])


def _whole(text: str) -> int:
    return int(text.replace(",", ""))
