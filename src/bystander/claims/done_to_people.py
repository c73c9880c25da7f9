"""What a sentence says was done to innocent people, or to wanted ones: right for the one is wrong for the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bystander.claims import direction_words as words

Span = tuple[int, int]
_INNOCENT = re.compile(words.INNOCENT, re.IGNORECASE)
_IS = re.compile(rf"{words.IS_INNOCENT}$", re.IGNORECASE)
_ALONE = re.compile(r"(?=\W*$|\s(?:in|at|on)\s)", re.IGNORECASE)  # "96 % innocent"
_SOUGHT = re.compile(words.SOUGHT, re.IGNORECASE)
_DONE = re.compile(rf"(?P<spared>{words.SPARES})|(?P<touched>{words.TOUCHES})", re.IGNORECASE)
_JUDGED = re.compile(r"\b(?:wrong|false|incorrect|mistaken|erroneous|right|correct|accurate)ly\s$", re.IGNORECASE)
_SHARE_OF = re.compile(r"#\sof\s(?:(?:all|the|our|its|their|those|these)\s)*$", re.IGNORECASE)
_EVENT = re.compile(words.EVENT, re.IGNORECASE)
_OF_THOSE = re.compile(r"\s(?:is|are|was|were|has|have|had)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Done:
    """What was done: the ``sides`` of it (True is wrong), the ``denials`` and all else that was ``read``, by place.

    ``odd``: what was done to some of them alone, of whom the sentence goes on to tell: "innocent people stopped were".
    """

    sides: frozenset[bool] = frozenset()
    denials: tuple[Span, ...] = ()
    read: tuple[Span, ...] = ()
    odd: Span | None = None


def said_innocent(said: str) -> Done:
    """Return what says that people are innocent: "81 % of those stopped were innocent"."""
    sides, denials, read = set(), [], []
    for match in _INNOCENT.finditer(said):
        before = _IS.search(said, 0, match.start())
        if not before and not (said[: match.start()].endswith("# ") and _ALONE.match(said, match.end())):
            continue
        denied = before is not None and before["not"] is not None
        sides.add(not denied)
        denials += [before.span("not")] if before and denied else []
        read.append(match.span())
    return Done(frozenset(sides), tuple(denials), tuple(read))


def done_to_innocents(said: str) -> Done | None:
    """Return what is done to people who are called innocent; None where there are none, or that is all it says."""
    subjects = [m for m in _INNOCENT.finditer(said) if m.span() not in said_innocent(said).read]
    return _done(said, subjects, harmed=True) if subjects else None


def done_to_the_wanted(said: str) -> Done | None:
    """Return what is done to people who are looked for; None where there are none."""
    subjects = list(_SOUGHT.finditer(said))
    return _done(said, subjects, harmed=False) if subjects else None


def _done(said: str, subjects: list[re.Match[str]], *, harmed: bool) -> Done:
    """Return what is done to them. ``harmed``: that whoever is flagged of them is wronged."""
    sides, denials, read = set(), [], [subject.span() for subject in subjects]
    odd = None
    none = [denied.span("denial") for s in subjects if (denied := words.DENIED.search(said, 0, s.start()))]
    for match in _DONE.finditer(said):
        if _JUDGED.search(said, 0, match.start()):  # "rightly ignored" is told by its first word
            read.append(match.span())
            continue
        if _EVENT.fullmatch(match[0]) and _SHARE_OF.search(said, 0, match.start()):
            continue  # of alerts
        denied = words.DENIED.search(said, 0, match.start())
        denials += [denied.span("denial")] if denied else []
        if _SHARE_OF.search(said, 0, match.start()) or (
            _OF_THOSE.match(said, match.end()) and match.end() > read[0][1]
        ):
            odd = odd or match.span()
        touched = match["touched"] is not None
        sides.add((touched == harmed) != ((bool(denied) + bool(none)) % 2 == 1))
        read.append(match.span())
    return Done(frozenset(sides), (*denials, *(none if sides else ())), tuple(read), odd)
