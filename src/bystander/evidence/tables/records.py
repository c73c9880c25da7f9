"""A text table record by record, strictly: what a quotation mark may have swallowed is told, and never taken for a row.

A record that runs over several lines is taken for what it says only where it cannot have swallowed rows: its line
breaks stand in a column that is not wanted, with less between them than a row.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_LONGEST = 1 << 25  # characters of a cell; a longer one has swallowed what follows it


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

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of each record below the header, as a spreadsheet counts rows, and its cells.

        Blank rows are counted and not yielded; line breaks in quotes do not count.
        """
        csv.field_size_limit(_LONGEST)
        with self.file.open(encoding="utf-8", newline="") as text:
            records = csv.reader(text, delimiter=self.delimiter, strict=True)
            before = number = 0
            while True:
                try:
                    cells = next(records, None)
                except csv.Error:
                    number += 1
                    if records.line_num > before + 1:
                        self.swallowed.append((before + 1, records.line_num))
                        return
                    self.unsplit.append(number)
                    before = records.line_num
                    continue
                if cells is None:
                    return
                number += 1
                if records.line_num > before + 1 and (number <= self.header_rows or self._may_hold_rows(cells)):
                    self.swallowed.append((before + 1, records.line_num))
                before = records.line_num
                if number > self.header_rows and not (len(cells) <= 1 and not "".join(cells).strip()):
                    yield number, cells

    def _may_hold_rows(self, cells: list[str]) -> bool:
        """Return whether a record of several lines may be several rows: its breaks stand where none can be meant."""
        broken = [at for at, cell in enumerate(cells) if "\n" in cell or "\r" in cell]
        return not broken or any(
            at in self.wanted or cells[at].count(self.delimiter) >= self.width - 1 for at in broken
        )
