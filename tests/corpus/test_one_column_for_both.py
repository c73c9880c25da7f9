"""Attributes of people where a table has one column for both sides, or names people in the names of samples only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence import read_trial
from tests.corpus.makers import pairs, written

if TYPE_CHECKING:
    from pathlib import Path

RACES = ("A", "B")


def test_one_column_for_both_sides_is_offered_and_read_where_it_is_declared(tmp_path: Path) -> None:
    rows = [(a, b, RACES[a % 2], a + b / 9) for a in range(8) for b in range(8) if a % 2 == b % 2]
    file = written(tmp_path / "t.csv", [("subject1", "subject2", "race", "score"), *rows], ",")
    with pytest.raises(EvidenceError, match="--column probe_race=race --column reference_race=race"):
        read_trial(file, by="race")
    (groups,) = read_trial(file, by="race", columns={"probe_race": "race", "reference_race": "race"}).groups
    assert groups.labels == (("A",), ("B",))
    assert groups.codes.tolist() == [0, 1] * 4


def test_one_column_that_is_of_one_side_contradicts_itself(tmp_path: Path) -> None:
    rows = [(a, b, RACES[a % 2], a + b / 9) for a in range(8) for b in range(8)]
    file = written(tmp_path / "t.csv", [("subject1", "subject2", "race", "score"), *rows], ",")
    with pytest.raises(EvidenceError, match="have two different values of race"):
        read_trial(file, by="race", columns={"probe_race": "race", "reference_race": "race"})


def test_people_named_by_their_samples_have_attributes_too(tmp_path: Path) -> None:
    made = pairs(name="p{person}/{sample}.png")
    race = {p: RACES[int(p[1]) % 2] for pair in made for p in (pair.first[:2], pair.second[:2])}
    rows = [(p.first, p.second, race[p.first[:2]], race[p.second[:2]], p.score) for p in made]
    table = written(tmp_path / "t.csv", [("path1", "path2", "race1", "race2", "score"), *rows], ",")
    people = written(tmp_path / "people.csv", [("subject", "race"), *race.items()], ",")
    for told in (None, people):
        (groups,) = read_trial(table, by="race", subject_from="path", people=told).groups
        assert groups.codes.tolist() == [0, 1] * 4


def test_groups_of_people_without_names_say_what_is_missing(tmp_path: Path) -> None:
    file = written(tmp_path / "l.txt", [(int(p.mated), p.first, p.second, p.score) for p in pairs()])
    with pytest.raises(EvidenceError, match="--subject-from"):
        read_trial(file, by="race")
