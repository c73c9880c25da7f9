"""Shards that hold rows of each other: told by the people and the scores, and of no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import bystander as by
from bystander.cli import cli
from tests.shards.made_up import KEY, comparisons, loop

if TYPE_CHECKING:
    from pathlib import Path


def trial(*, digits: int = 6, samples: bool = True) -> pa.Table:
    """Return 6,000 comparisons of 60 people, none of them failed, with scores of so many digits."""
    table = comparisons(samples=samples).drop_columns("failed")
    score = np.round(table["score"].to_numpy() + np.random.default_rng(2).normal(0, 0.1, len(table)), digits)
    return table.set_column(table.column_names.index("score"), "score", pa.array(score))


def tallied(folder: Path, *shards: pa.Table, one_by_one: bool = False, tail: int = 2**20) -> tuple[str, list[str]]:
    """Return what the command says of shards, and the caveats of the whole."""
    (folder / "key.txt").write_bytes(KEY)
    files = [folder / f"{number}.parquet" for number in range(len(shards))]
    for file, shard in zip(files, shards, strict=True):
        pq.write_table(shard, file)
    key, whole = ["--key-file", str(folder / "key.txt"), "--tail", str(tail)], str(folder / "whole.tally")
    calls: list[list[str]] = [["tally", *map(str, files), "-o", whole, *key]]
    if one_by_one:
        parts = [str(file.with_suffix(".tally")) for file in files]
        calls = [["tally", str(file), "-o", part, *key] for file, part in zip(files, parts, strict=True)]
        calls += [["merge", *parts, "-o", whole]]
    said: list[Any] = [CliRunner().invoke(cli, call) for call in calls]
    assert [result.exit_code for result in said] == [0] * len(said)
    return said[-1].output, [c for c in by.evaluate(whole).document.caveats if "and score of another one" in c]


@pytest.mark.parametrize("one_by_one", [False, True])
@pytest.mark.parametrize("samples", [True, False])
def test_rows_that_stand_in_two_shards_are_told(one_by_one: bool, samples: bool, tmp_path: Path) -> None:  # noqa: FBT001
    table = trial(samples=samples)
    said, caveats = tallied(tmp_path, table.slice(0, 3200), table.slice(3000), one_by_one=one_by_one)
    assert "EV15 warning: 200 comparisons with people and score of another one" in said
    assert [caveat.partition(".")[0] for caveat in caveats] == ["200 comparisons with people and score of another one"]


@pytest.mark.parametrize("digits", [6, 2, 1, 0])
def test_shards_without_a_row_in_common_are_not_suspected(digits: int, tmp_path: Path) -> None:
    table = trial(digits=digits)
    said, caveats = tallied(tmp_path, table.slice(0, 2000), table.slice(2000, 2500), table.slice(4500))
    assert (caveats, "EV15" in said) == ([], False)


def test_where_the_lowest_scores_are_not_kept_there_may_be_more(tmp_path: Path) -> None:
    table = trial()
    said, caveats = tallied(tmp_path, table.slice(0, 4000), table.slice(2000), tail=1000)
    assert "EV15 warning: at least " in said
    assert len(caveats) == 1


def test_pairs_in_both_orders_in_two_shards_are_no_copies(tmp_path: Path) -> None:
    table = loop().drop_columns("failed")
    up = np.array(
        [a < b for a, b in zip(table["probe_id"].to_pylist(), table["reference_id"].to_pylist(), strict=True)]
    )
    said, caveats = tallied(tmp_path, table.filter(pa.array(up)), table.filter(pa.array(~up)))
    assert (caveats, "EV15" in said) == ([], False)
