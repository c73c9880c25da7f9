"""A matrix whose rows and columns are named by samples: people from their names, from trials with labels, from pairs.

The square is that of 12 people with two images each, whose last six never match: 24 comparisons of an image with
itself, each pair twice, so 12 mated and 24 * 23 / 2 - 12 = 264 non-mated ones, whatever the container and whoever says
who is in the images.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Made = Callable[[Path], tuple[Path, dict[str, Any]]]

PEOPLE = [f"p{n:02}" for n in range(12) for _ in range(2)]
IMAGES = [f"{who}_{n % 2:04}.jpg" for n, who in enumerate(PEOPLE)]


def square() -> np.ndarray:
    rng = np.random.default_rng(5)
    scores = np.round(rng.uniform(0, 0.3, (24, 24)), 3)
    scores = np.triu(scores, 1)
    for person in range(12):
        scores[2 * person, 2 * person + 1] = 0.9 if person < 6 else 0.05
    return scores + scores.T + np.eye(24)


def text(folder: Path, rows: list[str] = IMAGES, columns: list[str] = IMAGES, scores: np.ndarray | None = None) -> Path:
    made = square() if scores is None else scores
    lines = [",".join(["", *columns]), *(",".join([who, *map(str, row)]) for who, row in zip(rows, made, strict=True))]
    (folder / "m.csv").write_text("\n".join(lines).replace("nan", ""), encoding="utf-8")
    return folder / "m.csv"


def of_text(folder: Path) -> tuple[Path, dict[str, Any]]:
    return text(folder), {}


def of_npy(folder: Path) -> tuple[Path, dict[str, Any]]:
    np.save(folder / "m.npy", square())
    (folder / "ids.txt").write_text("\n".join(IMAGES), encoding="utf-8")
    return folder / "m.npy", {"reference_ids": folder / "ids.txt"}


def of_npz(folder: Path) -> tuple[Path, dict[str, Any]]:
    np.savez(folder / "m.npz", scores=square(), names=IMAGES)
    return folder / "m.npz", {}


def of_two_vectors(folder: Path) -> tuple[Path, dict[str, Any]]:
    np.savez(folder / "m.npz", similarity=square(), query_labels=IMAGES, gallery_labels=IMAGES)
    return folder / "m.npz", {}


def of_numbers(folder: Path) -> tuple[Path, dict[str, Any]]:
    np.savetxt(folder / "m.txt", square(), delimiter="\t")
    (folder / "ids.txt").write_text("\n".join(IMAGES), encoding="utf-8")
    return folder / "m.txt", {"probe_ids": folder / "ids.txt", "reference_ids": folder / "ids.txt"}


def of_matlab(folder: Path) -> tuple[Path, dict[str, Any]]:
    from scipy.io import savemat

    savemat(folder / "m.mat", {"scores": square(), "names": np.array(IMAGES, dtype=object)})
    return folder / "m.mat", {}


def of_workbook(folder: Path) -> tuple[Path, dict[str, Any]]:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["", *IMAGES])
    for name, row in zip(IMAGES, square().tolist(), strict=True):
        book.active.append([name, *row])
    book.save(folder / "m.xlsx")
    return folder / "m.xlsx", {}


def from_names(folder: Path) -> dict[str, Any]:
    del folder
    return {"subject_from": "lfw"}


def from_pairs(folder: Path) -> dict[str, Any]:
    (folder / "same.csv").write_text("".join(f"{who}_0000.jpg,{who}_0001.jpg\n" for who in dict.fromkeys(PEOPLE)))
    return {"truth": folder / "same.csv"}


def trials(folder: Path, keep: Callable[[int, int], bool] = lambda i, j: i < j) -> dict[str, Any]:
    lines = [
        f"{a} {b} {'target' if a[:3] == b[:3] else 'nontarget'}\n"
        for i, a in enumerate(IMAGES) for j, b in enumerate(IMAGES) if keep(i, j)
    ]  # fmt: skip
    (folder / "trials.txt").write_text("".join(lines), encoding="utf-8")
    return {"truth": folder / "trials.txt"}


def from_trials_the_other_way(folder: Path) -> dict[str, Any]:
    return trials(folder, lambda i, j: i > j)


def from_trials_and_names(folder: Path) -> dict[str, Any]:
    return {**trials(folder), **from_names(folder)}


@pytest.mark.parametrize("told", [from_names, from_pairs, trials, from_trials_the_other_way, from_trials_and_names])
@pytest.mark.parametrize("made", [of_text, of_npy, of_npz, of_two_vectors, of_numbers, of_matlab, of_workbook])
def test_every_container_and_every_truth_give_the_same_counts(
    made: Made, told: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    file, names = made(tmp_path)
    trial = by.read_trial(file, **names, **told(tmp_path))
    found = inspect(trial)
    assert (found.mated, found.non_mated, found.people) == (12, 264, 12)
    assert (trial.rows_read, trial.rows_refused) == (576, 300)
    assert {p.code for p in trial.problems if p.severity == "refused"} == {"EV14", "EV24"}


@pytest.mark.parametrize("made", [of_text, of_npy, of_npz, of_numbers, of_matlab, of_workbook])
def test_where_nobody_says_who_is_in_the_images_both_ways_are_named(made: Made, tmp_path: Path) -> None:
    file, names = made(tmp_path)
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(file, **names)
    assert "--subject-from" in str(stopped.value)
    assert "--truth" in str(stopped.value)


def test_a_rectangle_of_samples_asks_as_well_and_is_read_when_told(tmp_path: Path) -> None:
    probes, references = IMAGES[::2], IMAGES[1::2]
    file = text(tmp_path, probes, references, square()[::2, 1::2])
    with pytest.raises(EvidenceError, match="--subject-from"):
        by.read_trial(file)
    for told in (from_names(tmp_path), from_pairs(tmp_path), trials(tmp_path)):
        trial = by.read_trial(file, **told)
        found = inspect(trial)
        assert (found.mated, found.non_mated, trial.rows_refused) == (12, 132, 0), told
        assert not any(p.code == "EV65" and "score of" in p.found for p in trial.problems)


def test_scores_of_no_trial_are_left_out_and_counted_and_trials_without_a_score_are_named(tmp_path: Path) -> None:
    scores = square()[::2, 1::2]
    scores[0, 1] = np.nan  # an empty cell, of a trial that is listed
    file = text(tmp_path, IMAGES[::2], IMAGES[1::2], scores)
    told = trials(tmp_path, lambda i, j: i % 2 == 0 and j % 2 == 1 and not (i == 22 and j == 1))
    with (tmp_path / "trials.txt").open("a", encoding="utf-8") as lines:
        lines.write("nobody_0000.jpg p00_0001.jpg nontarget\n")
    trial = by.read_trial(file, **told)
    found = inspect(trial)
    assert (found.mated, found.non_mated, trial.rows_refused) == (12, 130, 2)
    said = {(p.code, p.severity): p.found for p in trial.problems}
    assert said["EV65", "refused"].startswith("1 score of no trial")
    assert said["EV65", "warning"].startswith("2 listed trials")
    assert said["EV22", "refused"].startswith("1 cell without a score")


@pytest.mark.parametrize(
    ("lines", "names", "code"),
    [
        ("p00_0000.jpg p00_0001.jpg nontarget\n", {}, "EV65"),  # listed twice, with two labels
        ("p00_0000.jpg p01_0000.jpg target\np01_0001.jpg p00_0001.jpg nontarget\n", {}, "EV65"),
    ],
)
def test_trials_with_two_labels_stop(lines: str, names: dict[str, Any], code: str, tmp_path: Path) -> None:
    file = text(tmp_path)
    told = trials(tmp_path)
    with (tmp_path / "trials.txt").open("a", encoding="utf-8") as more:
        more.write(lines)
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(file, **told, **names)
    assert code in {p.code for p in stopped.value.problems}


@pytest.mark.parametrize("names", [{}, {"subject_from": "lfw"}])
def test_labels_that_chains_or_names_deny_stop_with_the_lines_of_the_trials(
    names: dict[str, Any], tmp_path: Path
) -> None:
    a, b, c = (f"p{n:02}_0000.jpg" for n in range(3))
    (tmp_path / "trials.txt").write_text(f"{a} {b} target\n{b} {c} target\n{a} {c} nontarget\n", encoding="utf-8")
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(text(tmp_path), truth=tmp_path / "trials.txt", **names)
    (problem,) = (p for p in stopped.value.problems if p.code == "EV09")
    assert "trials.txt" in problem.where
    assert ("row 3" if not names else "rows 1 and 2") in problem.where


def test_pairs_and_names_together_are_refused_and_so_are_names_that_do_not_fit(tmp_path: Path) -> None:
    file = text(tmp_path)
    with pytest.raises(EvidenceError, match="told by --truth and by the names"):
        by.read_trial(file, **from_pairs(tmp_path), **from_names(tmp_path))
    with pytest.raises(EvidenceError, match="24 names do not fit"):
        by.read_trial(file, subject_from="voxceleb")
    (tmp_path / "others.txt").write_text("x y target\nx z nontarget\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="no sample of the true pairs"):
        by.read_trial(file, truth=tmp_path / "others.txt")


def test_a_matrix_of_numbers_asks_for_its_names(tmp_path: Path) -> None:
    np.savetxt(tmp_path / "m.csv", square(), delimiter=",")
    with pytest.raises(EvidenceError, match="the names of its rows and columns") as stopped:
        by.read_trial(tmp_path / "m.csv")
    assert "--probe-ids FILE and --reference-ids FILE" in str(stopped.value)


@pytest.mark.parametrize("option", ["subject_from", "mated_is"])
def test_what_a_layout_has_no_use_for_is_refused_and_not_passed_over(option: str, tmp_path: Path) -> None:
    said: dict[str, Any] = {option: "lfw"}
    for name, score in (("genuine.txt", 1), ("impostor.txt", 0)):
        (tmp_path / name).write_text(f"{score}.1\n{score}.2\n{score}.3\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="has no meaning for lists of scores"):
        by.read_trial([tmp_path / "genuine.txt", tmp_path / "impostor.txt"], **said)
    np.savez(tmp_path / "e.npz", vectors=np.eye(6, 4) + 0.1, subjects=list("aabbcc"))
    with pytest.raises(EvidenceError, match="has no meaning for embeddings"):
        by.read_trial(tmp_path / "e.npz", **said)


@pytest.mark.parametrize(("searches", "quantity", "errors"), [(False, "fnmr", (6, 12)), (True, "fnir", (12, 24))])
def test_half_of_the_people_are_missed_in_comparisons_and_in_searches(
    searches: bool, quantity: str, errors: tuple[int, int], tmp_path: Path  # noqa: FBT001
) -> None:  # fmt: skip
    found = by.evaluate(text(tmp_path), subject_from="lfw", searches=searches, thresholds=[0.5], replicates=0)
    said = [f for f in found.study.document.findings if f.quantity == quantity and f.at.threshold == 0.5]
    assert [(f.estimate.events, f.estimate.trials) for f in said if f.estimate] == [errors]


def shown(rows: list[int], columns: list[int], folder: Path, scores: np.ndarray | None = None) -> tuple[Any, Any]:
    """Return the trial of a part of the square, and of a table of the same cells."""
    whole = square() if scores is None else scores
    file = text(folder, [IMAGES[i] for i in rows], [IMAGES[j] for j in columns], whole[np.ix_(rows, columns)])
    cells = [(IMAGES[i], IMAGES[j], whole[i, j]) for i in rows for j in columns if not np.isnan(whole[i, j])]
    table = dict(zip(("probe_id", "reference_id", "score"), map(list, zip(*cells, strict=True)), strict=True))
    return by.read_trial(file, subject_from="lfw"), by.read_trial(table, subject_from="lfw")


def with_gaps() -> np.ndarray:
    scores = square()
    scores[2, 9] = scores[11, 3] = scores[4, 6] = scores[6, 4] = np.nan
    return scores


EVERY = list(range(24))


@pytest.mark.parametrize("scores", [square(), with_gaps()], ids=["full", "with gaps"])
@pytest.mark.parametrize(
    ("rows", "columns"),
    [(EVERY[::-1], EVERY), (EVERY[:9], EVERY), (EVERY[5:], EVERY[:20]), (EVERY[::2], EVERY[1::2]), (EVERY[:1], EVERY)],
    ids=["another order", "probes among the references", "some on both sides", "none on both sides", "one probe"],
)
def test_pairs_in_both_orders_are_counted_once_as_in_a_table(
    rows: list[int], columns: list[int], scores: np.ndarray, tmp_path: Path
) -> None:
    matrix, table = shown(rows, columns, tmp_path, scores)
    assert matrix.rows_used == table.rows_used == sum(block.rows for block in matrix.blocks)
    one, other = inspect(matrix), inspect(table)
    assert (one.mated, one.non_mated, one.highest) == (other.mated, other.non_mated, other.highest)
    both = [p.found.split()[0] for trial in (matrix, table) for p in trial.problems if p.code == "EV114"]
    assert len(both) in {0, 2}
    assert len({*both}) <= 1
    every = [trial.as_searches_need_it() for trial in (matrix, table)]
    assert every[0].rows_used == every[1].rows_used


def test_a_square_of_samples_that_is_no_mirror_image_is_counted_whole_and_told(tmp_path: Path) -> None:
    scores = square()
    scores[3, 8] += 0.1
    matrix, table = shown(EVERY, EVERY, tmp_path, scores)
    for trial in (matrix, table):
        assert (trial.rows_used, trial.both_orders, trial.halves) == (24 * 23, True, None)
        (told,) = (p for p in trial.problems if p.code == "EV114")
        assert told.found.startswith("1 of 276 pairs of samples")
