"""Comparisons of people alone in both orders: told of a file that is read in blocks as of one that is held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import bystander as by
from bystander.evidence.comparisons import people_sample
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.comparisons.people_sample import PeopleSample
from bystander.evidence.comparisons.trial import Batch
from bystander.evidence.formats import delimited
from bystander.evidence.formats.parquet import read as reader
from bystander.evidence.formats.text_blocks import trial_of_text
from bystander.shards.asked import Asked
from bystander.shards.shard import tally_shard

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

Columns = dict[str, Any]
PEOPLE, IMAGES = 40, 3


def rows(
    *, people: int = PEOPLE, images: int = IMAGES, other: float = 0.0, share: float = 1.0, levels: int = 0
) -> Columns:
    """Return comparisons of people in one order, a share of the pairs of people again in the other, and mated ones."""
    rng = np.random.default_rng(7)
    a, b = (np.repeat(side, images) for side in np.tril_indices(people, -1))
    score = rng.random(len(a))
    again = np.repeat(rng.random(len(a) // images) < share, images)
    own = np.arange(people)
    score = np.concatenate([score, score[again] + other, 2 + rng.random(people)])
    if levels:
        score = np.round(score * levels) / levels
    order = rng.permutation(len(score))
    probe, reference = np.concatenate([a, b[again], own]), np.concatenate([b, a[again], own])
    return {"probe_subject": probe[order], "reference_subject": reference[order], "score": score[order]}


def with_failures(made: Columns) -> Columns:
    """Let a tenth of the pairs fail in both orders."""
    fails = (made["probe_subject"] + made["reference_subject"]) % 10 == 0
    return made | {"score": np.where(fails, -99.0, made["score"])}


WORLDS: dict[str, tuple[Columns, dict[str, Any]]] = {
    "mirrored": (rows(), {}),
    "mirrored, with failures": (with_failures(rows()), {"failed_scores": [-99.0]}),
    "mostly mirrored": (rows(share=0.9), {}),
    "mirrored, distances": (rows(), {"distance": True}),
    "declared to be apart": (rows(), {"square": "apart"}),
    "one order": (rows(share=0.0), {}),
    "now and then": (rows(share=0.2), {}),
    "other scores": (rows(other=0.001), {}),
    "decisions": (rows(levels=1), {}),
    "a few scores": (rows(levels=4), {}),
    "three people": (rows(people=3, images=700), {}),
}
TOLD = {"mirrored", "mirrored, with failures", "mostly mirrored", "mirrored, distances"}


@pytest.fixture(params=["csv", "parquet"])
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def written(made: Columns, folder: Path, door: str) -> Path:
    path, table = folder / f"pairs.{door}", pa.table(made)
    csv.write_csv(table, path) if door == "csv" else parquet.write_table(table, path, row_group_size=300)
    return path


def told(file: Path, **declared: Any) -> list[Problem]:
    return [p for p in by.check(file, **declared) if p.code == "EV114"]


@pytest.fixture
def in_blocks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read files from here on as large ones are, in small blocks."""

    def now() -> None:
        monkeypatch.setattr(reader, "WHOLE", 0)
        monkeypatch.setattr(reader, "LOOPED", 0)
        monkeypatch.setattr("bystander.evidence.formats.parquet.blocks.BLOCK_ROWS", 300)
        monkeypatch.setattr(delimited, "trial_of_text", partial(trial_of_text, large=0, block=4000))

    return now


@pytest.mark.parametrize("world", WORLDS)
def test_told_as_of_rows_that_are_held(world: str, door: str, tmp_path: Path, in_blocks: Any) -> None:
    made, declared = WORLDS[world]
    file = written(made, tmp_path, door)
    held = told(file, **declared)
    assert bool(held) == (world in TOLD)
    in_blocks()
    assert len(by.read_trial(file, **declared).blocks) > 5
    assert told(file, **declared) == held


@pytest.mark.parametrize("world", WORLDS)
def test_a_sample_tells_the_same(
    world: str, door: str, tmp_path: Path, in_blocks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, declared = WORLDS[world]
    file = written(made, tmp_path, door)
    held = told(file, **declared)
    in_blocks()
    monkeypatch.setattr(people_sample, "CAPACITY", 700)
    found = told(file, **declared)
    assert len(found) == len(held)
    for problem, wanted in zip(found, held, strict=True):
        assert problem.found.startswith("about ")
        assert (problem.severity, problem.leads, problem.do) == (wanted.severity, wanted.leads, wanted.do)
        number, right = (int(text.split()[0].replace(",", "")) for text in (problem.found[6:], wanted.found))
        assert number == pytest.approx(right, rel=0.1)


@pytest.mark.parametrize("compiled", [True, False])
def test_threads_and_the_order_of_rows_do_not_matter(
    *, compiled: bool, door: str, tmp_path: Path, in_blocks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_blocks()
    monkeypatch.setattr(people_sample, "CAPACITY", 500)
    made = rows(share=0.8)
    turned = {name: column[::-1] for name, column in made.items()}
    small = 0 if compiled else 1 << 40
    found = []
    for number, columns in enumerate((made, turned)):
        (folder := tmp_path / str(number)).mkdir()
        trial = by.read_trial(written(columns, folder, door))
        found += [inspect(trial, threads=threads, small=small).problems[0] for threads in (1, 2, 5)]
    assert {(p.code, p.found) for p in found} == {("EV114", found[0].found)}


def test_searches_are_told_as_well(door: str, tmp_path: Path, in_blocks: Any) -> None:
    file = written(rows(), tmp_path, door)
    declared: Columns = {"searches": True, "non_mated": "leave-mate-out", "replicates": 0}
    held = by.evaluate(file, **declared).document
    in_blocks()
    found = by.evaluate(file, **declared).document
    assert any("EV114" in line for line in found.evidence[0].problems)
    assert found.evidence[0].problems == held.evidence[0].problems
    assert found.findings == held.findings


def test_it_leads_the_report(door: str, tmp_path: Path, in_blocks: Any) -> None:
    file = written(rows(), tmp_path, door)
    held = by.evaluate(file, replicates=0).document
    in_blocks()
    found = by.evaluate(file, replicates=0).document
    assert found.evidence[0].problems == held.evidence[0].problems
    assert found.caveats == held.caveats
    assert found.findings == held.findings


@pytest.mark.parametrize("of", [{}, {"searches": True, "left_out": True}], ids=["comparisons", "searches"])
def test_a_shard_is_told_of_as_well(of: Columns, door: str, tmp_path: Path, in_blocks: Any) -> None:
    file = written(rows(), tmp_path, door)
    (held,) = tally_shard(file, b"k" * 32, Asked(**of))[1]
    in_blocks()
    assert tally_shard(file, b"k" * 32, Asked(**of))[1] == (held,)
    assert held.code == "EV114"


def sample(columns: Columns, total: int, blocks: int = 7) -> PeopleSample:
    """Return the sample of so many rows, these among them, in two threads."""
    found = PeopleSample(total)
    threads = [found.start(), found.start()]
    for number, at in enumerate(np.array_split(np.arange(len(columns["score"])), blocks)):
        probe, reference = (columns[role][at].astype(np.int32) for role in ("probe_subject", "reference_subject"))
        threads[number % 2].add(number, Batch(score=columns["score"][at], probe=probe, reference=reference))
    return found


def test_memory_stays_flat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_sample, "CAPACITY", 100)
    made = rows()
    found = sample(made, 100)
    assert all(len(thread.rows()[2]) <= 100 for thread in found._begun)
    seen = found.seen()
    assert seen.about
    assert seen.rows <= 100
    two = {name: column[(made["probe_subject"] < 2) & (made["reference_subject"] < 2)] for name, column in made.items()}
    many = {name: np.tile(column, 50) for name, column in two.items()}
    assert sample(many, 100).seen().of_two == 0  # of one pair all rows, or none


def test_what_the_draw_of_a_few_pairs_decides_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where little more than half of the rows are mirrored, a sample is not sure of it, and rows that are held are."""
    made = rows(share=0.4)
    assert sample(made, 1).seen().mirrored > 0
    monkeypatch.setattr(people_sample, "CAPACITY", 700)
    found = sample(made, 1).seen()
    assert found.rows > 300
    assert found.mirrored == 0


def test_the_order_of_rows_decides_nothing() -> None:
    """Also where chance would do nearly as much: which rows are looked for depends on what they say."""
    rng = np.random.default_rng(3)
    for levels in range(20, 36):
        made = rows(levels=levels)
        orders = [rng.permutation(len(made["score"])) for _ in range(6)]
        turned = [{name: column[order] for name, column in made.items()} for order in orders]
        assert len({sample(columns, 1).seen().mirrored for columns in turned}) == 1
