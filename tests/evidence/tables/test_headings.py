"""Headings as people write them: punctuation and remarks in brackets are no part of a name."""

from __future__ import annotations

import pytest

from bystander.evidence.comparisons.columns import roles_in
from bystander.evidence.tables.columns import bare, normal


@pytest.mark.parametrize(
    "heading",
    ["Same person?", "SAME PERSON", "same-person:", "(Same person)", "[same person]", '"Same person"', "Same person*",
     "¿Same person?", "Same\u2013person\uff1f"],
)  # fmt: skip
def test_punctuation_and_case_are_no_part_of_a_name(heading: str) -> None:
    assert normal(heading) == "same_person"


def test_a_name_of_marks_alone_stays_as_it_is() -> None:
    assert [normal(name) for name in ("?", "-", "")] == ["?", "-", ""]


@pytest.mark.parametrize(
    "heading", ["Same person (Y/N)", "Same person? [yes/no]", "Same person (1 = yes, 0 = no)", "Same person (Y/N)?"]
)
def test_a_remark_in_brackets_is_passed_over(heading: str) -> None:
    assert bare(heading) == "same_person"
    found = roles_in(["Image 1", "Image 2", heading, "Score (0-100)"])
    assert (found.positions["mated"], found.positions["score"]) == (2, 3)


def test_a_remark_that_makes_it_something_else_is_not() -> None:
    for other in ("Same person (system)", "Match (%)", "Genuine (predicted)"):
        assert not roles_in(["image1", "image2", other, "score"]).has("mated")
    assert not roles_in(["image1", "image2", "label", "Score (cosine distance)"]).has("score")


def test_of_two_headings_that_differ_in_their_remark_none_is_guessed_and_each_can_be_declared() -> None:
    header = ["image1", "image2", "label", "Score (A)", "Score (B)"]
    assert not roles_in(header).has("score")
    assert roles_in(header, {"score": "Score (B)"}).positions["score"] == 4
    assert roles_in(["a", "Score (B)"], {"score": "score"}).positions["score"] == 1
