"""What people are recorded as: read from columns, or from a table of people; refused where it names people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.people.groups import parse
from bystander.evidence.read import read_trial, with_attributes
from bystander.evidence.searches.read import read_searches

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = [f"p{i:02d}" for i in range(12)]
SEX = ["F" if i % 2 else "M" for i in range(12)]


def pairs(**changed: list[Any]) -> pa.Table:
    """Compare 12 people with each other; columns can be changed."""
    probe, reference = (a.ravel().tolist() for a in np.meshgrid(range(12), range(12), indexing="ij"))
    columns: dict[str, list[Any]] = {
        "probe_subject": [PEOPLE[i] for i in probe], "reference_subject": [PEOPLE[j] for j in reference],
        "score": [float(i == j) + 0.01 * i + 0.001 * j for i, j in zip(probe, reference, strict=True)],
        "probe_sex": [SEX[i] for i in probe], "reference_sex": [SEX[j] for j in reference],
    }  # fmt: skip
    return pa.table(columns | changed)


def table_of(*people: tuple[str, str | None]) -> pa.Table:
    return pa.table({"subject": [p for p, _ in people], "sex": [s for _, s in people]})


def lists(**changed: list[Any]) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "search": [1, 1, 2, 2, 3], "subject": ["a", "a", "", "", ""], "candidate_subject": ["a", "b", "b", "a", "b"],
        "score": [0.9, 0.3, 0.5, 0.2, 0.1], "rank": [1, 2, 1, 2, 1], "sex": ["F", "F", "M", "M", "F"],
        "candidate_sex": ["F", "M", "M", "F", "M"],
    }  # fmt: skip
    return pa.table(columns | changed)


def test_columns_of_both_sides_give_one_group_a_person() -> None:
    (groups,) = read_trial(pairs(), by="sex").groups
    assert groups.labels == (("F",), ("M",))
    assert [groups.label(code) for code in groups.codes] == SEX


@pytest.mark.parametrize("kind", ["csv", "parquet", "semicolon"])
def test_a_file_gives_the_same_groups_as_a_table(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"t.{kind}"
    if kind == "parquet":
        parquet.write_table(pairs(), file)
    else:
        csv.write_csv(pairs(), file, csv.WriteOptions(delimiter=";" if kind == "semicolon" else ","))
    assert read_trial(file, by="sex").groups[0].codes.tolist() == read_trial(pairs(), by="sex").groups[0].codes.tolist()


def test_a_table_of_people_serves_any_layout_that_names_people(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("subject\tsex\nb\tM\na\tF\nsomebody else\tF\n")
    (tmp_path / "matrix.csv").write_text(",a,b\na,0.9,0.1\nb,0.2,0.8\n")
    (groups,) = read_trial(tmp_path / "matrix.csv", by="sex", people=tmp_path / "people.csv").groups
    assert [groups.label(code) for code in groups.codes] == ["F", "M"]
    assert groups.table is not None
    assert (groups.table.name, groups.table.rows) == ("people.csv", 3)


def test_whole_numbers_and_their_text_are_one_identifier() -> None:
    numbers = pa.table({"probe_subject": [1, 2], "reference_subject": [1, 1], "score": [0.9, 0.1]})
    (groups,) = read_trial(numbers, by="sex", people=table_of(("1", "F"), ("2", "M"), ("07", "F"))).groups
    assert [groups.label(code) for code in groups.codes] == ["F", "M"]
    (groups,) = read_trial(pairs(), by="sex", people=table_of(("p00", "F"))).groups
    assert np.count_nonzero(groups.codes >= 0) == 1


def test_whoever_has_no_value_is_in_no_group() -> None:
    people = table_of(
        *[(p, None if p == "p03" else "unknown" if p == "p04" else "nan" if p == "p05" else "F") for p in PEOPLE[:11]]
    )
    (groups,) = read_trial(pairs(), by="sex", people=people).groups
    assert [i for i, code in enumerate(groups.codes) if code < 0] == [3, 4, 5, 11]


def test_combinations_are_groups_of_their_own_and_need_every_value() -> None:
    people = pa.table({"subject": PEOPLE, "sex": SEX, "band": ["young", "old", None, "old"] * 3})
    groups, alone = read_trial(pairs(), by=["sex*band", "band"], people=people).groups
    assert groups.labels == (("F", "old"), ("M", "young"))
    assert groups.group(0) == {"sex": "F", "band": "old"}
    assert (groups.codes < 0).tolist() == [i % 4 == 2 for i in range(12)]
    assert alone.name == "band"


def test_a_person_with_two_different_values_is_an_error_with_its_rows() -> None:
    probe_sex = pairs()["probe_sex"].to_pylist()
    probe_sex[5] = "F"  # person p00, who is M everywhere else
    with pytest.raises(EvidenceError) as refused:
        read_trial(pairs(probe_sex=probe_sex), by="sex")
    text = str(refused.value)
    assert "EV55 error: 1 person has two different values of sex" in text
    assert "row 6" in text
    assert "p00" not in text


def test_the_value_that_is_in_the_first_row_does_not_decide_whether_it_is_found() -> None:
    people = [*zip(PEOPLE, SEX, strict=True), ("p00", "F")]
    for order in (people, people[::-1]):
        with pytest.raises(EvidenceError, match="two different values"):
            read_trial(pairs(), by="sex", people=table_of(*order))


@pytest.mark.parametrize("by", ["subject", "probe_subject", "id", "score", "probe_id", "name", "search", "template"])
def test_what_says_who_somebody_is_is_no_group(by: str) -> None:
    with pytest.raises(UsageError, match="no attribute of people"):
        read_trial(pairs(), by=by)


@pytest.mark.parametrize("by", ["", "sex,", "sex*sex", "*"])
def test_a_question_about_nothing_is_refused(by: str) -> None:
    with pytest.raises(UsageError, match="--by names attributes"):
        parse(by)


def test_more_than_a_hundred_groups_are_refused_without_naming_one() -> None:
    ages = pa.table({"subject": [str(i) for i in range(300)], "age": [f"secret {i}" for i in range(300)]})
    trial = pa.table({"probe_subject": range(300), "reference_subject": range(300), "score": np.linspace(0, 1, 300)})
    with pytest.raises(UsageError, match="age bands instead of ages") as refused:
        read_trial(trial, by="age", people=ages)
    assert "secret" not in str(refused.value)


def test_what_is_lacking_is_said_with_what_there_is() -> None:
    with pytest.raises(EvidenceError, match="no column for ethnicity") as refused:
        read_trial(pairs(), by="ethnicity")
    assert "columns for sex" in str(refused.value)
    with pytest.raises(EvidenceError, match="none of the 12 people"):
        read_trial(pairs(), by="sex", people=table_of(("nobody", "F")))
    with pytest.raises(EvidenceError, match="columns for gender and band"):
        read_trial(pairs(), by="ethnicity", people=pa.table({"subject": ["p00"], "gender": ["F"], "band": ["old"]}))
    with pytest.raises(EvidenceError, match="a column subject"):
        read_trial(pairs(), by="sex", people=pa.table({"whoever": ["a"], "sex": ["F"]}))
    with pytest.raises(UsageError, match="goes with --by"):
        read_trial(pairs(), people=table_of(("p00", "F")))


def test_scores_of_nobody_in_particular_have_no_groups() -> None:
    nameless = pa.table({"score": [0.1, 0.2], "mated": [True, False]})
    with pytest.raises(EvidenceError, match="does not name people"):
        read_trial(nameless, by="sex", people=table_of(("a", "F")))


def test_a_trial_that_was_read_before_can_still_be_asked() -> None:
    assert with_attributes(read_trial(pairs()), "sex").groups[0].labels == (("F",), ("M",))


def test_columns_may_have_other_names() -> None:
    renamed = pairs().rename_columns(["probe_subject", "reference_subject", "score", "g1", "g2"])
    columns = {"probe_sex": "g1", "reference_sex": "g2"}
    assert read_trial(renamed, by="sex", columns=columns).groups[0].labels == (("F",), ("M",))


def test_a_search_of_nobody_known_has_a_group_all_the_same() -> None:
    searches = read_searches(lists(), by="sex")
    (groups,) = searches.groups
    assert [groups.label(code) for code in groups.searched(searches.person)] == ["F", "M", "F"]
    assert [groups.label(code) for code in groups.codes] == ["F", "M"]


def test_a_search_whose_rows_disagree_is_an_error() -> None:
    with pytest.raises(EvidenceError, match="1 search has two different values of sex"):
        read_searches(lists(sex=["F", "F", "M", "F", "F"]), by="sex")


def test_embeddings_have_groups_from_a_table_or_an_array(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).normal(size=(6, 4)).astype(np.float32)
    subjects = ["a", "a", "b", "b", "c", "c"]
    np.savez(tmp_path / "e.npz", vectors=vectors, subjects=subjects, sex=["F", "F", "M", "M", "F", "F"])
    people = table_of(("a", "F"), ("b", "M"), ("c", "F"))
    for given in (
        read_searches(tmp_path / "e.npz", by="sex"),
        read_searches(tmp_path / "e.npz", by="sex", people=people),
    ):
        assert [given.groups[0].label(code) for code in given.groups[0].codes] == ["F", "M", "F"]


def test_numbered_groups_stand_as_people_count() -> None:
    regions = [("region 10", "region 2", "region 1")[i % 3] for i in range(12)]
    people = pa.table({"subject": PEOPLE, "region": regions})
    (groups,) = read_trial(pairs(), by="region", people=people).groups
    assert groups.labels == (("region 1",), ("region 2",), ("region 10",))
    assert [groups.label(code) for code in groups.codes] == regions


def test_what_is_told_in_some_rows_of_a_person_alone_leads_the_warnings() -> None:
    probe, reference = (a.ravel().tolist() for a in np.meshgrid(range(12), range(12), indexing="ij"))
    some: dict[str, list[Any]] = {  # a mask where the image is the probe, nothing noted elsewhere
        "probe_mask": ["yes" if i % 3 else "no" for i in probe],
        "reference_mask": [None if j else "no" for j in reference],
    }  # fmt: skip
    trial = read_trial(pairs(**some), by="mask")
    (problem,) = (p for p in trial.problems if p.code == "EV55")
    assert (problem.severity, problem.leads) == ("warning", True)
    assert problem.found == "11 people have mask in some rows and none in others"
    crossed = read_trial(pairs(**some), by="sex*mask")
    assert [p.found for p in crossed.problems if p.code == "EV55"] == [problem.found]
    one_side = pairs(probe_hair=[None] * len(probe), reference_hair=[SEX[j] for j in reference])
    assert not [p for p in read_trial(one_side, by="hair").problems if p.code == "EV55"]  # known of all its rows
    for name in ("image_age", "country_of_capture", "skin_visible", "agency"):  # of an image, whatever word is in it
        told = {f"probe_{name}": some["probe_mask"], f"reference_{name}": some["reference_mask"]}
        assert [p for p in read_trial(pairs(**told), by=name).problems if p.code == "EV55"]
    half = pairs(reference_sex=[None] * len(reference))  # of a person, whatever was left empty
    assert not [p for p in read_trial(half, by="sex").problems if p.code == "EV55"]


def test_of_searches_one_row_tells_and_some_searches_alone_lead_the_warnings() -> None:
    told = lists(mask=["yes", None, "no", None, "no"], candidate_mask=[None] * 5)  # the first row of each search
    assert not [p for p in read_searches(told, by="mask").problems if p.code == "EV55"]
    rows: dict[str, list[Any]] = {
        "search": [1, 1, 2, 2, 3],
        "subject": ["a", "a", "a", "a", ""],
        "mask": ["yes", "yes", None, None, "no"],
    }
    (problem,) = (p for p in read_searches(lists(**rows), by="mask").problems if p.code == "EV55")
    assert problem.found == "1 person has mask in some rows and none in others"
