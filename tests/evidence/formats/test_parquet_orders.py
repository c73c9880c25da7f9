"""Pairs in both orders of a large Parquet file: counted once as in a small one, or told, in flat memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

import bystander as by
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.formats.parquet import orders, survey
from bystander.evidence.formats.parquet import read as reader

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

Columns = dict[str, Any]
IMAGES, PEOPLE = 60, 20


def columns(a: Any, b: Any, score: Any) -> Columns:
    """Return comparisons of images by number; three of each person, people numbered by image."""
    return {
        "probe_subject": a // 3, "reference_subject": b // 3, "probe_id": a, "reference_id": b, "score": score,
    }  # fmt: skip


def loop(*, probes: int = IMAGES, asymmetric: float = 0.0) -> Columns:
    """Return a double loop of the first images over all, without an image and itself."""
    a, b = (side.ravel() for side in np.mgrid[:probes, :IMAGES])
    a, b = a[a != b], b[a != b]
    low, high = np.minimum(a, b), np.maximum(a, b)
    score = np.random.default_rng(1).random((IMAGES, IMAGES))[low, high] + (low // 3 == high // 3)
    return columns(a, b, score + asymmetric * (a > b))


def as_text(made: Columns) -> Columns:
    return made | {role: np.array([f"n{v:03d}" for v in made[role]], object) for role in list(made)[:4]}


def numbered_by_person(made: Columns) -> Columns:
    return made | {role: made[role] % 3 for role in ("probe_id", "reference_id")}


def shuffled(made: Columns) -> Columns:
    order = np.random.default_rng(3).permutation(len(made["score"]))
    return {name: column[order] for name, column in made.items()}


def only(made: Columns, keep: Any) -> Columns:
    return {name: column[keep] for name, column in made.items()}


def with_failures(made: Columns) -> Columns:
    return made | {"failed": (made["probe_id"] + made["reference_id"]) % 11 == 0}


WORLDS = {
    "whole numbers": loop(),
    "text": as_text(loop()),
    "numbered by person": numbered_by_person(loop()),
    "shuffled": shuffled(loop()),
    "probes among the references": loop(probes=24),
    "failures": with_failures(loop()),
    "rounding": loop(asymmetric=3e-7),
    "not symmetric": loop(asymmetric=0.01),
    "one order": only(loop(), loop()["probe_id"] < loop()["reference_id"]),
    "a pair now and then": only(loop(), np.arange(IMAGES * (IMAGES - 1)) % 3 > 0),
}


@pytest.fixture(params=["numbers", "look-ups"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "look-ups":
        monkeypatch.setattr(survey, "compiler", lambda: False)


def file_of(made: Columns, folder: Path, name: str = "pairs.parquet") -> Path:
    parquet.write_table(pa.table(made), folder / name, row_group_size=700)
    return folder / name


def told(file: Path) -> list[Problem]:
    return [p for p in by.check(file) if p.code == "EV114"]


@pytest.mark.parametrize("world", [name for name in WORLDS if name != "a pair now and then"])
def test_a_large_file_is_read_as_a_small_one(world: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bystander.evidence.formats.parquet.blocks.BLOCK_ROWS", 1000)
    file = file_of(WORLDS[world], tmp_path)
    small, small_told = by.read_trial(file), told(file)
    monkeypatch.setattr(reader, "WHOLE", 0)
    large = by.read_trial(file)
    assert len(large.blocks) > 1
    assert (large.rows_used, large.rows_refused) == (small.rows_used, small.rows_refused)
    assert [p.found.removeprefix("about ") for p in told(file)] == [p.found for p in small_told]
    assert inspect(large).mated == inspect(small).mated
    findings = [by.evaluate(trial, replicates=0).document.findings for trial in (small, large)]
    assert findings[0] == findings[1]
    assert large.as_searches_need_it().rows_used == small.as_searches_need_it().rows_used
    assert sum(b.rows for b in large.as_searches_need_it().blocks) == large.as_searches_need_it().rows_used


def test_what_cannot_be_told_apart_in_flat_memory_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = file_of(WORLDS["a pair now and then"], tmp_path)
    assert told(file)[0].severity == "refused"
    monkeypatch.setattr(reader, "WHOLE", 0)
    (problem,) = told(file)
    assert (problem.severity, problem.leads) == ("warning", True)
    assert by.read_trial(file).rows_refused == 0
    assert by.read_trial(file, square="apart").problems == ()


def test_where_nothing_is_mirrored_nothing_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(reader, "WHOLE", 0)
    monkeypatch.setattr(orders._Sweep, "over", never)
    assert by.read_trial(file_of(WORLDS["one order"], tmp_path)).rows_refused == 0
    with pytest.raises(AssertionError):
        by.read_trial(file_of(WORLDS["text"], tmp_path))


def test_the_sample_has_both_orders_of_a_pair_or_neither() -> None:
    made = loop()
    for rows in (100, 10**6, 10**7):
        sample = orders.PairSample(rows)
        sample.add(made["probe_id"], made["reference_id"])
        left, right = sample._pairs[0]
        assert sorted(zip(left.tolist(), right.tolist(), strict=True)) == sorted(
            zip(right.tolist(), left.tolist(), strict=True)
        )
    assert 0 < len(left) < IMAGES * IMAGES / 4


def test_rows_are_placed_where_they_stand_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "WHOLE", 0)
    (block,) = by.read_trial(file_of(WORLDS["shuffled"], tmp_path)).blocks
    batch, made = block.read(), WORLDS["shuffled"]
    assert batch.row is not None
    for position in (0, 5, 700):
        row = int(batch.row[position]) - 1
        assert block.place(position) == f"row {row + 1:,}"  # type: ignore[attr-defined]
        assert made["score"][row] == batch.score[position]
        assert made["probe_id"][row] < made["reference_id"][row]
