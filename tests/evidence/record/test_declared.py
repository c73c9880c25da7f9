"""What is declared of a record, and what travels with its rows."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.record.record import read_record
from bystander.evidence.record.table import is_record
from tests.evidence.record.published import HEADER, SUMS, TOTAL, TWENTY, codes, days, leading, put, sums

if TYPE_CHECKING:
    from pathlib import Path


def test_empty_cells_are_none_or_not_known_as_declared(tmp_path: Path) -> None:
    text = "date,faces_seen,false_alerts\n" + days("2025-01-DD,9001,\n", 1, 24) + days("2025-01-DD,9001,2\n", 25, 28)
    none = read_record(put(tmp_path, text), empty="false_alerts=zero")
    assert sums(none)[::3] == (28 * 9001, 8)
    assert "EV79" in codes(none)
    unknown = read_record(put(tmp_path, text), empty={"false_alerts": "unknown"})
    assert sums(unknown)[::3] == (4 * 9001, 8)
    assert leading(unknown) == ["EV71"]


def test_days_without_any_count_are_days_without_alerts_where_that_is_declared(tmp_path: Path) -> None:
    text = HEADER + days("2025-01-DD,9001,,,\n", 1, 24) + days("2025-01-DD,9001,3,2,1\n", 25, 28)
    assert sums(read_record(put(tmp_path, text), empty=["alerts=zero"])) == (28 * 9001, 12, 8, 4)


def test_a_fault_that_ended_a_deployment_is_no_day_without_alerts(tmp_path: Path) -> None:
    text = HEADER + days("2025-01-DD,9001,3,2,1\n") + "2025-01-11,,,,\n"
    assert len(read_record(put(tmp_path, text), empty="alerts=zero").entries) == 10


def test_arrests_that_only_some_rows_give_make_no_rate(tmp_path: Path) -> None:
    text = (
        HEADER.replace("\n", ",arrests\n")
        + days("2025-01-DD,9001,3,2,1,\n", 1, 24)
        + days("2025-01-DD,9001,3,2,1,1\n", 25, 28)
    )
    record = read_record(put(tmp_path, text))
    assert {e.arrests for e in record.entries} == {None}
    assert "EV71" in codes(record)
    assert sum(e.arrests or 0 for e in read_record(put(tmp_path, text), empty="arrests=zero").entries) == 4


def test_alerts_that_nobody_judged_are_not_worked_out_as_false(tmp_path: Path) -> None:
    text = HEADER + "2025-01-01,9001,10,6,1\n2025-01-02,9001,5,5,0\n2025-01-03,9001,9,6,\n2025-01-04,9001,4,4,\n"
    record = read_record(put(tmp_path, text))
    assert [e.wrong for e in record.entries] == [1, 0, None, 0]


def test_a_total_that_does_not_add_up_tells_that_alerts_are_left_unjudged(tmp_path: Path) -> None:
    text = (
        HEADER + days("2025-01-DD,9001,5,4,-\n", 1, 4) + days("2025-01-DD,9001,5,4,1\n", 5, 9) + "Total,81009,45,36,5\n"
    )
    assert [e.wrong for e in read_record(put(tmp_path, text), empty="false_alerts=unknown").entries] == [None] * 4 + [
        1
    ] * 5


def test_one_operator_tells_nothing_about_the_alerts_of_another(tmp_path: Path) -> None:
    text = (
        "who,date,alerts,true_alerts,false_alerts\n"
        + days("A,2025-01-DD,5,4,1\n")
        + "A,2025-02-01,5,4,\nB,2025-01-01,1246,,23\n"
    )
    record = read_record(put(tmp_path, text))
    assert [(e.right, e.wrong) for e in record.entries[-2:]] == [(4, 1), (None, 23)]


def test_rows_are_left_out_with_their_reason(tmp_path: Path) -> None:
    record = read_record(put(tmp_path, HEADER + TWENTY + f"Total,{TOTAL}"), without_rows="2,4-5: counts of a rehearsal")
    assert (record.rows_read, record.rows_used) == (21, 17)
    assert [(a.entry.row, a.why) for a in record.asides] == [(n, "counts of a rehearsal") for n in (2, 4, 5)]
    assert leading(record) == ["EV76"]
    assert "counts of a rehearsal" in str(next(p for p in record.problems if p.leads).found)


def test_a_row_that_may_be_a_total_is_settled_by_leaving_it_out(tmp_path: Path) -> None:
    record = read_record(put(tmp_path, HEADER + TWENTY + ",301020,331,301,30\n"), without_rows={22: "a total"})
    assert sums(record) == SUMS


@pytest.mark.parametrize("rows", ["5", "5:", "0: x", "9-7: x", "a: x", "5: " + "x" * 300])
def test_rows_without_a_reason_are_not_left_out(rows: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="without-rows"):
        read_record(put(tmp_path, HEADER + TWENTY), without_rows=rows)


def test_a_row_that_is_not_there_cannot_be_left_out(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="row 99"):
        read_record(put(tmp_path, HEADER + TWENTY), without_rows="99: a misprint")


def test_a_column_is_declared_by_its_heading(tmp_path: Path) -> None:
    text = "Day,Gezichten,Erreurs,Flagged\n2025-02-01,1000,1,3\n"
    said = {"false_alerts": "erreurs", "alerts": "Flagged"}
    assert not is_record(put(tmp_path, text))
    assert is_record(put(tmp_path, text), columns=said)
    assert sums(read_record(put(tmp_path, text), columns=said)) == (1000, 3, 2, 1)
    with pytest.raises(EvidenceError, match="Wrong ones"):
        read_record(put(tmp_path, text), columns={"false_alerts": "Wrong ones"})
    with pytest.raises(UsageError, match="no column of a deployment record"):
        read_record(put(tmp_path, text), columns={"hits": "Flagged"})


def test_a_decimal_mark_is_declared(tmp_path: Path) -> None:
    text = HEADER + days("2025-01-DD,9.781,5,4,1\n")
    assert sums(read_record(put(tmp_path, text), decimal=",")) == (97_810, 50, 40, 10)
    with pytest.raises(UsageError, match="decimal"):
        read_record(put(tmp_path, text), decimal=";")


def workbook(path: Path, rows: list[list[Any]], more: dict[str, list[list[Any]]] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "2025"
    for name, content in {"2025": rows, **(more or {})}.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in content:
            sheet.append(row)
    book.save(path)
    return path


ROWS: list[list[Any]] = [
    ["Live facial recognition"],
    [],
    ["Date", "Place", "Duration", "Faces", "Alerts", None, None],
    [None, None, None, "seen", "Total", "True", "False"],
    *([date(2025, 3, 10 + d), f"P{d}", time(5, 10 + d), 9780 + d, 5, 4, 1] for d in range(1, 11)),
    ["Total", None, None, 97_855, 50, 40, 10],
    [],
    ["Source: disclosure log"],
]


def test_a_workbook_is_read_as_it_is(tmp_path: Path) -> None:
    file = workbook(tmp_path / "r.xlsx", ROWS, {"About": [["Notes"], ["of the force"]]})
    assert is_record(file)
    record = read_record(file)
    assert sums(record) == (97_855, 50, 40, 10)
    assert (record.entries[0].date, record.entries[0].row) == (date(2025, 3, 11), 5)
    assert sum(e.hours or 0 for e in record.entries) == pytest.approx(10 * 5 + sum(range(11, 21)) / 60)


def test_several_sheets_with_a_record_are_asked_about(tmp_path: Path) -> None:
    file = workbook(tmp_path / "r.xlsx", ROWS, {"2024": ROWS[2:9]})
    with pytest.raises(EvidenceError, match="--sheet"):
        read_record(file)
    assert len(read_record(file, sheet="2024").entries) == 5
    assert len(read_record(file, sheet="2025").entries) == 10


def test_numbers_of_a_workbook_keep_their_point_where_text_has_a_comma(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Date", "Faces", "Threshold", "Alerts", "False alerts"],
        [date(2025, 3, 1), "9.780", 0.64, 5, 1],
    ]
    file = workbook(tmp_path / "r.xlsx", rows)
    with pytest.raises(EvidenceError, match="--decimal"):
        read_record(file)
    (entry,) = read_record(file, decimal=",").entries
    assert (entry.faces_seen, entry.threshold) == (9780, 0.64)


def test_days_of_a_spreadsheet_are_dates_and_said(tmp_path: Path) -> None:
    record = read_record(put(tmp_path, HEADER + "45000,9001,5,4,1\n45001,9001,5,4,1\n"))
    assert [str(e.date) for e in record.entries] == ["2023-03-15", "2023-03-16"]
    assert "EV36" in codes(record)


def test_no_date_is_used_where_they_are_doubtful(tmp_path: Path) -> None:
    text = (
        HEADER + "".join(f"2025-{m:02}-03,9000,5,4,1\n" for m in range(1, 13)) + days("DD/03/2025,9000,5,4,1\n", 13, 28)
    )
    record = read_record(put(tmp_path, text))
    assert record.dates_doubtful
    assert {(e.date, e.date_to) for e in record.entries} == {(None, None)}
    assert leading(record) == ["EV77"]


def test_years_beside_doubtful_dates_can_be_declared(tmp_path: Path) -> None:
    """As in a workbook of a city's assembly: its rows of five years came out as one sum, without a way to part them."""
    swapped = [f"2025-{m:02}-03" for m in range(1, 13)] + [f"{d}/03/2024" for d in range(13, 28)]
    rows = [f"{2024 if '/' in day else 2025},{day},{9001 + 7 * at},5,4,1" for at, day in enumerate(swapped)]
    file = put(tmp_path, "\n".join(["Year," + HEADER.strip(), *rows]) + "\n")
    record = read_record(file)
    (problem,) = [p for p in record.problems if p.code == "EV77"]
    assert problem.do.endswith("; or take the years alone: --column date=Year")
    by_year = read_record(file, columns={"date": "Year"})
    assert {str(e.date)[:4] for e in by_year.entries} == {"2024", "2025"}
    assert "EV77" not in codes(by_year)


def test_rows_of_one_year_with_the_same_faces_are_told_to_be_of_one_period(tmp_path: Path) -> None:
    file = put(tmp_path, HEADER + "2024,9001,5,4,1\n2024,9001,6,4,2\n")
    with pytest.raises(EvidenceError, match="rows of one period and place tell the same number of faces"):
        read_record(file)
    with pytest.raises(EvidenceError, match="rows of one day and place tell the same number of faces"):
        read_record(put(tmp_path, HEADER + "2024-05-01,9001,5,4,1\n2024-05-01,9001,6,4,2\n"))


def test_counts_that_are_not_what_their_column_says_enter_no_rate(tmp_path: Path) -> None:
    text = "date,faces_seen,alerts,true_alerts,false_alerts,counted,alerts_verified,note,source\n"
    text += "2025-01-01,170000,42,8,34,visitors,no,six trials,a newspaper\n2025-01-02,9001,5,4,1,faces,yes,,\n"
    text += '2025-01-03,60000,5,4,1,,,"visitors, not faces",\n2025-01-04,9001,5,4,1,,,the alerts were not verified,\n'
    first, second, third, fourth = read_record(put(tmp_path, text)).entries
    assert (first.faces_seen, first.alerts, first.right, first.wrong) == (None, 42, 8, None)
    assert [(w.column, w.count, w.why) for w in first.withheld] == [
        ("faces_seen", 170_000, "visitors were counted, not faces"),
        ("false_alerts", 34, "nobody judged those alerts false"),
    ]
    assert (first.note, first.source) == ("six trials", "a newspaper")
    assert (second.faces_seen, second.wrong, second.withheld) == (9001, 1, ())
    assert third.faces_seen is None
    assert "its note says" in third.withheld[0].why
    assert (fourth.faces_seen, fourth.wrong) == (9001, None)


def test_estimates_and_ends_are_marked_on_their_row(tmp_path: Path) -> None:
    text = HEADER + "2025-07-01,c. 9780,5,4,1\n2025-07-02,>17265,6,5,1\n2025-07-03,8000,5,5,0\n"
    entries = read_record(put(tmp_path, text)).entries
    assert [e.about for e in entries] == [frozenset({"faces_seen"}), frozenset(), frozenset()]
    assert [dict(e.bounds) for e in entries] == [{}, {"faces_seen": "at least"}, {}]


@pytest.mark.parametrize(
    ("note", "faces"),
    [("visitors counted at the gates", None), ("visitors were counted", None), ("many visitors", 9001),
     ("Besucher, nicht Gesichter", None), ("visitantes, no rostros", None), ("keine Gesichtsmasken", 9001)],
)  # fmt: skip
def test_a_note_that_visitors_were_counted_is_believed(note: str, faces: int | None, tmp_path: Path) -> None:
    text = f'date,faces_seen,alerts,true_alerts,false_alerts,note\n2025-01-01,9001,5,4,1,"{note}"\n'
    (entry,) = read_record(put(tmp_path, text)).entries
    assert entry.faces_seen == faces


@pytest.mark.parametrize(
    ("said", "about"), [("estimate", {"faces_seen"}), ("Approx.", {"faces_seen"}), ("manually", set())]
)
def test_how_faces_were_counted_is_not_what_was_counted(said: str, about: set[str], tmp_path: Path) -> None:
    text = f"date,faces_seen,alerts,true_alerts,false_alerts,counted\n2025-01-01,9001,5,4,1,{said}\n"
    (entry,) = read_record(put(tmp_path, text)).entries
    assert (entry.faces_seen, entry.withheld) == (9001, ())
    assert entry.about == about


@pytest.mark.parametrize(("alerts", "wrong"), [(14, 3), (13, None)])
def test_a_note_on_alerts_that_nobody_judged_is_about_those_that_the_parts_leave(
    alerts: int, wrong: int | None, tmp_path: Path
) -> None:
    head = "date,faces_seen,alerts,true_alerts,false_alerts,note\n"
    text = f"{head}2025-01-01,9001,{alerts},10,3,one was an alert never judged\n"
    assert [e.wrong for e in read_record(put(tmp_path, text)).entries] == [wrong]


@pytest.mark.parametrize(
    "note",
    [
        "no alerts were verified", "none of the alerts was verified", "alerts not checked",
        "no alert was checked by an officer", "alerts could not be confirmed", "false alerts were not recorded",
        "no record of false alerts was kept", "the alerts were never judged", "alerts unverified",
        "not all alerts were verified",
        "Kein Alarm wurde geprüft", "die Treffer wurden nicht überprüft", "aucune alerte n’a été vérifiée",
        "las alertas no fueron verificadas", "nessun allarme è stato verificato", "geen melding werd gecontroleerd",
    ],
)  # fmt: skip
def test_a_note_that_nobody_judged_alerts_leaves_none_false(note: str, tmp_path: Path) -> None:
    text = f"date,faces_seen,alerts,false_alerts,note\n2024-01-01,200123,300,0,{note}\n"
    assert [e.wrong for e in read_record(put(tmp_path, text)).entries] == [None]


@pytest.mark.parametrize(
    "note",
    ["all alerts were verified", "no false alerts were found", "alerts were not unverified", "nothing to remark",
     "alle Alarme wurden geprüft", "kein Alarm war falsch; alle wurden geprüft",
     "toutes les alertes ont été vérifiées"],
)  # fmt: skip
def test_a_note_that_denies_nothing_of_the_judging_leaves_counts(note: str, tmp_path: Path) -> None:
    text = f"date,faces_seen,alerts,false_alerts,note\n2024-01-01,200123,300,2,{note}\n"
    assert [e.wrong for e in read_record(put(tmp_path, text)).entries] == [2]


@pytest.mark.parametrize("note", ["faces seen is not an estimate", "faces not estimated but counted"])
def test_a_denied_estimate_of_faces_is_none(note: str, tmp_path: Path) -> None:
    text = f"date,faces_seen,alerts,true_alerts,false_alerts,note\n2024-01-01,200123,30,28,2,{note}\n"
    assert read_record(put(tmp_path, text)).faces_estimated == ""
    said = text.replace(note, "faces are an estimate")
    assert read_record(put(tmp_path, said)).faces_estimated == "said"


@pytest.mark.parametrize("heading", ["unresolved", "Alerts not resolved", "pending", "unknown outcome"])
def test_a_column_of_alerts_that_nobody_judged_is_part_of_all(heading: str, tmp_path: Path) -> None:
    text = f"date,faces_seen,true_alerts,false_alerts,{heading}\n2024-01-01,1013,10,0,30\n2024-02-01,2031,9,3,20\n"
    record = read_record(put(tmp_path, text))
    assert [(e.alerts, e.right, e.wrong, e.unresolved) for e in record.entries] == [(40, 10, 0, 30), (32, 9, 3, 20)]
    text = f"date,faces_seen,alerts,true_alerts,{heading}\n2024-01-01,1013,40,10,30\n2024-02-01,2031,32,9,20\n"
    assert [e.wrong for e in read_record(put(tmp_path, text)).entries] == [None, None]  # they may be among those


def test_operators_that_differ_in_capital_letters_alone_are_one_and_that_is_said(tmp_path: Path) -> None:
    rows = "Met,2024-01-01,6,1,5\nmet,2024-01-02,7,2,5\nMET ,2024-01-03,8,3,5\nKent,2024-01-04,8,3,5\n"
    record = read_record(put(tmp_path, f"who,date,alerts,true_alerts,false_alerts\n{rows}"))
    assert [e.who for e in record.entries] == ["Met", "Met", "Met", "Kent"]
    assert [p.got for p in record.problems if p.code == "EV84"] == ["MET, Met, met"]
    # that alerts add up under one spelling tells it of the others too
    text = "who,date,alerts,true_alerts,false_alerts\nMet,2024-01-01,9,6,3\nMet,2024-01-03,5,5,0\nmet,2024-01-02,9,5,\n"
    assert [e.wrong for e in read_record(put(tmp_path, text)).entries] == [3, 0, 4]


def test_stops_are_read_by_outcome_and_held_against_each_other(tmp_path: Path) -> None:
    header = HEADER.replace("\n", ",stops,true_stops,false_stops,arrests\n")
    record = read_record(put(tmp_path, header + days("2025-05-DD,20000,8,6,2,7,5,2,3\n")))
    assert sum(e.stops or 0 for e in record.entries) == 70
    assert [sum(getattr(e, name) for e in record.entries) for name in ("right_stops", "wrong_stops", "arrests")] == [
        50,
        20,
        30,
    ]
    assert "EV72" not in codes(record)
    wrong = read_record(put(tmp_path, header + "2025-05-01,20000,8,6,2,7,5,1,9\n"))
    assert sum(p.code == "EV72" for p in wrong.problems) == 2
    left = read_record(
        put(tmp_path, header + days("2025-05-DD,20000,8,6,2,7,5,2,3\n") + "2025-06-01,20000,8,6,2,7,5,,3\n")
    )
    assert left.entries[-1].wrong_stops == 2


def test_settings_that_cannot_be_read_stop_nothing(tmp_path: Path) -> None:
    text = "date,faces_seen,alerts,false_alerts,threshold,Duration\n"
    text += "2025-05-01,9001,5,1,0.6 to 0.64,all day\n2025-05-02,9001,5,1,.64,4:30\n"
    record = read_record(put(tmp_path, text))
    assert [(e.threshold, e.hours) for e in record.entries] == [(None, None), (0.64, 4.5)]
    assert sum(p.code == "EV83" for p in record.problems) == 2


def test_headings_that_nothing_is_read_from_are_named(tmp_path: Path) -> None:
    record = read_record(
        put(tmp_path, "Purpose,date,faces_seen,false_alerts,False alert rate\nE1,2025-01-01,9001,1,0.01%\n")
    )
    assert record.unread == ("Purpose", "False alert rate")


def test_many_rows_alike_are_how_a_record_counts_and_no_misprints(tmp_path: Path) -> None:
    text = HEADER + days("2025-03-DD,9000,10,9,1\n", 1, 5) + days("2025-03-DD,9000,1000,8,1\n", 6, 9)
    assert read_record(put(tmp_path, text)).asides == ()
