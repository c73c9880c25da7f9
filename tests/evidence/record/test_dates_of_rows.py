"""Dates as people write them, misprinted ones, and periods that end before they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.record import read_record
from tests import shared_data
from tests.evidence.record.test_record_checks import HEADER, only, problems

if TYPE_CHECKING:
    from pathlib import Path


def test_a_row_dated_2023_between_rows_of_2024_is_named_with_its_likely_cause() -> None:
    text = shared_data.path("met/met_lfr_2023_2024.csv").read_text(encoding="utf-8")
    import io

    import pyarrow.csv

    assert "113,2024-07-11" in text
    misprinted = text.replace("113,2024-07-11", "113,2023-07-11")  # as the force printed it
    table = pyarrow.csv.read_csv(io.BytesIO(misprinted.encode()))
    (problem,) = [p for p in read_record(table).problems if p.code == "EV37"]
    assert "row 114 is dated 2023-07-11" in problem.found
    assert "year is probably misprinted" in problem.means
    assert "EV37" not in {p.code for p in read_record(shared_data.path("met/met_lfr_2023_2024.csv")).problems}


def test_neither_a_file_from_new_to_old_nor_an_unsorted_one_is_called_misprinted(tmp_path: Path) -> None:
    rows = [f"2024-01-{d:02},P{d},{1000 + d},3,2,1\n" for d in range(1, 29)]
    assert "EV37" not in {p.code for p in problems(tmp_path, HEADER + "".join(rows[::-1]))}
    shuffled = rows[::2] + rows[1::2]
    assert "EV37" not in {p.code for p in problems(tmp_path, HEADER + "".join(shuffled))}


@pytest.mark.parametrize(
    "written",
    [
        "2024-07-11",
        "2024/7/11",
        "11/07/2024",
        "11.07.24",
        "11 July 2024",
        "Jul 11, 2024",
        "2024-07-11 00:00:00",
        "11th Jul 2024",
    ],
)
def test_dates_are_read_as_people_write_them(written: str, tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text(HEADER + f'"{written}",A,1000,1,1,0\n13/07/2024,A,1000,1,1,0\n', encoding="utf-8")
    assert str(read_record(file).entries[0].date) == "2024-07-11"


def test_month_first_is_found_from_the_column_and_never_from_the_cell(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text(HEADER + "07/11/2024,A,1000,1,1,0\n07/13/2024,A,1000,1,1,0\n", encoding="utf-8")
    assert [str(e.date) for e in read_record(file).entries] == ["2024-07-11", "2024-07-13"]


def test_a_date_with_two_readings_is_read_day_first_and_said(tmp_path: Path) -> None:
    assert only(tmp_path, HEADER + "04/05/2024,A,1000,1,1,0\n", "EV36").severity == "warning"


def test_a_period_that_ends_before_it_begins_is_an_error(tmp_path: Path) -> None:
    text = "from,to,faces_seen,false_alerts\n2024-05-01,2024-04-01,100,0\n"
    assert only(tmp_path, text, "EV36").severity == "error"
