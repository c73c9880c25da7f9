"""Tables of comparisons as people have them: labels and scores in any usual name, people from labelled pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import EvidenceError
from tests.evidence.doors import DOORS, counts, given, pairs, seen
from tests.evidence.makers import codes_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("door", DOORS)
def test_people_follow_from_labelled_pairs_of_samples_at_every_door(door: str, tmp_path: Path) -> None:
    found = seen(given(door, pairs(), tmp_path))
    assert (found.mated, found.non_mated, found.people, found.images) == (24, 252, 8, 24)
    (note,) = (p for p in found.problems if p.code == "EV66")
    assert note.found == "8 people found from chains of mated pairs, among 24 samples"


@pytest.mark.parametrize(
    "label",
    ["label", "Label", "same", "is_same", "isSame", "issame", "same_person", "target", "y_true", "genuine", "gt",
     "is genuine", "Is-Match", "match", "type", "ground truth"],
)  # fmt: skip
@pytest.mark.parametrize(
    "score",
    ["score", "Similarity", "sim", "cosine", "cos_sim", "cosine similarity", "llr", "y_score", "prob", "y_pred"],
)
def test_usual_names_are_known(label: str, score: str) -> None:
    columns = pairs()
    table = pa.table(
        {score: columns["score"], "file_1": columns["img1"], "File2": columns["img2"], label: columns["same"]}
    )
    assert counts(table) == (24, 252, 8)


@pytest.mark.parametrize("door", ["csv", "parquet"])
def test_a_word_too_many_in_a_label_that_its_words_tell_is_named_with_its_row(door: str, tmp_path: Path) -> None:
    columns = pairs()
    columns["TEST"] = ["Genuine" if same else "Imposter" for same in columns.pop("same")]
    assert counts(given(door, columns, tmp_path)) == (24, 252, 8)
    columns["TEST"][2] = "perhaps"
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(given(door, columns, tmp_path))
    (problem,) = stopped.value.problems
    assert (problem.code, problem.found) == ("EV28", "1 cell that should be true or false is neither")
    assert problem.where.endswith(f"column TEST (read as mated), row {4 if door == 'csv' else 3}")


def test_a_column_with_other_words_beside_is_no_label_where_another_column_is_a_whole_one() -> None:
    columns = pairs()
    columns["TEST"] = ["Genuine" if same else "Imposter" for same in columns.pop("same")]
    columns["remark"] = ["blurred", *columns["TEST"][1:]]
    assert counts(pa.table(columns)) == (24, 252, 8)


@pytest.mark.parametrize("name", ["distance", "dist", "Euclidean", "cosine_distance"])
def test_a_distance_has_to_be_declared(name: str, tmp_path: Path) -> None:
    columns = pairs()
    columns[name] = [1 - s for s in columns.pop("score")]
    table = given("csv", columns, tmp_path)
    with pytest.raises(EvidenceError, match="give --distance"):
        by.read_trial(table)
    assert counts(table, distance=True) == (24, 252, 8)
    columns["score"] = [1 - d for d in columns[name]]
    assert counts(given("csv", columns, tmp_path)) == (24, 252, 8)


def test_a_label_that_contradicts_the_subjects_stops_with_its_rows(tmp_path: Path) -> None:
    file = tmp_path / "label_contradicts.csv"
    file.write_text("subject1,subject2,label,score\na,a,1,0.9\na,b,1,0.8\nb,b,0,0.7\nb,a,0,0.2\n", encoding="utf-8")
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(file)
    assert [(p.code, p.where) for p in stopped.value.problems] == [("EV09", "label_contradicts.csv, rows 3 and 4")]


def test_an_empty_label_contradicts_nothing_where_subjects_are_known() -> None:
    table = pa.table(
        {"subject1": ["a", "a", "b"], "subject2": ["a", "b", "b"], "label": [1, None, None], "score": [3.0, 1, 2]}
    )
    assert counts(table) == (2, 1, 2)


def test_what_a_system_decided_is_no_label_beside_subjects_or_a_label() -> None:
    columns = pairs()
    wrong = [not s for s in columns["same"]]
    assert counts(pa.table({**columns, "decision": wrong})) == (24, 252, 8)
    people = {
        "subject1": [name[:2] for name in columns["img1"]],
        "subject2": [name[:2] for name in columns["img2"]],
        "score": columns["score"],
    }
    assert counts(pa.table({**people, "decision": wrong})) == (24, 252, 8)


def test_ground_truth_that_may_be_a_decision_leads_to_a_warning_until_it_is_declared() -> None:
    columns = pairs()
    columns["score"][0] = 0.0  # a mated score below others: no threshold tells them apart
    assert columns["same"][0]
    table = pa.table({"match": columns["same"], "score": columns["score"]})
    warnings = [p.found for p in by.read_trial(table).problems if p.severity == "warning"]
    assert warnings == ["the ground truth was read from a column called match"]
    assert not by.read_trial(table, columns={"mated": "match"}).problems


@pytest.mark.parametrize("door", DOORS)
def test_how_columns_were_read_and_which_were_not_used_is_said(door: str, tmp_path: Path) -> None:
    columns = {**pairs(), "fold": list(range(276)), "probe_sex": ["f"] * 276}
    columns["cosine"] = columns.pop("score")
    (note,) = (p for p in by.read_trial(given(door, columns, tmp_path)).problems if p.code == "EV04")
    assert note.severity == "note"
    read, unused = note.found.split("; not used: ")
    assert read == "read cosine as score, img1 as probe_id, img2 as reference_id and same as mated"
    assert set(unused.split(" and ")) == {"fold", "probe_sex"}


def test_columns_of_a_table_in_their_own_names_and_attributes_that_are_asked_for_need_no_note() -> None:
    names = [f"p{i}" for i in range(12)]
    table = pa.table({
        "probe_subject": [a for a in names for _ in names], "reference_subject": names * 12,
        "score": [float(a == b) + i / 1000 for i, a in enumerate(names) for b in names],
        "probe_sex": ["f"] * 144, "reference_sex": ["f"] * 144,
    })  # fmt: skip
    assert [p.found for p in by.read_trial(table).problems] == ["not used: probe_sex and reference_sex"]
    assert not by.read_trial(table, by="sex").problems


def test_a_role_has_one_column(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from bystander.cli import cli

    file = given("csv", pairs(), tmp_path)
    done = CliRunner().invoke(cli, ["check", str(file), "--column", "score=a", "--column", "score=b"])
    assert done.exit_code != 0
    assert "--column score= is given twice" in str(done.exception)


def test_a_column_called_label_that_is_none_is_left_out_where_subjects_are_known() -> None:
    columns = pairs()
    people = {
        "subject1": [name[:2] for name in columns["img1"]],
        "subject2": [name[:2] for name in columns["img2"]],
        "score": columns["score"],
        "label": ["asian_females", "white_males", "other"] * 92,
    }
    found = seen(pa.table(people))
    assert (found.mated, found.people) == (24, 8)
    assert [p.severity for p in found.problems if p.code == "EV28"] == ["note"]
    with pytest.raises(EvidenceError):
        by.read_trial(pa.table(people), columns={"mated": "label"})


def test_a_non_mated_pair_within_one_derived_person_stops_with_its_row() -> None:
    table = pa.table({
        "image1": ["a1", "a2", "a1", "b1"], "image2": ["a2", "a3", "a3", "a1"], "same": [1, 1, 0, 0],
        "score": [0.9, 0.8, 0.7, 0.1],
    })  # fmt: skip
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(table)
    assert [(p.code, p.where) for p in stopped.value.problems] == [("EV09", "table in memory, row 3")]


def test_a_pair_without_a_label_joins_nobody_and_is_refused() -> None:
    columns = pairs()
    columns["same"][0] = columns["same"][5] = None
    trial = by.read_trial(pa.table(columns))
    assert (trial.rows_read, trial.rows_refused, trial.subjects) == (276, 2, 8)


def test_samples_in_no_mated_pair_are_people_of_their_own_and_that_is_said() -> None:
    table = pa.table({
        "img1": ["a1", *(f"x{i}" for i in range(40))], "img2": ["a2", *(f"y{i}" for i in range(40))],
        "same": [True] + [False] * 40, "score": [0.9] + [0.1] * 40,
    })  # fmt: skip
    trial = by.read_trial(table)
    assert trial.subjects == 81
    (warning,) = (p for p in trial.problems if p.severity == "warning")
    assert warning.found == "80 of 82 samples are in no mated pair, and each counts as a person of its own"


def test_two_samples_and_a_score_without_ground_truth_stop(tmp_path: Path) -> None:
    columns = pairs()
    table = {"p1": columns["img1"], "p2": columns["img2"], "score": columns["score"]}
    for door in DOORS:
        with pytest.raises(EvidenceError, match="no ground truth") as stopped:
            by.read_trial(given(door, table, tmp_path))
        assert codes_of(stopped.value) == ["EV10"]
        assert "--truth" in str(stopped.value)


def test_a_table_without_people_says_so_first() -> None:
    columns = pairs()
    study = by.evaluate(pa.table({"label": columns["same"], "score": columns["score"]}), thresholds=[0.5])
    verdict, caveats = study.document.verdict, study.document.caveats
    assert verdict[0].endswith("the system recognised everybody, in 24 comparisons of a person with themself.")
    assert verdict[1].startswith("If nobody appears twice, the rate for new people is at most ")
    assert "252 comparisons" in verdict[1]
    assert caveats[0].startswith(
        "Nobody is named in this trial. It has 252 comparisons of different people and 24 comparisons of a person with "
        "themself. The ranges hold only if no person appears twice"
    )
    assert any(
        c.startswith("The people behind these errors are not named. The range holds only if nobody") for c in caveats
    )
    assert "EV23" in [p.code for p in seen(pa.table({"label": columns["same"], "score": columns["score"]})).problems]


def test_where_nobody_is_named_columns_that_were_not_used_come_first() -> None:
    names = {"a": [f"x{i}" for i in range(40)], "b": [f"y{i}" for i in range(40)]}
    table = pa.table(names | {"label": [1, 0] * 20, "score": [float(i % 7) for i in range(40)]})
    (found,) = [p for p in by.read_trial(table).problems if p.code == "EV04"]
    assert (found.severity, found.leads) == ("warning", True)
    assert found.found == "nothing names people or images, and columns were not used: a and b"
    named = by.read_trial(table, columns={"probe_id": "a", "reference_id": "b"}).problems
    assert not any(p.leads for p in named if p.code == "EV04")
