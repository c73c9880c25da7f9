"""Evidence that says of itself that it is made up: its table has a column ``made_up``.

A column survives every format that a table may be written in, and every copy of the file. What is in it is not looked
at: whoever mixes made-up rows with others has a page that is marked, too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.open_table import open_table

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMN = "made_up"


def marks_made_up(heading: str) -> bool:
    """Return whether a heading is that of the column; it is never one that nobody uses."""
    return normal(heading) == COLUMN


def says_made_up(source: object) -> bool:
    """Return whether evidence, or any table of it, has the column; never raises for what has no header."""
    if isinstance(source, (list, tuple)):
        return any(says_made_up(one) for one in source)
    if hasattr(source, "column_names"):
        return any(marks_made_up(str(name)) for name in source.column_names)
    if not isinstance(source, (str, Path)) or not Path(source).is_file():
        return False
    try:
        return any(marks_made_up(cell) for cell in open_table(Path(source), fits=_fits).header)
    except (EvidenceError, pa.ArrowException, OSError):
        return False


def _fits(header: Sequence[str]) -> bool:
    """Return whether a sheet of a workbook is the one that is meant."""
    return any(marks_made_up(cell) for cell in header)
