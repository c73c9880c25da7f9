"""The signs that a number is drawn with, as numbers and words: what is drawn is decided here, how it looks is not.

Disc is wrong, diamond is right, band is doubt. A sign is never drawn without its words, and a number that cannot be
shown has a sign of its own, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import log10


class Sign(Enum):
    """What a mark stands for."""

    FALSE = "false"  # a false alert, a false match: a disc
    RIGHT = "right"  # a right alert, a person recognised: a diamond
    MISS = "miss"  # a person not recognised: a ring
    MEASURED = "measured"  # neither right nor wrong yet: a disc in ink
    PERSON = "person"  # one of the crowd; two people told apart: a dot


GAP = 0.1  # of an axis, between 0 and where a logarithmic one begins


@dataclass(frozen=True)
class Axis:
    """A stretch of numbers from ``low`` to ``high``; ``ticks`` are values with their words.

    ``nothing``: 0 stands before a logarithmic one, which has none, across a gap.

    Raises ValueError for an axis of no length, and for a logarithmic one that begins at 0 or below.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    log: bool = False
    nothing: bool = False

    def __post_init__(self) -> None:
        if not self.high > self.low or (self.log and self.low <= 0):
            message = f"no axis from {self.low} to {self.high}"
            raise ValueError(message)

    def holds(self, value: float) -> bool:
        """Return whether a value stands on the axis; 0 stands before a logarithmic one where there is room for it."""
        return self.low <= value <= self.high or (value == 0 and (self.nothing or not self.log))

    def place(self, value: float) -> float:
        """Return where a value stands, from 0 at the axis' start to 1 at its end, where all beyond it stands too."""
        if self.log:
            if value <= 0:
                return 0.0
            share = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        share = min(max(share, 0.0), 1.0)
        return GAP + (1 - GAP) * share if self.nothing else share


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A value with its range on an axis.

    ``value``: None where there is none, but for the range. One that begins below a logarithmic axis is drawn from that
    axis' start on, without an edge there. Where none was counted (``none``) the range begins at the
    axis' start and has one edge, at ``high``; ``far``: a second, farther limit that holds whatever people do.
    ``limit``: what the value is held against, a line.
    """

    low: float
    high: float
    value: float | None = None
    sign: Sign = Sign.FALSE
    none: bool = False
    far: float | None = None
    limit: float | None = None


@dataclass(frozen=True, kw_only=True)
class Share:
    """So many of a whole: a bar of all, ``part`` of it from the left, with the range of where the line may lie.

    ``sign``: what the part is; the rest is its opposite. ``rest_unknown``: the rest was not verified, so it is hatched
    and stands on the left, and the part on the right.
    """

    part: float
    whole: float
    low: float
    high: float
    sign: Sign = Sign.FALSE
    rest_unknown: bool = False


@dataclass(frozen=True)
class Hatch:
    """What cannot be shown, was not published, or is vetoed by a note; ``reason`` stands on it in words."""

    reason: str


Mark = Interval | Share | Hatch


@dataclass(frozen=True)
class Cell:
    """A mark and its words: as counted ("10 of 2,077"), then the rate with its range ("0.5 % (0.2 to 0.9)")."""

    mark: Mark | None  # None: there is nothing to draw
    counted: str = ""
    said: str = ""
    note: str = ""  # a second line, such as the farther of two limits


@dataclass(frozen=True)
class Column:
    """A question that a column of cells answers, on one axis and in one unit.

    ``unit``: of the rates, where count, rate and mark have columns of their own.
    """

    title: str
    axis: Axis
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """One thing of which each column tells something: an operator, an error, a group, a system.

    ``reason``: why none of the columns can be shown; it stands on a hatch in their place, and there are no cells.
    """

    label: str
    cells: tuple[Cell, ...] = ()
    detail: str = ""
    chosen: bool = False  # the one that the page is about
    goes_on: bool = False  # it belongs to the row above
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A table of signs: a picture whose text is the table itself.

    ``heads``: of a row's label and its detail, where these have columns of their own, and count, rate and mark too.
    ``instead_of``: charts, by name, that would show no more.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: str = ""  # of the labels
    key: tuple[tuple[str, str], ...] = ()  # sign by name, and what it means here
    reading: str = ""
    heads: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row.cells) != (0 if row.reason else len(self.columns)) for row in self.rows):
            message = "every row has a cell a column"
            raise ValueError(message)

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """Return the key with the marks that only some rows have: none counted, its farther limit, the gap after 0.

        In a table of a section, words stand beside each mark in columns of their own: it needs its ``key`` alone.
        """
        marks = [cell.mark for row in self.rows for cell in row.cells if isinstance(cell.mark, Interval)]
        named = {name for name, _ in self.key}
        also = (
            ("none", "none counted", any(m.none and m.sign is not Sign.MISS for m in marks)),
            ("far", "limit whatever people do", any(m.far is not None for m in marks)),
            ("gap", "0 stands apart", any(c.axis.nothing for c in self.columns)),
        )
        return (*self.key, *((name, meaning) for name, meaning, there in also if there and name not in named))


@dataclass(frozen=True, kw_only=True)
class Array:
    """A thousand marks, of which some stand for an event: a rate that can be counted by eye.

    ``rate``, ``low``, ``high`` in [0, 1]; ``said``: "77 of 1,000 not recognised"; ``spread``: "(54 to 107)".
    """

    title: str
    rate: float
    low: float
    high: float
    sign: Sign
    rest: Sign
    said: str
    spread: str
    counted: str


@dataclass(frozen=True, kw_only=True)
class Arrays:
    """Arrays side by side, as different things were tried in each."""

    arrays: tuple[Array, ...]
    key: tuple[tuple[str, str], ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class ChartOf:
    """A picture that is one of the study's charts, by its name."""

    chart: str


Picture = Rows | Arrays | ChartOf
