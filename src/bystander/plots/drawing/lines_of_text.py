"""Where the base line of a line of text lies, in whole pixels below a place, by the size of its font.

The shares are those of Vega. No font is measured, as a picture may not differ between machines.
"""

from __future__ import annotations

from math import floor

_HANGING, _MIDDLE = 0.79, 0.3  # of the size


def hanging(size: float) -> int:
    """Return how far below a place text has its base line that hangs from it."""
    return floor(_HANGING * size + 0.5)


def middle(size: float) -> int:
    """Return how far below a place text has its base line whose middle is there."""
    return floor(_MIDDLE * size + 0.5)
