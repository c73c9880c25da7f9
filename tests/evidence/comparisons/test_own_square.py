"""A square of scores that is one set of images against itself, or is not, or cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from bystander.evidence.searches.read import read_searches
from tests.evidence.makers import codes_of, columns_of, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PEOPLE, MISSED = 12, 6
LABELS = [f"p{i // 2:02}" for i in range(2 * PEOPLE)]


def square(*, diagonal: float = 1.0, sign: int = 1, seed: int = 3) -> NDArray[np.float64]:
    """Scores of 24 images of 12 people with themselves; six people never match at .5."""
    rng = np.random.default_rng(seed)
    scores = np.triu(rng.integers(1, 300, (24, 24)) / 1000, 1)
    for person in range(PEOPLE):
        scores[2 * person, 2 * person + 1] = 0.05 if person < MISSED else 0.9
    scores = scores + scores.T
    scores = scores if sign > 0 else 1 - scores
    np.fill_diagonal(scores, diagonal)
    return scores


def text(path: Path, scores: NDArray[Any], labels: list[str] = LABELS, delimiter: str = ",") -> Path:
    cells = [(a, *("" if np.isnan(v) else v for v in row)) for a, row in zip(labels, scores.tolist(), strict=True)]
    return write_table(path, cells, ("", *labels), delimiter)


def check(trial: Any, *, threshold: float = 0.5) -> None:
    """Prove the right values of the case: 12 mated pairs, of which 6 fail, 264 non-mated, 24 self-comparisons."""
    found, whole = inspect(trial), columns_of(trial)
    assert (found.mated, found.non_mated, found.people, found.images) == (12, 264, 12, 24)
    assert (whole["score"][whole["mated"]] < threshold).sum() == MISSED
    (itself,) = [p for p in trial.problems if p.code == "EV14"]
    assert itself.found.startswith("24 comparisons")
    (again,) = [p for p in trial.problems if p.code == "EV24"]
    assert again.severity == "refused"
    assert (trial.rows_read, trial.rows_refused) == (576, 300)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("diagonal", [1.0, 0.0, 99.5, -1.0])
def test_a_mirror_image_with_a_diagonal_of_one_value_is_one_set(
    tmp_path: Path, delimiter: str, diagonal: float
) -> None:
    check(read_trial(text(tmp_path / "m.csv", square(diagonal=diagonal), delimiter=delimiter)))


def test_distances_have_zeros_in_their_diagonal(tmp_path: Path) -> None:
    check(read_trial(text(tmp_path / "m.csv", square(diagonal=0, sign=-1)), distance=True), threshold=-0.5)


def test_an_empty_diagonal_was_left_out_by_its_maker(tmp_path: Path) -> None:
    trial = read_trial(text(tmp_path / "m.csv", square(diagonal=np.nan)))
    found = inspect(trial)
    assert (found.mated, found.non_mated, trial.rows_used) == (12, 264, 276)


@pytest.mark.parametrize("half", [np.triu, np.tril])
@pytest.mark.parametrize("blank", [0.0, np.nan])
def test_one_half_alone_is_the_same_comparisons(tmp_path: Path, half: Any, blank: float) -> None:
    kept = half(np.ones((24, 24), np.bool_))
    check_counts(read_trial(text(tmp_path / "m.csv", np.where(kept, square(), blank))))


def check_counts(trial: Any) -> None:
    found, whole = inspect(trial), columns_of(trial)
    assert (found.mated, found.non_mated, found.images) == (12, 264, 24)
    assert (whole["score"][whole["mated"]] < 0.5).sum() == MISSED


@pytest.mark.parametrize("options", [("probe_ids",), ("reference_ids",), ("probe_ids", "reference_ids")])
@pytest.mark.parametrize("dtype", ["<f8", ">f4"])
def test_one_label_file_serves_both_sides_of_a_square_array(
    tmp_path: Path, options: tuple[str, ...], dtype: str
) -> None:
    np.save(tmp_path / "m.npy", square().astype(dtype))
    (tmp_path / "labels.txt").write_text("\n".join(LABELS) + "\n")
    labels: dict[str, Any] = dict.fromkeys(options, tmp_path / "labels.txt")
    check(read_trial(tmp_path / "m.npy", **labels))


@pytest.mark.parametrize("names", [("X", "y"), ("scores", "labels"), ("similarity", "names"), ("Scores", "Subjects")])
def test_an_archive_with_one_vector_of_labels_is_read_too(tmp_path: Path, names: tuple[str, str]) -> None:
    arrays: dict[str, Any] = {names[0]: square(), names[1]: np.array(LABELS)}
    np.savez(tmp_path / "m.npz", **arrays)
    check(read_trial(tmp_path / "m.npz"))


def test_an_archive_names_its_sides_in_short(tmp_path: Path) -> None:
    labels = np.arange(24) // 2
    np.savez(tmp_path / "m.npz", scores=square().astype(np.float32), probe=labels, reference=labels)
    check(read_trial(tmp_path / "m.npz"))


def test_rounding_in_single_precision_is_no_difference(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    centre = np.repeat(rng.normal(size=(40, 64)), 3, axis=0)
    vectors = (centre + rng.normal(size=(120, 64))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = np.array([[np.sum(a * b, dtype=np.float32) for b in vectors] for a in vectors[:, ::1]])
    scores += np.float32(6e-8) * rng.integers(-1, 2, scores.shape).astype(np.float32)
    assert len(np.unique(scores.diagonal())) > 1
    np.savez(tmp_path / "m.npz", scores=scores, labels=np.repeat(np.arange(40), 3))
    found = inspect(read_trial(tmp_path / "m.npz"))
    assert (found.mated, found.non_mated) == (40 * 3, 120 * 119 // 2 - 120)


def test_every_image_searches_all_the_others(tmp_path: Path) -> None:
    searches = read_searches(text(tmp_path / "m.csv", square()), non_mated="leave-mate-out")
    assert (len(searches), int(searches.mated.sum()), searches.rows_refused) == (24, 24, 24)
    assert searches.compared is not None
    assert set(searches.compared.tolist()) == {23}
    assert "EV24" not in [p.code for p in searches.problems]


@pytest.mark.parametrize(
    ("change", "labels"),
    [
        ("diagonal", LABELS),  # the diagonal differs: products of vectors that have no length of one
        ("lopsided", LABELS),  # no mirror image, and a perfect diagonal
        ("", [f"p{i}" for i in range(24)]),  # every name once, and a perfect diagonal
    ],
)
def test_what_cannot_be_told_is_asked(tmp_path: Path, change: str, labels: list[str]) -> None:
    scores = square()
    if change == "diagonal":
        np.fill_diagonal(scores, np.linspace(0.8, 1, 24))
    if change == "lopsided":
        scores[2, 7] += 0.01
    file = text(tmp_path / "m.csv", scores, labels)
    with pytest.raises(EvidenceError, match="--square itself") as error:
        read_trial(file)
    assert codes_of(error.value) == ["EV24"]
    apart = inspect(read_trial(file, square="apart"))
    assert apart.mated + apart.non_mated == 576
    itself = read_trial(file, square="itself")
    assert itself.rows_used == (552 if change == "lopsided" else 276)


def test_names_that_occur_once_are_mated_on_the_diagonal_as_before(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    scores = rng.random((24, 24)) / 2 + np.eye(24) / 2
    found = inspect(read_trial(text(tmp_path / "m.csv", scores, [str(i + 100) for i in range(24)])))
    assert (found.mated, found.non_mated) == (24, 552)


def test_a_mirror_image_of_named_images_is_counted_once_with_true_pairs(tmp_path: Path) -> None:
    images = [f"i{i}" for i in range(24)]
    pairs = write_table(tmp_path / "pairs.txt", [(images[i], images[i + 1]) for i in range(0, 24, 2)], None, " ")
    check(read_trial(text(tmp_path / "m.csv", square(), images), truth=pairs))


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n", "  \n\n"])
@pytest.mark.parametrize("size", [12, 700])
def test_blank_lines_above_a_matrix_are_no_rows_of_it(tmp_path: Path, blank: str, size: int) -> None:
    rng = np.random.default_rng(2)
    scores = np.round(rng.random((size, size)) / 2 + np.eye(size) / 2, 2)
    file = text(tmp_path / "m.csv", scores, [str(i + 100) for i in range(size)])
    file.write_bytes(blank.encode() + file.read_bytes())
    trial = read_trial(file)
    assert (trial.rows_read, trial.rows_refused, trial.subjects, inspect(trial).mated) == (size**2, 0, size, size)


def test_people_called_as_columns_are_people_beside_an_empty_corner(tmp_path: Path) -> None:
    scores = np.random.default_rng(2).random((5, 5)) / 2 + np.eye(5)
    trial = read_trial(text(tmp_path / "m.csv", scores, ["p1", "p2", "id1", "id2", "x"]))
    assert (trial.format, trial.subjects) == ("score matrix", 5)


@pytest.mark.parametrize("delimiter", [",", " ", "\t", ";"])
@pytest.mark.parametrize("above", ["", "\n\n"])
def test_numbers_alone_are_a_matrix_beside_a_file_of_labels(tmp_path: Path, delimiter: str, above: str) -> None:
    file = write_table(tmp_path / "m.txt", square().tolist(), None, delimiter)
    file.write_text(above + file.read_text())
    (tmp_path / "labels.txt").write_text("\n".join(LABELS) + "\n")
    trial = read_trial(file, probe_ids=tmp_path / "labels.txt")
    check(trial)
    assert trial.format.startswith("text matrix")
