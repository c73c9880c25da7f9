"""Whether a number counts what went right or what went wrong, by the words of its sentence, denials read.

A denied wrong word is right, and a denied right word wrong: "98 % were not wrongly flagged", "5 % were not recognised".
Only words that change nothing may stand between the denial and its word. A denial that is left over, as in "It is not
99 % accurate" or "not all were wrong", denies something that nobody can tell: it is quoted, and asked for. So is a word
that is not known, as it may turn the number round ("errors are sidestepped in 98 % of cases"), unless the word that
tells is what the sentence says of the number: "98 % accurate", "98 % of those picked were right". Of a share of errors
alone nobody can tell what became of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bystander.claims import direction_words as words
from bystander.claims.done_to_people import done_to_innocents, done_to_the_wanted, said_innocent
from bystander.claims.neutral_words import unknown
from bystander.claims.printed import plain
from bystander.claims.sentence import masked, numbers

Side = Literal["right", "wrong"]
_N = r"[#=]+(?:\s[#=]+)*"
_WORD = re.compile(rf"(?P<wrong>{words.WRONG}|{words.MISSES})|(?P<right>{words.RIGHT})", re.IGNORECASE)
_FREE = re.compile(r"\w*[- ](?:free|proof)\b(?! (?:of|from)\b)", re.IGNORECASE)
_IS = r"(?:is|are|was|were|be|been|being|has|have|had|get|gets|got|can|could|will|proved|turned out|all|to)"
_AVOIDED = re.compile(rf"\w*(?: {words.EVENT})?(?:\s{_IS})*\s(?P<avoided>{words.AVOIDS})(?!\s#)", re.IGNORECASE)
_AND_ITS_VERB = re.compile(r"ly \w+")
_DONE = re.compile(words.TOUCHES, re.IGNORECASE)
_ERRORS = re.compile(words.ERRORS, re.IGNORECASE)
_DONE_TO = re.compile(rf"(?!alert|alarm|match|hit)(?P<done>{words.TOUCHES}|\b(?:check|judg|test|review)\w*)"
    r"\s(?:(?:all|any|the|most|many)\s)*$",
                      re.IGNORECASE)  # fmt: skip
_THEN_DONE = re.compile(
    rf"(?:\s{_IS})*\s(?P<done>(?!alerts?\b|alarms?\b|matche?s?\b|hits?\b|stops?\b){words.TOUCHES})"
    r"|[ -](?P<noun>detection|rejection|acceptance|identification|recognition|verification)s?\b", re.IGNORECASE,
)  # fmt: skip
_SHARE_OF = re.compile(
    rf"{_N}\sof\s(?:(?:all|any|the|our|its|their|those|these|such|of|possible|potential)\s)*$", re.IGNORECASE
)
_EXCEPT = (
    r"(?:except(?:ing|ed)?|apart from|other than|aside from|bar(?:ring)?|save|with the exception of)(?:\s(?:for|in))?"
)
_EVERY = r"\b(?:all|every\w*|each|always|in all)\b"
_ALL_BUT = re.compile(
    rf"{_EVERY}(?:\s[\w-]+)?\sbut\s(?:for\s|in\s)?(?=#)|{_EVERY}[^.;]*?\b{_EXCEPT}\s(?=#)"
    rf"|^\W*{_EXCEPT}\s(?={_N}.*{_EVERY})",
    re.IGNORECASE,
)
_BUT = re.compile(rf"\b(?:(?<!, )but|but(?=\s{_N}\W*$)|{_EXCEPT})\s(?:for\s|in\s)?(?=#)", re.IGNORECASE)
_KEPT = re.compile(rf"\b(?:keep|keeps|kept|limits?|limited)(?: {words.ERRORS})?(?: to| at)? (?=#)", re.IGNORECASE)
_OPINION = re.compile(  # 98 % is then how many, or how much, somebody believes it
    r"\b(?:trust(?:s|ed)?|confiden(?:t|ce)|(?:certain|sure) that)\b|(?<=#)(?: of [\w' -]+?)? (?:think|thinks|thought"
    r"|believes?|believed|say|said|agreed?|fear|feel|certain(?:ty)?|sure)\b",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"\b(?:not|never|no|none|neither|nor|nobody|nothing|cannot|without|hardly|scarcely|barely|rarely|seldom"
    r"|far from|nowhere near|anything but|instead of|den(?:y|ies|ied)|disput\w+|doubt\w*|(?:short|shy) of"
    r"|(?:stop|stops|stopped|ceas\w+) (?:being|to be)|freedom"
    r"|(?:wrong|false|incorrect|mistaken|mistake|error|untrue) (?:to|that)"
    r"|exceptions?|fail\w* to (?:err|make|commit|give|raise|produce|cause|trigger|show|\w+(?=.*\binnocent)))\b"
    r"|\b[a-z]+n['’]t\b"
    rf"|\bfree (?:of|from)\b|{words.AVOIDS}",
    re.IGNORECASE,
)
_SAID_OF_IT = re.compile(
    r"(?:^|(?<!\bthat)(?<!\bwhich)(?<!\bwho)\s)(?:is|are|was|were|be|been|being|proved|turned out|found)\s"
    r"(?:(?:\w+ly|all|in fact|not|never|also|either|to be|an?|the)\s)*$",
    re.IGNORECASE,
)
_RIGHT_AT_IT = re.compile(rf"{_N}\s(?:(?:or more|or less|were|was|are|is)\s)?$", re.IGNORECASE)
_NO_THING = re.compile(
    rf"\w*(?: (?:rate|score|level|figure|{words.EVENT}))*(?=\W*$|\s?[^\w\s]|\s(?:in|at|on|of|during|by|from|under|over"
    r"|after|before|with|for|across|within|since|when|where|if|while|and|or|but|as|because|to|last|this|per)\b)",
    re.IGNORECASE,
)
_AND_ITS_NUMBER = re.compile(
    rf"\w*(?P<rate> (?:rate|score|level|figure|percentage))?\s?(?:(?:is|was|of|at|in|for|on|with|to|an?|about|only|just"
    rf"|has|have|been|than|as|reached|reaches|stands|[:=,(])\s?)*{_N}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """What a sentence tells: ``side``, None where it tells both or neither, and what of it is open.

    ``left``: a denial that is left over. ``unknown``: a word that may turn its number round. ``share_of``: the errors
    that its number is a share of.
    """

    side: Side | None
    left: str = ""
    unknown: str = ""
    share_of: str = ""


def told(text: str, *, none: bool = False) -> Told:
    """Return it. ``none``: that the number is none, so that "no false alerts" is that number and denies nothing."""
    said = masked(text)
    innocent, done = said_innocent(said), done_to_innocents(said)
    people = [innocent, *([done] if done else [])]
    read = [span for one in people for span in one.read]
    taken = [span for one in people for span in one.denials]
    sides = {side for one in people for side in one.sides}
    odd, share_of, direct = done.odd if done else None, None, bool(innocent.sides)
    for match in _WORD.finditer(said):
        wrong = match["wrong"] is not None
        if _within(match.span(), read):
            continue
        verb = _AND_ITS_VERB.match(said, match.end())
        read.append((match.start(), verb.end() if verb else match.end()))
        if _SHARE_OF.search(said, 0, match.start()) or _counted_of(text, said, match):
            errors = _ERRORS.match(said, match.start())
            share_of = share_of or (match.start(), errors.end() if errors else read[-1][1])
            continue
        flips, denials = _denied(said, match, wrong=wrong)
        taken.extend(denials)
        sides.add(wrong != (flips and not (none and wrong)))
        direct = direct or _direct(said, match)
        odd = odd or _done_to(said, match)
    wanted = None if sides or done or share_of else done_to_the_wanted(said)
    if wanted:
        sides, odd = {*wanted.sides}, wanted.odd
        read, taken = [*read, *wanted.read], [*taken, *wanted.denials]
    turned = _ALL_BUT.search(said)
    if turned:
        sides = {not wrong for wrong in sides}
        read.append(turned.span())
    side: Side | None = None if len(sides) != 1 else "wrong" if sides == {True} else "right"
    left = _left_over(text, said, taken, turned)
    read += [m.span() for known in (_DONE, _KEPT) for m in known.finditer(said)]
    opinion = _OPINION.search(said)
    odd = opinion.span() if opinion else odd
    word = plain(text)[slice(*odd)].strip() if odd else "" if direct else unknown(said, [*read, *taken])
    of = "" if share_of is None else plain(text)[slice(*share_of)]
    return Told(side, "" if left is None else _words(plain(text), left), word, of)


def counted_by(text: str, *, none: bool = False) -> Side | None:
    """Tell from the words whether a number counts what went right or wrong; None where they tell both, or neither."""
    return told(text, none=none).side


def _denied(said: str, match: re.Match[str], *, wrong: bool) -> tuple[bool, list[tuple[int, int]]]:
    """Return whether a word is denied, before it or behind it, and where the denials stand."""
    before = words.DENIED.search(said, 0, match.start())
    behind = _AVOIDED.match(said, match.end()) if wrong else None
    free = _FREE.match(said, match.end()) if wrong else None
    spans = [found.span(name) for found, name in ((before, "denial"), (behind, "avoided")) if found]
    own = match["not"] is not None
    denials = [*spans, *([match.span("not")] if own else [])]
    return (len(spans) + bool(free) + own) % 2 == 1, denials


def _counted_of(text: str, said: str, match: re.Match[str]) -> bool:
    """Return whether errors are all that was counted: "4 of 6 false positives", but not "4 of 6 false"."""
    before = next((one for one in numbers(text) if one.end == match.start() - 1), None)
    return before is not None and " of " in before.text and _ERRORS.match(said, match.start()) is not None


def _direct(said: str, match: re.Match[str]) -> bool:
    """Return whether a word is what the sentence says of its number, whatever else stands there."""
    start, end = match.span()
    alone = _NO_THING.match(said, end) is not None
    if _SAID_OF_IT.search(said, 0, start) and (alone or re.match(r"\w*ly\b", said[end - 2 :])):
        return True
    behind = _AND_ITS_NUMBER.match(said, end)
    rate = re.match(r"\w*(?: \w+)? rates?\b", said[end:]) or match[0].casefold().endswith("rate") or match[0].isupper()
    event = _ERRORS.match(said, start) is not None or match[0].casefold().startswith(("fail", "miss"))
    if event and not rate:
        return False
    return behind is not None or (alone and _RIGHT_AT_IT.search(said, 0, start) is not None)


def _done_to(said: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Return what was done to errors, which may have been to make or to undo them: "errors were caught"."""
    errors = _ERRORS.match(said, match.start())
    if errors is None:
        return None
    found = _DONE_TO.search(said, 0, match.start()) or _THEN_DONE.match(said, errors.end())
    return found.span(found.lastgroup) if found and found.lastgroup else None


def _left_over(text: str, said: str, taken: list[tuple[int, int]], turned: re.Match[str] | None) -> int | None:
    """Return where a denial stands that denies nothing that is read; None where none does."""
    limits = [found.start for found in numbers(text) if found.is_limit]
    # "never wrong more than once" and "no error in more than 98 %": what is denied there, the word or the limit?
    taken = [span for span in taken if not any(span[0] < start for start in limits)]
    if turned and len(numbers(text)) > 1:
        return turned.start()
    spans = [*taken, *([turned.span()] if turned else [])]
    found = (m.start() for m in (*_LEFT_OVER.finditer(said), *_BUT.finditer(said)) if not _within(m.span(), spans))
    return min(found, default=None)


def _within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _words(said: str, start: int, most: int = 4) -> str:
    """Return the words from a place on, as many as show what stands there."""
    return " ".join(said[start:].split()[:most]).strip(" ,;.:")
