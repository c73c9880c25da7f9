"""How many false alerts the evidence does not exclude, on average: the one-sided bound beside the range.

Where events are few the rate is hardly known: 0 of 12,120 leave nothing to expect of 60,000 passes, although rates that
give 15 on average fit the evidence as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.crowd.consequences import Block


def excluded_above(blocks: Sequence[Block], *, level: float = 0.95) -> float | None:
    """Return the expected false alerts at the upper limit of each block's evidence; None where no block has few events.

    An asserted rate has no limit and adds what it says; without trials (0/0) every look may be an alert.
    """
    if not any(b.rate.few for b in blocks):
        return None
    return sum(b.people * b.looks.usable * b.rate.upper(level) for b in blocks)
