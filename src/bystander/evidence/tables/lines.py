"""The lines of a text table, counted, so that no row is lost without being missed.

A quotation mark that stands alone swallows everything up to the next one, and a fast reader may drop what it swallowed.
In a file without any quotation mark every line is a row. In any other, rows and lines must come to the same; where they
do not, the file is read record by record, and one that runs over several lines is taken for what it says only where it
cannot have swallowed rows: its line breaks stand in a column that is not wanted, with less between them than a row.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from numpy.typing import NDArray

_CHUNK = 1 << 22
_LONGEST = 1 << 25  # characters of a cell; a longer one has swallowed what follows it
_BREAK = re.compile("\r\n|\r|\n")


def split_lines(text: str) -> list[str]:
    """Return the lines of a text: nothing but CR and LF ends one, whatever else Unicode calls a line break."""
    lines = _BREAK.split(text)
    return lines if lines[-1] else lines[:-1]


def has_quotes(file: Path) -> bool:
    """Return whether there is any quotation mark in a file."""
    with file.open("rb") as raw:
        return any(b'"' in chunk for chunk in iter(lambda: raw.read(_CHUNK), b""))


def count_lines(file: Path) -> int:
    """Return the number of lines of a file, blank ones among them; the last one need not be ended."""
    lines, last = 0, b""
    with file.open("rb") as raw:
        while chunk := raw.read(_CHUNK):
            lines += chunk.count(b"\n") + chunk.count(b"\r") - chunk.count(b"\r\n")
            lines -= last == b"\r" and chunk.startswith(b"\n")
            last = chunk[-1:]
    return lines + (last not in b"\r\n")


@dataclass(frozen=True, kw_only=True)
class Records:
    """The records of a table that are not blank: ``rows`` has the number of each, as a spreadsheet counts them.

    ``swallowed``: the first and the last line of each record that may have swallowed rows.
    """

    rows: NDArray[np.int64]
    swallowed: tuple[tuple[int, int], ...] = ()


def records_of(file: Path, *, delimiter: str, width: int, header_rows: int, wanted: Collection[int]) -> Records:
    """Read a UTF-8 table record by record; ``wanted``: the positions of the columns that are read from it.

    Blank rows count as a spreadsheet counts them; line breaks in quotes do not.
    """
    numbers: list[int] = []
    swallowed: list[tuple[int, int]] = []
    csv.field_size_limit(_LONGEST)
    with file.open(encoding="utf-8", newline="") as text:
        records = csv.reader(text, delimiter=delimiter)
        before = number = 0
        while True:
            try:
                cells = next(records, None)
            except csv.Error:  # a cell without end
                swallowed.append((before + 1, max(records.line_num, before + 1)))
                break
            if cells is None:
                break
            number += 1
            if records.line_num > before + 1 and (
                number <= header_rows or _may_hold_rows(cells, delimiter=delimiter, width=width, wanted=wanted)
            ):
                swallowed.append((before + 1, records.line_num))
            before = records.line_num
            if cells and number > header_rows:
                numbers.append(number)
    return Records(rows=np.array(numbers, np.int64), swallowed=tuple(swallowed))


def _may_hold_rows(cells: list[str], *, delimiter: str, width: int, wanted: Collection[int]) -> bool:
    """Return whether a record of several lines may be several rows: its line breaks stand where none can be meant."""
    broken = [at for at, cell in enumerate(cells) if "\n" in cell or "\r" in cell]
    return not broken or any(at in wanted or cells[at].count(delimiter) >= width - 1 for at in broken)
