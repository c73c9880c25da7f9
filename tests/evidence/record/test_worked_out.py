"""Counts that a row does not tell itself: worked out from its others, or not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.record import read_record
from tests.evidence.record.published import HEADER, leading, put

if TYPE_CHECKING:
    from pathlib import Path


def test_a_count_that_is_hidden_is_not_known_and_never_its_limit(tmp_path: Path) -> None:
    text = "date,faces_seen,false_alerts\n2025-07-01,9780,<5\n2025-07-02,9780,7\n2025-07-03,9780,0\n"
    record = read_record(put(tmp_path, text))
    assert [e.wrong for e in record.entries] == [None, 7, 0]
    assert [(w.column, w.count) for w in record.entries[0].withheld] == [("false_alerts", 4)]  # below 5
    assert "EV81" in leading(record)


def test_a_hidden_count_that_the_others_of_its_row_tell_is_used_and_that_is_said(tmp_path: Path) -> None:
    text = HEADER + "2025-07-01,9780,6,3,<5\n2025-07-02,9780,6,3,3\n"
    record = read_record(put(tmp_path, text))
    assert [e.wrong for e in record.entries] == [3, 3]
    (problem,) = [p for p in record.problems if p.code == "EV81"]
    assert (problem.severity, problem.leads) == ("note", False)
    assert "not known" not in problem.means


def test_a_hidden_count_that_does_not_fit_the_others_of_its_row_leads(tmp_path: Path) -> None:
    record = read_record(put(tmp_path, HEADER + "2025-07-01,9780,9,2,<5\n2025-07-02,9780,6,3,3\n"))
    assert "EV81" in leading(record)


@pytest.mark.parametrize("heading", ["unresolved", "offen", "en attente", "pendientes", "in sospeso", "openstaand"])
def test_alerts_left_unjudged_are_taken_from_the_part_that_is_not_given(heading: str, tmp_path: Path) -> None:
    text = f"date,faces_seen,alerts,false_alerts,{heading}\n2025-01-01,9001,25,3,4\n2025-02-01,9002,10,2,8\n"
    (first, second) = read_record(put(tmp_path, text)).entries
    assert (first.right, first.wrong, first.unresolved, first.right_derived) == (18, 3, 4, 18)
    assert (second.right, second.wrong) == (0, 2)


@pytest.mark.parametrize(
    ("alerts", "said", "wrong"),
    [(11, "<5", None), (6, "<5", 4), (7, "<5", None), (7, "≤5", 5), (7, "at most 5", 5), (7, "fewer than 5", None)],
)
def test_a_part_is_never_worked_out_beyond_the_end_that_its_cell_tells(
    alerts: int, said: str, wrong: int | None, tmp_path: Path
) -> None:
    text = f"date,faces_seen,alerts,true_alerts,false_alerts\n2023-01-01,9713,{alerts},2,{said}\n"
    (entry,) = read_record(put(tmp_path, text)).entries
    assert (entry.right, entry.wrong) == (2, wrong)
