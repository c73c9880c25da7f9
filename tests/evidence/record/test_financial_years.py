"""Years that begin in one month here and in another there, by the heading of their column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from bystander.studies.audit.study import audit

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.record.record import Record


def table(folder: Path, heading: str, *cells: str) -> Path:
    file = folder / "r.csv"
    rows = [f"{cell},{300_000 + at},30,24,6" for at, cell in enumerate(cells)]
    file.write_text("\n".join([f"{heading},Faces seen,Alerts,True alerts,False alerts", *rows]) + "\n", "utf-8")
    return file


def read(folder: Path, heading: str, *cells: str) -> Record:
    return read_record(table(folder, heading, *cells))


@pytest.mark.parametrize("heading", ["Financial year", "Fiscal Year", "FY", "Reporting year", "Geschäftsjahr"])
@pytest.mark.parametrize("cell", ["2023/24 (Q1-Q3)", "2023/24", "2024", "FY2024"])
def test_a_year_of_its_own_is_asked_for_with_its_days(heading: str, cell: str, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(tmp_path, heading, "2022-04-01 to 2023-03-31", cell)
    (problem,) = [p for p in caught.value.problems if p.code == "EV36"]
    assert problem.found == f"1 period in column {heading} without a first or last day"
    assert problem.got == f'"{cell}"'


def test_periods_under_financial_year_that_overlap_are_told(tmp_path: Path) -> None:
    days = "2023-04-01 to 2024-03-31", "2023-04-01 to 2023-12-31"
    file = table(tmp_path, "Financial year", *days)
    file.write_text(file.read_text("utf-8").replace("300001,30", "220000,30"), "utf-8")
    assert "EV80" in {p.code for p in read_record(file).problems}


def test_under_year_alone_a_year_is_that_of_the_calendar(tmp_path: Path) -> None:
    assert str(read(tmp_path, "Year", "2023", "2024").entries[0].date_to) == "2023-12-31"


def test_a_date_is_taken_before_a_financial_year(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("Financial year,Date,Alerts,False alerts\n2023/24,2023-05-01,3,1\n2023/24,2023-05-02,3,1\n")
    assert str(read_record(file).entries[0].date) == "2023-05-01"


def test_a_heading_that_speaks_of_time_is_told_first_where_no_date_is_read(tmp_path: Path) -> None:
    leading = [p for p in read(tmp_path, "Year ending", "Mar 2023", "Mar 2024").problems if p.leads]
    assert [p.found for p in leading] == ["when rows were counted was not read, and may be told in Year ending"]


def test_periods_are_to_be_read_by_themselves_only_where_there_are_some(tmp_path: Path) -> None:
    def caveats(dates: str) -> str:
        file = tmp_path / "r.csv"
        rows = [f"{dates.format(at)},P{at},{300_000 + at},{n + 9},9,{n}" for at, n in enumerate([0, 400, 1, 300, 2, 0])]
        file.write_text("\n".join(["Date,Place,Faces seen,Alerts,True alerts,False alerts", *rows]) + "\n")
        return " ".join(audit(read_record(file)).document.caveats)

    assert "Read each period by itself" in caveats("202{}-01-05")
    undated = caveats("")
    assert "From row to row, the rate changed far more" in undated
    assert "Read each period by itself" not in undated


def test_the_watchlist_is_not_said_to_be_untold_beside_a_column_of_it(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("Date,Watchlist size (average),Faces seen,Alerts,False alerts\n2023-05-01,1200,3000,3,1\n")
    first = audit(read_record(file)).first
    assert first is not None
    assert "the watchlist (column “Watchlist size (average)” was not read); the threshold" in first.untold


def test_what_stands_in_brackets_of_a_declared_heading_does_not_make_its_years_calendar_ones(tmp_path: Path) -> None:
    heading = "Financial year (Apr-Mar)"
    file = table(tmp_path, heading, "2023", "2024")
    with pytest.raises(EvidenceError, match="EV36"):
        read_record(file, columns={"date": heading})


def test_how_many_days_a_row_has_does_not_tell_when(tmp_path: Path) -> None:
    assert not any(p.leads for p in read(tmp_path, "Days of use", "3", "4").problems)
