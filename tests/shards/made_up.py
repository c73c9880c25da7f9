"""Made-up trials cut into shards, for tests: rows shuffled, so that people and searches lie in many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"a key of tests, thirty-two bytes"


def comparisons(seed: int = 1, rows: int = 6000, people: int = 60, *, samples: bool = False) -> pa.Table:
    """Return comparisons with effects of people, ties, and a few failures."""
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, people, rows), rng.integers(0, people, rows)
    effect = rng.normal(0, 0.5, people)
    score = np.round(np.where(a == b, 3.0, 0.0) + rng.normal(0, 1, rows) + effect[a] + effect[b], 2)
    columns = {
        "probe_subject": [f"person {i}" for i in a], "reference_subject": [f"person {i}" for i in b],
        "score": score, "failed": rng.random(rows) < 0.01,
    }  # fmt: skip
    if samples:
        columns |= {"probe_id": [f"p{i}" for i in range(rows)], "reference_id": [f"r{i}" for i in range(rows)]}
    return pa.table(columns)


def loop(seed: int = 7, people: int = 24, images: int = 3, *, apart: float = 0.0) -> pa.Table:
    """Return all pairs of images in both orders, some of them failures; the second order scores ``apart`` more."""
    rng = np.random.default_rng(seed)
    a, b = (side.ravel() for side in np.mgrid[: people * images, : people * images])
    a, b = a[a != b], b[a != b]
    low, high, effect = np.minimum(a, b), np.maximum(a, b), rng.normal(0, 0.5, people)
    noise = rng.normal(0, 1, (people * images, people * images))[low, high]
    score = np.where(a // images == b // images, 3.0, effect[a // images] + effect[b // images]) + noise
    return pa.table(
        {
            "probe_subject": [f"person {i}" for i in a // images],
            "reference_subject": [f"person {i}" for i in b // images],
            "probe_id": [f"image {i}" for i in a], "reference_id": [f"image {i}" for i in b],
            "score": np.round(score, 2) + apart * (a > b), "failed": low * high % 97 == 5,
        }
    )  # fmt: skip


def searches(seed: int = 3, people: int = 90, enrolled: int = 40, templates: int = 2) -> pa.Table:
    """Return every probe (two a person) against every reference, in a few scores, so that many tie."""
    rng = np.random.default_rng(seed)
    rows = np.array(
        [(p, k, r, t) for p in range(people) for k in range(2) for r in range(enrolled) for t in range(templates)]
    )
    effect = rng.normal(0, 0.5, people)
    score = np.where(rows[:, 0] == rows[:, 2], 2.0, 0.0) + rng.normal(0, 1, len(rows)) + effect[rows[:, 2]]
    return pa.table(
        {
            "probe_subject": [f"person {i}" for i in rows[:, 0]],
            "probe_id": [f"probe {i}-{k}" for i, k in rows[:, :2]],
            "reference_subject": [f"person {i}" for i in rows[:, 2]],
            "reference_id": [f"template {i}-{k}" for i, k in rows[:, 2:]], "score": np.round(score, 1),
        }
    )  # fmt: skip


def lists(seed: int = 5, people: int = 80, enrolled: int = 50, length: int = 8) -> pa.Table:
    """Return candidate lists of full and of short length, of enrolled people and of others, two searches a passage."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        for image in range(2):
            scores = np.round(np.where(np.arange(enrolled) == person, 2.0, 0.0) + rng.normal(0, 1, enrolled), 1)
            best = np.lexsort((np.arange(enrolled), -scores))[: length - (person % 3 == 0)]
            rows += [
                {"search": f"search {person}-{image}", "subject": f"person {person}" if person < enrolled else None,
                 "person": f"person {person}", "passage": str(person), "rank": k + 1, "watchlist_size": enrolled,
                 "candidate_subject": f"person {i}", "score": float(scores[i])} for k, i in enumerate(best)
            ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def cut(table: pa.Table, shards: int, folder: Path) -> list[Path]:
    """Write the rows, shuffled, into so many files."""
    order = np.random.default_rng(shards).permutation(len(table))
    files = []
    for i, part in enumerate(np.array_split(order, shards)):
        files.append(folder / f"shard-{shards}-{i}.parquet")
        pq.write_table(table.take(part), files[-1])
    return files
