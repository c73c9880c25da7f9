"""Real files, read as they are; the counts are computed here a second time in plain Python."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from bystander.evidence import inspect, read_trial
from tests.evidence.makers import columns_of
from tests.shared_data import path


def test_the_bssr1_matrix_has_517_mated_and_266772_non_mated_comparisons() -> None:
    with path("bssr1/face_g.csv").open(newline="") as lines:
        header, *rows = list(csv.reader(lines))
    values = np.array([[float(cell) for cell in row[1:]] for row in rows])
    mated = np.array([[row[0] == name for name in header[1:]] for row in rows])
    trial = read_trial(path("bssr1/face_g.csv"))
    found = inspect(trial)
    assert (found.mated, found.non_mated) == (517, 266_772) == (int(mated.sum()), int((~mated).sum()))
    assert (found.people, trial.rows_read, trial.rows_refused, found.problems) == (517, 517 * 517, 0, ())
    whole = columns_of(trial)
    np.testing.assert_array_equal(whole["score"], values.ravel())
    np.testing.assert_array_equal(whole["mated"], mated.ravel())


@pytest.mark.parametrize(("exp", "mated", "non_mated"), [(1, 2793, 4950), (2, 180, 3619), (3, 2786, 66_633)])
def test_pairs_of_score_lists_have_as_many_comparisons_as_lines(exp: int, mated: int, non_mated: int) -> None:
    files = [path(f"pyeer/non_hist_exp{exp}_{kind}.txt") for kind in ("true", "false")]
    lines = [[float(line) for line in file.read_text().split()] for file in files]
    assert [len(part) for part in lines] == [mated, non_mated]
    for source, options in ((files, {}), (files[::-1], {}), (files[0], {"non_mated": files[1]})):
        trial = read_trial(source, **options)  # type: ignore[arg-type]
        found = inspect(trial)
        assert (found.mated, found.non_mated, found.people, trial.subjects) == (mated, non_mated, None, None)
        whole = columns_of(trial)
        np.testing.assert_array_equal(whole["score"], lines[0] + lines[1])
        assert "EV23" in {p.code for p in found.problems}


def test_experiment_3_is_named_as_heavily_tied() -> None:
    files = [path(f"pyeer/non_hist_exp3_{kind}.txt") for kind in ("true", "false")]
    alone = total = 0
    for file in files:
        lines = file.read_text().split()
        alone += sum(1 for line in set(lines) if lines.count(line) == 1) if len(lines) < 5000 else _alone(lines)
        total += len(lines)
    found = inspect(read_trial(files))
    assert found.ties == pytest.approx(1 - alone / total, abs=1e-12)
    assert found.ties is not None
    assert found.ties > 0.98
    assert "EV18" in {p.code for p in found.problems}


def _alone(lines: list[str]) -> int:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line] = counts.get(line, 0) + 1
    return sum(n == 1 for n in counts.values())


@pytest.mark.parametrize("exp", [1, 2])
def test_sample_scores_with_true_pairs_have_85_mated_comparisons(exp: int) -> None:
    scores, pairs = path(f"pyeer/cmc_exp{exp}_scores.txt"), path(f"pyeer/cmc_exp{exp}_tp.txt")
    true = {tuple(line.split()) for line in pairs.read_text().splitlines() if line.strip()}
    rows = [line.split() for line in scores.read_text().splitlines() if line.strip()]
    mated = [(a, b) in true for a, b, _ in rows]
    samples = {a for a, _, _ in rows} | {b for _, b, _ in rows}
    trial = read_trial(scores, truth=pairs)
    found = inspect(trial)
    assert (sum(mated), len(rows)) == (85, 21_845)
    np.testing.assert_array_equal(columns_of(trial)["mated"], mated)
    assert (found.images, found.people) == (len(samples), len(samples) - 85)  # each true pair joins two samples
    assert found.problems == ()


@pytest.mark.parametrize("name", ["dev-5col", "test-5col", "scores-cmc-5col"])
def test_bob_score_files_are_mated_where_claimed_and_real_person_are_equal(name: str) -> None:
    rows = [line.split() for line in path(f"bob/{name}.txt").read_text().splitlines()]
    trial = read_trial(path(f"bob/{name}.txt"))
    whole = columns_of(trial)
    np.testing.assert_array_equal(whole["mated"], [claimed == real for claimed, _, real, _, _ in rows])
    np.testing.assert_array_equal(whole["score"], [float(row[-1]) for row in rows])
    found = inspect(trial)
    assert found.people == len({row[0] for row in rows} | {row[2] for row in rows})
    assert not found.errors
    # "x" stands for every sample in two of the files: it is a placeholder, not one image compared with itself
    assert ("EV21" in {p.code for p in found.problems}) == (name != "scores-cmc-5col")
    assert trial.rows_refused == 0
