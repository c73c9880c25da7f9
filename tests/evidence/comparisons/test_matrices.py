"""Matrices: text, NumPy, BEE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from tests.evidence.makers import codes_of, columns_of, people, write_bee, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RNG = np.random.default_rng(7)
N, M = 12, 15
SCORES = RNG.normal(size=(N, M)).round(5)
SCORES[np.arange(N), np.arange(N)] += 4
ROW_IDS, COLUMN_IDS = people(N), people(M)
MATED = np.array([[a == b for b in COLUMN_IDS] for a in ROW_IDS])


def check(trial: Any, scores: NDArray[Any] = SCORES, mated: NDArray[np.bool_] = MATED) -> None:
    whole = columns_of(trial)
    np.testing.assert_array_equal(whole["score"], scores.ravel())
    np.testing.assert_array_equal(whole["mated"], mated.ravel())


def write_matrix(path: Path, cells: list[list[object]], corner: str = "", columns: list[str] = COLUMN_IDS) -> Path:
    return write_table(path, [(a, *row) for a, row in zip(ROW_IDS, cells, strict=True)], (corner, *columns))


@pytest.mark.parametrize("corner", ["", "id", "what the rows are"])
def test_a_matrix_in_text_is_mated_where_row_and_column_are_equal(tmp_path: Path, corner: str) -> None:
    trial = read_trial(write_matrix(tmp_path / "m.csv", SCORES.tolist(), corner))
    check(trial)
    assert (trial.subjects, trial.format) == (15, "score matrix")


def test_a_matrix_with_whole_numbers_as_names_is_read_too(tmp_path: Path) -> None:
    file = write_table(
        tmp_path / "m.csv", [(i, *row) for i, row in enumerate(SCORES.tolist())], ("", *map(str, range(M)))
    )
    check(read_trial(file))


def test_empty_cells_are_refused_and_nan_cells_are_an_error_with_their_place(tmp_path: Path) -> None:
    cells: list[list[object]] = SCORES.tolist()
    cells[0][3] = cells[4][1] = ""
    trial = read_trial(write_matrix(tmp_path / "m.csv", cells))
    assert (trial.rows_read, trial.rows_refused, [p.code for p in trial.problems]) == (N * M, 2, ["EV22"])
    cells[2][5] = "nan"
    found = inspect(read_trial(write_matrix(tmp_path / "m.csv", cells)))
    assert [p.where for p in found.errors] == ["m.csv, row 4, column 7"]  # header row 1, names column 1


def test_text_in_a_matrix_is_named_with_row_and_column(tmp_path: Path) -> None:
    cells: list[list[object]] = SCORES.tolist()
    cells[2][5] = "N/A"
    with pytest.raises(EvidenceError) as error:
        read_trial(write_matrix(tmp_path / "m.csv", cells))
    (problem,) = error.value.problems
    assert (problem.code, problem.where, problem.got) == (
        "EV05",
        "m.csv, column number 7, row 4",
        "a word for a missing value",
    )


def test_a_matrix_of_samples_takes_its_people_from_the_true_pairs(tmp_path: Path) -> None:
    rows, columns = [f"p{i}" for i in range(N)], [f"r{i}" for i in range(M)]
    file = write_table(
        tmp_path / "m.csv", [(a, *row) for a, row in zip(rows, SCORES.tolist(), strict=True)], ("", *columns)
    )
    pairs = write_table(tmp_path / "pairs.txt", [(f"p{i}", f"r{i}") for i in range(N)], None, " ")
    trial = read_trial(file, truth=pairs)
    check(trial)
    assert trial.subjects == 15


def test_a_matrix_of_samples_with_themselves_loses_its_diagonal(tmp_path: Path) -> None:
    square = SCORES[:, :N]
    file = write_table(
        tmp_path / "m.csv", [(a, *row) for a, row in zip(ROW_IDS, square.tolist(), strict=True)], ("", *ROW_IDS)
    )
    pairs = write_table(
        tmp_path / "pairs.csv", [(ROW_IDS[i], ROW_IDS[i + 1]) for i in range(0, N, 2)], ("probe_id", "reference_id")
    )
    trial = read_trial(file, truth=pairs)
    assert (trial.rows_refused, trial.rows_used, trial.subjects) == (N, N * N - N, N // 2)
    assert inspect(trial).mated == N
    assert [p.code for p in trial.problems] == ["EV14", "EV114"]


def test_a_mirrored_matrix_is_suspected_of_comparing_samples_with_themselves(tmp_path: Path) -> None:
    square = SCORES[:, :N] + SCORES[:, :N].T
    file = write_table(
        tmp_path / "m.csv", [(a, *row) for a, row in zip(ROW_IDS, square.tolist(), strict=True)], ("", *ROW_IDS)
    )
    assert [p.code for p in read_trial(file).problems] == ["EV24"]


def test_true_pairs_that_belong_elsewhere_are_refused(tmp_path: Path) -> None:
    pairs = write_table(tmp_path / "pairs.txt", [("x", "y")], None, " ")
    with pytest.raises(EvidenceError) as error:
        read_trial(write_matrix(tmp_path / "m.csv", SCORES.tolist()), truth=pairs)
    assert codes_of(error.value) == ["EV09"]


@pytest.mark.parametrize("dtype", ["<f8", "<f4", ">f4"])
def test_a_numpy_matrix_is_read_with_identifiers_from_files(tmp_path: Path, dtype: str) -> None:
    np.save(tmp_path / "m.npy", SCORES.astype(dtype))
    (tmp_path / "rows.txt").write_text("\n".join(ROW_IDS) + "\n")
    np.save(tmp_path / "columns.npy", np.array(COLUMN_IDS))
    trial = read_trial(tmp_path / "m.npy", probe_ids=tmp_path / "rows.txt", reference_ids=tmp_path / "columns.npy")
    check(trial, SCORES.astype(dtype).astype(np.float64) if dtype == "<f8" else SCORES.astype(np.float32))


def test_a_numpy_matrix_without_identifiers_says_both_files_it_lacks(tmp_path: Path) -> None:
    np.save(tmp_path / "m.npy", SCORES)
    with pytest.raises(EvidenceError) as error:
        read_trial(tmp_path / "m.npy")
    assert codes_of(error.value) == ["EV07", "EV07"]
    np.savez(tmp_path / "m.npz", scores=SCORES, probe_subjects=np.arange(N - 1), reference_subjects=np.arange(M))
    with pytest.raises(EvidenceError) as error:
        read_trial(tmp_path / "m.npz")
    assert codes_of(error.value) == ["EV08"]


def test_an_npz_holds_a_matrix_or_a_table(tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", scores=SCORES, probe_subjects=np.arange(N), reference_subjects=np.arange(M))
    check(read_trial(tmp_path / "m.npz"))
    probe, reference = np.repeat(np.arange(N), M), np.tile(np.arange(M), N)
    np.savez(tmp_path / "t.npz", score=SCORES.ravel(), probe_subject=probe, reference_subject=reference)
    check(read_trial(tmp_path / "t.npz"))


def test_a_structured_array_is_a_table(tmp_path: Path) -> None:
    table = np.zeros(N * M, dtype=[("probe_subject", "S4"), ("reference_subject", "U4"), ("score", "f8")])
    table["probe_subject"], table["reference_subject"] = np.repeat(ROW_IDS, M), np.tile(COLUMN_IDS, N)
    table["score"] = SCORES.ravel()
    np.save(tmp_path / "t.npy", table)
    check(read_trial(tmp_path / "t.npy"))


def test_pickled_objects_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "m.npy", np.array([[1, "a"]], dtype=object), allow_pickle=True)
    with pytest.raises(EvidenceError) as error:
        read_trial(tmp_path / "m.npy")
    assert codes_of(error.value) == ["EV03"]


def bee_mask(ignored: int = 0) -> NDArray[np.uint8]:
    mask = np.where(MATED, 0xFF, 0x7F).astype(np.uint8)
    mask[0, 1 : 1 + ignored] = 0
    return mask


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_bee_matrix_takes_its_truth_from_the_mask(tmp_path: Path, order: str) -> None:
    matrix = write_bee(tmp_path / "s.mtx", SCORES.astype("f4"), order=order)
    mask = write_bee(tmp_path / "s.mask", bee_mask())
    trial = read_trial([matrix, mask])
    check(trial, SCORES.astype("f4"))
    assert trial.subjects == 15  # 12 joined pairs and the 3 columns that are mated with nobody
    assert read_trial([mask, matrix]).sha256 == read_trial(matrix, truth=mask).sha256 == trial.sha256


def test_ignored_cells_of_a_bee_mask_are_refused_and_counted(tmp_path: Path) -> None:
    matrix, mask = write_bee(tmp_path / "s.mtx", SCORES.astype("f4")), write_bee(tmp_path / "s.mask", bee_mask(3))
    trial = read_trial([matrix, mask])
    assert (trial.rows_read, trial.rows_used, trial.rows_refused) == (180, 177, 3)
    used = bee_mask(3) != 0
    check(trial, SCORES.astype("f4")[used], MATED[used])


def test_a_bee_distance_matrix_comes_negated_without_being_told(tmp_path: Path) -> None:
    matrix, mask = (
        write_bee(tmp_path / "s.mtx", -SCORES.astype("f4"), kind=b"D"),
        write_bee(tmp_path / "s.mask", bee_mask()),
    )
    trial = read_trial([matrix, mask])
    assert trial.distance
    check(trial, SCORES.astype("f4"))


def test_a_square_that_may_be_of_the_same_images_in_both_orders_is_told(tmp_path: Path) -> None:
    person = np.repeat(np.arange(4), 3)
    cells = np.where(person[:, None] == person, 255, 127).astype(np.uint8)
    np.fill_diagonal(cells, 0)  # an image with itself
    half = np.random.default_rng(2).random((12, 12))
    for scores, told in ((half + half.T, ["66 comparisons"]), (half, [])):
        files = write_bee(tmp_path / "s.mtx", scores.astype("f4")), write_bee(tmp_path / "s.mask", cells)
        found = [p for p in read_trial([*files]).problems if p.code == "EV114"]
        assert [" ".join(p.found.split()[:2]) for p in found] == told
        assert read_trial([*files]).rows_used == 132
        assert not [p for p in read_trial([*files], square="apart").problems if p.code == "EV114"]


def test_bee_files_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    matrix = write_bee(tmp_path / "s.mtx", SCORES.astype("f4"))
    for cells, code in ((bee_mask()[1:], "EV08"), (np.full((N, M), 9, np.uint8), "EV08")):
        with pytest.raises(EvidenceError) as error:
            read_trial([matrix, write_bee(tmp_path / "s.mask", cells)])
        assert codes_of(error.value) == [code]
    with pytest.raises(EvidenceError) as error:
        read_trial(matrix)
    assert codes_of(error.value) == ["EV07"]
    contradiction = bee_mask()
    contradiction[0, 1] = contradiction[1, 0] = 0xFF  # so 0 is 1, yet the mask calls no other pair of theirs mated
    contradiction[1, 1] = 0x7F
    with pytest.raises(EvidenceError, match="1 comparison called non-mated"):
        read_trial([matrix, write_bee(tmp_path / "s.mask", contradiction)])
    matrix.write_bytes(matrix.read_bytes()[:-1])
    with pytest.raises(EvidenceError, match="shorter than its header says"):
        read_trial([matrix, write_bee(tmp_path / "s.mask", bee_mask())])
