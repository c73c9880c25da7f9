"""A column a pass: turned into a row a pass, so that there is one way to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from collections.abc import Sequence


def melted(table: TableColumns[str], passes: Sequence[str]) -> TableColumns[str]:
    """Return a row a pass of a table whose columns ``passes`` are one each; a row keeps its number in the file."""
    size = len(table)
    columns: dict[str, Any] = {}
    for role, column in table.columns.items():
        if role not in passes:
            chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
            columns[role] = pa.chunked_array(chunks * len(passes), type=column.type)
    kept = [table.columns[role] for role in passes]
    columns["alerted"] = pa.chunked_array([chunk for column in kept for chunk in _words(column)], type=pa.string())
    columns["pass"] = pa.array(np.repeat(np.arange(1, len(passes) + 1), size))
    numbers = np.arange(size) + table.first_row if table.rows is None else table.rows
    return TableColumns(
        columns=columns, first_row=table.first_row, rows=np.tile(numbers, len(passes)), problems=table.problems
    )


def _words(column: Any) -> list[pa.Array]:  # noqa: ANN401 - pyarrow ships no types
    cells = column.to_pylist()
    return [pa.array([None if cell is None else str(cell) for cell in cells], pa.string())]
