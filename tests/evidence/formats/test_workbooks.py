"""Workbooks: sheets, dates, flags, formulas, merged headings; the same numbers as the table in text gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from bystander.evidence.record.record import read_record
from bystander.evidence.searches.read import is_searches, read_searches
from tests.evidence.comparisons.test_own_square import LABELS, check, square
from tests.evidence.makers import HEADER, all_pairs, codes_of, columns_of, write_table

if TYPE_CHECKING:
    from pathlib import Path

ROWS = all_pairs(8)


def book(path: Path, **sheets: Any) -> Path:
    """Write a workbook with a sheet of rows for each name."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def same(found: Any, expected: Any) -> None:
    one, two = columns_of(found), columns_of(expected)
    assert one.keys() == two.keys()
    assert all((one[name] == two[name]).all() for name in one)


@pytest.mark.parametrize(
    "above",
    [[], [["Results of the trial"]], [[], ["Results of the trial"], []]],
)
def test_a_sheet_gives_what_its_text_gives(tmp_path: Path, above: list[list[object]]) -> None:
    file = book(tmp_path / "t.xlsx", Scores=[*above, HEADER, *ROWS], Empty=[], Notes=[["only", None], ["words"]])
    trial = read_trial(file)
    same(trial, read_trial(write_table(tmp_path / "t.csv", ROWS)))
    assert (trial.format, trial.rows_read) == ("workbook", 64)


def test_the_sheet_that_fits_is_read_and_of_several_one_is_named(tmp_path: Path) -> None:
    summary = [["rate", "value"], ["FMR", 0.1]]
    read_trial(book(tmp_path / "a.xlsx", Summary=summary, Scores=[HEADER, *ROWS]))
    file = book(tmp_path / "b.xlsx", Summary=summary, First=[HEADER, *ROWS], Second=[HEADER, *ROWS[:40]])
    with pytest.raises(EvidenceError, match="First and Second") as error:
        read_trial(file)
    assert codes_of(error.value) == ["EV59"]
    assert read_trial(file, sheet="Second").rows_read == 40
    with pytest.raises(EvidenceError, match="no sheet has the name") as error:
        read_trial(file, sheet="Third")
    with pytest.raises(EvidenceError, match="--sheet"):
        read_trial(write_table(tmp_path / "t.csv", ROWS), sheet="First")


def test_merged_headings_of_two_rows_are_joined(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (["probe", None, "reference", None, "score"], ["subject", "id", "subject", "id", None]):
        sheet.append(row)
    for number, (a, b, score) in enumerate(ROWS):
        sheet.append([a, f"p{a}", b, f"r{b}{number}", score])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    sheet.merge_cells("E1:E2")
    made.save(tmp_path / "t.xlsx")
    found = inspect(read_trial(tmp_path / "t.xlsx"))
    assert (found.mated, found.non_mated, found.people) == (8, 56, 8)
    assert found.images is not None


@pytest.mark.parametrize("labels", [LABELS, [i // 2 for i in range(24)]])
def test_a_sheet_may_hold_a_matrix(tmp_path: Path, labels: list[object]) -> None:
    rows = [["", *labels], *[[label, *row] for label, row in zip(labels, square().tolist(), strict=True)]]
    check(read_trial(book(tmp_path / "m.xlsx", Scores=rows, Notes=[["made by"], ["us"]])))
    rows[3][4] = None
    rows[4][3] = None
    assert read_trial(book(tmp_path / "gap.xlsx", Scores=rows)).rows_used == 275


def test_dates_flags_and_numbers_stay_what_they_are(tmp_path: Path) -> None:
    rows = [
        [date(2026, 1, 1 + a), datetime(2026, 1, 1 + b), 0.1 * a + b, a == 0]  # noqa: DTZ001 - spreadsheets have none
        for a in range(4) for b in range(4)
    ]  # fmt: skip
    found = inspect(read_trial(book(tmp_path / "t.xlsx", S=[[*HEADER, "failed"], *rows])))
    assert (found.mated, found.people, found.failed) == (4, 4, 4)
    numbers = [[7, 7.0, 1], [7, 8, 2], [8, 8, 3], ["x", 7, "4.5"]]
    found = inspect(read_trial(book(tmp_path / "n.xlsx", S=[HEADER, *numbers])))
    assert (found.mated, found.highest) == (2, 4.5)


def test_a_formula_without_a_value_is_refused(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ("a", "b", "=1-0.25"), *ROWS[3:]]
    with pytest.raises(EvidenceError, match="formula") as error:
        read_trial(book(tmp_path / "t.xlsx", S=[HEADER, *rows]))
    assert [(p.code, p.where) for p in error.value.problems] == [("EV59", "t.xlsx, row 5")]


def test_a_word_among_the_scores_is_named_by_its_row(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ("a", "b", "#N/A"), *ROWS[3:]]
    with pytest.raises(EvidenceError, match="row 5") as error:
        read_trial(book(tmp_path / "t.xlsx", S=[HEADER, *rows]))
    assert codes_of(error.value) == ["EV05"]


def test_candidate_lists_and_people_are_read_from_workbooks(tmp_path: Path) -> None:
    header = ("search", "probe_subject", "rank", "candidate_subject", "score")
    rows = [(s, f"S{s:03}", r, f"S{(s + r - 1) % 8:03}", 1 - r / 10) for s in range(8) for r in (1, 2)]
    file = book(tmp_path / "lists.xlsx", Lists=[header, *rows], About=[["made", "by"], ["us", "here"]])
    assert is_searches(file)
    searches = read_searches(file)
    assert (len(searches), searches.format) == (8, "candidate lists, workbook")
    people = [["subject", "sex"], *[[f"S{i:03}", "F" if i % 2 else "M"] for i in range(8)]]
    trial = read_trial(write_table(tmp_path / "t.csv", ROWS), by="sex", people=book(tmp_path / "p.xlsx", P=people))
    assert len(trial.groups) == 1


@pytest.mark.parametrize("end", [200, 2000, -300])
def test_a_damaged_workbook_is_said_as_damage(tmp_path: Path, end: int) -> None:
    file = book(tmp_path / "t.xlsx", S=[HEADER, *ROWS])
    raw = bytearray(file.read_bytes())
    raw[end : end + 40] = b"\0" * 40
    file.write_bytes(bytes(raw))
    try:
        assert read_trial(file).rows_read == 64
    except EvidenceError as error:
        assert set(codes_of(error)) <= {"EV03", "EV59"}  # noqa: PT017 - either is right


def test_a_record_with_a_sheet_a_month_says_how_to_audit_several(tmp_path: Path) -> None:
    rows = [["Date", "Faces seen", "Alerts", "False alerts"], ["2025-01-03", 1000, 5, 1]]
    book(tmp_path / "r.xlsx", Jan=rows, Feb=rows)
    with pytest.raises(EvidenceError) as caught:
        read_record(tmp_path / "r.xlsx")
    (problem,) = caught.value.problems
    assert problem.got == "Jan and Feb"
    assert "copy their rows below one header into one sheet" in problem.do
    assert "period" in problem.means
