"""How rates of a claim are said: of faces and comparisons in a million, of all else in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.denominators import Kind
from bystander.findings import wording
from bystander.findings.digits import figures_of, to_figures

if TYPE_CHECKING:
    from bystander.claims.claim import Claim
    from bystander.claims.denominators import Denominator

NOT_PUBLISHED = "no counts of it were given, so there is nothing to hold the number against"
FOLLOWS = "it follows from what is counted alone, and nothing is estimated"
NO_CROWD = "the claim was given no crowd"
MOST_FIGURES = 7
SELDOM = 0.01  # from here on a rate is said in per cent
HELD_FOR = "what was counted, if every event is of its own"


def rate(what: Denominator, value: float, digits: int = 2) -> str:
    """Say a rate of wrong ones: "3.2 in a million", "1.6 %"."""
    if in_millionths(what, value):
        return f"{wording.significant(value * 1e6, digits)} in a million"
    return wording.percent(value, digits)


def none_of(what: Denominator) -> str:
    """Say a rate of nothing in the unit of its others: "0 in a million", "0 %"."""
    return "0 in a million" if in_millionths(what, 0.0) else "0 %"


def bounded(what: Denominator, value: float, digits: int, *, up: bool) -> tuple[float, str]:
    """Return a limit, rounded up or down so that what is said of it stays true, and how it is said."""
    scale, unit = (1e6, "in a million") if in_millionths(what, value) else (100, "%")
    share = value * scale
    if scale == 100 and value > 0.5:  # figures of what is missing to all: 99.97 % has two
        left = to_figures(100 - share, digits, up=not up)
        places = len(wording.significant(left, digits).partition(".")[2])
        return (100 - left) / scale, f"{100 - left:.{places}f} {unit}"
    return to_figures(share, digits, up=up) / scale, f"{wording.significant(share, digits, up=up)} {unit}"


def exactly(what: Denominator, value: float, *, up: bool) -> tuple[float, str]:
    """Return the same of what a printed number stands for, with the figures that it has: "3.5 in a million"."""
    scale = 1e6 if in_millionths(what, value) else 100
    return bounded(what, value, figures_of(100 - value * scale if value > 0.5 else value * scale), up=up)


def apart(what: Denominator, end: float, bound: float, *, end_up: bool, bound_up: bool) -> tuple[str, str]:
    """Say a limit of what was counted beside that which a number stands for, so that they read as they lie.

    The first has two figures, as estimates have, and the second its own; both more where the larger one would not look
    the larger.
    """
    said = "", ""
    for more in range(MOST_FIGURES):
        end_as, first = bounded(what, end, 2 + more, up=end_up)
        bound_as, second = exactly(what, bound, up=bound_up)
        if more and bound_as != bound:
            bound_as, second = bounded(what, bound, max(3, 2 + more), up=bound_up)
        said = first, second
        if (end_as > bound_as, end_as < bound_as) == (end > bound, end < bound):
            break
    return said


def clear_of(what: Denominator, end: float, bound: float) -> bool:
    """Return whether a limit of what was counted reads as it lies beside a number even if both are rounded to two."""
    scale = 1e6 if in_millionths(what, end) else 100
    first, second = (to_figures(value * scale, 2) for value in (end, bound))
    return first != second and (first > second) == (end > bound)


def span(what: Denominator, low: float, high: float) -> str:
    """Say a range of rates: "0.066 to 15 in a million", "0.041 % to 8.8 %"."""
    if in_millionths(what, high):
        if not low:
            return f"at most {bounded(what, high, 2, up=True)[1]}"
        return f"{wording.of_a_million(low)} to {wording.in_a_million(high)}"
    return wording.percent_span(low, high)


def in_millionths(what: Denominator, value: float) -> bool:
    """Return whether a rate is said in a million: one of faces or comparisons, unless it is one per cent or more."""
    return what.kind in {Kind.LOOK, Kind.COMPARISON} and value < SELDOM


def number_of(claim: Claim) -> str:
    """Return the claim's number as it was printed."""
    return claim.as_printed


def were(number: int) -> str:
    """Return "was" or "were"."""
    return "was" if number == 1 else "were"


def some(number: int, of: int, many: str) -> str:
    """Say "1 of 61 alerts", "none of 2,500,000 faces seen"."""
    return f"{wording.count(number) if number else 'none'} of {wording.count(of)} {many}"
