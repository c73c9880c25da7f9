"""The numbers in a sentence that can be read as shares, and what beside them would make a guess of reading them.

A number that is cut out of something longer is another one: the 5 % of "1e-5 %", the .3 % of "99.5±0.3 %", the 99 % of
"95-99 %", the 20 % of "improved by 20 %". What stands around a number is either read with it, or a stop that quotes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.claims import limit_words
from bystander.claims.denominators import NAMES
from bystander.claims.printed import (
    AMOUNT,
    NONE_SAID,
    ONE,
    OWN,
    SCALE,
    SCIENTIFIC,
    SHARE,
    THINGS,
    NotANumberError,
    is_none,
    plain,
    printed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

_OF_PEOPLE = rf"(?:{NAMES}|people|persons|passers-by|subjects|individuals|customers|citizens)"
_IN = r"(?:in|of|out of|per(?= (?:\d|a |every |each ))|for(?= (?:every|each) ))"
_EVERY = rf"(?:a |every |each |{OWN})?"
_TIMES_OUT = r"(?:\stimes(?=\sout))?"  # "nine times out of 10"
_FOUND = re.compile(
    rf"{re.sub(r'[?]P<unit>', '?:', SHARE)}|{SCIENTIFIC}"
    rf"|(?<![\w.,:/-])1[/:](?=\d{{3}}|\d+,){AMOUNT}(?![/:\d])(?! (?:search|identification|matching|comparison)| watch)"
    rf"|(?:{ONE}(?P<of_one>\s[a-z]+(?=\sin\s))?|{AMOUNT}{_TIMES_OUT}) {_IN} {_EVERY}(?:{AMOUNT} ?)?{SCALE}?"
    rf"|(?:{ONE}|{AMOUNT})(?P<things>{THINGS}) (?:in|per|for(?= every| each)) {_EVERY}{AMOUNT}(?: {SCALE})?"
    rf"(?= {_OF_PEOPLE}\b)",
    re.IGNORECASE,
)
_NONE = re.compile(rf"(?<![\w.,-]){NONE_SAID}", re.IGNORECASE)
_NOT_QUITE = re.compile(
    r"\b(?:except|but|apart from|other than|besides|until|almost|nearly|virtually|practically|next to|close to|if)\b",
    re.IGNORECASE,
)
_SMALL = r"(?:\d{1,3}(?:[.,]\d+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)"
_RANGE_BEFORE = re.compile(
    rf"(?:\b(?:between|from)\s+)?(?:(?:\d+(?:[.,]\d+)*|{_SMALL})\s?(?:%|per\s?cent)?\s?(?:-|–|—|−|/|\.\.\.?|…)"
    rf"|(?<![\d.,]){_SMALL}\s?(?:%|per\s?cent)?\s(?:to|and|or|bis|through))\s?$",
    re.IGNORECASE,
)
_RANGE_BEHIND = re.compile(rf"\s?(?:-|–|—|−|/|\.\.\.?|…)\s?\d[\d.,]*|\s(?:to|or)\s{AMOUNT}", re.IGNORECASE)
_PLUS_MINUS = re.compile(r"±|\+\s?/\s?[-−–]|\bplus[ -](?:or|/)[ -]minus\b|\bgive or take\b", re.IGNORECASE)
_SIGNED = re.compile(r"(?:(?<![\w)%])[-−–]|\bminus\s+|\+\s?)$", re.IGNORECASE)
_CUT_BEFORE = re.compile(
    r"(?:\w|[.^*×$€£#]|\d[,'’]|[a-z]-|\d\s?e[-−–—]"
    r"|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|point"
    r"|high|mid|low|upper|within|(?:hundred|thousand|million|billion)\sand)\s"
    r"|\b(?:half|third|quarter|tenth|hundredth|thousandth|fraction|part)s?\s(?:of\s)?(?:an?\s|one\s)?)$",
    re.IGNORECASE,
)
_CUT_BEHIND = re.compile(
    r"[.,]\d|\s?(?:%|‰|per\s?cent)"
    r"|\s?\^|\s?[×*]|(?<=\d)\w|ile\b|[ -](?:k|m|bn|mn|mio|mln|tn|dozen|lakh|crore|hundred|thousand|million|billion"
    r"|trillion|milliard)\b|\sand\s(?:a|one)\s(?:half|quarter|third)\b|(?<=[a-z])\sand\s(?:one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b"
    r"|\s(?:or|and)\s(?:better|worse)\b|\s?\+|[\s-]plus\b",
    re.IGNORECASE,
)
_SHARE = re.compile(SHARE, re.IGNORECASE)
_TIMES = re.compile(r"\s?(?:days?|nights?|weeks?|months?|years?|hours?|minutes?|seconds?)\b", re.IGNORECASE)
_YEAR = re.compile(r"\bin (?:19|20)\d\d$", re.IGNORECASE)
_ADJECTIVE = r"(?!\s\w+\s(?:\w+\s)?(?:is|was|are|were|has|had)\b)"  # "our improved system is"
_CHANGED = re.compile(
    rf"\b(?:reduc\w+|decreas\w+|increas\w+|improv\w+{_ADJECTIVE}|cuts?(?!-?off)|cutting|halv\w+|doubl\w+|tripl\w+"
    r"|drop(?:s|ped|ping)?|fell|falls?|fallen|falling|rose|risen|rises|rising|lowered|lowers|lowering|declin\w+"
    r"|shr[aiu]nk\w*|slash\w+|boost\w*|gains?|gained|twice|thrice|half as|percentage points?|pp"
    r"|(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s?times(?! (?:out )?(?:of|in)\b)"
    r"|times (?:as|more|less|fewer|better|higher|lower)"
    r"|fewer|less|more|better|worse|higher|(?:lower|greater)(?! (?-i:[A-Z]))|smaller|faster|than"
    r"|as (?!(?:long|soon|far|well)\b)\w+ as|\w+-?fold)\b"
    r"|\b(?:up|down)(?: by)?\s+#|#\s+(?:up|down) (?:on|from)\b",
    re.IGNORECASE,
)
_TO_A_LEVEL = re.compile(r"\s(?:\w+\s){0,2}?to\s+#")  # "improved to 99 %"


@dataclass(frozen=True)
class Found:
    """A number in a ``sentence``, with its limit words, from ``start`` to ``end``; without them from ``first`` on.

    ``things``: where in it stands of what it is, such as "false alerts" in "12 false alerts in 1,000".
    """

    sentence: str
    start: int
    first: int
    last: int
    end: int
    things: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return self.sentence[self.start : self.end].strip()

    @property
    def is_limit(self) -> bool:
        """Whether words make a limit of it."""
        _, before, behind = limit_words.taken_off(self.text)
        return any(limit.side != "about" for limit in (*before, *behind))

    @property
    def none(self) -> bool:
        """Whether it is said in words that there was none: "no false alerts"."""
        return self.things == (self.start, self.end)


@dataclass(frozen=True)
class Odd:
    """Something that is no single share: what was ``found``, and what to ``do``."""

    found: str
    do: str


def numbers(sentence: str) -> tuple[Found, ...]:
    """Return the numbers in a sentence that can be read as shares; where there are none, that there was none."""
    said = plain(sentence)
    found = tuple(_around(said, match) for match in _FOUND.finditer(said))
    if found or _NOT_QUITE.search(said):
        return found
    return tuple(Found(said, m.start(), m.start(), m.end(), m.end(), m.span()) for m in _NONE.finditer(said))


def is_another(sentence: str, value: str) -> bool:
    """Return whether a sentence has numbers, and a ``value``, whatever limit it is, is none of them."""
    bare = limit_words.taken_off(" ".join(plain(value).split()))[0]
    if _share_of(bare) is None or is_none(bare):
        return False
    return any(one.text for one in numbers(sentence)) and not same_in(sentence, bare)


def same_in(sentence: str, value: str) -> tuple[Found, ...]:
    """Return the numbers in a sentence that are a ``value``, however written; none of one that has limit words."""
    said = " ".join(plain(value).split())
    if limit_words.taken_off(said)[0] != said:
        return ()
    share = _share_of(said)
    of = ((one, _share_of(one.sentence[one.first : one.last].strip())) for one in numbers(sentence))
    return tuple(one for one, found in of if found is not None and found == share)


def _share_of(number: str) -> Fraction | None:
    try:
        return printed(number).value
    except NotANumberError:
        return None


def found_in(sentence: str) -> tuple[str, ...]:
    """Return the numbers in a sentence that can be read as shares, with what makes limits of them."""
    return tuple(found.text for found in numbers(sentence))


def masked(sentence: str) -> str:
    """Return a sentence with # in place of its numbers, and other signs in place of words that make limits."""
    said = list(plain(sentence))
    for found in numbers(sentence):
        for i in range(found.start, found.end):
            if not (found.things and found.things[0] <= i < found.things[1]):
                said[i] = said[i] if said[i].isspace() else "#"
    return limit_words.blanked("".join(said))


def _around(said: str, match: re.Match[str]) -> Found:
    """Return a number with the limit words on both sides of it; behind it they are of a share alone."""
    first, last = match.start(), match.start() + len(match[0].rstrip())
    end = limit_words.behind(said, last) if _SHARE.fullmatch(match[0]) else last
    things = next((match.span(name) for name in ("of_one", "things") if match[name]), None)
    return Found(said, limit_words.before(said, first), first, last, end, things)


def odd(sentence: str) -> Iterator[Odd]:
    """Yield each reason why a number in a sentence can't be read by itself."""
    said, found = plain(sentence), numbers(sentence)
    if match := _PLUS_MINUS.search(said):
        quoted = _quoted(said, match.start(), match.end())
        yield Odd(f'"{quoted}" tells a doubt beside a number', 'give the number alone, such as value = "99.5 %"')
        return
    joined = None
    for i, one in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if one is joined:
            continue
        last = _RANGE_BEHIND.match(one.sentence, one.end)
        joined = after if last and after and after.start < last.end() else None
        yield from _of_one(one, joined)
    if len(found) == 1 and (apart := _limit_apart(found[0])):
        number = found[0].text
        do = f'say what is meant: value = "at least {number}", "at most {number}" or "{number}"'
        yield Odd(f'"{apart}" may make a limit of "{number}", and stands apart from it', do)


def _limit_apart(one: Found) -> str:
    """Return a word that may make a limit of a number that has none, and stands before no other number."""
    if (one.start, one.end) != (one.first, one.last):
        return ""
    rest = f"{one.sentence[: one.start]} | {one.sentence[one.end :]}"
    match = limit_words.APART.search(rest)
    return match[0] if match else ""


def _of_one(one: Found, joined: Found | None) -> Iterator[Odd]:
    """Yield why a number can't be read by itself; ``joined``: the other end of its range, if that is one as well."""
    before, behind = one.sentence[: one.start], one.sentence[one.end :]
    number = one.sentence[one.first : one.last].strip()
    if first := _RANGE_BEFORE.search(before):
        low = re.search(_SMALL, first[0], re.IGNORECASE)
        unit = re.search(r"\s?(?:%|‰|[a-z]+\s?[a-z]*)$", number, re.IGNORECASE) if _SHARE.match(number) else None
        end = f"{low[0]}{unit[0]}" if low and unit else number
        yield _range(one.sentence[first.start() : one.end].strip(), end)
    elif last := _RANGE_BEHIND.match(one.sentence, one.end):
        yield _range(one.sentence[one.start : joined.end if joined else last.end()].strip(), number)
    elif _SIGNED.search(before):
        quoted = _quoted(one.sentence, max(one.start - 2, 0), one.end)
        yield Odd(f'"{quoted}" has a sign, and a share has none', f'write it without, such as value = "{number}"')
    elif (cut := _CUT_BEHIND.match(one.sentence, one.end)) or (
        _CUT_BEFORE.search(before) and one.sentence[one.start].isalnum()
    ):
        quoted = _quoted(one.sentence, one.start, cut.end() if cut else one.end)
        said = f'"{number}" is a part of "{quoted}", which is not read'
        yield Odd(said, 'give the number that is meant, such as value = "0.5 %"')
    elif not _SHARE.match(number) and (_TIMES.match(behind) or (one.things and _YEAR.search(number))):
        word = re.match(r"\s?\w*", behind)
        said = f'"{number}{word[0] if word else ""}" is no share, but so many in a time'
        yield Odd(said, "give what it is a share of, as value")


def _range(quoted: str, end: str) -> Odd:
    return Odd(f'"{quoted}" is a range, and only one end can be checked', f'give it: value = "at least {end}"')


def _quoted(said: str, start: int, end: int) -> str:
    """Return a piece of a sentence with the whole words at its ends."""
    first = len(said[:start].rstrip()) if said[:start].endswith(" ") else start
    begin = max(said.rfind(" ", 0, first) + 1, 0)
    stop = said.find(" ", end)
    return said[begin : len(said) if stop < 0 else stop].strip(" ,;")


def change_in(sentence: str) -> str:
    """Return the word by which a sentence compares with something that it does not tell; nothing where none does."""
    said = masked(sentence)
    for match in _CHANGED.finditer(said):
        if not _TO_A_LEVEL.match(said, match.end()):
            return plain(sentence)[match.start() : match.end()]
    return ""
