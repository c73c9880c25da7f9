"""How evidence is handed in may not matter: whole, in shards or as a frame, with four bytes a score or eight."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from tests.invariance import changes, worlds
from tests.invariance.law import Law
from tests.invariance.seen import seen, written

if TYPE_CHECKING:
    from pathlib import Path

EVIDENCE = worlds.comparisons()
SEARCHES = worlds.searches()
SHARDS = Law(name="shards", change=lambda evidence: evidence, words=False)
ASKED: dict[str, Any] = {"targets": [0.1], "thresholds": [1.5], "replicates": 0}
OF_SEARCHES: dict[str, Any] = {"fpir_targets": [0.1], "thresholds": [2.5], "replicates": 0}


def in_parts(evidence: worlds.Columns, cuts: list[int], folder: Path) -> list[str]:
    """Write a table in parts that end before the given rows, and return their paths."""
    edges, paths = [0, *cuts, len(next(iter(evidence.values())))], []
    for number, (start, end) in enumerate(pairwise(edges)):
        path = folder / f"part{number}.parquet"
        pq.write_table(pa.table({name: column[start:end] for name, column in evidence.items()}), path)
        paths.append(str(path))
    return paths


@pytest.mark.parametrize("cuts", [[1], [400], [7, 8, 900]], ids=str)
def test_shards_of_comparisons_are_the_whole(cuts: list[int], tmp_path: Path) -> None:
    merged = of_shards(EVIDENCE, cuts, tmp_path, thresholds=[1.5])
    assert SHARDS.broken(seen(by.evaluate(EVIDENCE, **ASKED)), seen(by.evaluate(merged, **ASKED))) == []


@pytest.mark.parametrize("cuts", [[3], [90, 180]], ids=str)
def test_shards_of_searches_are_the_whole(cuts: list[int], tmp_path: Path) -> None:
    merged = of_shards(SEARCHES, cuts, tmp_path)
    assert SHARDS.broken(seen(by.evaluate(SEARCHES, **OF_SEARCHES)), seen(by.evaluate(merged, **OF_SEARCHES))) == []


def of_shards(evidence: worlds.Columns, cuts: list[int], folder: Path, **asked: Any) -> Path:
    """Tally each part alone and merge: the same file as from all of them in one run, to the byte."""
    paths, key = in_parts(evidence, cuts, folder), folder / "key"
    key.write_text("00" * 32)
    told: dict[str, Any] = {**asked, "key_file": key}
    alone = [by.tally_shards([path], folder / f"{number}.tally", **told) for number, path in enumerate(paths)]
    merged = by.merge_tallies(alone, folder / "merged.tally")
    assert merged.read_bytes() == by.tally_shards(paths, folder / "once.tally", **told).read_bytes()
    return merged


def test_scores_of_four_bytes_that_are_exact_are_those_of_eight() -> None:
    coarse = changes.with_column("score", lambda s: round(s * 64) / 64)(EVIDENCE)
    wide, narrow = (coarse | {"score": np.asarray(coarse["score"], kind)} for kind in (np.float64, np.float32))
    first, second = (by.evaluate(given, **ASKED).document for given in (wide, narrow))
    assert written(first) == written(second)


def test_a_file_is_the_table_in_memory(tmp_path: Path) -> None:
    (path,) = in_parts(EVIDENCE, [], tmp_path)
    told: dict[str, Any] = {**ASKED, "by": "kind", "small_cell": 5}
    assert written(by.evaluate(EVIDENCE, **told).document) == written(by.evaluate(pa.table(EVIDENCE), **told).document)
    assert SHARDS.broken(seen(by.evaluate(EVIDENCE, **told)), seen(by.evaluate(path, **told))) == []
