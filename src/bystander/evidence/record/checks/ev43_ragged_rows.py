"""EV43: rows with more or fewer cells than the header.

A thousands separator without quotes (8,600 in a file divided by commas) makes one cell into two and moves
everything after it, so such a row cannot be read at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows

if TYPE_CHECKING:
    from bystander.evidence.record.seen import Seen

CODE = "EV43"


def look(seen: Seen) -> list[Problem]:
    """Find rows whose number of cells is not that of the header; empty cells at the end do not matter."""
    table = seen.table
    width = len(table.header)
    passed = {*seen.remarks, *seen.without}
    bad = [
        (number, len(cells))
        for number, cells in table.rows
        if (len(cells) < width or (len(cells) > width and any(cells[width:]))) and number not in passed
    ]
    if not bad:
        return []
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(len(bad), 'row')} with more or fewer cells than the header",
            where=f"{table.name}, {rows([number for number, _ in bad])}",
            expected=f"{how_many(width, 'cell')}, as in row {table.header_row}",
            got=", ".join(dict.fromkeys(how_many(cells, "cell") for _, cells in bad[:5])),
            means="a comma inside a cell that is not in quotes (8,600), or a line that was cut",
            do='put such cells in quotes ("8,600"), or write 8600',
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
