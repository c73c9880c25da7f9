"""A text table record by record, strictly: what a quotation mark may have swallowed is told, and never taken for a row.

A record that runs over several lines is taken for what it says only where it cannot have swallowed rows: its line
breaks stand in a column that is not wanted, with less between them than a row.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from bystander.evidence.tables.cells_of_lines import cells_of_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_LONGEST = 1 << 25  # characters of a cell; a longer one has swallowed what follows it
_CELLS = 1 << 16  # that are held as Python objects at a time
_BREAK = re.compile("\r\n|\r|\n")


@dataclass(kw_only=True)
class Records:
    """The records of a UTF-8 table, which can be gone through once.

    ``width``: cells a row. ``wanted``: positions of the columns that are read. ``swallowed``: the first and the last
    line of each record that may have swallowed rows. ``unsplit``: numbers of records that are no cells: a mark in the
    middle of a quoted cell.
    """

    file: Path
    delimiter: str
    width: int
    header_rows: int = 0
    wanted: Collection[int] = ()
    swallowed: list[tuple[int, int]] = field(default_factory=list)
    unsplit: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[list[int], list[list[str]]]]:
        """Yield records below the header, part by part: their numbers, as a spreadsheet counts rows, and their cells.

        Blank rows are counted and not yielded: lines of white space, or of fewer cells than a row has and nothing in
        them. Line breaks in quotes do not count.
        """
        csv.field_size_limit(_LONGEST)
        most = max(1, _CELLS // max(self.width, 1))
        number = line = 0
        with self.file.open(encoding="utf-8", newline="") as text:
            records = cells_of_lines(text, self.delimiter, strict=True)
            while True:
                rows: list[list[str]] = []
                fault = False
                try:
                    rows.extend(islice(records, most))  # what came before a fault is kept
                except csv.Error:
                    fault = True
                if rows:
                    yield self._part(rows, number, line, one_line_each=records.line_num - line == len(rows) + fault)
                number += len(rows)
                line += len(rows) + sum(map(self._breaks, rows)) if records.line_num - line > len(rows) else len(rows)
                if fault:
                    number += 1
                    if records.line_num > line + 1:
                        self.swallowed.append((line + 1, records.line_num))
                        return
                    self.unsplit.append(number)
                    line = records.line_num
                elif len(rows) < most:
                    return

    def _part(
        self, rows: list[list[str]], number: int, line: int, *, one_line_each: bool
    ) -> tuple[list[int], list[list[str]]]:
        """Return what is yielded of records that follow so many others, and so many lines."""
        below = number >= self.header_rows
        if (
            below
            and one_line_each
            and set(map(len, rows)) == {self.width}
            and (self._may_be_empty or _all_filled(rows))
        ):
            return list(range(number + 1, number + 1 + len(rows))), rows
        numbers, kept = [], []
        for at, cells in enumerate(rows, number + 1):
            breaks = 0 if one_line_each else self._breaks(cells)
            if breaks and (at <= self.header_rows or self._may_hold_rows(cells)):
                self.swallowed.append((line + 1, line + 1 + breaks))
            line += 1 + breaks
            if at > self.header_rows and ((self._may_be_empty and len(cells) >= self.width) or "".join(cells).strip()):
                numbers.append(at)
                kept.append(cells)
        return numbers, kept

    @property
    def _may_be_empty(self) -> bool:
        """Whether a row may have nothing in any of its cells; a line of white space is blank."""
        return self.width > 1 and self.delimiter != "\t"

    @staticmethod
    def _breaks(cells: list[str]) -> int:
        return sum(len(_BREAK.findall(cell)) for cell in cells)

    def _may_hold_rows(self, cells: list[str]) -> bool:
        """Return whether a record of several lines may be several rows: its breaks stand where none can be meant."""
        broken = [at for at, cell in enumerate(cells) if _BREAK.search(cell)]
        return any(at in self.wanted or cells[at].count(self.delimiter) >= self.width - 1 for at in broken)


def _all_filled(rows: list[list[str]]) -> bool:
    return all("".join(cells).strip() for cells in rows)
