"""Rows in which nobody and no time was watched are no deployments: they enter no rate, and that leads the caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from tests.evidence.record.test_record_checks import only, problems

if TYPE_CHECKING:
    from pathlib import Path

    from bystander import Findings

HEAD = "date,faces_seen,hours,alerts,true_alerts,false_alerts\n"
HELD = [f"2025-01-{day:02},{9000 + day},5,{2 + day % 3},1,{1 + day % 3}\n" for day in range(2, 21, 2)]
IDLE = [f"2025-01-{day:02},0,0,0,0,0\n" for day in range(1, 20, 2)]


def audited(folder: Path, text: str) -> Findings:
    file = folder / "record.csv"
    file.write_text(text, encoding="utf-8")
    return by.audit(file)


def test_days_without_a_deployment_change_no_rate(tmp_path: Path) -> None:
    alone = audited(tmp_path, HEAD + "".join(HELD))
    beside = audited(tmp_path, HEAD + "".join(sorted([*HELD, *IDLE])))
    assert beside.document.verdict == alone.document.verdict
    for name in ("face", "alert", "deployment", "hour"):
        (one,), (other,) = (f.find(f"false-alerts-per-{name}", period=None) for f in (alone, beside))
        assert (other.estimate, other.caveats) == (one.estimate, one.caveats)
    (rate,) = beside.find("false-alerts-per-deployment", period=None)
    assert rate.estimate is not None
    assert (rate.estimate.events, rate.estimate.trials) == (sum(1 + day % 3 for day in range(2, 21, 2)), 10)
    assert beside.document.caveats[0].startswith("Nobody and no time was watched in 10 rows, left out of all rates.")


def test_a_record_of_nothing_else_has_no_rate_and_says_why(tmp_path: Path) -> None:
    found = audited(tmp_path, HEAD + "".join(IDLE))
    for name in ("face", "alert", "deployment", "hour"):
        (rate,) = found.find(f"false-alerts-per-{name}", period=None)
        assert rate.not_estimable == f"there was no {name.replace('face', 'face seen')} at all: 0 of 0"
    assert found.document.verdict[0].startswith("Nobody and no time was watched in any row")
    assert "how many faces were seen" not in " ".join(found.document.verdict)


def test_deployments_that_nobody_passed_are_deployments_and_faces_are_told_to_be_none(tmp_path: Path) -> None:
    found = audited(tmp_path, HEAD + "".join(row.replace(",0,0,0,0,0", ",0,5,0,0,0") for row in IDLE))
    (rate,) = found.find("false-alerts-per-deployment", period=None)
    assert rate.estimate is not None
    assert rate.estimate.trials == 10
    said = " ".join(found.document.verdict)
    assert "The record tells of 0 faces and 0 alerts, so nothing can be said" in said
    assert "how many faces were seen" not in said.casefold()


def test_rows_without_a_face_do_not_show_how_rows_differ(tmp_path: Path) -> None:
    nobody = [row.replace(",0,0,0,0,0", ",0,5,0,0,0") for row in IDLE]
    (rate,) = audited(tmp_path, HEAD + "".join([*HELD, *nobody])).find("false-alerts-per-face", period=None)
    assert any(said.startswith("Only 10 rows") for said in rate.caveats)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (HEAD, "2025-02-01,0,,0,0,0\n"),
        ("date,deployments,alerts,true_alerts,false_alerts\n", "2025-02-01,0,0,0,0\n"),
        ("date,hours,alerts,true_alerts,false_alerts\n", "2025-02-01,0,0,0,0\n"),
    ],
    ids=["hours not told", "no deployments, as it says", "no time"],
)
def test_what_is_told_is_enough(head: str, row: str, tmp_path: Path) -> None:
    held = f"2025-02-02,{'9001,5' if 'faces' in head else '5'},3,2,1\n"
    problem = only(tmp_path, head + held + row, "EV49")
    assert (problem.leads, "row 3" in problem.where) == (True, True)


def test_that_no_deployment_took_place_is_only_likely_where_no_time_is_told(tmp_path: Path) -> None:
    problem = only(tmp_path, HEAD + HELD[0] + "2025-02-01,0,,0,0,0\n", "EV49")
    assert problem.found == "nobody was seen, and no time is told, in 1 row, left out of all rates"
    assert problem.means.startswith("most likely no deployment took place;")
    mixed = only(tmp_path, HEAD + HELD[0] + "2025-02-01,0,,0,0,0\n2025-02-02,0,0,0,0,0\n", "EV49")
    assert mixed.means.startswith("most likely")
    none = audited(tmp_path, HEAD.replace("hours,", "") + "2025-02-01,0,0,0,0\n2025-02-02,0,0,0,0\n")
    assert none.document.verdict[0].startswith("Nobody was seen in any row, and no time is told")


@pytest.mark.parametrize(("deployments", "idle"), [("1", False), ("0", True), ("", True)])
def test_a_row_without_a_face_that_says_it_was_a_deployment_is_believed(
    deployments: str, *, idle: bool, tmp_path: Path
) -> None:
    head = "date,deployments,faces_seen,alerts,true_alerts,false_alerts\n"
    text = head + f"2025-02-01,1,9001,3,2,1\n2025-02-02,{deployments},0,0,0,0\n"
    assert ("EV49" in {p.code for p in problems(tmp_path, text)}) is idle


@pytest.mark.parametrize("row", ["0,5,0,0,0", "9000,0,0,0,0", ",,0,0,0", "0,0,,,"])
def test_whatever_was_watched_or_is_not_known_is_no_such_row(row: str, tmp_path: Path) -> None:
    text = HEAD + "".join(HELD) + f"2025-02-01,{row}\n"
    assert "EV49" not in {p.code for p in problems(tmp_path, text)}
