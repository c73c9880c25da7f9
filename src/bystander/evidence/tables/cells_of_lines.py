"""Cells of lines of text, however long a cell is: a vector or a picture written as text beside scores is no fault."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 1 << 30  # characters of a cell; Python's own limit, 131,072, holds or not by what was read before


def cells_of_lines(text: Iterable[str], delimiter: str, *, strict: bool = False) -> Any:  # noqa: ANN401 - csv's reader
    """Return a reader of the cells of each row; ``strict``: a quotation mark without end is a fault."""
    csv.field_size_limit(_LONGEST)
    return csv.reader(text, delimiter=delimiter, strict=strict)
