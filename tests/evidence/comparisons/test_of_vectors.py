"""Labelled embeddings as comparisons: every pair of images once, none with itself, as numpy multiplies them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scipy.io import savemat

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from bystander.evidence.comparisons import of_vectors
from tests.evidence.makers import codes_of, columns_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PEOPLE, EACH = 20, 3
N = PEOPLE * EACH
LABELS = np.array([f"p{i // EACH}" for i in range(N)])
RNG = np.random.default_rng(11)
VECTORS = (np.repeat(RNG.normal(size=(PEOPLE, 16)), EACH, axis=0) + RNG.normal(size=(N, 16))).astype(np.float32)


def expected_scores(metric: str = "cosine") -> NDArray[Any]:
    wide = VECTORS.astype(np.float64)
    if metric == "l2":
        squares: NDArray[Any] = -((wide[:, None] - wide[None]) ** 2).sum(axis=2)
        return squares
    wide /= np.linalg.norm(wide, axis=1, keepdims=True)
    scores: NDArray[Any] = wide @ wide.T
    return scores


def whole_of(trial: Any) -> dict[str, NDArray[Any]]:
    return dict(columns_of(trial))


def check(trial: Any, metric: str = "cosine") -> None:
    """Prove that the comparisons are the pairs above the diagonal, with their scores."""
    found, whole = inspect(trial), whole_of(trial)
    upper = np.triu_indices(N, 1)
    assert (found.rows, found.mated, found.people, found.images) == (N * (N - 1) // 2, PEOPLE * 3, PEOPLE, N)
    np.testing.assert_allclose(whole["score"], expected_scores(metric)[upper], rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(whole["mated"], (LABELS[:, None] == LABELS[None])[upper])
    assert (trial.rows_refused, trial.distance) == (0, metric == "l2")


@pytest.mark.parametrize(
    "names",
    [("X", "y"), ("embeddings", "labels"), ("Embeddings", "Names"), ("vectors", "subjects"), ("FEATURES", "ids")],
)
@pytest.mark.parametrize("metric", ["cosine", "l2"])
def test_every_pair_of_images_is_a_comparison(tmp_path: Path, names: tuple[str, str], metric: Any) -> None:
    file = tmp_path / "e.npz"
    arrays: dict[str, Any] = {names[0]: VECTORS, names[1]: LABELS}
    np.savez_compressed(file, **arrays)
    check(read_trial(file, metric=metric), metric)


@pytest.mark.parametrize("names", [("X", "y"), ("embeddings", "labels")])
def test_vectors_of_matlab_are_read_too(tmp_path: Path, names: tuple[str, str]) -> None:
    savemat(tmp_path / "e.mat", {names[0]: VECTORS, names[1]: np.arange(N)[:, None] // EACH})
    check(read_trial(tmp_path / "e.mat"))


def test_a_table_of_vectors_is_read_too(tmp_path: Path) -> None:
    table = pa.table({"subject": LABELS, "vector": pa.array(list(VECTORS))})
    pq.write_table(table, tmp_path / "e.parquet")
    check(read_trial(tmp_path / "e.parquet"))


def test_probes_and_references_stay_apart(tmp_path: Path) -> None:
    np.savez(
        tmp_path / "e.npz", probe_vectors=VECTORS[:10], probe_subjects=LABELS[:10], gallery_vectors=VECTORS[10:],
        gallery_subjects=LABELS[10:],
    )  # fmt: skip
    whole = whole_of(read_trial(tmp_path / "e.npz"))
    np.testing.assert_allclose(whole["score"], expected_scores()[:10, 10:].ravel(), rtol=1e-5, atol=1e-6)
    assert int(whole["mated"].sum()) == 2  # the fourth person has one probe and two references


def test_roles_keep_probes_and_references_apart(tmp_path: Path) -> None:
    roles = np.array(["reference", "probe", "probe"] * PEOPLE)
    np.savez(tmp_path / "e.npz", vectors=VECTORS, subjects=LABELS, roles=roles)
    found = inspect(read_trial(tmp_path / "e.npz"))
    assert (found.mated, found.non_mated, found.images) == (2 * PEOPLE, 2 * PEOPLE * (PEOPLE - 1), N)


def test_without_searches_embeddings_are_comparisons(tmp_path: Path) -> None:
    np.savez(tmp_path / "e.npz", embeddings=VECTORS, labels=LABELS)
    upper = np.triu_indices(N, 1)
    scores, mated = expected_scores()[upper], (LABELS[:, None] == LABELS[None])[upper]
    found = by.evaluate(tmp_path / "e.npz", thresholds=[0.3], replicates=0)
    values = []
    for name in ("fmr", "fnmr"):
        (one,) = found.find(name, threshold=0.3)
        assert one.estimate is not None
        values.append(one.estimate.value)
    assert values == pytest.approx([(scores[~mated] >= 0.3).mean(), (scores[mated] < 0.3).mean()])
    assert not by.evaluate(tmp_path / "e.npz", searches=True, replicates=0).find("fnmr")


def test_attributes_beside_the_labels_are_read(tmp_path: Path) -> None:
    sex = np.where(np.arange(N) // EACH % 2, "F", "M")
    np.savez(tmp_path / "e.npz", embeddings=VECTORS, labels=LABELS, sex=sex)
    (groups,) = read_trial(tmp_path / "e.npz", by="sex").groups
    assert groups.labels == (("F",), ("M",))


def test_a_square_called_x_may_be_scores_or_vectors(tmp_path: Path) -> None:
    square = RNG.normal(size=(N, N)).astype(np.float32)
    np.savez(tmp_path / "e.npz", X=square, y=LABELS)
    with pytest.raises(EvidenceError, match="--format embeddings") as error:
        read_trial(tmp_path / "e.npz")
    assert codes_of(error.value) == ["EV08"]
    assert read_trial(tmp_path / "e.npz", format="embeddings").rows_used == N * (N - 1) // 2
    assert read_trial(tmp_path / "e.npz", square="apart").rows_used == N * N


def test_more_pairs_than_can_be_scored_are_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    np.savez(tmp_path / "e.npz", embeddings=VECTORS, labels=LABELS)
    monkeypatch.setattr(of_vectors, "MOST", N * N * 16 // 2 - 1)
    with pytest.raises(EvidenceError, match="--searches"):
        read_trial(tmp_path / "e.npz")


def test_compiled_scores_are_those_of_plain_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.savez(tmp_path / "e.npz", embeddings=VECTORS, labels=LABELS)
    plain = columns_of(read_trial(tmp_path / "e.npz"))
    monkeypatch.setattr(of_vectors, "SMALL", 0)
    np.testing.assert_array_equal(columns_of(read_trial(tmp_path / "e.npz"))["score"], plain["score"])
