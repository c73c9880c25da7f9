"""Whoever keeps a record knows which rows are deployments: one taken for a total or a remark is put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.record.record import read_record
from bystander.evidence.search_record.read import read_search_record
from tests.evidence.record.published import HEADER, SUMS, TOTAL, TWENTY, codes, leading, put, sums

if TYPE_CHECKING:
    from pathlib import Path

BY_CAMERA = "date,camera,alerts,true_alerts,false_alerts\n" + "".join(
    f"2025-02-0{d},{cam}\n" for d in (1, 2, 3) for cam in ("A,3,2,1", "B,1,0,1", "C,4,2,2")
)
LOST = {
    "a date that is a sum by chance": (HEADER + TWENTY + f"2025-03-01,{TOTAL}", "22", "EV42"),
    "no date, and the sum": (HEADER + TWENTY + f",{TOTAL}", "22", "EV42"),
    "a name that begins as a total does": (
        "place," + HEADER + "".join(f"Mall,{row}\n" for row in TWENTY.splitlines()) + "Total Wine,,90,3,2,1\n",
        "22",
        "EV42",
    ),
    "the largest counts, and no date": (HEADER + TWENTY + ",301020,331,301,30\n", "22", "EV42"),
    "a third camera": (BY_CAMERA, "4,7,10", "EV42"),
    "a row of zeros": (HEADER + TWENTY + "2025-03-01,0,0,0,0\n", "22", "EV49"),
    "counts that are odd, and right": (HEADER + TWENTY + "2025-03-01,9000,7000,8,1\n", "22", "EV75"),
}


@pytest.mark.parametrize("name", LOST)
def test_a_row_is_counted_as_declared(name: str, tmp_path: Path) -> None:
    text, rows, code = LOST[name]
    file = put(tmp_path, text)
    try:
        before = read_record(file).problems
    except EvidenceError as stopped:
        before = tuple(stopped.problems)
    advice = next(p.do for p in before if p.code == code)
    assert f'--with-rows "{rows.partition(",")[0]}: ' in advice
    read = read_record(file, with_rows=f"{rows}: a second van")
    assert read.rows_used == read.rows_read == len(text.splitlines()) - 1
    assert sums(read)[1] == sum(int(line.split(",")[-3]) for line in text.splitlines()[1:])
    assert leading(read)[0] == "EV76"
    assert "as declared: a second van" in next(p.found for p in read.problems if p.code == "EV76")
    assert code not in codes(read)


def test_totals_of_a_row_that_is_put_back_hold_it(tmp_path: Path) -> None:
    whole = ",".join(str(2 * n) for n in SUMS)
    read = read_record(put(tmp_path, HEADER + TWENTY + f",{TOTAL},{whole}\n"), with_rows={22: "all of March"})
    assert sums(read) == tuple(2 * n for n in SUMS)
    assert not [p for p in read.problems if "not the sums" in p.found]


def test_a_remark_that_is_put_back_is_asked_for(tmp_path: Path) -> None:
    file = put(tmp_path, HEADER + TWENTY + "Average,10051,11.05,10.05,1\n")
    advice = next(p.do for p in read_record(file).problems if p.code == "EV73")
    assert '--with-rows "22: ' in advice
    with pytest.raises(EvidenceError, match="EV36"):
        read_record(file, with_rows="22: a place")


def test_a_row_that_counts_anyway_is_said_to(tmp_path: Path) -> None:
    read = read_record(put(tmp_path, HEADER + TWENTY), with_rows="3: a van")
    assert [(p.code, p.severity) for p in read.problems] == [("EV76", "note")]


def test_rows_that_are_put_back_are_there_and_not_left_out(tmp_path: Path) -> None:
    file = put(tmp_path, HEADER + TWENTY)
    with pytest.raises(EvidenceError, match="row 99"):
        read_record(file, with_rows="99: a van")
    with pytest.raises(UsageError, match="row 5"):
        read_record(file, with_rows="5: a van", without_rows="4-6: a test")
    with pytest.raises(UsageError, match="--with-rows"):
        read_record(file, with_rows="5")


SEARCHES = {
    "a sum by chance": ("year,searches,leads\n2021,10,3\n2022,20,5\n2023,30,8\n", "4"),
    "a purpose that is called all": ("year,purpose,searches,leads\n2021,all,9,3\n2021,theft,20,5\n", "2"),
    "all agencies": ("year,agency,searches,leads\n2021,All forces,9,3\n2021,A,20,5\n2021,B,10,3\n", "2"),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_a_row_of_searches_is_counted_as_declared(name: str, tmp_path: Path) -> None:
    text, row = SEARCHES[name]
    file = put(tmp_path, text)
    advice = next(p.do for p in read_search_record(file).problems if p.code == "EV97")
    assert f'--with-rows "{row}: ' in advice
    read = read_search_record(file, with_rows=f"{row}: an office of that name")
    assert read.rows_used == read.rows_read
    assert any("as declared: an office of that name" in p.found for p in read.problems if p.leads)
    assert not any(p.code == "EV97" for p in read.problems)
    with pytest.raises(EvidenceError, match="row 99"):
        read_search_record(file, with_rows="99: an office")
