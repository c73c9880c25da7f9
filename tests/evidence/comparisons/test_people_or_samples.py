"""Headings that do not say whether people or samples stand under them: the labels of the rows do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.formats.parquet import read as parquet
from tests.evidence.doors import DOORS, counts, given, pairs, seen

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = (
    ("probe", "reference"), ("Probe", "Gallery"), ("query", "gallery"), ("enroll", "test"), ("left", "right"),
    ("name1", "name2"), ("person_1", "person_2"), ("id_1", "id_2"), ("test", "enrol"),
)  # fmt: skip


def table(headings: tuple[str, str], *, people: bool) -> dict[str, list[Any]]:
    columns = pairs()
    names = [[name.split("/")[0] if people else name for name in columns[side]] for side in ("img1", "img2")]
    return dict(zip((*headings, "label", "score"), (*names, columns["same"], columns["score"]), strict=True))


@pytest.mark.parametrize("headings", HEADINGS)
def test_samples_are_told_from_people_by_the_labels(headings: tuple[str, str]) -> None:
    samples, people = (seen(table(headings, people=people)) for people in (False, True))
    assert (samples.mated, samples.non_mated, samples.people, samples.images) == (24, 252, 8, 24)
    assert (people.mated, people.non_mated, people.people, people.images) == (24, 252, 8, None)
    assert "EV66" in [p.code for p in samples.problems]
    assert [p.found for p in people.problems if p.code == "EV113"] == ["the names on both sides were read as people"]


@pytest.mark.parametrize("door", DOORS)
def test_it_is_the_same_at_every_door(door: str, tmp_path: Path) -> None:
    for people in (False, True):
        assert counts(given(door, table(("probe", "reference"), people=people), tmp_path)) == (24, 252, 8)


def test_a_name_with_itself_called_non_mated_stops_with_its_rows() -> None:
    columns = table(("probe", "reference"), people=True)
    columns["label"][0] = False
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(columns)
    assert [(p.code, p.where) for p in stopped.value.problems] == [("EV113", "table in memory, row 1")]
    with pytest.raises(EvidenceError, match="EV09"):
        by.read_trial(columns, columns={"probe_subject": "probe", "reference_subject": "reference"})


def test_without_a_label_somebody_has_to_say_who_is_who() -> None:
    columns = table(("probe", "reference"), people=False)
    del columns["label"]
    with pytest.raises(EvidenceError, match="EV10"):
        by.read_trial(columns)
    assert counts(columns, subject_from=r"(.*)/\d") == (24, 252, 8)


def test_beside_subjects_such_columns_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = table(("probe", "reference"), people=True)
    both = {**columns, "subject1": columns["probe"], "subject2": columns["reference"]}
    assert counts(both) == (24, 252, 8)
    pq.write_table(pa.table(both), tmp_path / "table.parquet")
    monkeypatch.setattr(parquet, "WHOLE", 0)
    monkeypatch.setattr(parquet, "LOOPED", 0)
    assert counts(tmp_path / "table.parquet") == (24, 252, 8)


def test_one_such_column_alone_names_nothing() -> None:
    columns = table(("probe", "other"), people=False)
    assert counts(columns) == (24, 252, None)
