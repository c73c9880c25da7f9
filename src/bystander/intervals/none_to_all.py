"""The range of a rate of which some events are in doubt: alerts that nobody judged may be none of them, or all.

The lower end is that of the counted ones alone, the upper end that of all: whatever part of those in doubt are events,
the range holds its rate at least as often as its limits say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def none_to_all(limits: Callable[[int], tuple[float, float]], events: int, in_doubt: int) -> tuple[float, float]:
    """Return the two ends; ``limits``: those of so many events, which are counted once where nothing is in doubt."""
    low, high = limits(events)
    return (low, limits(events + in_doubt)[1]) if in_doubt else (low, high)
