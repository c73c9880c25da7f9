"""Columns and arrays: pyarrow's memory is used where that spares some.

What it gives back it keeps at hand for the next block, while numpy asks the system for new pages each time, which are
a fifth of what decoding costs. And it imports pandas, a quarter of a CPU second, to make an array in its own way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray


def numbers_of(column: pa.Array | pa.ChunkedArray) -> NDArray[Any]:
    """Return the numbers of a column, empty ones as NaN; read-only where it is their memory."""
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    plain = not column.null_count and (pa.types.is_integer(column.type) or pa.types.is_floating(column.type))
    arrays = [np.from_dlpack(chunk) if plain else chunk.to_numpy(zero_copy_only=False) for chunk in chunks]
    if not arrays:
        return np.empty(0, column.type.to_pandas_dtype())
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def empty(size: int, dtype: type[np.generic]) -> NDArray[Any]:
    """Return an array to be filled, in memory of pyarrow."""
    return np.frombuffer(pa.allocate_buffer(size * np.dtype(dtype).itemsize), dtype)
