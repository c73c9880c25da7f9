"""How a right value is written down: as a decimal, as a fraction where it is one, or why there is no number."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from mpmath import mp, mpf, nstr

mp.dps = 45
DIGITS = 25
Value = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case as it is written. ``standing``: definition, convention or method, see docs/vectors.md."""

    id: str
    shows: str
    rule: str
    reference: tuple[str, ...]
    input: dict[str, Any]
    expected: dict[str, Value]
    settings: dict[str, Any] = field(default_factory=dict)
    standing: str = "definition"

    def written(self) -> dict[str, Any]:
        """Return what the file holds."""
        return {
            "id": self.id, "shows": self.shows, "standing": self.standing, "input": self.input,
            "settings": self.settings, "expected": self.expected, "rule": self.rule,
            "reference": list(self.reference),
        }  # fmt: skip


def exact(value: Fraction | int) -> Value:
    """Write a rational number."""
    found = Fraction(value)
    quotient = Context(prec=DIGITS).divide(Decimal(found.numerator), Decimal(found.denominator))
    return {"value": plain(quotient), "fraction": str(found)}


def rate(events: int, trials: int, nothing: str) -> Value:
    """Write a rate, or that there is none: 0 of 0."""
    return exact(Fraction(events, trials)) if trials else none(nothing)


def real(value: mpf) -> Value:
    """Write an irrational number."""
    return {"value": plain(Decimal(nstr(value, DIGITS, strip_zeros=False)))}


def score(value: float) -> Value:
    """Write a threshold that is a score of the trial, as the shortest decimal of that double."""
    return {"value": plain(Decimal(repr(float(value))))}


def above(value: float, at_most: float | None = None) -> Value:
    """Write a threshold just above a score: any number above it, up to the next score of the trial if there is one."""
    found = {"above": plain(Decimal(repr(float(value))))}
    return found if at_most is None else {**found, "at_most": plain(Decimal(repr(float(at_most))))}


def none(why: str) -> Value:
    """Write that there is no number, and why."""
    return {"none": why}


def word(said: str) -> Value:
    """Write a verdict."""
    return {"word": said}


def plain(value: Decimal) -> str:
    """Return a decimal without an exponent and without trailing zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
