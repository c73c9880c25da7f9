"""Everybody searched on their own list, scores rounded: no name, key, order of rows or cut into shards is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 40
HOW: dict[str, Any] = {"searches": True, "non_mated": "leave-mate-out"}
ASKED: dict[str, Any] = {"thresholds": [2.0], "fpir_targets": [0.2], "replicates": 200, "rank": 2}


def everybody(seed: int, decimals: int) -> pa.Table:
    """Return two searches of everybody against one image of everybody; how alike two are is the same both ways."""
    rng = np.random.default_rng(seed)
    alike = np.triu(rng.normal(size=(PEOPLE, PEOPLE)), 1)
    searches = []
    for look in range(2):
        score = alike + alike.T + 0.2 * rng.normal(size=(PEOPLE, PEOPLE)) + np.diag(rng.normal(3, 1, PEOPLE))
        searches += [
            (f"p{i:02d}-{look}", f"p{i:02d}", f"p{j:02d}-r", f"p{j:02d}", round(float(score[i, j]), decimals))
            for i in range(PEOPLE)
            for j in range(PEOPLE)
        ]
    names = ("probe_id", "probe_subject", "reference_id", "reference_subject", "score")
    return pa.table(dict(zip(names, map(list, zip(*searches, strict=True)), strict=True)))


def by_other_names(table: pa.Table, rng: np.random.Generator) -> pa.Table:
    other = {f"p{i:02d}": f"p{j:02d}" for i, j in enumerate(rng.permutation(PEOPLE).tolist())}
    columns = {name: table[name].to_pylist() for name in table.column_names}
    for name in columns.keys() - {"score"}:
        columns[name] = [other[value[:3]] + value[3:] for value in columns[name]]
    return pa.table(columns)


def told(findings: by.Findings) -> list[Any]:
    return [(f.id, f.at, f.estimate, f.bounds, f.sensitivity, f.answer) for f in findings.document.findings]


def tallied(parts: list[pa.Table], folder: Path, key: bytes) -> by.Findings:
    folder.mkdir()
    (folder / "key").write_bytes(key)
    files = []
    for k, part in enumerate(parts):
        files.append(folder / f"{k}.parquet")
        pq.write_table(part, files[-1])
    return by.evaluate(by.tally_shards(files, folder / "all.tally", key_file=folder / "key", **HOW), **ASKED)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("decimals", [0, 1])
def test_of_tied_candidates_none_is_told_from_another(seed: int, decimals: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    table = everybody(seed, decimals)
    whole = told(by.evaluate(table, **HOW, **ASKED))
    assert {"fpir", "fnir", "cmc", "selectivity", "tpir-at-fpir"} <= {f[0] for f in whole}
    shuffled = table.take(rng.permutation(table.num_rows))
    for other in (shuffled, by_other_names(table, rng), by_other_names(shuffled, rng)):
        assert told(by.evaluate(other, **HOW, **ASKED)) == whole
    cuts = np.sort(rng.choice(table.num_rows, 3, replace=False)).tolist()
    shards = [shuffled.slice(a, b - a) for a, b in zip([0, *cuts], [*cuts, table.num_rows], strict=True)]
    for k, parts in enumerate(([table], [by_other_names(table, rng)], shards)):
        for key in (b"a" * 32, b"b" * 32):
            assert told(tallied(parts, tmp_path / f"{k}{key[0]}", key)) == whole
