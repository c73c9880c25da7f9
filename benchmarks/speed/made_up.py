"""Made-up comparisons in a folder: arrays for the work in memory, Parquet and CSV for the work on a file."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

PEOPLE = 10_000
MATED = 100_000
PART = 1_000_000


def comparisons(folder: Path, rows: int, seed: int) -> None:
    """Write ``non_mated.npy``, ``mated.npy`` and ``comparisons.parquet``, a part at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(seed)
    mated_size = min(MATED, rows // 10)
    np.save(folder / "mated.npy", rng.standard_normal(mated_size, np.float32) + np.float32(3))
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
            mated = rng.random(size) < mated_size / rows
            reference[mated] = probe[mated]
            scores = scores + np.float32(3) * (probe == reference)
            group = (probe % 7).astype(np.int8)
            file.write_table(pa.table([probe, reference, scores, group], schema=schema), row_group_size=PART)
    large.flush()


def text(folder: Path, rows: int, seed: int) -> None:
    """Write the same comparisons as ``comparisons.csv``, a row group at a time."""
    import pyarrow.parquet as pq
    from pyarrow.csv import CSVWriter

    comparisons(folder, rows, seed)
    with (
        pq.ParquetFile(folder / "comparisons.parquet") as file,
        CSVWriter(folder / "comparisons.csv", file.schema_arrow) as out,
    ):
        for group in range(file.num_row_groups):
            out.write_table(file.read_row_group(group))


def searches(folder: Path, rows: int, seed: int) -> None:
    """Write ``searches.parquet``: as many searches as references, each of all of them, half of the people enrolled.

    There is one reference a person, and people are searched with one image or several. ``rows`` is met up to the next
    smaller square.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(seed)
    size = isqrt(rows)
    person = rng.integers(0, 2 * size, size, np.int32)
    whole = pa.int32()
    columns = {"probe_id": whole, "probe_subject": whole, "reference_subject": whole, "score": pa.float32()}
    schema = pa.schema([*columns.items()])
    with pq.ParquetWriter(folder / "searches.parquet", schema, use_dictionary=schema.names[:3]) as file:
        for probes in np.array_split(np.arange(size, dtype=np.int32), max(1, rows // PART)):
            file.write_table(_lists(probes, person[probes], size, rng, schema), row_group_size=2 * PART)


def _lists(
    probes: np.ndarray, person: np.ndarray, references: int, rng: np.random.Generator, schema: pa.Schema
) -> pa.Table:
    """Return the comparisons of some probes with all references."""
    import pyarrow as pa

    scores = rng.standard_normal((len(probes), references), np.float32)
    at = np.flatnonzero(person < references)
    scores[at, person[at]] += np.float32(5)
    everyone = np.tile(np.arange(references, dtype=np.int32), len(probes))
    columns = [np.repeat(probes, references), np.repeat(person, references), everyone, scores.ravel()]
    return pa.table(columns, schema=schema)


def embeddings(folder: Path, pairs: int, seed: int) -> None:
    """Write ``vectors.npz``: half as many probes as references, of 512 dimensions, half of the people enrolled."""
    probes = max(1, isqrt(pairs // 2))
    vectors(folder, probes, 2 * probes, seed)


def vectors(folder: Path, probes: int, references: int, seed: int, *, width: int = 512) -> None:
    """Write ``vectors.npz``: vectors around one centre a person, one reference each."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((references, width), np.float32)
    who = rng.integers(0, 2 * references, probes)
    mine = rng.standard_normal((probes, width), np.float32)
    enrolled = who < references
    mine[enrolled] = centres[who[enrolled]]
    noise = np.float32(0.6)
    np.savez(
        folder / "vectors.npz", probe_subjects=who, reference_subjects=np.arange(references),
        probe_vectors=mine + noise * rng.standard_normal((probes, width), np.float32),
        reference_vectors=centres + noise * rng.standard_normal((references, width), np.float32),
    )  # fmt: skip
