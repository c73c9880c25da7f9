"""What a heading names: by the names that are declared for a column, else by its words, in several languages.

A heading of which a word is not understood names nothing: "false alerts black" counts a group, and "false alert rate"
is no count. One that may be two things ("matches": all alerts, or the right ones) has several candidates, and the
other columns, or whoever declares it, decide. What stands in brackets may explain it, or give its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bystander.evidence.record.brackets import explains, split
from bystander.evidence.record.columns import BY_NAME, COLUMNS
from bystander.evidence.record.heading_units import unit_of
from bystander.evidence.record.months import plain_word
from bystander.evidence.record.words import MISTAKES, NOT_JUDGED, plain_words
from bystander.evidence.tables.plain_headings import plain

_BY_ALIAS = {alias: column.name for column in COLUMNS for alias in (column.name, *column.aliases)}
_RATE = re.compile(r"%|\b(?:rate|rates|percent|percentage|pct|proportion|ratio|accuracy|precision|share|per)\b")
_PER_ROW = re.compile(r"\bper (?:deployments?|days?|rows?|events?|operations?|sessions?|weeks?|months?|years?)\b")
_TO_DATE = re.compile(r"\b(?:cumulative|cumul\w*|kumulativ\w*|acumulad\w*|running|to date|ytd)\b")
_OUTCOME = re.compile(r"^outcomes?_(?=.)")  # "outcome_alerts", as data sets group their columns; no "alert outcome"
_NAME = r"(?:no|nr|num|number|nummer|numero|id|ref|reference|name)"
_ONE_OF_THEM = re.compile(
    rf"^(?:lfr_|afr_)?(?:(?:deployment|operation|einsatz|deploiement|despliegue|inzet)(?:_{_NAME})?"
    rf"|(?:alert|match|hit|treffer|arrest|stop)_{_NAME})$"
)  # the number or the name of a deployment or an alert, not how many there were
_QUALIFIED = {
    ("true", ""): "true_alerts",
    ("true", "confirmed"): "true_confirmed",
    ("true", "unconfirmed"): "true_unconfirmed",
    ("false", ""): "false_alerts",
    ("false", "confirmed"): "false_confirmed",
    ("false", "unconfirmed"): "false_unconfirmed",
}
# candidates, the likelier first; of words that one publisher counts all alerts by, and another the right ones
_ALERTS_OR_RIGHT = ("true_alerts", "alerts")
_CONFIRMED = ("true_confirmed", "true_alerts")
_ONE = {
    frozenset({"arrest"}): ("arrests",),
    frozenset({"stop"}): ("stops",),
    frozenset({"people", "stop"}): ("stops",),
    frozenset({"match", "stop"}): ("true_stops", "stops"),  # "positive interventions": right ones beside incorrect ones
    frozenset({"match", "people", "stop"}): ("true_stops", "stops"),
    frozenset({"people", "arrest"}): ("arrests",),
    frozenset({"watchlist"}): ("watchlist_size",),
    frozenset({"watchlist", "size"}): ("watchlist_size",),
    frozenset({"people", "watchlist"}): ("watchlist_size",),
    frozenset({"deployment"}): ("deployments",),
    frozenset({"duration"}): ("duration",),
    frozenset({"deployment", "duration"}): ("duration",),
    frozenset({"deployment", "size"}): ("duration",),  # its length
    frozenset({"duration", "hour"}): ("hours",),
    frozenset({"hour"}): ("hours",),
    frozenset({"duration", "minute"}): ("duration_min",),
    frozenset({"minute"}): ("duration_min",),
    frozenset({"duration", "hour", "minute"}): ("duration",),
    frozenset({"face"}): ("faces_seen",),
    frozenset({"face", "seen"}): ("faces_seen",),
    frozenset({"people", "seen"}): ("faces_seen",),
}
_OF_ONE_ALERT = {"score", "similarity", "confidence"}  # "match score" tells how alike one of them was
IN_UNITS = frozenset({"faces_seen", "watchlist_size"})  # alerts in thousands would be rounded, and no count
_OF_THRESHOLD = {"threshold", "minimum", "minute", "setting", "score", "similarity", "match", "alert", "confidence"}


@dataclass(frozen=True)
class Named:
    """What a heading may name, the likelier first, and whether it says that its numbers are estimates.

    ``beside``: what it names beside headings of alerts or faces: "Correct" is right alerts there, nothing elsewhere.
    ``explained``: whether that is so without an explanation in brackets. ``times``: what a one under it stands for.
    """

    columns: tuple[str, ...] = ()
    estimated: bool = False
    beside: str | None = None
    explained: bool = False
    times: int = 1

    @property
    def column(self) -> str | None:
        """The one column that it names; None where there is none, or more than one."""
        return self.columns[0] if len(self.columns) == 1 else None


def leaves_unjudged(header: str) -> bool:
    """Return whether a heading counts alerts that nobody judged, alone or beside false ones."""
    words = set(plain_words(plain(header)))
    named = recognise(header).columns
    return named == ("unjudged",) or (not named and "confirmed" not in words and bool(NOT_JUDGED & words))


def speaks_of(header: str) -> frozenset[str]:
    """Return which of alerts, faces, right and false ones a heading speaks of that names nothing, nor one of them."""
    said = set() if recognise(header).columns or numbers_them(header) else set(plain_words(plain(header)))
    if said & _OF_ONE_ALERT:
        return frozenset()
    return frozenset(said & {"alert", "face", "true", "false"}) | ({"alert"} if "match" in said else set())


def numbers_them(header: str) -> bool:
    """Return whether a heading is that of a number or a name of one alert or deployment, and of no count."""
    return bool(_ONE_OF_THEM.match(plain_word(plain(header))))


def is_rate(header: str) -> bool:
    """Return whether a heading is that of a rate or a share, and of no count."""
    return bool(_RATE.search(header.casefold().replace("_", " ")))


def is_share(header: str) -> bool:
    """Return whether a heading says that its numbers are of so many, and no counts: "% false alerts", "per 1000"."""
    return is_rate(_PER_ROW.sub(" ", header.casefold().replace("_", " ")))


def is_to_date(header: str) -> bool:
    """Return whether a heading says that each row holds those before it: "alerts YTD", "faces seen (cumulative)"."""
    return bool(_TO_DATE.search(header.casefold().replace("_", " ")))


def part_of(header: str) -> frozenset[str]:
    """Return what a heading may count a part of: "false alerts black" begins with a heading of false alerts."""
    words = plain(header).split("_")
    return frozenset(name for end in range(1, len(words)) for name in recognise(" ".join(words[:end])).columns)


def ending_of(header: str, count: str) -> str:
    """Return what stands behind a count that a heading begins with: "white" of "False alert - White"; else ""."""
    words = plain(header).split("_")
    ends = [end for end in range(1, len(words)) if count in recognise(" ".join(words[:end])).columns]
    return " ".join(words[ends[-1] :]).removeprefix("by ") if ends else ""


def tells_of_mistakes(header: str) -> bool:
    """Return whether a heading that names no count tells how often the system is wrong: by a rate, or by misses."""
    said = set(plain_words(plain(header)))
    judged = bool(said & {"true", "false"}) and is_rate(header)
    return not recognise(header).columns and (judged or bool(said & MISTAKES))


@lru_cache(maxsize=4096)
def recognise(header: str) -> Named:
    """Return what a heading names."""
    if is_rate(header):
        return Named()
    whole = _as_it_is(header)
    return whole if whole.columns or whole.beside else _in_units(header) or _explained(header) or whole


def _as_it_is(header: str) -> Named:
    name = plain(header)
    inner = _OUTCOME.sub("", name)
    for known in (name, inner):
        if known in _BY_ALIAS:
            return Named((_BY_ALIAS[known],))
    if _ONE_OF_THEM.match(plain_word(inner)):
        return Named()
    words = plain_words(inner)
    said = {word for word in words if word not in {"", "number", "estimated"}}
    if said & {"true", "false"}:  # who judged them so, and that somebody did, is no other count
        said -= {"judged", "adjudicator"}
    return Named(_columns(said, counted="number" in words), "estimated" in words, _beside(said))


def _in_units(header: str) -> Named | None:
    """Return what a heading names that gives its counts in thousands or the like; None where it does not."""
    rest, times = unit_of(header)
    named = recognise(rest) if times > 1 else Named()
    return replace(named, times=times) if named.times == 1 and named.column in IN_UNITS else None


def _explained(header: str) -> Named | None:
    """Return the count that a heading names without its brackets, where these only explain it."""
    outside, inside = split(header)
    if not inside or not outside:
        return None
    named = _as_it_is(outside)
    if not named.columns or any(BY_NAME[name].kind != "count" for name in named.columns):
        return None
    said = plain_words(plain(outside))
    return replace(named, explained=True) if all(explains(text, said) for text in inside) else None


def _beside(said: set[str]) -> str | None:
    which, how = said & {"true", "false"}, said & {"confirmed", "unconfirmed"}
    if len(which) != 1 or len(how) > 1 or said - which - how:
        return None
    return _QUALIFIED[next(iter(which)), next(iter(how), "")]


def _columns(said: set[str], *, counted: bool) -> tuple[str, ...]:  # noqa: PLR0911 - one a kind of heading
    known = _ONE.get(frozenset(said))
    if known is not None:
        return known
    if said - {"people"} in ({"true", "stop"}, {"false", "stop"}):
        return (f"{'true' if 'true' in said else 'false'}_stops",)
    if "threshold" in said and said <= _OF_THRESHOLD:
        return ("threshold",)
    things, which = said & {"alert", "match"}, said & {"true", "false"}
    how = said & {"confirmed", "unconfirmed"}
    if which and len(how) > 1:  # both of them are all
        said, how = said - how - {"and"}, set()
    if not things or said - things - which - how - {"stop"} or len(which) > 1 or len(how) > 1:
        return ()
    if "stop" in said:
        return (f"{next(iter(which))}_stops",) if which and not how else ()
    if which:
        return (_QUALIFIED[next(iter(which)), next(iter(how), "")],)
    if how:
        return _CONFIRMED if how == {"confirmed"} else ("true_unconfirmed",)
    if things == {"alert"}:
        return ("alerts",)
    return ("alerts",) if things == {"alert", "match"} and counted else _ALERTS_OR_RIGHT
