"""Which of two systems is better, in a closed vocabulary, and what may be hidden where nothing was shown."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.findings import Estimate


class Verdict(StrEnum):
    """All that may be said of the second of two systems."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "better in one respect and worse in another"
    PARTLY_BETTER = "better in one respect, no difference shown in the other"
    PARTLY_WORSE = "worse in one respect, no difference shown in the other"
    OPEN = "no difference shown"


def verdict_of(differences: Sequence[Estimate]) -> Verdict:
    """Judge by differences of error rates, second less first: what holds for every value of an interval is shown.

    Fewer false matches at the price of misses that nobody knows are not better: that needs every rate to be lower.
    """
    lower, higher = [d.high < 0 for d in differences], [d.low > 0 for d in differences]
    if any(lower) and any(higher):
        return Verdict.MIXED
    if any(lower):
        return Verdict.BETTER if all(lower) else Verdict.PARTLY_BETTER
    if any(higher):
        return Verdict.WORSE if all(higher) else Verdict.PARTLY_WORSE
    return Verdict.OPEN


def better_than(verdicts: Mapping[tuple[str, str], Verdict]) -> dict[str, list[str]]:
    """Return the systems that each is shown to be better than in every respect; ``verdicts``: of the second of two."""
    found: dict[str, list[str]] = {}
    for (first, second), verdict in verdicts.items():
        if verdict in {Verdict.BETTER, Verdict.WORSE}:
            winner, other = (second, first) if verdict is Verdict.BETTER else (first, second)
            found.setdefault(winner, []).append(other)
    return found


def said(verdict: Verdict, first: str, second: str) -> str:
    """Say a verdict in words, as the beginning of a sentence."""
    return {
        Verdict.BETTER: f"{second} is better than {first}",
        Verdict.WORSE: f"{second} is worse than {first}",
        Verdict.MIXED: f"{second} is better than {first} in one respect and worse in another",
        Verdict.PARTLY_BETTER: f"{second} is better than {first} in one respect, with no difference shown in the other",
        Verdict.PARTLY_WORSE: f"{second} is worse than {first} in one respect, with no difference shown in the other",
        Verdict.OPEN: f"No difference between {first} and {second} is shown",
    }[verdict]


def listed_as(verdict: Verdict, second: str) -> str:
    """Say a verdict in a list of operating points."""
    return str(verdict) if verdict is Verdict.OPEN else f"{second} is {verdict}"


def hidden(difference: Estimate, *, what: str, first: str, second: str) -> str:
    """Say how large a difference this trial could have missed: the ends of its interval."""
    span = wording.change_span(difference.low, difference.high)
    return f"{second} could {what} anything from {span} than {first}"
