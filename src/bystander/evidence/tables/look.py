"""Looking into a file, whatever its compression and encoding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev03_not_text import cut_off
from bystander.evidence.tables.cells_of_lines import cells_of_lines
from bystander.evidence.tables.head import Head, is_number
from bystander.evidence.tables.lines import split_lines, split_spaces
from bystander.evidence.tables.lines_above import LOOKED_AT, lines_above
from bystander.evidence.tables.row_names import has_row_names
from bystander.evidence.tables.text import decoded_head, ensure_file, head_of, sniff_delimiter, unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LINES, _PAIR = 20, 2
_SEPARATOR = re.compile(
    r"\"?sep=([,;|\t])\"?[,;\s]*", re.IGNORECASE
)  # a first line that Excel reads, and no other program
_FIRST, _LONGER, _ENOUGH = 1 << 16, (1 << 20, 1 << 24), 3


def look(path: Path) -> Head:
    """Look into a file. Raises :class:`EvidenceError` (EV01, EV02, EV03) where there is nothing to look into."""
    ensure_file(path)
    raw = head_of(path)
    if not raw:  # there is something in it, so it is an archive: of nothing, or one that cannot be unpacked
        with unpacked(path):
            raise EvidenceError(path.name, [cut_off(path.name)])
    text = decoded_head(path)
    for size in _LONGER:  # a wide matrix has lines of many thousand characters
        if text is None or max(text.count("\n"), text.count("\r")) > _ENOUGH or len(raw) < _FIRST:
            break
        text = decoded_head(path, size)
    if text is None or not text.strip():
        return Head(path, raw)
    every = split_lines(text)
    places = [number for number, line in enumerate(every) if line.strip()]
    lines = [every[number] for number in places]
    told = _SEPARATOR.fullmatch(lines[0])
    if told and len(lines) > 1:
        lines, places = lines[1:], places[1:]
    delimiter = told[1] if told else sniff_delimiter(text)
    marked = _marked(lines, delimiter)
    above = marked or _titles(lines[:LOOKED_AT], delimiter)
    titles = () if marked else tuple(number + 1 for number in places[:above])
    lines = lines[above:]
    if delimiter == " " and lines[0].startswith("#") and len(lines) > 1:
        lines = [lines[0].lstrip("# "), *lines[1:]]
    blank = places[above]
    if len(lines) > 1 and len(raw) == _FIRST and not text.endswith(("\n", "\r")):
        lines.pop()  # it may be cut
    lines = lines[:_LINES]
    rows = _split(lines, delimiter)
    cells = tuple(tuple(cell.strip() for cell in row) for row in rows if row)
    if len(cells[0]) > _PAIR and any(map(is_number, cells[0])) and not any(row[-1] for row in cells):
        cells = tuple(row[:-1] for row in cells)  # a delimiter at the end of every line of a list makes no column
    named = has_row_names(cells, delimiter)
    cells = (("", *cells[0]), *cells[1:]) if named else cells
    return Head(path, raw, delimiter, cells, blank, titles, row_names=named)


def _split(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    return [split_spaces(line) for line in lines] if delimiter == " " else list(cells_of_lines(lines, delimiter))


def _titles(lines: Sequence[str], delimiter: str) -> int:
    """Return how many of some lines stand above a header; 0 where a quotation mark joins any of them."""
    rows = _split(lines, delimiter)
    return lines_above(rows) if len(rows) == len(lines) else 0


def _marked(lines: Sequence[str], delimiter: str) -> int:
    """Return how many of the first lines are remarks behind a #, above a heading that has as many cells as the data.

    A line that has as many cells as the data and a number among them is none: an identifier may begin with a #.
    """
    run = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if not run or run + 1 >= len(lines):
        return 0
    plain = [line.lstrip("# ") if delimiter == " " else line for line in lines[: run + 2]]
    cells = _split(plain, delimiter)
    width = len(cells[run + 1])
    if any(len(row) == width and any(map(is_number, row)) for row in cells[:run]):
        return 0
    last = cells[run - 1]
    head = run - 1 if len(last) == width and any(map(is_number, cells[run])) else run
    return head if len(cells[head]) == width and not any(map(is_number, cells[head])) else 0
