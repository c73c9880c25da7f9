"""What a reader sees first: a sentence to repeat, its doubt, one picture, and what could change it.

A study makes it beside its document; report, notebook and index show it. It answers eight questions: what the number
is, how sure it is, out of what, what is assumed, what is missing, what may be compared, what to expect or do, and which
sentence may be repeated.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.findings.signs import Picture

MOST_CAVEATS = 3  # as many as a reader will bear in mind


class Part(Enum):
    """What a part of a sentence is; each is marked in the colour and shape of its sign."""

    PLAIN = ""
    FALSE = "false"
    RIGHT = "right"
    DOUBT = "doubt"  # the range, underlined as a band
    HOLDS = "holds"  # how often, or under what: from here on in smaller type, on a line of its own


@dataclass(frozen=True)
class Said:
    """A sentence, or a few, whose parts are marked. ``str()`` gives the plain words."""

    parts: tuple[tuple[str, Part], ...]

    def __str__(self) -> str:
        """Return the words alone."""
        return "".join(text for text, _ in self.parts)

    def __bool__(self) -> bool:
        """Return whether anything is said."""
        return bool(str(self))


def said(*parts: str | tuple[str, Part]) -> Said:
    """Return a sentence of plain and marked parts: ``said(false("10"), " of 2,077 alerts")``."""
    return Said(tuple((part, Part.PLAIN) if isinstance(part, str) else part for part in parts))


def false(text: str) -> tuple[str, Part]:
    """Mark a number of false alerts or false matches."""
    return text, Part.FALSE


def right(text: str) -> tuple[str, Part]:
    """Mark a number of right alerts."""
    return text, Part.RIGHT


def doubt(text: str) -> tuple[str, Part]:
    """Mark a range."""
    return text, Part.DOUBT


def holds(text: str) -> tuple[str, Part]:
    """Mark what begins the line under a headline that says how sure it is."""
    return text, Part.HOLDS


class Weight(IntEnum):
    """How far a caveat could move the headline; the page shows the heaviest first."""

    BACKGROUND = 0  # good to know
    NARROWS = 1  # for whom, or for what, it holds
    WIDENS = 2  # the range would be wider, or the number somewhat different
    MOVES = 3  # the number could be quite another
    VOIDS = 4  # it says nothing about any real system, or is of something else


@dataclass(frozen=True)
class Caveat:
    """What could change the headline: the claim in a short sentence, the reason, and what would remove it.

    ``aloud``: it is said before the headline, too, wherever that stands alone.
    """

    claim: str
    reason: str = ""
    remedy: str = ""
    weight: Weight = Weight.BACKGROUND
    aloud: bool = False

    def __str__(self) -> str:
        """Return the whole as text."""
        return " ".join(text for text in (self.claim, self.reason, self.remedy) if text)


@dataclass(frozen=True, kw_only=True)
class FirstScreen:
    """The first screen of a study.

    ``sentence``: the one to repeat, with its count and denominator. ``beside``: what was counted otherwise, in lines of
    its own. ``lead``: the range, and how it came about. ``assumed``: what nothing in the evidence shows. ``untold``:
    what is not known. ``apart``: what may not be added up or compared. ``next``: what to do, or to expect. ``caveats``:
    all that could change the headline; the heaviest are shown.
    """

    sentence: Said
    lead: Said
    eyebrow: str = ""
    beside: tuple[Said, ...] = ()
    assumed: str = ""
    untold: str = ""
    apart: str = ""
    next: str = ""
    picture: Picture | None = None
    caveats: tuple[Caveat, ...] = ()

    @property
    def ranked(self) -> tuple[Caveat, ...]:
        """The caveats, the heaviest first; those that weigh the same stay in the order in which they were given."""
        return tuple(sorted(self.caveats, key=lambda caveat: -caveat.weight))

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What a reader asks next, each under its word."""
        asked = (("Assumed", self.assumed), ("Not told", self.untold), ("Comparing", self.apart), ("Next", self.next))
        return tuple((word, wording.capital(text)) for word, text in asked if text)

    @property
    def verdict(self) -> tuple[str, ...]:
        """The sentences of the first screen as plain text, for findings.json."""
        facts = (f"{word}: {text}" for word, text in self.facts)
        first = (f"{c.claim} {c.reason}".strip() for c in self.ranked if c.aloud)
        return (*first, *(str(line) for line in (self.sentence, *self.beside, self.lead, *facts) if line))
