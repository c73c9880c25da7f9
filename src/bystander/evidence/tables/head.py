"""What a first look at a file shows: enough to tell its format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NUMBER = re.compile(r"[-+]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][-+]?[0-9]+)?|[-+]?(nan|inf(inity)?)", re.IGNORECASE)

_HEADING = re.compile(r"#?\s*(?!(n/?a|nan|none|null|missing|unknown)\b)[^\W\d_]", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """The first bytes (unpacked), and for text its first complete lines as cells; ``cells`` is empty for binary."""

    path: Path
    raw: bytes
    delimiter: str = ","
    cells: tuple[tuple[str, ...], ...] = ()
    blank: int = 0  # lines before the first, without anything or passed over
    above: tuple[int, ...] = ()  # numbers of those that were passed over, as a title is
    row_names: bool = False  # the first column is names of rows, with no cell above them in the file

    @property
    def is_text(self) -> bool:
        """Return whether there is at least one line of text."""
        return bool(self.cells)

    @property
    def width(self) -> int:
        """Number of cells in the first line."""
        return len(self.cells[0]) if self.cells else 0

    @property
    def has_header(self) -> bool:
        """Return whether the first line can be a header: no cell of it is a number."""
        return self.is_text and not any(is_number(cell) for cell in self.cells[0])

    @property
    def header_rows(self) -> int:
        """Return the number of lines above the data."""
        return self.blank + 1 if self.has_header else 0

    @property
    def heading_rows(self) -> int:
        """Return the same where all data are numbers: a number that is misspelt, or a word for none, is no heading."""
        return self.header_rows if self.is_text and is_heading(self.cells[0][0]) else 0


def is_number(cell: str) -> bool:
    """Return whether a cell reads as a number, with a point or a decimal comma, or as NaN or infinity."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_heading(cell: str) -> bool:
    """Return whether a cell can be a heading: it begins with a letter, and is no word for a missing value."""
    return _HEADING.match(cell) is not None
