"""A system's own decision is no ground truth: which of two labels is read, and what is said first of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.errors import EvidenceError
from tests.evidence.doors import DOORS, given

if TYPE_CHECKING:
    from pathlib import Path

MATED, NON_MATED = 20, 60


def vendor(truth: str, decision: str) -> dict[str, list[Any]]:
    """Return 20 pairs of one person, 3 of them below .5, and 60 of two people, 2 of them above.

    The system decided at .5, and an operator overruled it in the first miss and in both false matches.
    """
    same = [True] * MATED + [False] * NON_MATED
    score = [0.31, 0.32, 0.33, *(0.6 + i / 100 for i in range(17)), 0.71, 0.72, *(0.1 + i / 200 for i in range(58))]
    decided = [s >= 0.5 for s in score]
    for overruled in (0, 20, 21):
        decided[overruled] = not decided[overruled]
    return {
        "Pair": [*range(1, 81)],
        "Probe": [f"{i}.jpg" for i in range(80)],
        "Reference": [f"{i + 100}.jpg" for i in range(80)],
        truth: ["Yes" if s else "No" for s in same],
        "Score": score,
        decision: ["Match" if d else "No match" for d in decided],
    }


def counted(table: Any, **options: Any) -> tuple[float, ...]:
    """Return misses and false matches at .5, each with the number of comparisons."""
    found = by.evaluate(table, thresholds=[0.5], **options).document.findings
    rates = {f.id: f.estimate for f in found if f.at is not None and f.at.threshold == 0.5 and f.estimate is not None}
    miss, false = rates["fnmr"], rates["fmr"]
    return miss.events or 0, miss.trials or 0, false.events or 0, false.trials or 0


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("decision", ["Decision", "Match"])
def test_a_question_mark_behind_the_truth_makes_nothing_else_of_it(door: str, decision: str, tmp_path: Path) -> None:
    assert counted(given(door, vendor("Same person?", decision), tmp_path)) == (3, 20, 2, 60)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("decision", ["Decision", "Match", "Verified?"])
def test_a_label_that_is_not_read_beside_a_decision_is_named(door: str, decision: str, tmp_path: Path) -> None:
    table = given(door, vendor("Checked by hand", decision), tmp_path)
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(table)
    (problem,) = [p for p in stopped.value.problems if p.code == "EV110"]
    assert "another label that is not read: checked by hand" in problem.found.casefold()
    assert "--column mated='checked by hand'" in problem.do.casefold()
    assert 'columns={"mated": "checked by hand"}' in problem.do.casefold()
    assert counted(table, columns={"mated": "Checked by hand"}) == (3, 20, 2, 60)


def test_a_label_by_its_words_goes_before_an_answer_of_the_system() -> None:
    table = vendor("Kind of pair", "Decision")
    table["Kind of pair"] = ["genuine" if cell == "Yes" else "impostor" for cell in table["Kind of pair"]]
    assert counted(table) == (3, 20, 2, 60)


def test_columns_of_two_values_that_are_no_label_are_not_asked_about() -> None:
    table = vendor("Camera", "Match")
    table["Camera"] = ["north" if cell == "Yes" else "south" for cell in table["Camera"]]
    (found,) = [p for p in by.read_trial(table).problems if p.severity == "warning" and p.voids]
    assert found.found == "the ground truth was read from a column called Match"


def test_a_declared_label_that_is_the_score_held_against_a_threshold_is_said_first_of_all() -> None:
    score = [(i * 37 % 80) / 80 for i in range(80)]
    table: dict[str, list[Any]] = {
             "face1": [f"{i}" for i in range(80)], "face2": [f"{i + 80}" for i in range(80)],
             "isIdentical": [s >= 0.5 for s in score], "confidence": score}  # fmt: skip
    document = by.evaluate(table, columns={"mated": "isIdentical"}, thresholds=[0.5]).document
    assert document.verdict[0].startswith("The column isIdentical is 1 for every score on one side of a threshold")
    assert document.caveats[0].startswith("The column isIdentical is 1 for every score on one side of a threshold")
    table["isIdentical"][0] = not table["isIdentical"][0]
    document = by.evaluate(table, columns={"mated": "isIdentical"}, thresholds=[0.5]).document
    assert not any("isIdentical" in said for said in (*document.verdict, *document.caveats))


def test_people_or_words_of_truth_that_agree_are_no_answer_of_the_system() -> None:
    score = [i / 80 for i in range(80)]
    people = {"probe_subject": [f"p{i}" for i in range(80)], "score": score,
              "reference_subject": [f"p{i if s >= 0.5 else i + 80}" for i, s in enumerate(score)],
              "same": [s >= 0.5 for s in score]}  # fmt: skip
    assert not [p for p in by.read_trial(people, columns={"mated": "same"}).problems if p.code == "EV110"]
    words = {"kind of pair": ["genuine" if s >= 0.5 else "impostor" for s in score], "score": score}
    assert not [p for p in by.read_trial(words).problems if p.code == "EV110"]
