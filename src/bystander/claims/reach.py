"""Whether a word that tells right from wrong is said of the number, and what stands between them that is not known.

Between the two every word is known, and so is what governs the word: "errors" that somebody makes, and no other verb's;
"being wrong" of nobody who may avoid it. What is said of some alone ("of the people wrongly flagged") tells of those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.said_of import DEEDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.claims.said_of import Said
    from bystander.claims.words import Words

_LED = ("be", "aux")
_ASIDE = ("article", "adjective", "own", "-ly")  # stand before a word and change nothing
_SETTLED = ("make", *_LED, "stop", "number", "conjunction", "link", "denial", "avoids", "that")
_PAIRED = ("chance", "event", "rate")  # "the chance of error"


def number_of(read: Words, one: Said) -> int | None:
    """Return the number that is nearest to a word; None where there is none."""
    numbers = (i for i in range(len(read)) if read.is_a(i, "number"))
    return min(numbers, key=lambda i: max(one.first - i, i - one.last), default=None)


def is_share(read: Words, one: Said, number: int) -> bool:
    """Return whether a number is a share of what is told: "40 % of the false alerts", "of those wrongly flagged"."""
    things = one.sort == "event" or (one.wrong and read.is_a(one.last + 1, "person", "event"))
    if number > one.last:
        start = read.back(one.first - 1, *_ASIDE)
        return things and start == 0 and read.is_a(0, "of")
    if not read.says(number + 1, "of"):
        return False
    if things:
        other = ("event", "person", "occasion", "make", "that", "denial", "avoids", *_LED)
        return not any(read.is_a(i, *other) and not read.is_a(i, "recorded") for i in range(number + 1, one.first))
    return one.sort != "deed" and is_apart(read, one, number)


def is_apart(read: Words, one: Said, number: int) -> bool:
    """Return whether it is said of some alone, of whom the sentence goes on to tell: "people who were stopped"."""
    if number > one.first or one.sort not in {"predicate", "deed"}:
        return False
    start = max(read.back(one.first - 1, *_LED, "denial", "filler", "-ly"), number)
    if read.is_a(start, "that"):
        return True
    led = read.any_of(range(start + 1, one.first), *_LED)
    of_some = any(read.says(i, "of") for i in range(number + 1, one.first))
    return of_some and not led and read.any_of(read.clause(one.last + 1), "make", *_LED)


def unreached(read: Words, one: Said, number: int) -> int | None:
    """Return the first word that may keep something from being said of a number; None where none does."""
    between = range(number + 1, one.first) if number < one.first else range(one.last + 1, number)
    found = _of_itself(read, one)
    found = _new_clause(read, one, between) if found is None else found
    if one.sort in {"rate", "level"} and found is None and number > one.last:
        found = _said_else(read, one, number)
    if one.sort in {"rate", "level"} and found is None:
        found = _part(read, one)
        if found is None and _is_rated(read, one, number, between):
            return _unknown(read, () if _is_put(read, one, number) else between)
    if found is None:
        counted = one.sort not in {"predicate", "deed"}
        found = _maker(read, one, number) if counted else _leader(read, one)
        found = _unknown(read, between) if found is None else found
        behind = _after_errors if counted else _after_people
        found = behind(read, one, number) if found is None else found
    return found


def _unknown(read: Words, places: Iterable[int]) -> int | None:
    return next((i for i in places if not read[i].kinds), None)


def _of_itself(read: Words, one: Said) -> int | None:
    """Return what turns a word round beside it: a part of the same word, a thing, or whose failure or success it is."""
    for at, other in ((one.first - 1, one.first - 1), (one.last, one.last + 1)):
        if read.joined(at) and (not read[other].kinds or read.is_a(other, "non", "before a noun")):
            return other
    if (
        one.sort == "event"
        and read.is_a(one.first, "wrong adjective", "right adjective")
        and not read.is_a(one.last, "event", "person", "system", "chance")
    ):
        return one.last
    if read.is_a(one.first, "agent"):
        joined = one.last > one.first
        return next(
            (i for i in range(len(read)) if read.is_a(i, "attack", "impostor", *(() if joined else ("wanted",)))), None
        )
    return one.first - 1 if one.sort == "predicate" and read.is_a(one.first - 1, "amount") else None


def _said_else(read: Words, one: Said, number: int) -> int | None:
    """Return what a sentence says of a rate that is not how large it is: "the rate was low in 2 % of the shops"."""
    some = number + 2 if read.says(number + 1, "of") else None
    if some is not None and not read.is_a(_on(read, some), "occasion"):
        return min(_on(read, some), len(read) - 1)
    be = next((i for i in range(one.last + 1, number) if read.is_a(i, "be")), None)
    if be is None or _is_put(read, one, number) or (some is None and read.is_a(number - 1, "to")):
        return None
    return min(next(i for i in range(be + 1, len(read) + 1) if not read.is_a(i, "article", "-ly")), len(read) - 1)


def _on(read: Words, i: int) -> int:
    """Return the first place from ``i`` on with a word that is no article, adjective, owner or adverb."""
    return next(j for j in range(i, max(len(read), i) + 1) if not read.is_a(j, *_ASIDE))


def _new_clause(read: Words, one: Said, between: range) -> int | None:
    """Return where another clause begins between the two, or what measures one from the other: "2 % below accuracy"."""
    stop = next((i for i in between if read.is_a(i, "stop")), None)
    if stop is not None and read.any_of(range(between.start, stop), "be", "make", "verb"):
        return stop - 1
    if one.sort in {"predicate", "deed"}:
        return None
    then = ("apart", "that") if between.stop == one.first else ("apart",)  # "98 % accept that mistakes happen"
    return next((i for i in between if read.is_a(i, *then)), None)


def _part(read: Words, one: Said) -> int | None:
    """Return what a rate is no more than a part of: "loss of accuracy", "a gap in error rates"."""
    before = read.back(one.first - 1, *_ASIDE)
    inner = read.back(before - 1, *_ASIDE)
    part = before > 0 and read.says(before, "of", "in", "between") and not read.is_a(inner, "number", "make", *_PAIRED)
    return max(inner, 0) if part and inner >= 0 else None


def _is_rated(read: Words, one: Said, number: int, between: range) -> bool:
    """Return whether a number is a rate's by the words between; of an accuracy it may be how often there is one."""
    if one.sort == "rate" or _is_put(read, one, number):
        return True
    link = read.back(number - 1, *_ASIDE)
    return number > one.last and link in between and (read.says(link, "of") or read.is_a(link, "to"))


def _is_put(read: Words, one: Said, number: int) -> bool:
    """Return whether "is" joins them, whatever stands between: "the error rate of the gates they built is 2 %"."""
    link = read.back(number - 1, *_ASIDE)
    starts = read.is_a(one.last + 1, "be", "aux", "link", "before a noun", "make") and not read.is_a(
        one.last + 1, "that"
    )
    return link > one.last and starts and (read.is_a(link, "be", "link") or read.says(link, "reached", "reaches"))


def _maker(read: Words, one: Said, number: int) -> int | None:
    """Return the verb or noun that governs errors, where it is none that makes them."""
    at = read.back(one.first - 1, *_ASIDE)
    at = read.back(number - 1, *_ASIDE) if at == number else at
    few = next((i for i in range(max(at, 0), one.first) if read.is_a(i, "amount")), None)
    if at < 0 or few is not None:
        return few
    if read.is_a(at, "keep") and number > one.last:
        return None if read.is_a(number - 1, "to") or number == one.last + 1 else at
    if read.is_a(at, "make") and (read.is_a(at, "-ing") or read.says(at - 1, "to")):
        return _head(read, at - 1 - read.says(at - 1, "to"))
    if read.is_a(at, *_SETTLED) or (one.sort == "level" and (read.is_a(at, "to") or read.says(at, "with"))):
        return None
    if read.says(at, "of", "for"):
        inner = read.back(at - 1, *_ASIDE)
        counted = read.is_a(inner, *_PAIRED) or (read.says(at, "of") and read.is_a(inner, "number", "be"))
        return None if inner >= 0 and counted else max(inner, 0)
    named = ("other", "event", "person", "form", "own")
    known = number < at or all(read.is_a(i, *named) for i in range(at + 1))
    return None if known and read.is_a(at, *named) and not read.is_a(at, "touch") else at


def _leader(read: Words, one: Said) -> int | None:
    """Return what "to be wrong" or "being flagged" hangs on, where it may keep it from being so."""
    at = one.first - 1
    while read.is_a(at, *_LED, "right adverb", "-ly"):
        if read.says(at, "being") and not read.is_a(at - 1, "be"):
            return _head(read, at - 1)
        at -= 1
    if read.says(at, "to"):
        return _head(read, at - 1)
    return _head(read, at) if read.is_a(one.last, "-ing") and at == one.first - 1 else None


def _head(read: Words, at: int) -> int | None:
    if at < 0 or read.is_a(at, *_LED, "stop", "number", "conjunction", "denial", "avoids", "event", "other", "head"):
        return None
    if read.says(at, "of", "for", "at"):
        return None if read.is_a(at - 1, *_PAIRED, "right adjective", "wrong adjective", "stop") else max(at - 1, 0)
    return at


def _after_errors(read: Words, one: Said, number: int) -> int | None:
    """Return what is said of errors behind them that may undo them, or is not known."""
    if read.is_a(one.last + 1, "event"):  # "error detection"
        return one.last + 1
    then = next(i for i in range(one.last + 1, len(read) + 1) if not read.is_a(i, *_LED, "-ly"))
    kept = read.is_a(then, "keep") and number not in {then + 1, then + 2}
    led = then > one.last + 1
    if led and read.is_a(then, "adjective", "amount"):
        return then
    if read.is_a(then, "make") and read.says(
        then + 1, "up", "out", "off", "away", "over", "back", "good", "the", "a", "for"
    ):
        return then + 1  # "errors were made up for"
    makes = read.is_a(then, "make") and not led and not read.is_a(then, "occur") and number != then + 1
    if makes and not (one.wrong and read.is_a(then, "-ed", "-n", "-made")):
        return then
    if kept or (read.is_a(then, *DEEDS, "verb") and not read.is_a(then, "make")):
        return then
    return _unknown(read, read.clause(max(one.last, number) + 1))


def _after_people(read: Words, one: Said, number: int) -> int | None:
    """Return what was done rightly or wrongly, where nobody knows what; what fails, where it is no one search."""
    behind = one.last + 1
    if one.sort == "predicate" and one.last > one.first and read.is_a(one.first, "wrong adverb", "right adverb"):
        return None if read.is_a(one.last, *DEEDS, "make", "wrong verb", "judged") else one.last
    if read.is_a(one.last, "fail"):
        behind += read.says(behind, "only", "just")
        told = ("number", "stop", "conjunction", "before a noun", "adjective", "-ly", *_LED)
        if read.is_a(behind, "article") or not read.is_a(behind, *told):
            return min(behind, len(read) - 1)
        if number == behind and read.says(behind + 1, "of"):
            of = _on(read, behind + 2)
            return None if read.is_a(of, "occasion") else min(of, len(read) - 1)
        return None
    alone = one.sort == "deed" and number < one.first and not read.is_a(one.first - 1, *_LED, "denial")
    return _unknown(read, (behind,)) if alone and behind < len(read) else None
