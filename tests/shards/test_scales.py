"""Shards of other scales or directions, of which none alone could be told: made-up scores whose scale is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.shards.files import told_of_whole
from tests.shards.made_up import cut, lists
from tests.shards.test_shards import key

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["key"]  # the fixture


def shard(folder: Path, name: str, *, mated: int, non_mated: int, seed: int, times: float = 1, distance: bool = False,
          near: float = 0.7) -> Path:  # fmt: skip
    """Write similarities from 0 to 1, or so many times that, or one less them as distances."""
    rng = np.random.default_rng(seed)
    score = np.append(rng.normal(near, 0.08, mated), rng.normal(0.2, 0.08, non_mated)).clip(0, 1)
    a = rng.integers(0, 400, mated + non_mated)
    b = np.where(np.arange(len(a)) < mated, a, a + 1 + rng.integers(0, 300, len(a)))
    table = pa.table(
        {"probe_subject": [f"p{i}" for i in a], "reference_subject": [f"p{i}" for i in b],
         "score": times * (1 - score if distance else score)}
    )  # fmt: skip
    pq.write_table(table, folder / name)
    return folder / name


def merged(folder: Path, key: Path, *shards: Path, one_scale: bool = False) -> Path:
    tallies = [by.tally_shards(one, folder / f"{one.name}.tally", key_file=key) for one in shards]
    return by.merge_tallies(tallies, folder / "whole.tally", one_scale=one_scale)


@pytest.mark.parametrize(
    "other",
    [
        {"mated": 300, "non_mated": 0, "times": 100},  # percentages of one kind
        {"mated": 0, "non_mated": 300, "times": 100},
        {"mated": 300, "non_mated": 300, "times": 100},  # of both
        {"mated": 6, "non_mated": 0, "times": 100},  # a handful, but far beyond
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_shards_that_contradict_each_other_stop(
    other: dict[str, float], tmp_path: Path, key: Path, *, together: bool
) -> None:
    first = shard(tmp_path, "first.parquet", mated=400, non_mated=4000, seed=1)
    second = shard(tmp_path, "second.parquet", seed=2, **other)  # type: ignore[arg-type]
    out = tmp_path / "whole.tally"
    with pytest.raises(EvidenceError, match="EV61") as stopped:
        by.tally_shards([first, second], out, key_file=key) if together else merged(tmp_path, key, first, second)
    assert "second.parquet" in str(stopped.value)
    assert "one_scale=True" in str(stopped.value)
    whole = merged(tmp_path, key, first, second, one_scale=True)
    (problem,) = [p for p in told_of_whole(whole) if p.code == "EV61"]
    assert problem.leads


def test_a_shard_of_another_scale_is_found_among_many_merged_in_steps(tmp_path: Path, key: Path) -> None:
    shards = [shard(tmp_path, f"{i}.parquet", mated=60, non_mated=600, seed=i) for i in range(4)]
    half = merged(tmp_path, key, *shards).rename(tmp_path / "half.tally")
    odd = shard(tmp_path, "odd.parquet", mated=60, non_mated=0, seed=9, times=100)
    tally = by.tally_shards(odd, tmp_path / "odd.tally", key_file=key)
    with pytest.raises(
        EvidenceError, match=r"the mated scores of a shard in half\.tally are of another scale than those of odd\.tally"
    ):
        by.merge_tallies([half, tally], tmp_path / "whole.tally")


def test_distances_of_different_people_alone_are_flagged_or_stop(tmp_path: Path, key: Path) -> None:
    """Distances .8 of different people look as similarities .7 of one person do, and not as those of their kind."""
    first = shard(tmp_path, "first.parquet", mated=400, non_mated=4000, seed=1)
    second = shard(tmp_path, "second.parquet", mated=0, non_mated=400, seed=2, distance=True)
    with pytest.raises(EvidenceError, match="look less alike"):
        merged(tmp_path, key, first, second)


def test_distances_of_one_person_alone_are_flagged_in_front_of_all_else(tmp_path: Path, key: Path) -> None:
    """Distances .3 of one person may be a hard day's similarities: that cannot be known, and is said."""
    first = shard(tmp_path, "first.parquet", mated=400, non_mated=4000, seed=1)
    second = shard(tmp_path, "second.parquet", mated=300, non_mated=0, seed=2, distance=True)
    whole = merged(tmp_path, key, first, second)
    (problem,) = [p for p in told_of_whole(whole) if p.code == "EV61"]
    assert problem.leads
    assert "may be of another scale" in by.evaluate(whole).document.caveats[0]


def test_shards_of_one_kind_each_are_told_to_show_no_scale(tmp_path: Path, key: Path) -> None:
    first = shard(tmp_path, "first.parquet", mated=400, non_mated=0, seed=1)
    second = shard(tmp_path, "second.parquet", mated=0, non_mated=4000, seed=2)
    (problem,) = [p for p in told_of_whole(merged(tmp_path, key, first, second)) if p.code == "EV61"]
    assert not problem.leads
    assert problem.found.startswith("no shard holds both")
    hundred = shard(tmp_path, "hundred.parquet", mated=400, non_mated=0, seed=1, times=100)
    whole = merged(tmp_path, key, hundred, second)
    (problem,) = [p for p in told_of_whole(whole) if p.code == "EV61"]
    assert problem.leads
    first_caveat = by.evaluate(whole).document.caveats[0]
    assert "nothing shows that all scores are of one scale" in first_caveat


def test_the_same_scale_is_never_flagged(tmp_path: Path, key: Path) -> None:
    """Kinds apart, a hard day, few rows: mated scores are higher than others, and days differ."""
    both = shard(tmp_path, "both.parquet", mated=400, non_mated=4000, seed=1)
    mated = shard(tmp_path, "mated.parquet", mated=300, non_mated=0, seed=2)
    others = shard(tmp_path, "others.parquet", mated=0, non_mated=300, seed=3)
    hard = shard(tmp_path, "hard.parquet", mated=100, non_mated=100, seed=4, near=0.55)
    few = shard(tmp_path, "few.parquet", mated=2, non_mated=3, seed=5)
    whole = merged(tmp_path, key, both, mated, others, hard, few)
    assert not [p for p in told_of_whole(whole) if p.code == "EV61"]
    assert not [p for p in by.evaluate(whole).document.caveats if "scale" in p]


def test_lists_cut_into_shards_are_of_one_scale(tmp_path: Path, key: Path) -> None:
    whole = merged(tmp_path, key, *cut(lists(), 3, tmp_path))
    assert not [p for p in told_of_whole(whole) if p.code == "EV61"]


def test_lists_of_another_scale_stop(tmp_path: Path, key: Path) -> None:
    first, second = cut(lists(), 2, tmp_path)
    table = pq.read_table(second)
    times = pa.array(np.asarray(table["score"]) * 100 + 500)
    pq.write_table(table.set_column(table.schema.get_field_index("score"), "score", times), second)
    with pytest.raises(EvidenceError, match="of another scale"):
        merged(tmp_path, key, first, second)
