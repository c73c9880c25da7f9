"""Records of searches as agencies publish them, made up in their shapes: what is read, and with which counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.search_record.columns import bare, recognise
from bystander.evidence.search_record.read import read_search_record
from bystander.evidence.search_record.table import is_search_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.search_record.read import SearchRecord

NAMES = ("requests", "searches", "lists_returned", "followed_up", "confirmed", "wrong", "arrests")


def put(folder: Path, text: str) -> Path:
    file = folder / "searched.csv"
    file.write_text(text, "utf-8")
    return file


def totals(record: SearchRecord) -> dict[str, int]:
    """Return the sum of every count that any row tells."""
    found = {name: [v for e in record.entries if (v := getattr(e, name)) is not None] for name in NAMES}
    return {name: sum(values) for name, values in found.items() if values}


ENGLISH = """Facial recognition use,,,,,
Year,Agency,Number of facial recognition searches conducted,Candidate lists,Investigative leads,Identifications
2023,A,600,580,150,40
2024,A,640,600,160,48
Grand total,,"1,240","1,180",310,88
* as of March,,,,,
"""
GERMAN = """Lichtbildabgleich;;;;
Jahr;Anzahl der Recherchen;Kandidatenlisten;Ermittlungsansätze;Personenidentifizierungen
2023;1.240;1.180;310;88
2024;2.001;1.999;400;101
Gesamt;3.241;3.179;710;189
"""
FRENCH = """année;nombre de recherches;listes de candidats;suites données;identifications confirmées
2023;1 240;1 180;310;88
2024;2 480;2 400;620;176
"""
DUTCH = """jaar;aangeboden afbeeldingen;niet geschikt;opsporingsindicaties;bevestigd
2023;1046;203;112;40
"""
SHAPES = {
    "english": (ENGLISH, {"searches": 1240, "lists_returned": 1180, "followed_up": 310, "confirmed": 88}, 2),
    "german": (GERMAN, {"searches": 3241, "lists_returned": 3179, "followed_up": 710, "confirmed": 189}, 2),
    "french": (FRENCH, {"searches": 3720, "lists_returned": 3580, "followed_up": 930, "confirmed": 264}, 2),
    "dutch": (DUTCH, {"requests": 1046, "searches": 843, "followed_up": 112, "confirmed": 40}, 1),
    "no match returned": ("period,searches,No matches returned\na,3813,3737\n", {"searches": 3813,
                          "lists_returned": 76}, 1),
    "no leads": ("week,searches,leads,no lead\n1,,3,2\n2,7,,5\n", {"searches": 12, "followed_up": 5}, 2),
    "unconfirmed": ("week,searches,leads,unconfirmed\n1,9,3,2\n", {"searches": 9, "followed_up": 3, "confirmed": 1}, 1),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_published_is_read_with_the_right_counts(shape: str, tmp_path: Path) -> None:
    text, right, rows = SHAPES[shape]
    record = read_search_record(put(tmp_path, text))
    assert totals(record) == right
    assert record.rows_used == rows
    assert is_search_record(tmp_path / "searched.csv")


def test_a_heading_is_told_without_what_surrounds_it() -> None:
    assert bare("Total number of FR Searches (conducted)") == "searches"
    assert recognise("Anzahl der Suchläufe") == "searches"
    assert recognise("Possible matches") is None
    assert recognise("Number of Persons Identified") == "confirmed"


def test_an_arrow_table_is_read_like_its_file(tmp_path: Path) -> None:
    table = pa.table({"date": ["2024", "2025"], "searches": [10, 20], "followed_up": [3, None], "confirmed": [1, 2]})
    text = "date,searches,followed_up,confirmed\n2024,10,3,1\n2025,20,,2\n"
    assert read_search_record(table).entries == read_search_record(put(tmp_path, text)).entries


def test_race_and_sex_in_two_columns_make_one_group(tmp_path: Path) -> None:
    record = read_search_record(put(tmp_path, "week,race,sex,searches,leads\n1,A,f,5,2\n1,A,m,6,1\n"))
    assert [e.group for e in record.entries] == ["A, f", "A, m"]


def test_groups_in_columns_of_their_own_are_declared(tmp_path: Path) -> None:
    text = "week,searches,leads,searches_f,leads_f,searches_m,leads_m\n1,10,3,4,1,6,2\n2,12,4,5,2,7,2\n"
    record = read_search_record(put(tmp_path, text), groups="f,m")
    assert [(e.group, e.searches, e.followed_up) for e in record.parts] == [
        ("f", 4, 1), ("m", 6, 2), ("f", 5, 2), ("m", 7, 2),
    ]  # fmt: skip
    with pytest.raises(EvidenceError, match="no column counts x"):
        read_search_record(put(tmp_path, text), groups="f,x")
    with pytest.raises(EvidenceError, match="larger than their whole"):
        read_search_record(put(tmp_path, text.replace(",3,4,1,", ",3,40,1,")), groups="f,m")


def codes(record: SearchRecord) -> dict[str, str]:
    return {p.code: p.severity for p in record.problems if p.severity != "note"}


def test_requests_stand_for_searches_only_where_nothing_tells_them_apart_and_that_is_said(tmp_path: Path) -> None:
    told = read_search_record(put(tmp_path, "year,requests,leads\n2024,20,5\n"))
    assert totals(told) == {"requests": 20, "searches": 20, "followed_up": 5}
    assert codes(told) == {"EV100": "warning"}
    apart = read_search_record(put(tmp_path, "year,requests,denied,leads\n2024,20,2,5\n"))
    assert totals(apart) == {"requests": 20, "searches": 18, "followed_up": 5}
    assert codes(apart) == {}


def test_a_count_that_was_withheld_is_not_known_and_not_nought(tmp_path: Path) -> None:
    record = read_search_record(put(tmp_path, "year,group,searches,leads\n2024,a,40,10\n2024,b,30,<5\n"))
    assert [e.followed_up for e in record.entries] == [10, None]
    assert codes(record) == {"EV100": "warning", "EV101": "warning"}


TOTALS = {
    "labelled": "year,searches,leads\n2023,10,2\n2024,20,4\nInsgesamt,30,6\n",
    "by arithmetic alone": "year,searches,leads\n2023,10,2\n2024,20,4\n,30,6\n",
    "of a period": "year,group,searches,leads\n2024,a,10,2\n2024,b,20,4\n2024,,30,6\n",
    "above": "year,searches,leads\nAll,30,6\n2023,10,2\n2024,20,4\n",
}


@pytest.mark.parametrize("kind", TOTALS)
def test_a_row_of_sums_is_left_out_whatever_it_is_called(kind: str, tmp_path: Path) -> None:
    record = read_search_record(put(tmp_path, TOTALS[kind]))
    assert totals(record) == {"searches": 30, "followed_up": 6}
    assert (record.rows_read, record.rows_used, record.rows_refused) == (3, 2, 1)


AGENCIES = "year,agency,searches,leads,confirmed\n2023,A,150,20,9\n2023,B,211,31,4\n2024,A,160,25,8\n2024,B,240,32,6\n"
OF_ALL = {
    "the sum of two": "2023,Anyshire and Otherton,361,51,13\n2024,Anyshire and Otherton,400,57,14\n",
    "all by name": "2023,All forces,361,51,13\n2024,All forces,400,57,14\n",
}


@pytest.mark.parametrize("kind", OF_ALL)
def test_a_row_of_all_agencies_beside_each_is_no_agency(kind: str, tmp_path: Path) -> None:
    record = read_search_record(put(tmp_path, AGENCIES + OF_ALL[kind]))
    assert {e.who for e in record.entries} == {"A", "B"}
    assert codes(record)["EV97"] == "refused"


def test_a_record_of_all_agencies_alone_is_read(tmp_path: Path) -> None:
    text = "year,agency,searches,leads\n2022,All forces,700,90\n2023,All forces,761,108\n"
    assert totals(read_search_record(put(tmp_path, text))) == {"searches": 1461, "followed_up": 198}


OFF = {
    "of the record": (AGENCIES + "Total,,771,108,27\n", "row 6 says 771 of searches, the rows come to 761"),
    "of an agency": (AGENCIES + "Total,A,310,45,18\n", "row 6 says 18 of confirmed, the rows come to 17"),
    "of all agencies": (AGENCIES + "2024,All forces,500,57,14\n", "row 6 says 500 of searches, the rows come to 400"),
}


@pytest.mark.parametrize("kind", OFF)
def test_a_total_that_is_no_sum_is_left_out_and_leads_the_caveats(kind: str, tmp_path: Path) -> None:
    text, words = OFF[kind]
    record = read_search_record(put(tmp_path, text))
    assert totals(record)["searches"] == 761
    (found,) = [p for p in record.problems if p.leads]
    assert (found.code, found.severity) == ("EV97", "warning")
    assert words in found.found


@pytest.mark.parametrize(
    "below",
    ["Total,,761,108,27\n", "Total,A,310,45,17\nTotal,B,451,63,10\n", "2025,A,100,9,2\nSubtotal,,861,117,29\n"],
)
def test_totals_that_sum_raise_no_alarm(below: str, tmp_path: Path) -> None:
    assert not any(p.leads for p in read_search_record(put(tmp_path, AGENCIES + below)).problems)


STOPS = {
    "more lists than searches": ("year,searches,lists_returned\n2023,9,1\n2024,10,11\n", "EV98", "row 3"),
    "more confirmed than leads": ("year,searches,leads,confirmed\n2024,10,3,4\n", "EV98", "row 2"),
    "parts above their whole": ("year,searches,leads,no_lead\n2024,10,6,5\n", "EV98", "row 2"),
    "confirmed and wrong": ("year,searches,leads,confirmed,wrong\n2024,10,3,2,2\n", "EV98", "row 2"),
    "the rest is more": ("year,searches,no_list\n2024,10,12\n", "EV98", "row 2"),
    "a negative count": ("year,searches,leads\n2024,10,-3\n", "EV98", "column leads"),
    "half a search": ("year,searches,leads\n2024,10.5,3\n", "EV98", "column searches"),
    "a share": ("year,searches,leads\n2024,100,31 %\n", "EV32", "column leads"),
    "words": ("year,searches,leads\n2024,100,some\n", "EV32", "column leads"),
    "an identifier": ("year,searches,leads\n2024," + "9" * 400 + ",3\n", "EV32", "column searches"),
    "thousands or not": ("year,searches,leads\n2024,2.000,3\n", "EV100", "row 2"),
    "cells moved": ("year,searches,leads\n2024,1,000,310\n", "EV43", "row 2"),
    "what matches are": ("year,searches,Possible matches\n2024,10,3\n", "EV96", "row 1"),
    "Treffer": ("Jahr;Recherchen;Treffer\n2024;10;3\n", "EV96", "row 1"),
    "hits beside arrests": ("year,searches,hits,arrests\n2024,10,3,0\n", "EV96", "row 1"),
    "a column twice": ("year,searches,queries,leads\n2024,10,12,3\n", "EV96", "row 1"),
    "two kinds of record": ("year,faces_seen,searches,leads\n2024,1000,10,3\n", "EV96", "row 1"),
    "two breakdowns": ("year,group,purpose,searches,leads\n2024,a,,10,3\n2024,b,,5,1\n2024,,x,9,2\n2024,,y,6,2\n",
                       "EV99", "rows 2, 3, 4 and 5"),
    "a whole or a rest": ("year,group,searches,leads\n2024,a,10,3\n2024,b,5,1\n2024,,20,6\n", "EV99",
                          "rows 2, 3 and 4"),
    "a group in two spellings": ("year,group,searches,leads\n2024,F,40,10\n2024,f ,30,9\n2024,M,50,12\n", "EV55",
                                 "group"),
    "nothing": ("year,searches,leads\n", "EV97", ""),
    "only remarks": ("year,searches,leads\nnone this year,,\n", "EV97", ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", STOPS)
def test_what_cannot_be_or_cannot_be_told_is_a_stop_that_names_its_place(kind: str, tmp_path: Path) -> None:
    text, code, where = STOPS[kind]
    with pytest.raises(EvidenceError) as stopped:
        read_search_record(put(tmp_path, text))
    found = [p for p in stopped.value.problems if p.severity == "error"]
    assert [p.code for p in found] == [code]
    assert where in found[0].where
    assert found[0].do


def test_what_a_column_counts_can_be_declared(tmp_path: Path) -> None:
    file = put(tmp_path, "year,searches,Possible matches,leads\n2024,100,30,7\n")
    record = read_search_record(file, columns={"lists_returned": "possible MATCHES"})
    assert totals(record) == {"searches": 100, "lists_returned": 30, "followed_up": 7}
    assert codes(read_search_record(file)) == {"EV96": "warning"}  # told, as it was not read
    with pytest.raises(EvidenceError, match="declared is not there"):
        read_search_record(file, columns={"confirmed": "Identified"})


def test_parts_that_fall_short_are_told_and_the_stated_counts_are_used(tmp_path: Path) -> None:
    record = read_search_record(put(tmp_path, "year,searches,leads,no_lead\n2024,10,3,5\n"))
    assert totals(record) == {"searches": 10, "followed_up": 3}
    assert codes(record) == {"EV101": "warning"}


OTHERS = {
    "a deployment record": "date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,1000,3,2,1\n",
    "a trial of searches": "search,subject,rank,candidate_subject,score\np1,A,1,A,0.9\n",
    "a trial": "probe_subject,reference_subject,score\na,b,0.4\n",
    "a web log": "date,page,hits\n2024,/,9\n",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_evidence_is_no_search_record(kind: str, tmp_path: Path) -> None:
    assert not is_search_record(put(tmp_path, OTHERS[kind]))


@pytest.mark.parametrize("content", [b"", b"\x00\xff\x00", b"\n\n", "searches,leads\n".encode("utf-16")])
def test_hostile_bytes_are_no_search_record_or_a_stop(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    is_search_record(file)
    with pytest.raises(EvidenceError):
        read_search_record(file)


def test_a_cell_of_words_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as stopped:
        read_search_record(put(tmp_path, "year,searches,leads\n2024,100,John Smith\n"))
    assert "Smith" not in str(stopped.value)


@pytest.mark.parametrize(
    ("heading", "wrong", "severity"),
    [
        ("Wrong person (i.e. misidentified)", 3, None),
        ("Wrong person (1)", 3, None),
        ("Wrong person (excluding staff)", None, "warning"),
        ("Wrong person excluding staff", None, "warning"),
        ("Case officer", None, "note"),
    ],
)
def test_brackets_that_may_change_a_count_are_not_read_and_warned_of(
    heading: str, wrong: int | None, severity: str | None, tmp_path: Path
) -> None:
    record = read_search_record(put(tmp_path, f"year,searches,leads,confirmed,{heading}\n2024,100,30,9,3\n"))
    assert [e.wrong for e in record.entries] == [wrong]
    assert [p.severity for p in record.problems if p.code == "EV96"] == ([severity] if severity else [])


def test_requests_that_were_not_searched_for_two_reasons_are_asked_for_in_one_sum(tmp_path: Path) -> None:
    head, row = "year,requests,{},searches,leads,wrong\n", "2023,15,{},13,5,2\n"
    with pytest.raises(EvidenceError, match="put their sum in one, if each counts others"):
        read_search_record(put(tmp_path, head.format("canceled,denied") + row.format("1,1")))
    record = read_search_record(put(tmp_path, head.format("denied") + row.format("2")))
    assert totals(record) == {"requests": 15, "searches": 13, "followed_up": 5, "wrong": 2}
