"""A number as it was printed, and every number that is printed so: "99.8 %" is anything from 99.75 to below 99.85 %.

Fractions are exact, so a number on the very edge falls on the right side. Digits give the range:

* a per cent, per mille or decimal fraction: half a unit of its last digit;
* "1 in 6,000": zeros at the end are no digits, so it is 1 in 5,500 to 1 in 6,500;
* "1 in 10,000": 1 in 9,500 to 1 in 15,000, as below a lone 1 the next number to print is 9,000;
* "3 in a million": half a unit of the 3;
* "8 of 42", "four out of five", "none": counts, which are exact;
* "below 0.1 %", "at least 80 %": a limit, which is exact; everything on its side is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Side = Literal["about", "at most", "at least"]

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " "})
_UNIT = r"(?P<unit>%|‰|pc\b|per\s?cent|percent|per\s?mille|prozent|pour\s?cent|por\s?ciento|por\s?cento)"
_NUMBER = r"\d+(?:[.,]\d+)*"
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_AMOUNT = rf"(?:\d{{1,3}}(?:[ ']\d{{3}})+|\d+(?:[.,]\d+)*|\b(?:{'|'.join(_WORDS)})\b)"
_ONE = r"(?:\bonce|\bone(?:\s[a-z]+(?=\sin\s))?)"  # "one in 100", "one person in 100"
_SHARE = re.compile(rf"(?P<number>{_NUMBER})\s?{_UNIT}", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?P<first>{_ONE}|an?|{_AMOUNT})\s?(?P<by>in|of|out of|/|:)\s?(?:an?\s|every\s)?"
    rf"(?P<amount>{_AMOUNT})?\s?(?P<scale>thousand|million|billion)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"[01][.,]\d+")
_NONE = re.compile(r"0|none|no|zero|never|nobody|not one", re.IGNORECASE)
_AT_MOST = re.compile(r"^(?:below|under|less than|fewer than|at most|up to|no more than|<=?|≤)\s*", re.IGNORECASE)
_AT_LEAST = re.compile(r"^(?:over|above|more than|at least|no less than|>=?|≥)\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:about|around|some|roughly|approximately|nearly|almost|~|≈)\s*", re.IGNORECASE)
_SIDES: dict[Side, re.Pattern[str]] = {"at most": _AT_MOST, "at least": _AT_LEAST, "about": _ABOUT}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_FOUND = re.compile(rf"{_SHARE.pattern}|(?:{_ONE}|{_AMOUNT}) (?:in|of|out of) (?:a |every )?(?:{_AMOUNT} ?)?"
                    r"(?:thousand|million|billion)?", re.IGNORECASE)  # fmt: skip
_BEFORE = re.compile(
    r"(?:below|under|less than|fewer than|at most|up to|no more than|over|above|more than|at least)\s+$", re.IGNORECASE
)


class NotANumberError(ValueError):
    """A text that is no number in any of the forms that are read."""


@dataclass(frozen=True)
class Printed:
    """A printed share: its ``value``, and the range ``low`` to ``high`` of all that is printed so.

    ``low_in``, ``high_in``: whether an end belongs to the range. ``side``: whether the number is a limit.
    """

    value: Fraction
    low: Fraction
    high: Fraction
    low_in: bool = True
    high_in: bool = True
    side: Side = "about"

    def __contains__(self, share: Fraction) -> bool:
        above = share > self.low or (self.low_in and share == self.low)
        return above and (share < self.high or (self.high_in and share == self.high))

    @property
    def exact(self) -> bool:
        """Whether it stands for one number alone, as a count does."""
        return self.low == self.high

    def rest(self) -> Printed:
        """Return what is left to 1: of what went right, what went wrong."""
        sides: dict[Side, Side] = {"about": "about", "at most": "at least", "at least": "at most"}
        return Printed(1 - self.value, 1 - self.high, 1 - self.low, self.high_in, self.low_in, sides[self.side])


def printed(text: str) -> Printed:
    """Read a number as it was printed. Raises NotANumberError, in words for whoever wrote it."""
    said = " ".join(text.translate(_SPACES).split()).strip(" .\"'“”")
    side: Side = "about"
    for meant, pattern in _SIDES.items():
        if found := pattern.match(said):
            said, side = said[found.end() :], meant
            break
    number = _read(said, text)
    if number.value > 1:
        raise NotANumberError(f'"{text}" is more than all: a share goes up to 100 %')
    number = Printed(number.value, max(number.low, Fraction(0)), min(number.high, Fraction(1)),
                     number.low_in, number.high_in or number.high >= 1)  # fmt: skip
    if side == "at most":
        return Printed(number.value, Fraction(0), number.value, side=side)
    if side == "at least":
        return Printed(number.value, number.value, Fraction(1), side=side)
    return number


def found_in(sentence: str) -> tuple[str, ...]:
    """Return the numbers in a sentence that can be read as shares, with what makes limits of them."""
    plain = sentence.translate(_SPACES)
    found = []
    for match in _FOUND.finditer(plain):
        before = _BEFORE.search(plain[: match.start()])
        found.append(f"{before[0] if before else ''}{match[0]}".strip())
    return tuple(found)


def _read(said: str, text: str) -> Printed:
    if _NONE.fullmatch(said):
        return Printed(Fraction(0), Fraction(0), Fraction(0))
    if match := _SHARE.fullmatch(said):
        return _share(match["number"], 1000 if match["unit"].casefold() in {"‰", "per mille", "permille"} else 100)
    if _FRACTION.fullmatch(said):
        return _share(said, 1)
    if match := _PAIR.fullmatch(said):
        return _pair(match, text)
    forms = "99.8 %, 1 in 6,000, 3 in a million, 8 of 42, 0.998, none; below and at least may stand before it"
    raise NotANumberError(f'"{text}" is not read as a share; write it as one of: {forms}')


def _share(number: str, of: int) -> Printed:
    """Read a decimal number over 100, 1,000 or 1: a comma in it can only be a decimal one, as it is at most ``of``."""
    whole, _, decimals = number.replace(",", ".").partition(".")
    if "." in decimals:
        raise NotANumberError(f'"{number}" has two points or commas; write it with one')
    value = Fraction(int(whole + decimals), 10 ** len(decimals)) / of
    half = Fraction(1, 2 * 10 ** len(decimals)) / of
    return Printed(value, value - half, value + half, high_in=False)


def _pair(match: re.Match[str], text: str) -> Printed:
    """Read "1 in 6,000", "3 in a million" or "8 of 42"."""
    below = (_amount(match["amount"], text) if match["amount"] else 1) * _SCALES.get(
        (match["scale"] or "").casefold(), 1
    )
    if not match["amount"] and not match["scale"]:
        raise NotANumberError(f'"{text}" does not say in how many')
    one = match["first"].casefold().partition(" ")[0] in {"once", "one", "a", "an", "1"}
    above = Fraction(1) if one else _amount(match["first"], text)
    if not below:
        raise NotANumberError(f'"{text}" divides by nothing')
    value = above / below
    if match["by"].casefold() in {"of", "out of"} and not match["scale"]:
        return Printed(value, value, value)
    if one:
        unit = _unit_of(match["amount"] or "1") * _SCALES.get((match["scale"] or "").casefold(), 1)
        finer = unit / 10 if below == unit else unit  # a lone 1: the numbers below it are printed in tenths of its unit
        return Printed(value, 1 / (below + unit / 2), 1 / (below - finer / 2), low_in=False)
    half = Fraction(1, 2 * 10 ** len(match["first"].replace(",", ".").partition(".")[2]))
    return Printed(value, (above - half) / below, (above + half) / below, high_in=False)


def _amount(text: str, whole: str) -> Fraction:
    """Read a number of things: 6,000 has a comma of thousands; of "6.000" nobody can tell."""
    plain = text.replace(" ", "").replace("'", "")
    if plain.casefold() in _WORDS:
        return Fraction(_WORDS[plain.casefold()])
    if re.fullmatch(r"\d{1,3}(,\d{3})+", plain) or plain.isdigit():
        return Fraction(int(plain.replace(",", "")))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        raise NotANumberError(f'in "{whole}", {text} may be thousands or a fraction; write it without the point')
    return _decimal(plain, whole)


def _decimal(text: str, whole: str) -> Fraction:
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        return Fraction(int(text.replace(",", "")))
    try:
        return Fraction(text.replace(",", ".").replace(" ", "").replace("'", ""))
    except ValueError:
        raise NotANumberError(f'in "{whole}", {text} is no number') from None


def _unit_of(amount: str) -> Fraction:
    """Return the unit of the last digit that counts: 6,000 is told in thousands, 2.5 in tenths."""
    plain = amount.replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+", plain) or plain.isdigit():
        digits = plain.replace(",", "")
        return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))
    return Fraction(1, 10 ** len(plain.replace(",", ".").partition(".")[2]))
