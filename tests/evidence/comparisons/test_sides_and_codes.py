"""Headings as programs write them: two sides that are told together, humps, labels by their words, return codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.columns import COMPARISONS, roles_in
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial
from bystander.evidence.tables.columns import normal
from tests.corpus.makers import MATED, NON_MATED, PEOPLE, pairs, written

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = pairs(name="p{person}-{sample}")


@pytest.mark.parametrize(
    ("heading", "name"),
    [("simScore", "sim_score"), ("modelID", "model_id"), ("ISSAME", "issame"), ("# ground truth", "ground_truth"),
     ("img1Path", "img1_path"), ("\ufeffLabel", "label"), ("TargetType", "target_type")],
)  # fmt: skip
def test_humps_and_the_mark_of_a_comment_are_read_as_what_they_part(heading: str, name: str) -> None:
    assert normal(heading) == name


def test_a_heading_may_be_declared_without_its_humps() -> None:
    assert roles_in(["simScore", "a"], {"score": "simscore"}).positions["score"] == 0
    assert roles_in(["id_1", "id1"], {"probe_id": "id_1"}).positions["probe_id"] == 0


def test_no_name_of_a_column_means_two_roles() -> None:
    # the names that yield are asked only where nothing else answers; all others have one role each
    firm = [name for column in COMPARISONS for name in column.names if name not in column.yielding]
    assert len(firm) == len(set(firm))


def test_source_and_target_are_sides_together_and_target_a_label_alone() -> None:
    both = roles_in(["source", "target", "similarity"])
    assert both.has("probe_id", "reference_id", "score")
    assert not both.has("mated")
    assert roles_in(["file1", "file2", "target", "score"]).has("mated", "probe_id", "reference_id")
    assert roles_in(["file1", "file2", "source", "target", "score"]).has("mated")
    assert roles_in(["source", "target", "score"], {"mated": "target"}).has("mated")


@pytest.mark.parametrize(
    "header",
    ["source-subject-id,source-subject-data-sample,target-subject-id,target-subject-data-sample,similarity-score",
     "querySubject,queryImage,gallerySubject,galleryImage,cosSim", "subject1_id,img1_path,subject2_id,img2_path,sim"],
)  # fmt: skip
def test_a_person_and_a_numbered_sample_on_each_side_are_told(header: str, tmp_path: Path) -> None:
    rows = [(*p.first.split("-"), *p.second.split("-"), p.score) for p in PAIRS]
    found = inspect(read_trial(written(tmp_path / "t.csv", [header.split(","), *rows], ",")))
    assert (found.mated, found.non_mated, found.people) == (MATED, NON_MATED, PEOPLE)


@pytest.mark.parametrize(("words", "told"), [(("Imposter", "Genuine"), True), (("no match", "match"), False)])
def test_only_words_of_ground_truth_make_a_label_of_a_column_with_another_name(
    words: tuple[str, str], tmp_path: Path, *, told: bool
) -> None:
    rows = [(p.first, p.second, words[p.mated], p.score) for p in PAIRS]
    file = written(tmp_path / "t.csv", [("image1", "image2", "outcome", "score"), *rows], ",")
    if told:
        trial = read_trial(file)
        assert [p.found for p in trial.problems if "outcome" in p.found] == [
            "read outcome as mated, as its words are those of a label"
        ]
    else:
        with pytest.raises(EvidenceError, match="no ground truth"):
            read_trial(file)


def test_two_columns_with_words_of_ground_truth_are_a_stop(tmp_path: Path) -> None:
    rows = [(p.first, p.second, *[("impostor", "genuine")[p.mated]] * 2, p.score) for p in PAIRS]
    with pytest.raises(EvidenceError, match="2 columns could each be the mated"):
        read_trial(written(tmp_path / "t.csv", [("image1", "image2", "a", "b", "score"), *rows], ","))


def test_a_flag_that_is_none_is_named_as_the_file_names_it(tmp_path: Path) -> None:
    rows = [(p.first, p.second, f"class {at % 3}", p.score) for at, p in enumerate(PAIRS)]
    with pytest.raises(EvidenceError, match=r"column Target \(read as mated\)"):
        read_trial(written(tmp_path / "t.csv", [("image1", "image2", "Target", "score"), *rows], ","))


@pytest.mark.parametrize("kind", ["text", "parquet", "large parquet"])
def test_a_return_code_that_is_not_0_is_a_failure(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from bystander.evidence.formats.parquet import read as parquet

    header = ("subject1", "subject2", "simScore", "returnCode")
    codes = [at + 1 if at < 7 else 0 for at in range(len(PAIRS))]
    rows = [(p.first[:2], p.second[:2], -1.0 if c else p.score, c) for p, c in zip(PAIRS, codes, strict=True)]
    rows.append(rows[-1])  # 277 rows are no loop over images, which are read whole
    if kind == "text":
        file = written(tmp_path / "t.log", [header, *rows])
    else:
        file = tmp_path / "t.parquet"
        pq.write_table(pa.table(dict(zip(header, map(list, zip(*rows, strict=True)), strict=True))), file)
        if kind == "large parquet":
            monkeypatch.setattr(parquet, "WHOLE", 0)
    found = inspect(read_trial(file))
    assert found.failed == 7
    assert min(float(p.score) for p in PAIRS) < 0.1  # and none of the scores -1 counts
    assert "simScore as score and returnCode as failed" in " ".join(p.found for p in found.problems)


def test_a_return_code_in_words_is_a_stop(tmp_path: Path) -> None:
    rows = [(p.first[:2], p.second[:2], p.score, "E7") for p in PAIRS]
    with pytest.raises(EvidenceError, match=r"column returnCode \(read as failed\)"):
        read_trial(written(tmp_path / "t.log", [("subject1", "subject2", "simScore", "returnCode"), *rows]))
