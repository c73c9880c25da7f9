"""One number of a deployment record, read as people write them: "8,600", "c. 470 000", "over 2.5 million", "9.780".

Nothing is guessed: what has two readings is a fault, or is decided once for the table and said (`decimals`).
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from bystander.evidence.tables.digit_groups import GROUPED, joined

if TYPE_CHECKING:
    from bystander.evidence.record.entry import Bound

Decimal = Literal["", ".", ","]  # the mark before a fraction; "": not declared: a point, but a bare 9.780 is a fault
Fault = Literal["number", "fraction", "negative", "date", "point", "time"]

NONE = frozenset(
    {
        "nil",
        "zero",
        "no",
        "keine",
        "keiner",
        "aucun",
        "aucune",
        "néant",
        "ninguno",
        "ninguna",
        "nessuno",
        "nessuna",
        "geen",
        "nenhum",
        "nenhuma",
    }
)  # fmt: skip; words that say that there were none
DASHES = frozenset({"-", "--", "---", "–", "—", "−", "‐", "‑", ".", "/", "\\"})
UNSURE = DASHES | {"none"}  # none, or not known: programs write "None" for what is missing. The other counts may tell
HIDDEN = frozenset({"*", "**", "***", "†", "[c]", "suppressed", "withheld", "redacted", "[redacted]", "s40"})
NOT_KNOWN = frozenset({
    "", "n/a", "na", "#n/a", "n.a.", "n/k", "nk", "?", "null", "nan", "<na>", "nat", "not known", "unknown",
    "not available", "not recorded", "not published", "not given", "not applicable", "not held", "no data",
    "no information", "no information held", "tbc", "tba", "unbekannt", "k. a.", "k.a.", "inconnu", "nc", "n.c.",
    "desconocido", "sconosciuto", "n.d.", "nd", "onbekend", "[x]",
})  # fmt: skip

_ABOUT = (
    r"~|≈|c\.|c(?=\s?\d)|ca\.?|circa|about|approx\.?|approximately|around|nearly|almost|roughly|some|est\.?|"
    r"estimated|etwa|rund|ungefähr|environ|près de|unos|unas|cerca de|alrededor de|aproximadamente|quasi|ongeveer"
)
_LEAST = (
    r">=?|≥|over|more than|at least|upwards of|in excess of|above|über|mehr als|mindestens|plus de|au moins|más de|"
    r"al menos|oltre|più di|almeno|meer dan|minstens|ruim|mais de|pelo menos"
)
_MOST = (
    r"<=?|≤|under|fewer than|less than|below|up to|at most|no more than|unter|weniger als|höchstens|bis zu|moins de|"
    r"au plus|jusqu'à|menos de|como máximo|hasta|meno di|al massimo|fino a|minder dan|hoogstens"
)
_BELOW = re.compile(
    r"(?:<(?!=)|under|fewer than|less than|below|unter|weniger als|moins de|menos de|meno di|minder dan)\s*\d",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"^(?:(?P<about>{_ABOUT})|(?P<least>{_LEAST})|(?P<most>{_MOST}))\s*(?=\.?\d)", re.IGNORECASE)
_AFTER = re.compile(
    r"(?<=[\dmkn])\s*(?:(?P<least>\+)|(?P<about>\*+|\(?(?:est(?:\.|imate|imated)?|approx\.?|approximately|ca\.?)\)?))$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"(?<=\d) (?:faces|alerts|people|persons|matches|gesichter|visages|caras|volti)$", re.IGNORECASE)
_TIMES = {
    **dict.fromkeys(("million", "millions", "millionen", "millones", "milioni", "miljoen", "mio", "mn", "m"), 10**6),
    **dict.fromkeys(("thousand", "tausend", "tsd", "mil", "mila", "duizend", "k"), 10**3),
}
_MANY = re.compile(rf"^(\d[\d.,]*)\s*({'|'.join(_TIMES)})\.?$", re.IGNORECASE)
_PLAIN = {mark: re.compile(rf"^[+-]?(?:\d+\{mark}?\d*|\{mark}\d+)$") for mark in (".", ",")}
_LARGEST = 1e15  # of a count; a larger one is an identifier
TWO_READINGS = re.compile(r"^[+-]?[1-9]\d{0,2}\.\d{3}$")  # 8.600 is 8.6 in one country, 8600 in another


class Reading(NamedTuple):
    """What a cell says. ``about``: it is an estimate; ``bound``: the value is an end of what it can be."""

    value: int | float | None = None
    fault: Fault | None = None
    about: bool = False
    bound: Bound | None = None


def known(cell: str) -> bool:
    """Return whether a cell says something: a dash, None, N/A and nothing at all do not."""
    plain = cell.casefold()
    return plain not in NOT_KNOWN and plain not in UNSURE


def read_number(cell: str, *, whole: bool, decimal: Decimal = "") -> Reading:
    """Read a number. ``whole``: a count, which has no fraction. ``decimal``: the mark before one, where it is declared.

    A bare 9.780 is a fault where a count stands and nothing is declared.
    """
    bare, about, bound = _bare(" ".join(cell.split()))
    many = _MANY.match(bare)
    if many is not None:
        value, fault = _value(many[1], whole=False, decimal=decimal)
        return Reading(None if value is None else round(value * _TIMES[many[2].casefold()]), fault, True, bound)  # noqa: FBT003
    value, fault = _value(bare, whole=whole, decimal=decimal)
    return Reading(value, fault, about, bound)


def read_in_units(cell: str, times: int, *, decimal: Decimal = "") -> Reading:
    """Read a count that is told in thousands or the like, exactly: 21.5 of them are 21,500, and about so many."""
    bare, about, bound = _bare(" ".join(cell.split()))
    digits, fault = _digits(bare, whole=True, decimal=decimal)
    if fault is not None:
        return Reading(None, fault, about, bound)
    value = Fraction(digits) * times
    if value < 0 or value.denominator > 1:
        return Reading(None, "negative" if value < 0 else "fraction", about, bound)
    rounded = 10 ** len(digits.partition(".")[2]) < times
    return Reading(int(value), "number" if value > _LARGEST else None, about or rounded, bound)


def is_below(cell: str) -> bool:
    """Return whether a cell says that a count is below its number ("<5"), and not at most that."""
    return _BELOW.match(" ".join(cell.split())) is not None


def _bare(cell: str) -> tuple[str, bool, Bound | None]:
    """Take off what says that a number is an estimate or an end of a range, and a noun behind it."""
    about, bare = False, cell
    bound: Bound | None = None
    for pattern in (_AFTER, _BEFORE, _BEFORE):
        found = pattern.search(bare)
        if found is None:
            continue
        bare = bare[: found.start()] if pattern is _AFTER else bare[found.end() :]
        said = {name for name, text in found.groupdict().items() if text}
        about = about or "about" in said
        if "least" in said:
            bound = "at least"
        elif "most" in said:
            bound = "at most"
    return _NOUN.sub("", bare), about, bound


def _value(bare: str, *, whole: bool, decimal: Decimal) -> tuple[int | float | None, Fault | None]:
    digits, fault = _digits(bare, whole=whole, decimal=decimal)
    if fault is not None:
        return None, fault
    if digits.startswith("-") and float(digits) != 0:
        return None, "negative"
    if not whole:
        return float(digits), None
    if float(digits) > _LARGEST:
        return None, "number"
    return (None, "fraction") if float(digits) != int(float(digits)) else (int(digits.partition(".")[0] or "0"), None)


def _digits(bare: str, *, whole: bool, decimal: Decimal) -> tuple[str, Fault | None]:
    """Return the digits of a number, with a point before its fraction, or what is wrong with it."""
    mark = decimal or "."
    grouped = GROUPED[mark].match(bare)
    if grouped is not None:
        return joined(grouped), None
    if _PLAIN[mark].match(bare):
        two_readings = whole and not decimal and TWO_READINGS.match(bare)
        return bare.replace(",", "."), "point" if two_readings else None
    return "", "point" if not decimal and GROUPED[","].match(bare) else "number"
