from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError, Problem
from bystander.evidence.record.checks import ev45_too_many_rows
from bystander.evidence.record.record import read_record
from tests import shared_data

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "date,place,faces_seen,alerts,true_alerts,false_alerts\n"
GOOD = "2024-01-02,A,1001,3,2,1\n"


def problems(folder: Path, text: str) -> list[Problem]:
    file = folder / "record.csv"
    file.write_text(text, encoding="utf-8")
    try:
        return list(read_record(file).problems)
    except EvidenceError as error:
        return error.problems


def only(folder: Path, text: str, code: str) -> Problem:
    (problem,) = [p for p in problems(folder, text) if p.code == code]
    return problem


def test_a_header_only_file_is_refused_with_its_name(tmp_path: Path) -> None:
    problem = only(tmp_path, HEADER, "EV30")
    assert problem.severity == "error"
    assert "record.csv" in problem.where


def test_a_record_of_which_nothing_is_left_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, HEADER + "2024-01-01,A,1000,,,\n")
    assert [(p.code, p.severity) for p in found if p.severity != "note"] == [("EV30", "error"), ("EV33", "refused")]


def test_a_trial_given_as_a_record_is_sent_to_evaluate(tmp_path: Path) -> None:
    problem = only(tmp_path, "probe_subject,reference_subject,score\nzq,zq,0.5\n", "EV31")
    assert "evaluate" in problem.do


def test_the_header_of_a_score_matrix_is_not_repeated(tmp_path: Path) -> None:
    text = "\n".join(
        "".join(p.lines()) for p in problems(tmp_path, ",CANARY1,CANARY2\nCANARY1,0.9,0.1\nCANARY2,0.1,0.9\n")
    )
    assert "EV31" in text
    assert "CANARY" not in text


def test_two_columns_for_one_thing_are_an_error_and_a_misspelt_one_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, "date,alerts,total_alerts,false_alerts,faces_sen\n2024-01-01,1,1,0,100\n")
    (error,) = [p for p in found if p.severity == "error"]
    assert error.got == "alerts, total_alerts"
    (warning,) = [p for p in found if p.severity == "warning" and p.leads]
    assert "faces_seen by faces_sen" in warning.do


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12a", "EV32"),
        ("many", "EV32"),
        ("1,2,3", "EV32"),
        ("about 3", "EV32"),
        ("-2", "EV34"),
        ("2.5", "EV34"),
        ("5 %", "EV32"),
    ],
)
def test_a_cell_that_is_no_count_is_an_error_with_its_row(cell: str, code: str, tmp_path: Path) -> None:
    problem = only(tmp_path, HEADER + GOOD + f'2024-01-03,A,1000,"{cell}",,0\n', code)
    assert problem.severity == "error"
    assert "row 3" in problem.where
    assert "column alerts" in problem.where


def test_words_in_a_cell_are_not_repeated(tmp_path: Path) -> None:
    problem = only(tmp_path, HEADER + "2024-01-03,A,1000,CANARY,0,0\n", "EV32")
    assert "CANARY" not in "".join(problem.lines())


@pytest.mark.parametrize(
    "cell",
    ["8600", '"8,600"', "8 600", "8600.0", "~8600", "c. 8600", "about 8600", "over 8600", "8600*", "8600 (est.)"],
)
def test_faces_seen_are_read_as_people_write_them(cell: str, tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text(HEADER + f"2024-01-03,A,{cell},1,1,0\n", encoding="utf-8")
    record = read_record(file)
    assert record.entries[0].faces_seen == 8600
    assert bool(record.faces_estimated) == (cell[0] in "~cao" or cell[-1] in "*)")


def test_a_thousands_separator_without_quotes_is_named_as_the_likely_cause(tmp_path: Path) -> None:
    problem = only(tmp_path, HEADER + GOOD + "2024-01-03,A,8,600,1,1,0\n", "EV43")
    assert "8,600" in problem.means
    assert "row 3" in problem.where


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("10,11,11,0", "alerts is larger than faces_seen"),
        ("100,3,4,0", "true_alerts is larger than alerts"),
        ("100,3,0,4", "false_alerts is larger than alerts"),
    ],
)
def test_impossible_counts_are_errors_with_both_numbers(row: str, said: str, tmp_path: Path) -> None:
    problem = only(tmp_path, HEADER + GOOD + f"2024-01-03,A,{row}\n", "EV34")
    assert problem.severity == "error"
    assert said in problem.found
    assert "row 3: " in problem.got


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, HEADER + "32/01/2024,A,1000,x,0,0\n2024-01-02,A,10,20,-1,0\n")
    assert {p.code for p in found if p.severity == "error"} == {"EV32", "EV34", "EV36"}


def test_faces_seen_in_no_time_are_impossible(tmp_path: Path) -> None:
    assert only(tmp_path, "date,faces_seen,false_alerts,hours\n2024-01-01,10,0,0\n", "EV34").severity == "error"


def test_the_real_row_whose_parts_sum_to_two_of_one_is_a_warning_with_both_numbers() -> None:
    record = read_record(shared_data.path("met/met_lfr_2023_2024.csv"))
    (problem,) = [p for p in record.problems if p.code == "EV35"]
    assert problem.severity == "warning"
    assert "row 25 says 1, its parts sum to 2" in problem.found
    assert [e.row for e in record.entries if not e.consistent] == [25]


def test_alerts_that_nobody_resolved_are_kept_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text(HEADER + "2024-01-02,A,1001,10,6,1\n", encoding="utf-8")
    record = read_record(file)
    assert record.entries[0].unresolved == 3
    assert "row 2 says 10, its parts sum to 7" in next(p for p in record.problems if p.code == "EV35").found


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("two alerts were not judged: the person was lost", "two alerts were not judged"),
        ("rain; 2 alerts not judged", "2 alerts not judged"),
        ("some alerts were never judged", "some alerts were never judged"),
        ("one alert was not judged", ""),
        ("the van was late", ""),
    ],
)
def test_a_difference_that_the_note_explains_is_no_mistake(note: str, told: str, tmp_path: Path) -> None:
    row = f"2024-01-02,1001,12,8,2,{note}\n"
    found = problems(tmp_path, f"date,faces_seen,alerts,true_alerts,false_alerts,note\n{row}")
    (problem,) = [p for p in found if p.code == "EV35"]
    if told:
        explained = f"1 row with alerts that nobody judged, as its note says: row 2, 2 of 12 (“{told}”)"
        assert (problem.found, problem.means) == (explained, "they are shown both as right and as wrong")
    else:
        assert problem.found == "the parts do not add up to alerts in 1 row: row 2 says 12, its parts sum to 10"


def test_the_real_columns_that_are_equal_in_every_row_are_named() -> None:
    record = read_record(shared_data.path("met/met_lfr_2023_2024.csv"))
    (problem,) = [p for p in record.problems if p.code == "EV39"]
    assert "no_action equals column other_disposal in every one of 203 rows" in problem.found


def test_alerts_that_were_all_right_are_no_copied_column(tmp_path: Path) -> None:
    rows = "".join(f"2024-01-{d:02},A,{1000 + d},{d % 5},{d % 5},0\n" for d in range(1, 20))
    assert "EV39" not in {p.code for p in problems(tmp_path, HEADER + rows)}


def test_a_pasted_row_is_named_and_not_dropped(tmp_path: Path) -> None:
    problem = only(tmp_path, HEADER + GOOD + GOOD, "EV38")
    assert "row 3 to row 2" in problem.found
    assert len(read_record(tmp_path / "record.csv").entries) == 2


def test_a_row_of_totals_is_refused_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text(HEADER + GOOD + "Total,,1001,3,2,1\n", encoding="utf-8")
    record = read_record(file)
    assert (record.rows_read, record.rows_used, record.rows_refused) == (2, 1, 1)
    assert [p.code for p in record.problems if p.severity == "refused"] == ["EV42"]


def test_rows_without_faces_are_named_and_kept(tmp_path: Path) -> None:
    problem = only(tmp_path, HEADER + GOOD + "2024-01-03,A,N/A,1,1,0\n", "EV40")
    assert "faces seen not given in 1 of 2 rows" in problem.found
    assert len(read_record(tmp_path / "record.csv").entries) == 2


def test_false_alerts_that_had_to_be_worked_out_are_said_to_be(tmp_path: Path) -> None:
    assert only(tmp_path, "date,faces_seen,alerts,true_alerts\n2024-01-01,100,5,3\n", "EV44").severity == "warning"
    assert read_record(tmp_path / "record.csv").entries[0].wrong == 2


def test_a_clean_record_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, HEADER + GOOD + "2024-01-03,B,2003,4,4,0\n") == []


def test_a_table_of_single_alerts_is_not_taken_for_deployments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ev45_too_many_rows, "MOST_ROWS", 1_000)
    text = "alerts,false_alerts,date\n" + "1,0,2024-01-01\n" * 1_050
    assert only(tmp_path, text, "EV45").severity == "error"


def test_a_column_of_a_group_that_was_asked_for_is_read(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    head = HEADER.strip() + ",false_alerts_black,false_alerts_white,faces_seen_black\n"
    file.write_text(f"{head}{GOOD.strip()},1,0,300\n2024-01-03,B,1002,3,2,1,1,0,301\n", encoding="utf-8")
    named = [p.got for p in read_record(file, groups="black").problems if p.code == "EV31"]
    assert named == ["false_alerts_white"]
    assert [p for p in read_record(file, groups="black,white").problems if p.code == "EV31"] == []
    assert read_record(file, groups="black,white").unread == ()


@pytest.mark.parametrize(
    "heading",
    ["false_alert_rate", "false negatives", "missed", "FNR", "Fehlerquote", "accuracy %", "share of true alerts"],
)
def test_an_unread_column_of_mistakes_leads_the_caveats(heading: str, tmp_path: Path) -> None:
    problem = only(tmp_path, f"date,faces_seen,alerts,{heading}\n2025-01-02,1001,3,0.1\n", "EV31")
    assert (problem.severity, problem.leads) == ("warning", True)
    assert f"mistakes seem to be told in {heading}" in problem.found


@pytest.mark.parametrize(
    "heading", ["weather", "false alerts black", "alerts black", "missing people sought", "rating"]
)
def test_other_unread_columns_do_not(heading: str, tmp_path: Path) -> None:
    problem = only(tmp_path, f"date,faces_seen,alerts,false_alerts,{heading}\n2025-01-02,1001,3,1,1\n", "EV31")
    assert not problem.leads


def test_a_table_of_stops_alone_is_told_what_is_missing(tmp_path: Path) -> None:
    problem = only(tmp_path, "date,faces_seen,stops,wrong stops\n2025-01-02,1001,3,1\n", "EV31")
    assert problem.do.startswith("ask how many alerts there were")


def test_faces_of_no_deployment_are_impossible(tmp_path: Path) -> None:
    text = "month,deployments,faces_seen,alerts,false_alerts\n2025-01,0,3000,25,3\n2025-02,0,0,0,0\n"
    problem = only(tmp_path, text, "EV34")
    assert (problem.severity, problem.where) == ("error", "record.csv, row 2")


def test_more_arrests_than_alerts_are_told(tmp_path: Path) -> None:
    text = "date,faces_seen,alerts,true_alerts,false_alerts,arrests\n2025-01-05,3000,5,4,1,9\n2025-02-01,900,3,2,1,1\n"
    assert "more people were arrested than there were alerts in 1 row" in only(tmp_path, text, "EV72").found


@pytest.mark.parametrize(
    ("columns", "row", "sums"),
    [
        ("alerts,true_alerts,false_alerts,unjudged", "131,58,14,59", None),
        ("alerts,true_alerts,false_alerts,unjudged", "131,58,14,50", 122),
        ("alerts,true_alerts,false_alerts,unjudged", "131,117,14,5", 136),
        ("alerts,true_alerts,false_alerts,true_unconfirmed", "10,5,3,2", None),
        ("alerts,true_alerts,false_alerts,true_confirmed,true_unconfirmed", "10,5,3,3,2", 8),
    ],
)
def test_alerts_that_a_column_calls_unjudged_close_the_sum(
    columns: str, row: str, sums: int | None, tmp_path: Path
) -> None:
    found = [p for p in problems(tmp_path, f"date,{columns}\n2024-01-02,{row}\n") if p.code == "EV35"]
    assert [f"its parts sum to {sums}" in p.found for p in found] == ([] if sums is None else [True])


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [("true_alerts", "true_stops", False), ("stops", "arrests", False), ("true_stops", "arrests", False),
     ("false_alerts", "false_stops", False), ("false_alerts", "true_stops", True), ("false_stops", "arrests", True)],
)  # fmt: skip
def test_stops_that_followed_every_right_alert_are_no_copied_column(
    first: str,
    second: str,
    named: bool,  # noqa: FBT001 - a case
    tmp_path: Path,
) -> None:
    rows = "".join(f"2024-01-{d:02},{1000 + d},{90 + d},{d % 5},{d % 5}\n" for d in range(1, 20))
    text = f"date,faces_seen,alerts,{first},{second}\n{rows}"
    assert ("EV39" in {p.code for p in problems(tmp_path, text)}) is named
