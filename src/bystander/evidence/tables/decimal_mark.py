"""Whether the numbers of a text table have a comma before their fraction, as European spreadsheets write them.

It is taken for that only where it can be nothing else: 1,234 may be a thousand, 0,83 and 12,5 may not. Then every
number of the table is read so, and one with a point among them is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.evidence.tables.digit_groups import GROUPED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_EITHER = re.compile(r"[-+]?(\d+(,\d*)?|,\d+)([eE][-+]?\d+)?|[-+]?(nan|inf(inity)?)|", re.IGNORECASE)
_SURE = re.compile(r"[-+]?(0*,\d+|\d+,\d{1,2}|\d+,\d{4,}|\d{4,},\d+|\d+,\d+[eE][-+]?\d+)([eE][-+]?\d+)?")
POINT, COMMA = ".", ","


def decimal_of(rows: Iterable[Sequence[str]], positions: Collection[int]) -> str:
    """Return the mark before the fraction of the numbers at some positions of the first rows of a table."""
    cells = [row[at].strip() for row in rows for at in positions if at < len(row)]
    comma = any(map(_is_sure, cells)) and all(_EITHER.fullmatch(cell) or GROUPED[COMMA].match(cell) for cell in cells)
    return COMMA if comma else POINT


def _is_sure(cell: str) -> bool:
    """Return whether a cell can be nothing but a number with a decimal comma: 0,83 and 1.434,6."""
    grouped = GROUPED[COMMA].match(cell)
    return _SURE.fullmatch(cell) is not None or (grouped is not None and grouped[3] is not None)


def pointed(cell: str) -> str:
    """Return a cell of a table with decimal commas as a number with a point; what has a point there is no number."""
    return "." if "." in cell else cell.replace(",", ".")
