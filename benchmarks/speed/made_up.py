"""Made-up comparisons in a folder: arrays for the work in memory, Parquet for the work on a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 10_000
MATED = 100_000
PART = 1_000_000


def write(folder: Path, rows: int, *, seed: int = 1) -> None:
    """Write ``non_mated.npy``, ``mated.npy`` and ``comparisons.parquet``, a part at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(seed)
    np.save(folder / "mated.npy", rng.standard_normal(MATED, np.float32) + np.float32(3))
    large = np.lib.format.open_memmap(folder / "non_mated.npy", "w+", np.float32, (rows,))
    whole = pa.int32()
    columns = {"probe_subject": whole, "reference_subject": whole, "score": pa.float32(), "group": pa.int8()}
    schema = pa.schema([*columns.items()])
    by_code = ["probe_subject", "reference_subject", "group"]
    with pq.ParquetWriter(folder / "comparisons.parquet", schema, use_dictionary=by_code) as file:
        for start in range(0, rows, PART):
            size = min(PART, rows - start)
            scores = rng.standard_normal(size, np.float32)
            large[start : start + size] = scores
            probe = rng.integers(0, PEOPLE, size, np.int32)
            reference = rng.integers(0, PEOPLE, size, np.int32)
            mated = rng.random(size) < MATED / rows
            reference[mated] = probe[mated]
            scores = scores + np.float32(3) * (probe == reference)
            group = (probe % 7).astype(np.int8)
            file.write_table(pa.table([probe, reference, scores, group], schema=schema), row_group_size=PART)
    large.flush()
