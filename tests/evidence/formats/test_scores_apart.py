"""Scores whose truth is somewhere else: in the names of two files, or in trials of the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial
from tests.corpus.makers import MATED, NON_MATED, PEOPLE, pairs, written

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = pairs()
HEADER = ("image_1", "image_2", "similarity_score")


def two(folder: Path, header: Any = HEADER, more: Any = lambda _: ()) -> list[Path]:
    """Write a table of mated and one of non-mated comparisons."""
    return [
        written(
            folder / f"{name}_scores.csv",
            [header, *((p.first, p.second, p.score, *more(p)) for p in PAIRS if p.mated == kind)],
            ",",
        )
        for name, kind in (("genuine", True), ("imposter", False))
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_two_tables_are_one_trial_in_either_order(tmp_path: Path, *, turned: bool) -> None:
    files = two(tmp_path)
    found = inspect(read_trial(files[::-1] if turned else files))
    assert (found.mated, found.non_mated, found.people) == (MATED, NON_MATED, PEOPLE)


def test_labels_that_say_otherwise_than_the_names_are_a_stop(tmp_path: Path) -> None:
    header = (*HEADER, "label")
    assert inspect(read_trial(two(tmp_path, header, lambda p: (int(p.mated),)))).mated == MATED
    with pytest.raises(EvidenceError, match="say otherwise"):
        read_trial(two(tmp_path, header, lambda p: (int(not p.mated),)))
    with pytest.raises(EvidenceError, match="say otherwise"):
        read_trial(two(tmp_path, header, lambda p: (len(p.second) % 2 * int(p.second[-1] == "1"),)))


def test_failures_in_one_table_alone_are_a_stop(tmp_path: Path) -> None:
    mated, others = two(tmp_path)
    written(mated, [(*HEADER, "failed"), *((p.first, p.second, p.score, 0) for p in PAIRS if p.mated)], ",")
    with pytest.raises(EvidenceError, match="records failures"):
        read_trial([mated, others])


def test_names_of_files_that_say_nothing_are_a_stop(tmp_path: Path) -> None:
    mated, others = two(tmp_path)
    with pytest.raises(EvidenceError, match="does not say"):
        read_trial([mated.rename(tmp_path / "a.csv"), others.rename(tmp_path / "b.csv")])


def test_arrays_are_lists_too(tmp_path: Path) -> None:
    kinds = {"genuine": True, "impostor": False}
    arrays = {name: np.array([p.score for p in PAIRS if p.mated == kind]) for name, kind in kinds.items()}
    for name, values in arrays.items():
        np.save(tmp_path / f"{name}.npy", values)
    np.savez(tmp_path / "both.npz", genuine=arrays["genuine"], impostor=arrays["impostor"])
    found = inspect(read_trial([tmp_path / "impostor.npy", tmp_path / "genuine.npy"]))
    assert (found.mated, found.non_mated) == (MATED, NON_MATED)
    assert inspect(read_trial(tmp_path / "both.npz")).mated == MATED
    with pytest.raises(EvidenceError, match="EV07"):
        read_trial((tmp_path / "genuine.npy").rename(tmp_path / "scores.npy"))


@pytest.mark.parametrize("scores", ["s.npy", "s.txt"])
@pytest.mark.parametrize("truth", ["t.txt", "l.txt", "l.npy"])
def test_scores_alone_take_the_labels_of_trials_in_the_same_order(scores: str, truth: str, tmp_path: Path) -> None:
    np.save(tmp_path / "s.npy", np.array([p.score for p in PAIRS]))
    written(tmp_path / "s.txt", [(p.score,) for p in PAIRS])
    written(tmp_path / "t.txt", [(p.first, p.second, int(p.mated)) for p in PAIRS])
    written(tmp_path / "l.txt", [(int(p.mated),) for p in PAIRS])
    np.save(tmp_path / "l.npy", np.array([p.mated for p in PAIRS]))
    found = inspect(read_trial(tmp_path / scores, truth=tmp_path / truth))
    assert (found.mated, found.non_mated) == (MATED, NON_MATED)
    assert found.people == (PEOPLE if truth == "t.txt" else None)
    assert any("paired by their position" in p.found for p in found.problems)


@pytest.mark.parametrize("lines", [275, 277])
def test_more_or_fewer_trials_than_scores_are_a_stop(lines: int, tmp_path: Path) -> None:
    np.save(tmp_path / "s.npy", np.array([p.score for p in PAIRS]))
    trials = [(p.first, p.second, int(p.mated)) for p in [*PAIRS, PAIRS[0]]]
    with pytest.raises(EvidenceError, match="not as many trials"):
        read_trial(tmp_path / "s.npy", truth=written(tmp_path / "t.txt", trials[:lines]))


def test_counts_of_a_histogram_are_not_taken_for_scores(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    scores = rng.poisson(20, 5000)
    mated = written(tmp_path / "genuine.txt", [(s,) for s in rng.poisson(40, 300)])
    counts = written(tmp_path / "impostor.txt", [(c,) for c in np.bincount(scores, minlength=60)])
    with pytest.raises(EvidenceError, match="how many had each score"):
        read_trial([mated, counts])
    assert inspect(read_trial([mated, counts], format="lists")).non_mated == max(60, scores.max() + 1)
    for some in (scores, np.sort(scores), np.sort(scores)[::-1]):  # in any order that scores have, they are scores
        others = written(tmp_path / "impostor.txt", [(s,) for s in some])
        assert inspect(read_trial([mated, others])).non_mated == 5000
