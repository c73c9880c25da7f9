"""What a chart is: words, a table of the same numbers, and a drawing made only when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Spec = dict[str, Any]
Drawing = Spec | str  # a Vega-Lite specification, or the text of an SVG where none can say it


@dataclass(frozen=True)
class Size:
    """The room there is for a drawing, in CSS pixels; ``width`` is the whole picture's, margins included."""

    name: str
    width: int
    font: int

    @property
    def narrow(self) -> bool:
        """Whether labels must stand above instead of beside what they name."""
        return self.width < 500


WIDE = Size("wide", 760, 13)
NARROW = Size("narrow", 350, 12)


@dataclass(frozen=True, kw_only=True)
class Table:
    """The numbers of a chart for readers who cannot see it, or do not want to guess them from it.

    ``numeric`` tells which columns are set flush right. ``note`` says what the table leaves out.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    note: str = ""


NO_TABLE = Table(caption="", head=(), rows=(), numeric=())  # of a chart whose numbers are in the table of every number


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart that has not been drawn yet.

    ``alt`` says in a sentence or two what the picture shows; ``reading`` tells how to read it; ``draw``
    gives the Vega-Lite specification for a size, or the SVG itself where none can say it. ``key``: signs by name, and
    what each means here. A ``synthetic`` chart says so inside the picture.
    """

    name: str
    title: str
    alt: str
    reading: str
    table: Table
    draw: Callable[[Size], Drawing]
    key: tuple[tuple[str, str], ...] = ()
    synthetic: bool = False
