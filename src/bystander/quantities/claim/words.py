"""How rates of a claim are said: of faces and comparisons in a million, of all else in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.denominators import Kind
from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.claims.claim import Claim
    from bystander.claims.denominators import Denominator

NOT_PUBLISHED = "no counts of it were given, so there is nothing to hold the number against"
FOLLOWS = "it follows from what is counted alone, and nothing is estimated"
NO_CROWD = "the claim was given no crowd"
SELDOM = 0.01  # from here on a rate is said in per cent
HELD_FOR = "what was counted, if every event is of its own"


def rate(what: Denominator, value: float, digits: int = 2) -> str:
    """Say a rate of wrong ones: "3.2 in a million", "1.6 %"."""
    if in_millionths(what, value):
        return f"{wording.significant(value * 1e6, digits)} in a million"
    return wording.percent(value, digits)


def exactly(what: Denominator, value: float, digits: int = 6) -> str:
    """Say what a printed number stands for, with as many figures as it has: "3.5 in a million", "91.5 %"."""
    scale, unit = (1e6, "in a million") if in_millionths(what, value) else (100, "%")
    return f"{value * scale:.{digits}g} {unit}"


def span(what: Denominator, low: float, high: float) -> str:
    """Say a range of rates: "0.066 to 15 in a million", "0.041 % to 8.8 %"."""
    if in_millionths(what, high):
        ends = [wording.of_a_million(value) for value in (low, high)]
        return f"{ends[0]} to {ends[1]} in a million" if low else f"at most {ends[1]} in a million"
    return wording.percent_span(low, high)


def in_millionths(what: Denominator, value: float) -> bool:
    """Return whether a rate is said in a million: one of faces or comparisons, unless it is one per cent or more."""
    return what.kind in {Kind.LOOK, Kind.COMPARISON} and value < SELDOM


def number_of(claim: Claim) -> str:
    """Return the claim's number as it was printed."""
    from bystander.claims.printed import found_in

    return claim.value or found_in(claim.text)[0]


def were(number: int) -> str:
    """Return "was" or "were"."""
    return "was" if number == 1 else "were"


def some(number: int, of: int, many: str) -> str:
    """Say "1 of 61 alerts", "none of 2,500,000 faces seen"."""
    return f"{wording.count(number) if number else 'none'} of {wording.count(of)} {many}"


def capital(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[:1].upper() + text[1:]
