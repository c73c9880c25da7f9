"""Columns whose headings do not say what they are, and whose cells do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.comparisons.label_column import with_label
from bystander.evidence.comparisons.sample_columns import with_samples

if TYPE_CHECKING:
    from bystander.errors import Problem
    from bystander.evidence.request import Request
    from bystander.evidence.tables.opened import Opened


def told_by_cells(table: Opened, request: Request) -> tuple[Request, list[Problem]]:
    """Return the request with the columns that the cells of a table tell, and the notes that say so."""
    request, of_labels = with_label(table, request)
    request, of_samples = with_samples(table.header, table.parts, request)
    return request, [*of_labels, *of_samples]
