"""The first look at a file: enough to tell its format, whatever its compression and encoding."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.tables.text import decoded_head, ensure_file, head_of, sniff_delimiter

if TYPE_CHECKING:
    from pathlib import Path

_NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?|[-+]?(nan|inf(inity)?)", re.IGNORECASE)
_LINES = 20
_FIRST, _LONGER, _ENOUGH = 1 << 16, (1 << 20, 1 << 24), 3


@dataclass(frozen=True)
class Head:
    """The first bytes (unpacked), and for text its first complete lines as cells; ``cells`` is empty for binary."""

    path: Path
    raw: bytes
    delimiter: str = ","
    cells: tuple[tuple[str, ...], ...] = ()

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


def look(path: Path) -> Head:
    """Look into a file. Raises :class:`EvidenceError` (EV01, EV02) where there is nothing to look into."""
    ensure_file(path)
    raw = head_of(path)
    text = decoded_head(path)
    for size in _LONGER:  # a wide matrix has lines of many thousand characters
        if text is None or text.count("\n") > _ENOUGH or len(raw) < _FIRST:
            break
        text = decoded_head(path, size)
    if text is None or not text.strip():
        return Head(path, raw)
    delimiter = sniff_delimiter(text)
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and not text.endswith(("\n", "\r")):
        lines.pop()
    lines = lines[:_LINES]
    cells = [line.split() for line in lines] if delimiter == " " else list(csv.reader(lines, delimiter=delimiter))
    return Head(path, raw, delimiter, tuple(tuple(cell.strip() for cell in row) for row in cells if row))


def is_number(cell: str) -> bool:
    """Return whether a cell reads as a number, with a point or a decimal comma, or as NaN or infinity."""
    return _NUMBER.fullmatch(cell.strip()) is not None
