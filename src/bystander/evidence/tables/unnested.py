"""Objects within the rows of a table, as JSON and Parquet have them: their values are columns, called by their path.

``{"probe": {"subject": ...}}`` has a column "probe.subject". Lists stay what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.evidence.tables.stored import is_stored_otherwise, simple

if TYPE_CHECKING:
    from collections.abc import Iterable


def unnested(table: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return a table whose objects are columns of their own, stored plainly; a value of a missing object is missing."""
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    for at, field in enumerate(table.schema):
        if is_stored_otherwise(field.type):
            table = table.set_column(at, field.name, simple(table.column(at)))
    return table


def lists_in(table: Any) -> list[str]:  # noqa: ANN401 - pyarrow ships no types
    """Return what the columns are called that hold lists of objects: which of them a row is about, nothing tells."""
    lists = (pa.types.is_list, pa.types.is_large_list)
    return [
        field.name
        for field in table.schema
        if any(is_list(field.type) for is_list in lists) and pa.types.is_struct(field.type.value_type)
    ]


def names_in(fields: Iterable[Any], path: str = "") -> list[str]:
    """Return what the columns of a table are called then, by the fields of its schema."""
    names: list[str] = []
    for field in fields:
        called = f"{path}{field.name}"
        names += names_in(field.type, f"{called}.") if pa.types.is_struct(field.type) else [called]
    return names
