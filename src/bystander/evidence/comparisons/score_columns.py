"""Which columns of a table could each be the score, where none is called so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.comparisons.columns import roles_in, tells_apart
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.opened import ArrowTable, ParquetTable, TextTable, WorkbookTable

if TYPE_CHECKING:
    from bystander.evidence.request import Request
    from bystander.evidence.tables.opened import Opened

_FLAGS = {"", "0", "1", "-1", "0.0", "1.0"}


def refuse_several_scores(table: Opened, request: Request) -> None:
    """Raise EvidenceError where two columns or more could be the score, and all else of a comparison is told.

    Then the header is one of columns for certain, and they are named; what a matrix has there names people.
    """
    found = roles_in(table.header, request.columns)
    told = found.has("mated") or found.has("probe_subject", "reference_subject")
    told = told or found.has("probe_id", "reference_id")
    if found.has("score") or "score" in request.columns or not told:
        return
    free = [at for at in range(len(table.header)) if at not in found.positions.values()]
    others = [at for at in free if _may_be_called_score(table.header[at]) and _holds_scores(table, at)]
    if len(others) > 1:
        raise EvidenceError(table.name, [ev04.several_scores(table.name, [table.header[at] for at in others])])


def _may_be_called_score(heading: str) -> bool:
    """Return whether a column has a name, and not one of what tells parts of a trial apart, as a fold is called."""
    return bool(normal(heading)) and not tells_apart(heading)


def _holds_scores(table: Opened, at: int) -> bool:
    """Return whether a column holds numbers with fractions, or more than two of them."""
    if isinstance(table, TextTable):
        cells = [row[at] for row in table.head.cells[1:] if len(row) > at]
        return bool({*cells} - _FLAGS) and all(is_number(cell) or not cell for cell in cells)
    kind: Any = None
    if isinstance(table, ArrowTable | WorkbookTable):
        kind = table.table.schema.field(at).type
    elif isinstance(table, ParquetTable):
        kind = table.metadata.schema.to_arrow_schema().field(at).type
    return kind is not None and bool(pa.types.is_floating(kind))
