"""Cells that are merged in a workbook, and counts that a file made of one gives once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from bystander.evidence.search_record.read import read_search_record
from bystander.studies.audit.study import audit

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

HEADER = ["Date", "Place", "Faces seen", "Alerts", "True alerts", "False alerts", "Note"]
ROWS = [
    ["2025-01-03", "X", 10_000, 5, 4, 1, None],
    ["2025-01-03", "Y", 10_000, 9, 3, 6, None],
    ["2025-01-23", "Z", 8_000, 6, 5, 1, None],
]


def workbook(folder: Path, *merges: str, **cells: Any) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEADER, *ROWS]:
        sheet.append(row)
    for at, value in cells.items():
        sheet[at] = value
    for merge in merges:
        sheet.merge_cells(merge)
    file = folder / "r.xlsx"
    book.save(file)
    return file


def stopped(file: Path, **options: Any) -> Problem:
    with pytest.raises(EvidenceError) as caught:
        read_record(file, **options)
    (problem,) = [p for p in caught.value.problems if p.code == "EV48"]
    return problem


@pytest.mark.parametrize(
    ("merge", "said"),
    [
        ("C2:C3", "Faces seen of rows 2 and 3"),
        ("D2:D4", "Alerts of rows 2, 3 and 4"),
        ("F3:F4", "False alerts of rows 3 and 4"),
        ("E2:F2", "True alerts and False alerts of row 2"),
        ("C2:D3", "Faces seen and Alerts of rows 2 and 3"),
    ],
)
def test_a_number_in_cells_that_are_merged_is_no_count_of_either_row(merge: str, said: str, tmp_path: Path) -> None:
    problem = stopped(workbook(tmp_path, merge))
    assert said in problem.found
    assert "--without-rows" in problem.do


def test_empty_cells_below_a_merged_one_are_not_told_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_record(workbook(tmp_path, "C2:C3"))
    assert "EV40" not in {p.code for p in caught.value.problems}


def test_merged_rows_that_were_declared_out_stop_nothing(tmp_path: Path) -> None:
    record = read_record(workbook(tmp_path, "C2:C3"), without_rows="2-3: merged cells")
    assert [e.faces_seen for e in record.entries] == [8_000]


def test_a_row_whose_count_was_declared_out_with_the_row_above_lacks_it(tmp_path: Path) -> None:
    record = read_record(workbook(tmp_path, "C2:C3"), without_rows="2: merged cells")
    assert [p.found for p in record.problems if p.code == "EV40"] == ["faces seen not given in 1 of 2 rows used"]


def test_a_day_and_a_place_that_are_merged_are_those_of_each_row(tmp_path: Path) -> None:
    record = read_record(workbook(tmp_path, "A2:A3", "B2:B3"))
    assert [(str(e.date), e.place) for e in record.entries[:2]] == [("2025-01-03", "X")] * 2
    assert "Date of rows 2 and 3; Place of rows 2 and 3" in next(p.found for p in record.problems if p.code == "EV48")


@pytest.mark.parametrize(("cell", "faces"), [("N/A", [None, None]), (0, [])])
def test_what_is_not_known_and_none_hold_of_each_cell(cell: object, faces: list[int | None], tmp_path: Path) -> None:
    record = read_record(workbook(tmp_path, "C2:C3", C2=cell, D2=0, E2=0, F2=0, D3=0, E3=0, F3=0))
    assert [e.faces_seen for e in record.entries] == [*faces, 8_000]  # of no face there was no deployment (EV49)


def test_a_merged_note_with_a_figure_is_told_once(tmp_path: Path) -> None:
    record = read_record(workbook(tmp_path, "G2:G3", G2="2 alerts not verified"))
    assert [e.note for e in record.entries] == ["2 alerts not verified", None, None]


def test_lines_of_remarks_beside_the_merged_counts_of_one_deployment_are_no_rows(tmp_path: Path) -> None:
    merges = [f"{column}2:{column}3" for column in "ABCDEF"]
    record = read_record(workbook(tmp_path, *merges, G2="a theft", G3="and a breach"))
    assert [(e.faces_seen, e.wrong) for e in record.entries] == [(10_000, 1), (8_000, 1)]


def test_a_heading_within_the_table_that_is_merged_over_its_columns_is_no_count(tmp_path: Path) -> None:
    file = workbook(tmp_path, "A3:G3", A3="January 2025", B3=None, C3=None, D3=None, E3=None, F3=None)
    assert [e.wrong for e in read_record(file).entries] == [1, 1]


def test_words_that_are_merged_over_counts_are_told_as_words(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_record(workbook(tmp_path, "C2:F2", C2="rain"))
    assert [p.code for p in caught.value.problems if p.severity == "error"] == ["EV32"]


def test_merged_cells_are_found_in_a_table_that_lies_on_its_side(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for column in zip(HEADER[:6], *(row[:6] for row in ROWS), strict=True):
        sheet.append(column)
    sheet.merge_cells("B3:C3")
    book.save(tmp_path / "r.xlsx")
    assert "Faces seen of rows 2 and 3" in stopped(tmp_path / "r.xlsx").found


def test_false_alerts_of_rows_without_faces_are_told_first(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(
        "date,place,faces_seen,alerts,true_alerts,false_alerts\n2025-01-03,X,10000,5,4,1\n2025-01-03,Y,,9,3,6\n"
        "2025-01-23,Y,8000,6,5,1\n,,N/A,7,2,5\n2025-01-24,Z,,7,7,0\n"
    )
    record = read_record(file)
    once = next(p for p in record.problems if p.code == "EV40" and p.leads)
    assert once.found == "faces seen of 2 rows may be counted in the row above: it has the same day, or none"
    missing = next(p for p in record.problems if p.code == "EV40" and "not given" in p.found)
    assert missing.got == "empty cells, N/A"
    first = audit(record).first
    assert first is not None
    lead = str(first.lead)
    assert "Of 18,000 faces seen in 2 rows, 2 were flagged by mistake" in lead
    assert lead.endswith("11 false alerts in 2 rows without faces are left out.")


def test_a_count_in_a_row_of_another_operator_is_not_that_of_the_row_below(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("date,force,faces_seen,alerts,false_alerts\n2025-01-03,A,10000,5,1\n2025-01-03,B,,9,6\n")
    assert not any(p.code == "EV40" and p.leads for p in read_record(file).problems)


def searches(folder: Path, *merges: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Year", "Searches", "Wrong", "Group"], [2023, 40, 1, "F"], [None, 60, 2, "M"], [2024, 50, 0, "F"]):
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(folder / "s.xlsx")
    return folder / "s.xlsx"


def test_merged_cells_of_a_search_record_are_read_in_the_same_way(tmp_path: Path) -> None:
    record = read_search_record(searches(tmp_path, "A2:A3"))
    assert [entry.period for entry in record.entries] == ["2023", "2023", "2024"]
    with pytest.raises(EvidenceError, match="EV48"):
        read_search_record(searches(tmp_path, "B2:B3"))
