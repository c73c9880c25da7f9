"""Workbooks (``.xlsx``): a table of comparisons on one of the sheets, or a matrix of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from bystander.evidence.comparisons.columns import complete, roles_in
from bystander.evidence.comparisons.matrix import Grid, from_grid
from bystander.evidence.comparisons.of_table import trial_of_opened
from bystander.evidence.comparisons.score_columns import refuse_several_scores
from bystander.evidence.formats.options import OF_MATRICES, OF_TABLES, refuse_extras
from bystander.evidence.formats.score_matrix import CORNER
from bystander.evidence.tables.open_table import open_workbook
from bystander.evidence.tables.workbook import is_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head
    from bystander.evidence.tables.opened import WorkbookTable

NAME = "workbook"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is a workbook."""
    return len(request.files) == 1 and is_workbook(request.file, head.raw)


def read(request: Request) -> Trial:
    """Read a table of comparisons from a sheet."""
    refuse_extras(request, NAME, *OF_TABLES, "--sheet")

    def is_of_comparisons(header: Sequence[str]) -> bool:
        return complete(roles_in(header, request.columns))

    table = open_workbook(request.file, sheet=request.sheet, fits=is_of_comparisons)
    if not is_of_comparisons(table.header) and table.header[0].casefold() in CORNER and _all_numbers(table):
        refuse_extras(request, NAME, *OF_MATRICES, "--sheet")
        return _matrix(table, request)
    refuse_several_scores(table, request)
    return trial_of_opened(table, request, form=NAME, sha256=request.sha256())


def _all_numbers(table: WorkbookTable) -> bool:
    """Return whether all columns but the first hold numbers, or nothing."""
    kinds = table.table.schema.types[1:]
    return bool(kinds) and all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in kinds)


def _matrix(table: WorkbookTable, request: Request) -> Trial:
    """Make the trial of a sheet whose first row and first column name people, or samples with true pairs."""
    ids, *columns = table.table.columns
    empty = np.column_stack([column.is_null().to_numpy() for column in columns])
    grid = Grid(
        scores=np.column_stack([column.to_numpy().astype(np.float64) for column in columns]),
        row_ids=ids, column_ids=pa.array(table.header[1:], pa.large_utf8()), empty=empty if empty.any() else None,
        first_row=table.sheet.above + 1, first_column=2,
    )  # fmt: skip
    return from_grid(grid, request, form="score matrix in a workbook", sha256=request.sha256())
