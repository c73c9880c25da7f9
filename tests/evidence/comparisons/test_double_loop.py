"""A table of a double loop over images that names people alone: self-comparisons and mirrored rows are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from bystander.evidence.formats.parquet import read as parquet
from bystander.evidence.searches.read import read_searches
from tests.evidence.comparisons.test_own_square import LABELS, MISSED, square
from tests.evidence.makers import codes_of, columns_of, write_table

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[tuple[str, str, float]]


def loop(kept: Any = None, *, shuffled: bool = False, **how: Any) -> Rows:
    """Rows of 24 images of 12 people with themselves, in the order of a loop or in none; six people never match."""
    scores = square(**how)
    places = np.argwhere(np.ones((24, 24), np.bool_) if kept is None else kept)
    rows = [(LABELS[i], LABELS[j], float(scores[i, j])) for i, j in places]
    order = np.random.default_rng(4).permutation(len(rows)) if shuffled else range(len(rows))
    return [rows[i] for i in order]


def check(trial: Any) -> None:
    found, whole = inspect(trial), columns_of(trial)
    assert (found.mated, found.non_mated, found.people) == (12, 264, 12)
    assert (whole["score"][whole["mated"]] < 0.5).sum() == MISSED


BARE = ~np.eye(24, dtype=np.bool_)
UPPER = np.triu(np.ones((24, 24), np.bool_))


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize(("kept", "itself", "again"), [(None, 24, 276), (BARE, 0, 276), (UPPER, 24, 0)])
def test_each_pair_is_counted_once(tmp_path: Path, *, kept: Any, itself: int, again: int, shuffled: bool) -> None:
    file = write_table(tmp_path / "t.csv", loop(kept, shuffled=shuffled), ("subject1", "subject2", "score"))
    trial = read_trial(file)
    check(trial)
    assert trial.rows_refused == itself + again
    found = {p.code: p.found for p in trial.problems}
    assert ("EV14" in found, "EV24" in found) == (itself > 0, again > 0)
    if again and itself:
        assert found["EV14"].startswith("24 comparisons")


@pytest.mark.parametrize("shape", ["csv", "parquet", "arrow", "npz"])
def test_whatever_the_table_came_in(tmp_path: Path, shape: str) -> None:
    one, two, score = map(list, zip(*loop(shuffled=True), strict=True))
    table = pa.table({"ID1": one, "ID2": two, "Similarity": score})
    source: Any = table
    if shape == "csv":
        source = write_table(tmp_path / "t.csv", loop(shuffled=True), ("ID1", "ID2", "Similarity"), ";")
    if shape == "parquet":
        source = tmp_path / "t.parquet"
        pq.write_table(table, source)
    if shape == "npz":
        source = tmp_path / "t.npz"
        np.savez(source, id1=one, id2=two, similarity=score)
    check(read_trial(source))


def test_distances_too(tmp_path: Path) -> None:
    rows = loop(shuffled=True, diagonal=0, sign=-1)
    trial = read_trial(write_table(tmp_path / "t.csv", rows), distance=True)
    assert (trial.rows_used, inspect(trial).mated) == (276, 12)


def test_every_person_searches_with_all_their_images(tmp_path: Path) -> None:
    searches = read_searches(write_table(tmp_path / "t.csv", loop(shuffled=True)))
    assert (len(searches), searches.rows_refused) == (12, 24)


def test_rounding_in_the_order_of_the_loop_is_no_difference(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(-1, 2, 576) * 1e-8
    rows = [(a, b, s + e) for (a, b, s), e in zip(loop(), noise.tolist(), strict=True)]
    check(read_trial(write_table(tmp_path / "t.csv", rows)))


@pytest.mark.parametrize("shuffled", [False, True])
def test_what_cannot_be_told_is_asked(tmp_path: Path, *, shuffled: bool) -> None:
    rng = np.random.default_rng(5)
    rows = [(a, b, 1 - rng.random() / 9 if s == 1 else s) for a, b, s in loop(shuffled=shuffled)]
    file = write_table(tmp_path / "t.csv", rows)
    with pytest.raises(EvidenceError, match="--square apart") as error:
        read_trial(file)
    assert codes_of(error.value) == ["EV24"]
    assert read_trial(file, square="apart").rows_used == 576


def test_a_person_whose_own_scores_come_in_one_order_only_is_asked_about(tmp_path: Path) -> None:
    rows = loop(shuffled=True)
    at = next(i for i, (a, b, score) in enumerate(rows) if a == b and score == 0.9)
    rows[at] = (*rows[at][:2], 0.8)
    with pytest.raises(EvidenceError, match="--square apart"):
        read_trial(write_table(tmp_path / "t.csv", rows))


def test_probes_that_are_other_images_are_left_alone(tmp_path: Path) -> None:
    rng = np.random.default_rng(6)
    rows = [(a, b, float(rng.random())) for a in LABELS for b in LABELS]
    assert read_trial(write_table(tmp_path / "t.csv", rows)).rows_used == 576


def test_a_loop_over_one_image_of_each_person_is_suspected(tmp_path: Path) -> None:
    rows = [(f"s{i}", f"s{j}", s) for (i, j), s in np.ndenumerate(square())]
    trial = read_trial(write_table(tmp_path / "t.csv", rows))
    assert [(p.code, p.severity) for p in trial.problems] == [("EV24", "warning")]
    assert read_trial(write_table(tmp_path / "t.csv", rows), square="apart").problems == ()


def test_a_large_file_of_parquet_is_looked_at_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "WHOLE", 100)
    one, two, score = map(list, zip(*loop(shuffled=True), strict=True))
    pq.write_table(pa.table({"subject1": one, "subject2": two, "score": score}), tmp_path / "t.parquet")
    check(read_trial(tmp_path / "t.parquet"))
