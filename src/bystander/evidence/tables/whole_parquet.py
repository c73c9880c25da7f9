"""A Parquet file read whole, by one way for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def whole_parquet(path: Path, columns: Sequence[str] | None = None) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the table of a file, or some of its columns. Raises pyarrow's errors, and OSError.

    pyarrow's own ``read_table`` does the same and imports pandas where that is installed, for half a CPU second.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, memory_map=True) as file:
        return file.read(columns=None if columns is None else list(columns))
