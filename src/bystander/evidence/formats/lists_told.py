"""Is a file candidate lists, or a candidate log? Its first lines say so, and nothing that reads one is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.searches.columns import is_search_header
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.look import look
from bystander.evidence.tables.open_table import open_table
from bystander.evidence.tables.opened import ArrowTable

if TYPE_CHECKING:
    from pathlib import Path

LOG = ("searchid", "candidaterank", "searchretcode", "isassigned", "templateid", "score")


def is_lists(path: Path) -> bool:
    """Return whether a file is a table of candidate lists, as text or Parquet; what cannot be opened is not."""
    if not path.is_file():
        return False
    try:
        table = open_table(path, fits=is_search_header)
        return not isinstance(table, ArrowTable) and is_search_header(table.header)
    except (EvidenceError, pa.ArrowException, OSError):
        return False


def is_log(path: Path) -> bool:
    """Return whether a file is a candidate log; what cannot be opened is not."""
    if not path.is_file():
        return False
    try:
        head = look(path)
    except EvidenceError:
        return False
    return head.is_text and tuple(normal(c).replace("_", "") for c in head.cells[0][: len(LOG)]) == LOG
