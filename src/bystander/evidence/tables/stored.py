"""Ways to store a column that change nothing of what it says: runs of equal values, views of text, types of others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc


def simple(array: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return an array without what only its storage differs in: runs, views, extensions.

    A UUID is its text.
    """
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return _of_another(array)
    if pa.types.is_run_end_encoded(kind):
        return simple(pc.run_end_decode(array))
    if pa.types.is_dictionary(kind) and _is_view(kind.value_type):  # categories of polars
        return _of_categories(array)
    if pa.types.is_string_view(kind):
        return array.cast(pa.large_utf8())
    return array.cast(pa.large_binary()) if pa.types.is_binary_view(kind) else array


def _is_view(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string_view(kind) or pa.types.is_binary_view(kind))


def _of_categories(array: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    if not isinstance(array, pa.ChunkedArray):
        return pa.DictionaryArray.from_arrays(array.indices, simple(array.dictionary))
    is_text = pa.types.is_string_view(array.type.value_type)
    plain = pa.dictionary(array.type.index_type, pa.large_utf8() if is_text else pa.large_binary())
    return pa.chunked_array([simple(chunk) for chunk in array.chunks], plain)


def _of_another(array: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return an array of a type that is stored as another one."""
    kind = array.type
    if kind.extension_name == "arrow.uuid":
        return _of_uuids(array)
    if kind.extension_name == "arrow.bool8":
        return array.cast(pa.bool_())
    return simple(array.cast(kind.storage_type) if isinstance(array, pa.ChunkedArray) else array.storage)


def _of_uuids(array: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return UUIDs as the text that they are written as elsewhere."""
    if isinstance(array, pa.ChunkedArray):
        return pa.chunked_array([_of_uuids(chunk) for chunk in array.chunks], pa.large_utf8())
    words = [None if value is None else str(UUID(bytes=value)) for value in array.storage.to_pylist()]
    return pa.array(words, pa.large_utf8())


def is_stored_otherwise(kind: pa.DataType) -> bool:
    """Return whether a column is stored in a way that most who look at its type do not know."""
    return isinstance(kind, pa.BaseExtensionType) or bool(pa.types.is_run_end_encoded(kind))
