"""Headings and cells of records of searches that were lost in silence, or led to the wrong door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.search_record.read import read_search_record
from bystander.evidence.search_record.table import is_search_record

if TYPE_CHECKING:
    from pathlib import Path


def put(folder: Path, text: str) -> Path:
    file = folder / "searched.csv"
    file.write_text(text, "utf-8")
    return file


def stopped(folder: Path, text: str) -> str:
    with pytest.raises(EvidenceError) as stop:
        read_search_record(put(folder, text))
    return str(stop.value)


@pytest.mark.parametrize("cell", ["rund 27.000", "about 27.000", "27.000 searches or so"])
def test_a_count_that_is_not_plain_stops_and_is_not_left_out(cell: str, tmp_path: Path) -> None:
    said = stopped(tmp_path, f"year;searches;confirmed\n2017;{cell};300\n2018;20.749;320\n")
    assert "EV32 error: 1 cell in column searches cannot be read as a number" in said


def test_a_group_that_is_called_unknown_is_a_part_and_no_empty_cell(tmp_path: Path) -> None:
    text = "race,searches,leads\nBlack,180,60\nWhite,20,8\n{},5,0\n"
    for said in ("Unknown", "not recorded", "N/A"):
        record = read_search_record(put(tmp_path, text.format(said)))
        assert [(e.group, e.searches) for e in record.entries] == [("Black", 180), ("White", 20), (None, 5)]
    for said in ("", "-"):
        assert "EV99" in stopped(tmp_path, text.format(said))


def test_the_example_of_what_is_unclear_is_no_count_of_the_rest(tmp_path: Path) -> None:
    said = stopped(tmp_path, "jaar,aangeboden,niet geschikt,niet herkend,herkend\n2020,1046,203,731,112\n")
    assert "--column followed_up='herkend' for instance" in said
    said = stopped(tmp_path, "year,searches,no matches\n2020,1046,731\n")
    assert "--column no_lead='no matches' for instance" in said


def test_one_lead_is_leads(tmp_path: Path) -> None:
    record = read_search_record(put(tmp_path, "week,searches,Investigative lead,Identification\n1,9,3,2\n"))
    assert [(e.followed_up, e.confirmed) for e in record.entries] == [(3, 2)]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Force,Retrospective searches 2022,Retrospective searches 2023\nA,100,200\n", True),
        ("Fiscal year,FACE Services searches,Likely candidates returned\n2018,63221,5000\n", True),
        ("Title of the table,\nYear,Database searches\n2018,63221\n", True),
        ("Searches and deployments in 2024,\ndate,place,faces seen,alerts\n1 May,A,100,2\n", False),
        ("probe,reference,score\n/searches/a.png,/searches/b.png,0.3\n", False),
        ("date,stop and searches,true positives,false positives\n1 May,3,2,1\n", False),
        ("measure,2021,2022\nsearches,100,120\n", False),
    ],
)
def test_a_header_that_counts_searches_alone_is_told_what_it_lacks(text: str, *, is_one: bool, tmp_path: Path) -> None:
    file = put(tmp_path, text)
    assert is_search_record(file) is is_one
    if is_one:
        with pytest.raises(EvidenceError, match="EV96 error"):
            read_search_record(file)


def test_nil_is_nought_and_a_dash_or_the_none_of_a_program_is_not_known_and_both_are_told(tmp_path: Path) -> None:
    text = "quarter,searches,leads,identifications\nQ1,-,-,-\nQ2,10,2,None\nQ3,12,nil,0\n"
    record = read_search_record(put(tmp_path, text))
    assert [(e.searches, e.followed_up, e.confirmed) for e in record.entries] == [(10, 2, None), (12, 0, 0)]
    said = {p.found: (p.severity, p.where) for p in record.problems}
    assert said["words such as nil were read as 0"] == ("note", "searched.csv, row 4")
    assert said["counts of None were read as not known"] == ("warning", "searched.csv, row 3")


def test_columns_of_groups_are_told_how_they_are_read(tmp_path: Path) -> None:
    file = put(tmp_path, "year,searches,searches female,searches male,leads\n2021,100,40,60,30\n")
    unused = "2 columns that no rate is computed from"
    assert [p.do for p in read_search_record(file).problems if p.found == unused] == [
        "nothing, or say what one of them is, with --column; counts by group, with --groups"
    ]
    assert not [p for p in read_search_record(file, groups="female,male").problems if p.found == unused]
