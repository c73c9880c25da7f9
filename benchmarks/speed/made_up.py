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
LISTED = 50  # candidates of a search


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


def named(folder: Path, rows: int, seed: int) -> None:
    """Write ``named.parquet``: comparisons of images, whose names and people are text, image by image."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(seed)
    images = max(20, isqrt(rows))
    person = pa.array([f"person-{i:06d}" for i in rng.integers(0, max(2, images // 4), images)])
    image = pa.array([f"image-{i:06d}.png" for i in range(images)])
    names = [f"{side}_{what}" for side in ("probe", "reference") for what in ("id", "subject")]
    schema = pa.schema([*((name, pa.string()) for name in names), ("score", pa.float32())])
    others = pa.array(np.arange(images, dtype=np.int32))
    with pq.ParquetWriter(folder / "named.parquet", schema) as file:
        for probes in np.array_split(np.arange(images, dtype=np.int32), max(1, rows // PART)):
            here, there = pa.array(np.repeat(probes, images)), pa.concat_arrays([others] * len(probes))
            sides = [column.take(at) for at in (here, there) for column in (image, person)]
            score = rng.standard_normal(len(here), np.float32)
            score += np.float32(3) * np.asarray(pa.compute.equal(sides[1], sides[3]))
            table = pa.table([*sides, score], schema=schema)
            itself = pa.compute.not_equal(sides[0], sides[2])
            file.write_table(table.filter(itself), row_group_size=PART)


def lists(folder: Path, rows: int, seed: int) -> None:
    """Write ``lists.csv``: the fifty best candidates of every search, as text; half of the people are enrolled."""
    from pyarrow.csv import CSVWriter

    rng = np.random.default_rng(seed)
    searches = max(1, rows // LISTED)
    kind = _kind_of_lists()
    with CSVWriter(folder / "lists.csv", kind) as out:
        for part in np.array_split(np.arange(searches), max(1, rows // PART)):
            out.write_table(_candidates(part, 2 * searches, rng))


def _kind_of_lists() -> pa.Schema:
    import pyarrow as pa

    words = [(name, pa.string()) for name in ("search_id", "probe_subject", "candidate_subject")]
    return pa.schema([*words, ("rank", pa.int32()), ("score", pa.float64())])


def _candidates(searches: np.ndarray, people: int, rng: np.random.Generator) -> pa.Table:
    """Return the lists of some searches, the highest score first; where a person is enrolled, mostly on top."""
    import pyarrow as pa

    n = len(searches)
    person = rng.integers(0, people, n)
    score = np.round(-np.sort(-rng.exponential(size=(n, LISTED)), axis=1), 4)
    candidate = (rng.integers(0, people // 2, (n, 1)) + np.arange(LISTED)) % (people // 2)
    found = (person < people // 2) & (rng.random(n) < 0.95) & ~(candidate == person[:, None]).any(axis=1)
    candidate[found, 0], score[found, 0] = person[found], score[found, 0] + 3
    columns = [
        [f"search-{i}" for i in np.repeat(searches, LISTED)], [f"p{i}" for i in np.repeat(person, LISTED)],
        [f"p{i}" for i in candidate.ravel()], np.tile(np.arange(1, LISTED + 1, dtype=np.int32), n), score.ravel(),
    ]  # fmt: skip
    return pa.table(columns, schema=_kind_of_lists())
