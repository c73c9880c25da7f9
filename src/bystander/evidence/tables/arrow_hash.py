"""The hash of a table in memory: the same for the same values."""

from __future__ import annotations

import hashlib
from typing import Any

import pyarrow as pa

from bystander.evidence.people.identifiers import as_words


def hash_of(columns: dict[str, Any]) -> str:
    """Return a hash of the values of the used columns, whatever their chunks."""
    digest = hashlib.sha256()
    for role in sorted(columns):
        digest.update(role.encode())
        column = columns[role]
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
        if number or pa.types.is_string(kind) or pa.types.is_large_string(kind):
            column = column.cast(kind if number else pa.large_utf8())  # so that pandas, polars and pyarrow agree
        else:
            column = as_words(column.cast(kind))
        sink = pa.BufferOutputStream()
        whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        with pa.ipc.new_stream(sink, pa.schema([("c", whole.type)])) as writer:
            writer.write_table(pa.table({"c": whole}))
        digest.update(sink.getvalue())
    return digest.hexdigest()
