"""Remarks in rows of their own are quoted as notes are, and repeated alerts are no alerts that nobody judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.evidence.record.record import read_record
from bystander.studies.audit.words import CLUSTERS, SEVERAL

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "date,faces seen,alerts,true alerts,false alerts"
ROWS = ("2024-01-01,21000,6,4,2", "2024-01-02,18000,5,4,1")


def put(folder: Path, head: str, *rows: str) -> Path:
    file = folder / "record.csv"
    file.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("place", ["below", "between"])
def test_a_footnote_is_quoted_and_believed_of_one_person_flagged_again(place: str, tmp_path: Path) -> None:
    note = "* includes one alert set off twice by the same person,,,,"
    rows = (*ROWS, note) if place == "below" else (ROWS[0], note, ROWS[1])
    document = by.audit(put(tmp_path, HEAD, *rows)).study.document
    (row,) = document.evidence[0].rows
    assert row.note == "* includes one alert set off twice by the same person"
    assert row.row == (4 if place == "below" else 3)
    said = [caveat for caveat in document.caveats if caveat.startswith(SEVERAL)]
    assert ["includes one alert set off twice" in caveat for caveat in said] == [True]
    assert str(CLUSTERS) not in document.caveats


def test_a_footnote_that_faces_are_an_estimate_is_believed(tmp_path: Path) -> None:
    record = read_record(put(tmp_path, HEAD, *ROWS, "Faces seen are estimated from the footfall of a month,,,,"))
    assert record.faces_estimated == "said"


@pytest.mark.parametrize("row", ["Page 1 of 2", "North district", "Average per day", "1 2 3 4"])
def test_a_heading_or_a_page_is_no_remark_to_quote(row: str, tmp_path: Path) -> None:
    assert read_record(put(tmp_path, HEAD, ROWS[0], f"{row},,,,", ROWS[1])).footnotes == ()


def test_alerts_that_repeat_another_are_left_out_where_they_close_the_sum(tmp_path: Path) -> None:
    # 9 = 4 + 1 + 4 and 3 = 2 + 1 + 0: of 12 alerts 4 repeat another, and 2 of the other 8 were false
    file = put(tmp_path, f"{HEAD},Duplicate alerts", "2024-01-01,21000,9,4,1,4", "2024-01-02,18000,3,2,1,0")
    study = by.audit(file).study
    assert study.first is not None
    assert str(study.first.sentence) == "2 of 8 alerts were judged false in January 2024."
    assert "not judged" not in " ".join(study.document.verdict)
    assert study.first.ranked[0].claim == "4 of 12 alerts repeat another, and were left out (column Duplicate alerts)."


def test_alerts_that_repeat_another_among_the_judged_ones_are_told(tmp_path: Path) -> None:
    file = put(tmp_path, f"{HEAD},Duplicates", "2024-01-01,21000,9,7,2,4", "2024-01-02,18000,3,2,1,0")
    study = by.audit(file).study
    assert study.first is not None
    assert str(study.first.sentence) == "3 of 12 alerts were judged false in January 2024."
    assert any(c.startswith("4 alerts here repeat another, by the record.") for c in study.document.caveats)
    assert str(CLUSTERS) not in study.document.caveats


def test_beside_repeated_alerts_no_missing_part_is_worked_out(tmp_path: Path) -> None:
    # 9 alerts, 1 false, 4 repeated: 4 or 8 were right
    record = read_record(put(tmp_path, "date,faces seen,alerts,false alerts,duplicates", "2024-01-01,21000,9,1,4"))
    assert [e.right for e in record.entries] == [None]


def test_another_count_of_alerts_is_not_taken_for_unjudged_ones_without_a_word(tmp_path: Path) -> None:
    file = put(tmp_path, f"{HEAD},Dismissed alerts", "2024-01-01,21000,9,4,1,4")
    study = by.audit(file).study
    assert study.first is not None
    assert "Dismissed alerts" in study.first.ranked[0].claim
