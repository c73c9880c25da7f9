"""The benchmark's own reader, without checks, so that the tally is compared with what DuckDB does."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.comparisons.trial import Batch, Trial

if TYPE_CHECKING:
    from pathlib import Path

    from pyarrow.parquet import ParquetFile

_own = threading.local()


@dataclass
class RowGroup:
    """One row group, read by the thread that works on it."""

    path: Path
    index: int
    rows: int

    def read(self, columns: str = "all") -> Batch:
        """Read it."""
        wanted = ["score"] if columns == "scores" else ["probe_subject", "reference_subject", "score"]
        table = _file(self.path).read_row_group(self.index, columns=wanted, use_threads=False)
        arrays = [table.column(name).chunk(0).to_numpy() for name in wanted]
        if columns == "scores":
            return Batch(score=arrays[0])
        probe, reference, score = arrays
        return Batch(score=score, probe=probe, reference=reference, mated=probe == reference)


def _file(path: Path) -> ParquetFile:
    import pyarrow.parquet as pq

    if getattr(_own, "path", None) != path:
        _own.path, _own.file = path, pq.ParquetFile(path, pre_buffer=False)
    file: ParquetFile = _own.file
    return file


def parquet_trial(path: Path, *, people: int) -> Trial:
    """Return a trial whose blocks are the row groups."""
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(path)
    blocks = [RowGroup(path, i, metadata.row_group(i).num_rows) for i in range(metadata.num_row_groups)]
    return Trial(
        name=path.name, sha256="0" * 64, format="Parquet", blocks=blocks, subjects=people, rows_read=metadata.num_rows
    )
