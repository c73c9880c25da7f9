"""Where no label is known, the columns whose words may be one are named, with the option that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.errors import EvidenceError
from tests.evidence.doors import counts, given

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

TABLE: dict[str, list[Any]] = {
    "Score": [0.9, 0.8, 0.3, 0.2], "Expected Match?": ["Yes", "Yes", "No", "No"], "Colour": ["red", "blue"] * 2,
    "Flag": [1, 1, 0, 0],
}  # fmt: skip
IMAGES: dict[str, list[Any]] = {"Probe": ["a1", "b1", "a1", "b1"], "Reference": ["a2", "b2", "b2", "a2"]}


def refused(source: object) -> Problem:
    with pytest.raises(EvidenceError) as caught:
        by.read_trial(source)
    return caught.value.problems[0]


@pytest.mark.parametrize("door", ["csv", "parquet", "pandas"])
@pytest.mark.parametrize(("more", "code"), [({}, "EV04"), (IMAGES, "EV10")])
def test_columns_of_yes_and_no_are_named(door: str, more: dict[str, list[Any]], code: str, tmp_path: Path) -> None:
    source = given(door, {**more, **TABLE}, tmp_path)
    problem = refused(source)
    assert problem.code == code
    assert "--column mated='Expected Match?' or --column mated=Flag" in problem.do
    assert "Colour" not in problem.do
    assert counts(source, columns={"mated": "Expected Match?"})[:2] == (2, 2)


def test_where_no_column_may_be_one_none_is_named(tmp_path: Path) -> None:
    plain = {name: TABLE[name] for name in ("Score", "Colour")}
    assert "--column mated=NAME" in refused(given("csv", {**IMAGES, **plain}, tmp_path)).do
