"""One Parquet table of several kinds of rows, with the rest in its metadata; docs/reference/tally-file.md describes it.

Columns: ``kind``; ``pseudonym`` and ``unit`` (64 bits); ``probe`` and ``reference``, numbers of rows of the kinds that
they speak of; ``score``; ``counts``, as many as the kind has. What a kind does not need is null.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.formats.parquet.tally_mark import TALLY
from bystander.evidence.tables.whole_parquet import whole_parquet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Rows = tuple[str, Mapping[str, NDArray[Any]]]  # kind, and its columns; counts are (rows, some)

SCHEMA = "bystander.tally/1"


def written(parts: Sequence[Rows], meta: Mapping[str, Any]) -> bytes:
    """Return the file. The same rows give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.concat_tables([_table(kind, columns) for kind, columns in parts])
    sizes = {kind: len(next(iter(columns.values()))) for kind, columns in parts}
    table = table.replace_schema_metadata({TALLY: json.dumps({**meta, "rows": sizes}, sort_keys=True).encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", row_group_size=1 << 20)
    return bytes(sink.getvalue())


def hashed(parts: Sequence[Rows], meta: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the rows and the metadata, whatever writes the file."""
    digest = sha256(json.dumps(meta, sort_keys=True).encode())
    for kind, columns in parts:
        digest.update(kind.encode())
        for column, values in columns.items():
            digest.update(column.encode())
            digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def _table(kind: str, columns: Mapping[str, NDArray[Any]]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    size = len(next(iter(columns.values())))
    types = {
        "pseudonym": pa.uint64(), "unit": pa.uint64(), "probe": pa.int32(), "reference": pa.int32(),
        "score": pa.float64(),
    }  # fmt: skip
    arrays = {"kind": pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, np.int32)), pa.array([kind]))}
    for name, type_ in types.items():
        given = columns.get(name)
        arrays[name] = pa.nulls(size, type_) if given is None else pa.array(given, type_, from_pandas=name == "score")
    counts = columns.get("counts")
    if counts is None:
        arrays["counts"] = pa.nulls(size, pa.list_(pa.int64()))
    else:
        ends = pa.array(np.arange(size + 1, dtype=np.int32) * counts.shape[1])
        arrays["counts"] = pa.ListArray.from_arrays(ends, pa.array(np.ascontiguousarray(counts, np.int64).ravel()))
    return pa.table(arrays)


class Kinds:
    """The rows of a file by kind, and its metadata. Raises KeyError, ValueError, OSError where it is none."""

    def __init__(self, file: Path) -> None:
        self._table = whole_parquet(file)
        self.meta: dict[str, Any] = json.loads((self._table.schema.metadata or {})[TALLY])
        self._kind = self._table.column("kind")
        if any(len(self._rows(kind, "score")) != size for kind, size in self.meta["rows"].items()):
            message = "rows are missing"
            raise ValueError(message)

    def column(self, kind: str, name: str) -> NDArray[Any]:
        """Return a column of a kind of rows; an empty cell of a score is NaN."""
        rows = self._rows(kind, name)
        return np.asarray((rows.fill_null(np.nan) if name == "score" else rows).to_numpy(zero_copy_only=False))

    def counts(self, kind: str, width: int) -> NDArray[np.int64]:
        """Return the counts of a kind of rows, (rows, width). Raises ValueError where rows have another number."""
        rows = self._rows(kind, "counts")
        return np.array(rows.flatten().to_numpy(zero_copy_only=False), np.int64).reshape(len(rows), width)

    def _rows(self, kind: str, name: str) -> Any:  # noqa: ANN401 - pyarrow ships no types
        import pyarrow.compute as pc

        return self._table.column(name).filter(pc.equal(self._kind, kind)).combine_chunks()
