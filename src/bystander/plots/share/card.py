"""What stands on a picture to hand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bystander.plots.share.text import Line

Tag = Literal["counted", "asserted", "invented"]
MOST_MARKS = 100  # drawn one by one


@dataclass(frozen=True)
class Bar:
    """All of a row, as shares: ``wrong`` from the left, then ``unverified``; ``low`` and ``high``: of the range."""

    wrong: float
    unverified: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: the ``number``, what it is (``said``), and where they are few its marks, (right, false); else its bar.

    ``yardstick``: nobody counted it; the others are held against it.
    """

    number: str
    said: Line
    marks: tuple[int, int] | None = None
    bar: Bar | None = None
    yardstick: bool = False


@dataclass(frozen=True, kw_only=True)
class Card:
    """A picture: who said it (``eyebrow``), on what it rests (``tag`` with its words), the ``headline`` in bold and the
    rest of it in light type, at most three ``rows``, the ``verdict``, and at the foot counts and what the range is.

    ``alt``: the same in words, for those who do not see it.
    """  # noqa: D205 - the first sentence takes two lines

    eyebrow: str
    tag: Tag
    tag_said: str
    headline: str
    after: str
    rows: tuple[Row, ...]
    verdict: Line
    foot: Line
    alt: str
