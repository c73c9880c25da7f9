"""Caveats that several studies share."""

from __future__ import annotations

from bystander.findings.first_screen import Caveat, Weight

MADE_UP = Caveat(
    "Nobody real was tested.",
    "The scores come from a generator, so no light, no camera and no group of people is in them.",
    "A trial with real, consenting people would remove this.",
    Weight.VOIDS,
)


def in_short(text: str, weight: Weight = Weight.NARROWS) -> Caveat:
    """Return a caveat of a text: its first sentence is the claim, the others are the reason."""
    claim, stop, reason = text.partition(". ")
    return Caveat(f"{claim}." if stop else text, reason, weight=weight)
