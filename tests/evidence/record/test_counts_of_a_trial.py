"""Counts of right and wrong decisions are those of a trial, and no deployments; nor are rows of groups of people."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bystander.api.opening import open_evidence
from bystander.cli import cli
from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

BY_GROUP = "group,TP,FP,TN,FN\nBlack women,85,12,988,15\nWhite men,97,1,999,3\n"


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "counts.csv"
    file.write_text(text, encoding="utf-8")
    return file


def stopped(file: Path, **columns: str) -> Problem:
    with pytest.raises(EvidenceError) as caught:
        read_record(file, columns=columns)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    "header",
    [
        "group,TP,FP,TN,FN",
        "model,true_positives,false_positives,true_negatives,false_negatives",
        "threshold,False negatives,FP,True negatives,TP",
        "camera,TP,FP,FN,TN",
    ],
)
def test_decisions_of_each_kind_are_no_deployments(header: str, tmp_path: Path) -> None:
    """13 of 195 decisions for "same person" were wrong there; no alert of a deployment was."""
    file = written(tmp_path, BY_GROUP.replace("group,TP,FP,TN,FN", header))
    problem = stopped(file)
    assert problem.code == "EV31"
    assert problem.found == "this is not a deployment record: it counts right and wrong decisions of a test"
    for door in (False, True):
        with pytest.raises(EvidenceError) as caught:
            _ = open_evidence(file, {}, records=door)
        assert caught.value.problems[0].found == problem.found


def test_what_is_advised_is_done_with_the_counts_of_the_first_row(tmp_path: Path) -> None:
    """12 of 1,000 false matches, 15 of 100 misses: each is judged as it is written there."""
    do = stopped(written(tmp_path, BY_GROUP)).do
    assert "evaluate" in do
    lines = [part for part in do.split("`") if part.startswith("bystander claim")]
    assert lines == [
        "bystander claim --text 'A false match rate of 1.2 %' --of '12 of 1000 comparisons' -o judged",
        "bystander claim --text 'A false non-match rate of 15 %' --of '15 of 100 mated comparisons wrong' -o judged",
    ]
    for line in lines:
        made = CliRunner().invoke(cli, [*shlex.split(line)[1:-1], str(tmp_path / "judged")])
        assert "consistent" in made.output


def test_deployments_that_tell_misses_too_are_a_record(tmp_path: Path) -> None:
    text = "Date,People scanned,True positives,False positives,True negatives,False negatives\n"
    file = written(tmp_path, text + "2025-05-01,40000,11,1,39988,0\n2025-05-02,30000,8,0,29990,2\n")
    assert sum(entry.wrong or 0 for entry in read_record(file).entries) == 1


def test_rows_that_are_deployments_are_read_once_that_is_said(tmp_path: Path) -> None:
    file = written(tmp_path, BY_GROUP.replace("group", "camera"))
    assert "--column place='camera'" in stopped(file).do
    assert len(read_record(file, columns={"place": "camera"}).entries) == 2


@pytest.mark.parametrize("heading", ["Ethnicity", "group", "Age group", "Sex", "Self-defined ethnicity", "Geschlecht"])
def test_rows_of_groups_lead_the_caveats_and_say_how_they_are_compared(heading: str, tmp_path: Path) -> None:
    text = f"{heading},Faces seen,Alerts,True alerts,False alerts\nWhite,10000,30,28,2\nBlack,3000,14,9,5\n"
    (first, *_) = read_record(written(tmp_path, text)).problems
    assert (first.code, first.leads) == ("EV31", True)
    assert first.found == f"rows seem to be groups of people, told apart by {heading}, and no deployments"
    assert '"false_alerts_white,faces_seen_white,false_alerts_black,faces_seen_black"' in first.do
    assert '"2,10000,5,3000"' in first.do
    lines = first.do.split('"')[3::-2]
    read = read_record(written(tmp_path, f"place,faces_seen,false_alerts,{lines[0]}\nA,13000,7,{lines[1]}\n"),
                       groups="white,black")  # fmt: skip
    assert [(group.false_alerts, group.faces_seen) for group in read.groups] == [(2, 10000), (5, 3000)]


def test_rows_with_a_day_or_a_place_are_deployments_whatever_else_they_tell(tmp_path: Path) -> None:
    text = "Date,group,Faces seen,Alerts,False alerts\n2025-05-01,A,10000,30,2\n2025-05-02,B,3000,14,5\n"
    assert not any(p.leads for p in read_record(written(tmp_path, text)).problems)
