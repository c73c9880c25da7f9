"""A number as it was printed, and every number that is printed so: "99.8 %" is anything from 99.75 to below 99.85 %.

Fractions are exact, so a number on the very edge falls on the right side. Digits give the range:

* a per cent, per mille or decimal fraction, "1e-5 %" too: half a unit of its last digit;
* "100 %", "0 %": all and none, which are exact, whatever their decimals: one error refutes them;
* "1 in 6,000": zeros at the end are no digits, so it is 1 in 5,500 to 1 in 6,500;
* "1 in 10,000": 1 in 9,500 to 1 in 15,000, as below a lone 1 the next number to print is 9,000;
* "3 in a million": half a unit of the 3;
* "8 of 42", "four out of five", "none": counts, which are exact;
* "below 0.1 %", "at least 80 %": a limit, which is exact; everything on its side is meant.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bystander.claims import limit_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.claims.limit_words import Side

MOST_DIGITS = 100  # of a number, its exponent included: nobody counts so finely
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2011": "-", "\u2010": "-"})
_WITHIN = {"’": "'", "ʼ": "'", "＇": "'", "·": ".", "٫": ".", "٬": ","}  # marks of other writers, between digits
_MARKS = re.compile(rf"(?<=\d)[{''.join(_WITHIN)}](?=\d)(?!10\s?[\^⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"(?<=10)[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_UNIT = r"(?P<unit>%|‰|(?:pc|per\s?cent|per\s?mille|prozent|pour\s?cent|por\s?ciento|por\s?cento)(?![^\W\d_]))"
_NUMBER = r"\d+(?:[.,]\d+)*"
_EXPONENT = r"(?:e[-+−]?\d+|\s?[x×*·]\s?10\s?\^\s?[-+−]?\d+)(?![\d.,]*\d)"
_SCIENTIFIC = rf"(?:{_NUMBER}{_EXPONENT}|10\^\s?[-+−]?\d+)"
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
AMOUNT = rf"(?:\d{{1,3}}(?:[ ']\d{{3}})+(?!\d)|\d+(?:[.,]\d+)*|\b(?:{'|'.join(_WORDS)})\b)"
ONE = r"(?:\bonce\b|\bone\b)"
THINGS = r"(?:\s[a-z][a-z-]*){0,3}"  # "one person in 100", "12 false alerts in 1,000"
OWN = r"(?:(?:all )?(?:the|our|its|their|your|his|her|these|those) |all )"  # "1 of our 61 alerts"
SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_AND_UNIT = rf"(?:\s?|-(?=per)){_UNIT}"  # "a 96-per-cent rate"
SHARE = rf"(?:{_SCIENTIFIC}|{_NUMBER}|\b(?:one|{'|'.join(_WORDS)})\b){_AND_UNIT}"
SCIENTIFIC = rf"(?<![\w.,^]){_SCIENTIFIC}"
_SHARE = re.compile(rf"(?P<number>{_SCIENTIFIC}|{_NUMBER}|one|{'|'.join(_WORDS)}){_AND_UNIT}", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?P<first>{ONE}|an?|{AMOUNT}){THINGS}?\s?(?P<by>in|of|out of|per|for(?= (?:every|each))|/|:)\s?"
    rf"(?:an?\s|every\s|each\s|{OWN})?"
    rf"(?P<amount>{AMOUNT})?\s?(?P<scale>{SCALE})?",
    re.IGNORECASE,
)
_SO_MANY = re.compile(rf"(?P<amount>{AMOUNT})(?:\s(?P<scale>{SCALE})\b)?", re.IGNORECASE)
_FRACTION = re.compile(rf"[01][.,]\d+|{_SCIENTIFIC}", re.IGNORECASE)
WRONG_ONES = (
    r"(?:false(?:ly)?|wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|errors?|mistakes?|misidentif\w+|mismatch(?:es)?)"
)
NONE_SAID = (
    rf"(?:not (?:a |one )(?:single )?|without (?:a |any )?(?:single )?|no (?:single )?|never (?:an? )?|zero |0 )"
    rf"{WRONG_ONES}"
    r"(?: (?:alerts?|alarms?|positives?|match(?:es)?|hits?|identifications?|accepts?|arrests?|stops?))?"
    r"(?!\s(?:rates?|figures?|numbers?|counts?|data|margins?|alert|alarm|positive|match|negative))(?![\w-])"
)
_NONE = re.compile(rf"0|none|no|zero|never|nobody|not one|{NONE_SAID}", re.IGNORECASE)
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


class NotANumberError(ValueError):
    """A text that is no number in any of the forms that are read."""


def plain(text: str) -> str:
    """Return a text with one kind of space and hyphen, one mark of each kind in numbers, and powers as "10^-5"."""
    said = _MARKS.sub(lambda match: _WITHIN[match[0]], text.translate(_SPACES))
    return _POWER.sub(lambda match: f"^{match[0].translate(_RAISED)}", said)


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
    said = " ".join(plain(text).split()).strip(" .\"'“”")
    said, first, last = limit_words.taken_off(said)
    limits = [*first, *last]
    number = _read(said, text)
    if last and _PAIR.fullmatch(said):
        raise NotANumberError(f'in "{text}" either number may be the limit; write "less than" or "more than" before it')
    if number.value > 1:
        raise NotANumberError(f'"{text}" is more than all: a share goes up to 100 %')
    sides = [limit for limit in limits if limit.side != "about"]
    if len({limit.side for limit in sides}) > 1:
        raise NotANumberError(f'"{text}" is a limit on both sides; write the one that is meant')
    if sides:
        return _limit(number.value, sides[0].side, text, strict=any(limit.strict for limit in sides))
    if number.value in {0, 1} and not limits:  # all, or none: nothing was rounded
        return Printed(number.value, number.value, number.value)
    return Printed(number.value, max(number.low, Fraction(0)), min(number.high, Fraction(1)),
                   number.low_in, number.high_in or number.high >= 1)  # fmt: skip


def _limit(value: Fraction, side: Side, text: str, *, strict: bool) -> Printed:
    """Return a limit. Raises NotANumberError for one that nothing keeps, such as "less than 0 %"."""
    if strict and value == (0 if side == "at most" else 1):
        raise NotANumberError(f'"{text}" is on the far side of {"none" if side == "at most" else "all"}')
    if side == "at most":
        return Printed(value, Fraction(0), value, high_in=not strict, side=side)
    return Printed(value, value, Fraction(1), low_in=not strict, side=side)


def amounts(text: str) -> Iterator[Fraction]:
    """Yield the numbers of things in a text, which are no shares: "2.5 million faces" has 2,500,000."""
    for match in _SO_MANY.finditer(text):
        with suppress(NotANumberError):
            yield _amount(match["amount"], text) * _SCALES.get((match["scale"] or "").casefold(), 1)


def is_none(text: str) -> bool:
    """Return whether a number, as it was printed, is none at all."""
    try:
        return printed(text).high == 0
    except NotANumberError:
        return False


def _read(said: str, text: str) -> Printed:
    if sum(map(str.isdigit, said)) > MOST_DIGITS or re.search(r"(?:\de|\^\s?)[-+−]?\d{3}", said, re.IGNORECASE):
        raise NotANumberError(f'"{text[:40]}" has more digits than anybody counts; write it with fewer')
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
    digits, power = _and_power(str({"one": 1, **_WORDS}.get(number.casefold(), number)))
    whole, _, decimals = digits.replace(",", ".").partition(".")
    if "." in decimals:
        raise NotANumberError(f'"{number}" has two points or commas; write it with one')
    unit = Fraction(10) ** (power - len(decimals)) / of  # of its last digit
    value = int(whole + decimals) * unit
    return Printed(value, value - unit / 2, value + unit / 2, high_in=False)


def _and_power(number: str) -> tuple[str, int]:
    """Return the digits of a number, and its power of ten: "1e-5", "1 × 10^-5" and "10^-5" have -5."""
    spaceless = re.sub(r"\s", "", number).replace("−", "-").casefold()
    match = re.fullmatch(r"(?:(?P<digits>[\d.,]+?)(?:e|[x×*·]10\^)|10\^)(?P<power>[-+]?\d+)", spaceless)
    digits, power = (match["digits"] or "1", match["power"]) if match else (spaceless, "0")
    return digits, int(power)


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
    one_meaning(plain, whole)
    return _decimal(plain, whole)


def one_meaning(number: str, whole: str) -> None:
    """Raise NotANumberError for a number of things such as 6.000: half of Europe writes six thousand so."""
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", number):
        raise NotANumberError(f'in "{whole}", {number} may be thousands or a fraction; write it without the point')


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
