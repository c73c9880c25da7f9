"""Who counts as one: read from columns or a table, never by name, and everybody without a value alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.read import read_trial
from bystander.evidence.searches.read import read_searches

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.people.clusters import Clusters

PEOPLE = pa.table({"subject": ["a", "b", "c", "d"], "family": ["x", "y", "x", None]})


def pairs() -> pa.Table:
    names = ["a", "b", "c", "d"]
    probe, reference = zip(*((p, r) for p in names for r in names), strict=True)
    family = {"a": "x", "b": "y", "c": "x", "d": ""}
    return pa.table(
        {
            "probe_subject": probe,
            "reference_subject": reference,
            "score": [float(p == r) for p, r in zip(probe, reference, strict=True)],
            "probe_family": [family[p] for p in probe],
            "reference_family": [family[r] for r in reference],
        }
    )


def together(clusters: Clusters | None) -> list[list[int]]:
    """Return who is with whom; the numbers of clusters mean nothing."""
    assert clusters is not None
    codes = clusters.codes.tolist()
    assert sorted(set(codes)) == list(range(clusters.number))
    return sorted([i for i, c in enumerate(codes) if c == code] for code in set(codes))


@pytest.mark.parametrize("people", [None, PEOPLE], ids=["columns", "table"])
def test_whoever_shares_a_value_is_together_and_who_has_none_is_alone(people: pa.Table | None) -> None:
    clusters = read_trial(pairs(), cluster="family", people=people).clusters
    assert together(clusters) == [[0, 2], [1], [3]]
    assert clusters is not None
    assert (clusters.name, clusters.unrecorded, clusters.table is None) == ("family", 1, people is None)


def test_there_may_be_as_many_as_there_are_families() -> None:
    many = pa.table({"subject": range(1000), "family": [f"f{i // 2}" for i in range(1000)]})
    trial = pa.table({"probe_subject": range(1000), "reference_subject": range(1000), "score": np.linspace(0, 1, 1000)})
    clusters = read_trial(trial, cluster="family", people=many).clusters
    assert clusters is not None
    assert (clusters.number, clusters.unrecorded) == (500, 0)


def test_some_people_keep_their_company_under_new_codes() -> None:
    clusters = read_trial(pairs(), cluster="family").clusters
    assert clusters is not None
    assert together(clusters.of(np.array([2, 3, 0]))) == [[0, 2], [1]]


def test_searches_know_of_them_from_lists_comparisons_and_vectors(tmp_path: Path) -> None:
    lists = pa.table(
        {"search": [1, 1, 2], "subject": ["a", "a", "c"], "candidate_subject": ["a", "b", "b"],
         "score": [0.9, 0.3, 0.5], "family": ["x", "x", "x"], "candidate_family": ["x", "y", "y"], "mated": [True] * 3}
    )  # fmt: skip
    found = read_searches(lists, cluster="family")
    assert together(found.clusters) == [[0, 2], [1]]
    assert together(read_searches(lists, cluster="family", people=PEOPLE).clusters) == [[0, 2], [1]]
    assert together(read_searches(pairs(), cluster="family").clusters) == [[0, 2], [1], [3]]
    vectors = np.random.default_rng(1).normal(size=(4, 4)).astype(np.float32)
    np.savez(tmp_path / "e.npz", vectors=vectors, subjects=["a", "b", "c", "d"], family=["x", "y", "x", ""])
    assert together(read_searches(tmp_path / "e.npz", cluster="family").clusters) == [[0, 2], [1], [3]]
    assert together(read_searches(tmp_path / "e.npz", cluster="family", people=PEOPLE).clusters) == [[0, 2], [1], [3]]


def test_somebody_in_two_families_is_an_error_that_names_nobody() -> None:
    wrong = pairs().set_column(3, "probe_family", pa.array(["secret", *pairs()["probe_family"].to_pylist()[1:]]))
    with pytest.raises(EvidenceError, match="two different values of family") as refused:
        read_trial(wrong, cluster="family")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("name", ["subject", "probe_id", "score", "a,b", "a*b", " "])
def test_what_is_no_attribute_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="--cluster"):
        read_trial(pairs(), cluster=name)


def test_what_is_lacking_is_said() -> None:
    with pytest.raises(EvidenceError, match="no column for household"):
        read_trial(pairs(), cluster="household")
    with pytest.raises(EvidenceError, match="none of the 4 people"):
        read_trial(pairs(), cluster="family", people=pa.table({"subject": ["z"], "family": ["x"]}))


def test_what_a_table_of_people_lacks_is_read_from_the_evidence(tmp_path: Path) -> None:
    sexes = pa.table({"subject": ["a", "b", "c", "d"], "sex": ["F", "M", "F", "M"]})
    trial = read_trial(pairs(), by="sex", cluster="family", people=sexes)
    assert together(trial.clusters) == [[0, 2], [1], [3]]
    assert trial.clusters is not None
    assert (trial.clusters.table, trial.groups[0].labels) == (None, (("F",), ("M",)))
    assert trial.groups[0].table is not None
    lists = pa.table(
        {"search": [1, 1, 2], "subject": ["a", "a", "c"], "candidate_subject": ["a", "b", "b"],
         "score": [0.9, 0.3, 0.5], "family": ["x", "x", "x"], "candidate_family": ["x", "y", "y"], "mated": [True] * 3}
    )  # fmt: skip
    vectors = np.random.default_rng(1).normal(size=(4, 4)).astype(np.float32)
    np.savez(tmp_path / "e.npz", vectors=vectors, subjects=["a", "b", "c", "d"], family=["x", "y", "x", ""])
    for source in (lists, tmp_path / "e.npz"):
        found = read_searches(source, by="sex*family", cluster="family", people=sexes)
        assert together(found.clusters)[0] == [0, 2]
        assert found.groups[0].labels[0] == ("F", "x")
    with pytest.raises(EvidenceError, match="no column for household") as refused:
        read_trial(pairs(), by="sex", cluster="household", people=sexes)
    assert "columns for sex" in str(refused.value)
    with pytest.raises(EvidenceError, match="no column for household"):
        read_searches(lists, cluster="household", people=sexes)
