"""Caveats that several studies share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings.first_screen import Caveat, Weight

if TYPE_CHECKING:
    from bystander.errors import Problem

MADE_UP = Caveat(
    "Nobody real was tested.",
    "The scores come from a generator, so no light, no camera and no group of people is in them.",
    "A trial with real, consenting people would remove this.",
    Weight.VOIDS,
)


def of_problem(problem: Problem, weight: Weight) -> Caveat:
    """Return what was found in evidence as a caveat: what was found, what that means, and what would remove it."""
    return Caveat(
        _sentence(problem.found),
        _sentence(problem.means),
        _sentence(problem.do) if problem.needed else "",
        weight,
    )


def in_short(text: str, weight: Weight = Weight.NARROWS) -> Caveat:
    """Return a caveat of a text: its first sentence is the claim, the others are the reason."""
    claim, stop, reason = text.partition(". ")
    return Caveat(f"{claim}." if stop else text, reason, weight=weight)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
