"""Caveats that several studies share."""

from __future__ import annotations

from bystander.findings.first_screen import Caveat, Weight

MADE_UP = Caveat(
    "Nobody real was tested.",
    "The scores come from a generator, so no light, no camera and no group of people is in them.",
    "A trial with real, consenting people would remove this.",
    Weight.VOIDS,
)
