"""The same table at every door: text, JSON lines, Parquet, Arrow, NumPy, and frames."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.feather as pf
import pyarrow.parquet as pq

import bystander as by
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bystander.evidence.comparisons.inspection import Inspection

Columns = dict[str, list[Any]]
PEOPLE, IMAGES = 8, 3
DOORS = ("csv", "tsv", "csv.gz", "jsonl", "parquet", "arrow", "npz", "pandas", "polars", "pyarrow")


def pairs() -> Columns:
    """Return all pairs of 3 images of 8 people: 24 mated ones above .55, 252 non-mated ones below .45."""
    rng = np.random.default_rng(4)
    images = [(p, i) for p in range(PEOPLE) for i in range(IMAGES)]
    both = [(a, b) for n, a in enumerate(images) for b in images[n + 1 :]]
    same = [a[0] == b[0] for a, b in both]
    score = [round(float(rng.uniform(0.55, 0.95) if s else rng.uniform(0.02, 0.45)), 6) for s in same]
    return {
        "img1": [f"q{a[0]}/{a[1]}" for a, _ in both],
        "img2": [f"q{b[0]}/{b[1]}" for _, b in both],
        "same": list(same),
        "score": list(score),
    }


def given(door: str, columns: Mapping[str, Sequence[Any]], folder: Path) -> Any:
    """Return the same table at one of the doors."""
    names, rows = list(columns), list(zip(*columns.values(), strict=True))
    if door in {"csv", "tsv", "csv.gz"}:
        mark = "\t" if door == "tsv" else ","
        text = "\n".join(mark.join("" if c is None else str(c) for c in row) for row in (names, *rows))
        file = folder / f"table.{door}"
        file.write_bytes(gzip.compress(text.encode()) if door == "csv.gz" else text.encode())
        return file
    if door == "jsonl":
        file = folder / "table.jsonl"
        file.write_text("\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows), encoding="utf-8")
        return file
    if door == "npz":
        file = folder / "table.npz"
        np.savez(file, allow_pickle=False, **{name: np.array(values) for name, values in columns.items()})
        return file
    table = pa.table(dict(columns))
    if door == "parquet":
        pq.write_table(table, folder / "table.parquet")
        return folder / "table.parquet"
    if door == "arrow":
        pf.write_feather(table, folder / "table.arrow", compression="uncompressed")
        return folder / "table.arrow"
    return {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}[door](dict(columns))


def header_rows(door: str) -> int:
    """Return how many rows are above the data, as rows are counted in messages."""
    return 1 if door in {"csv", "tsv", "csv.gz"} else 0


def seen(source: Any, **declared: Any) -> Inspection:
    """Return what is in a trial."""
    return inspect(by.read_trial(source, **declared))


def counts(source: Any, **declared: Any) -> tuple[int, int, int | None]:
    """Return how many mated and non-mated comparisons there are, and of how many people."""
    found = seen(source, **declared)
    return found.mated, found.non_mated, found.people
