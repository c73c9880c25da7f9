"""Records as people hold them: on their side, in JSON, a row a watchlist; with the sums that a reader can redo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.headings import recognise
from bystander.evidence.record.record import read_record
from bystander.evidence.record.table import is_record
from tests.evidence.record.published import put, sums

if TYPE_CHECKING:
    from pathlib import Path

ON_ITS_SIDE = {
    "a column a deployment": "Metric,12/01/2025,19/01/2025,26/01/2025\nLocation,A,B,C\nFaces seen,1001,2001,3001\n"
    "Alerts,10,12,9\nTrue alerts,9,12,8\nFalse alerts,1,0,1\n",
    "with a column of totals": ",2022,2023,2024,Total\nFaces seen,1001,2001,3001,6003\nAlerts,10,12,9,31\n"
    "True alerts,9,12,8,29\nFalse alerts,1,0,1,2\n",
    "behind a number of each": "1,Faces seen,1001,2001,3001\n2,Alerts,10,12,9\n3,True alerts,9,12,8\n"
    "4,False alerts,1,0,1\n",
    "one total under a title": "Answer to request 7\nQuestion;Answer\nFaces seen;6003\nAlerts;31\nTrue alerts;29\n"
    "False alerts;2\n",
    "one total, colons between": "Faces seen: 6,003\nAlerts: 31\nTrue alerts: 29\nFalse alerts: 2\n",
}
DEPLOYMENTS = [
    {"date_start": "2025-01-12", "location_name": "A", "faces_scanned": 1001, "alerts": 10, "true_alerts": 9},
    {"date_start": "2025-01-19", "location_name": "B", "faces_scanned": 2001, "alerts": 12, "false_alerts": 0},
    {"date_start": "2025-01-26", "faces_scanned": 3001, "alerts": 9, "true_alerts": 8, "false_alerts": 1},
]
NESTED = {"source": "made up", "deployments": [{"where": "A", "outcome": one} for one in DEPLOYMENTS]}
IN_JSON = {
    "a list": json.dumps(DEPLOYMENTS, indent=1),
    "an object with a list": json.dumps({"notes": "made up", "deployments": DEPLOYMENTS, "places": ["A", "B"]}),
    "objects in objects": "\ufeff" + json.dumps(NESTED),
    "one object a line": "\n".join(map(json.dumps, DEPLOYMENTS)) + "\n",
}
WHOLE = (6003, 31, 29, 2)  # faces, alerts, right and wrong ones


@pytest.mark.parametrize("name", ON_ITS_SIDE)
def test_a_table_on_its_side_is_turned_and_that_is_said(name: str, tmp_path: Path) -> None:
    file = put(tmp_path, ON_ITS_SIDE[name])
    assert is_record(file)
    record = read_record(file)
    assert sums(record) == WHOLE
    assert any("the table was turned" in problem.found for problem in record.problems)


def test_the_columns_of_a_turned_table_keep_their_dates(tmp_path: Path) -> None:
    record = read_record(put(tmp_path, ON_ITS_SIDE["with a column of totals"]))
    assert [(entry.row, str(entry.date), entry.deployments) for entry in record.entries] == [
        (2, "2022-01-01", None), (3, "2023-01-01", None), (4, "2024-01-01", None),
    ]  # fmt: skip


def test_a_total_alone_is_not_one_deployment(tmp_path: Path) -> None:
    text = ON_ITS_SIDE["one total, colons between"]
    assert read_record(put(tmp_path, text)).entries[0].deployments is None
    assert read_record(put(tmp_path, text + "Number of deployments: 203\n")).entries[0].deployments == 203


def test_a_table_of_names_and_values_in_turn_is_not_turned(tmp_path: Path) -> None:
    file = put(tmp_path, "Metric,Value\n" + "Faces seen,1001\nAlerts,10\nTrue alerts,9\n" * 2)
    assert not is_record(file)


@pytest.mark.parametrize("name", IN_JSON)
def test_json_is_read_as_a_table(name: str, tmp_path: Path) -> None:
    file = put(tmp_path, IN_JSON[name])
    assert is_record(file)
    record = read_record(file)
    assert (record.format, sums(record)) == ("JSON", WHOLE)
    assert str(record.entries[0].date) == "2025-01-12"


@pytest.mark.parametrize("text", ['{"deployments": 3}', "[1, 2]", "[]", '{"a": [{"b": 1}], "c": [{"b": 1}]}', "{", "["])
def test_other_json_is_no_record(text: str, tmp_path: Path) -> None:
    file = put(tmp_path, text)
    assert not is_record(file)
    with pytest.raises(EvidenceError):
        read_record(file)


def of_lists(*faces: int) -> str:
    rows = [f"2025-01-{day:02},A,{seen},{name},3,3,0\n" for day, seen in enumerate(faces, 1) for name in ("w", "m")]
    return "date,place,faces_seen,list,alerts,true_alerts,false_alerts\n" + "".join(rows)


def test_faces_told_once_for_each_watchlist_are_a_stop(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"tell the same number of faces: rows 2 and 3, 9,001; rows 4 and 5, 8,000"):
        read_record(put(tmp_path, of_lists(9001, 8000)))


def test_rows_of_one_alert_each_are_to_be_added_up_and_none_of_them_left_out(tmp_path: Path) -> None:
    head = "date,place,faces_seen,time,alerts,true_alerts,false_alerts\n"
    alerts = "".join(f"2025-01-01,A,5000,1{k}:00,1,{k % 2},{1 - k % 2}\n" for k in range(4))
    with pytest.raises(EvidenceError, match="the alerts of its parts added up") as told:
        read_record(put(tmp_path, head + alerts))
    assert "--without-rows" not in str(told.value)
    assert "equal to an earlier one" not in str(told.value)


def test_what_is_told_three_times_is_left_out_at_once(tmp_path: Path) -> None:
    head = "date,place,faces_seen,list,alerts,true_alerts,false_alerts\n"
    rows = "".join(f"2025-01-01,A,9001,{name},3,3,0\n" for name in ("w", "m", "x"))
    with pytest.raises(EvidenceError, match='told again, leave out all rows but one: --without-rows "3,4: told twice"'):
        read_record(put(tmp_path, head + rows))
    assert sums(read_record(put(tmp_path, head + rows), without_rows="3,4: told twice")) == (9001, 3, 3, 0)


def test_one_pair_of_round_or_small_numbers_may_be_chance(tmp_path: Path) -> None:
    record = read_record(put(tmp_path, of_lists(9000)))
    assert [p.code for p in record.problems if p.leads] == ["EV38"]
    problems = read_record(put(tmp_path, of_lists(12, 14))).problems
    assert not any("same number of faces" in problem.found for problem in problems)


@pytest.mark.parametrize("heading", ["False or unconfirmed alerts", "Inconclusive", "Alerts not resolved: pending"])
def test_where_a_heading_says_that_alerts_were_not_judged_nothing_is_worked_out(heading: str, tmp_path: Path) -> None:
    text = f"date,faces_seen,alerts,true_alerts,{heading}\n2025-01-13,9001,10,9,1\n2025-01-14,9001,12,9,3\n"
    assert [(e.right, e.wrong) for e in read_record(put(tmp_path, text)).entries] == [(9, None), (9, None)]


@pytest.mark.parametrize(
    ("heading", "severity"),
    [
        ("Dismissed alerts", "warning"),
        ("Purpose", "note"),
        ("False alert rate", "warning"),
        ("false_alerts_black", "note"),  # begins with a heading, as the counts of a group do
    ],
)
def test_a_heading_that_speaks_of_alerts_and_is_not_read_is_a_warning(
    heading: str, severity: str, tmp_path: Path
) -> None:
    text = f"date,faces_seen,true_alerts,false_alerts,{heading}\n2025-01-13,9001,9,1,14\n"
    problems = read_record(put(tmp_path, text)).problems
    assert [p.severity for p in problems if p.code == "EV31"] == [severity]


def test_rows_without_a_date_among_others_are_told(tmp_path: Path) -> None:
    text = "date,van,faces_seen,alerts,true_alerts,false_alerts\n2025-01-13,A,9001,3,3,0\n,B,8001,2,1,1\n"
    problems = read_record(put(tmp_path, text)).problems
    assert [p.found for p in problems if p.code == "EV40"] == ["no date in 1 of 2 rows used"]


def test_a_bare_correct_beside_alerts_is_right_alerts_and_nothing_elsewhere(tmp_path: Path) -> None:
    text = (
        "Zeitraum;Gesichter;Anzahl Treffer;davon korrekt;davon falsch\n2025-07-13;12345;3;1;2\n2025-07-14;14002;2;2;0\n"
    )
    assert sums(read_record(put(tmp_path, text))) == (26_347, 5, 3, 2)
    assert not is_record(put(tmp_path, "id,true,false\n1,2,3\n"))


def test_headings_that_may_be_two_things_are_settled_one_by_the_other(tmp_path: Path) -> None:
    text = (
        "Store,Faces scanned,Potential match alerts,Confirmed matches,Misidentifications\nA,9001,12,8,1\nB,8001,9,6,0\n"
    )
    record = read_record(put(tmp_path, text))
    assert sums(record) == (17_002, 21, 14, 1)
    assert [entry.unresolved for entry in record.entries] == [3, 3]


def test_two_headings_that_are_settled_as_one_thing_stay_a_mistake(tmp_path: Path) -> None:
    text = "date,faces_seen,matches,hits,true_alerts,false_alerts\n2025-01-13,9001,12,8,7,1\n"
    with pytest.raises(EvidenceError, match="2 columns for one thing"):
        read_record(put(tmp_path, text))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Rostos analisados", "faces_seen"),
        ("Alertas corretos", "true_alerts"),
        ("Mês", "date"),
        ("outcome_false_alerts", "false_alerts"),
        ("Alert outcome", None),
    ],
)
def test_more_headings(heading: str, name: str | None) -> None:
    assert recognise(heading).column == name


def test_a_month_and_a_year_with_a_stroke(tmp_path: Path) -> None:
    text = "Mês;Rostos analisados;Alertas;Falsos positivos\njan/2025;1.234.567;120;2\nfev/25;1.034.000;100;0\n"
    assert [str(entry.date) for entry in read_record(put(tmp_path, text)).entries] == ["2025-01-01", "2025-02-01"]


@pytest.mark.parametrize(
    "heading", ["Deployment No.", "Deployment", "LFR deployment number", "Einsatz Nr.", "Operation", "Alert ID"]
)
def test_the_number_of_a_deployment_is_not_how_many_there_were(heading: str, tmp_path: Path) -> None:
    text = (
        f"{heading},date,faces_seen,alerts,true_alerts,false_alerts\n1,2025-01-13,9001,3,3,0\n2,2025-01-14,8001,2,1,1\n"
    )
    record = read_record(put(tmp_path, text))
    assert [entry.deployments for entry in record.entries] == [1, 1]
    assert record.unread == (heading,)


@pytest.mark.parametrize(
    "heading", ["Deployments", "Number of deployments", "No. of LFR Deployments", "Anzahl Einsätze"]
)
def test_how_many_deployments_there_were(heading: str) -> None:
    assert recognise(heading).column == "deployments"


@pytest.mark.parametrize(
    "headings",
    [
        "TP,FP",
        "Correctly identified,Incorrectly identified",
        "Echttreffer,Fehltreffer",
        "Of which: true,Of which: false",
        "Matches,Misidentified",
    ],
)
def test_more_words_for_right_and_wrong(headings: str, tmp_path: Path) -> None:
    text = f"date,faces_seen,alerts sent,{headings}\n2025-01-13,9001,5,4,1\n2025-01-14,8001,3,3,0\n"
    assert sums(read_record(put(tmp_path, text))) == (17_002, 8, 7, 1)


@pytest.mark.parametrize("heading", ["True alerts (confirmed & unconfirmed)", "Confirmed and unconfirmed true alerts"])
def test_confirmed_and_unconfirmed_are_all(heading: str) -> None:
    assert recognise(heading).column == "true_alerts"


def test_a_copy_that_is_no_chance_leads(tmp_path: Path) -> None:
    text = "date,faces_seen,alerts,true_alerts,false_alerts\n" + "2025-01-13,{},3,3,0\n" * 2
    for faces, leading in ((9001, ["EV38"]), (9000, []), (12, [])):
        record = read_record(put(tmp_path, text.format(faces, faces)))
        assert [p.code for p in record.problems if p.leads] == leading
        assert len(record.entries) == 2


def test_a_deployment_that_is_told_twice_can_be_left_out(tmp_path: Path) -> None:
    text = "date,place,faces_seen,alerts,true_alerts,false_alerts\n2025-01-13,A,9001,3,3,0\n2025-01-13,A,9001,4,3,1\n"
    with pytest.raises(EvidenceError, match='--without-rows "3: told twice"'):
        read_record(put(tmp_path, text))
    assert sums(read_record(put(tmp_path, text), without_rows="3: told twice")) == (9001, 3, 3, 0)


@pytest.mark.parametrize("header", ["threshold,TP,FP,TN,FN,accuracy", "threshold,TP,FP,precision,recall"])
def test_a_table_of_how_a_trial_came_out_at_thresholds_is_no_record(header: str, tmp_path: Path) -> None:
    file = tmp_path / "confusion.csv"
    row = ",".join(["1"] * header.count(","))
    file.write_text(f"{header}\n0.3,{row}\n0.4,{row}\n")
    assert not is_record(file)
    file.write_text("date,faces seen,TP,FP,accuracy\n2025-05-01,9000,8,2,80 %\n")
    assert is_record(file)


def test_round_figures_look_like_an_estimate_and_a_heading_says_that_they_are_one(tmp_path: Path) -> None:
    rows = "".join(f"2025-05-{day:02d},{day}000,8,6,2\n" for day in range(1, 11))
    for heading, shown in (("faces_seen", "round"), ("faces seen (estimate)", "said")):
        record = read_record(put(tmp_path, f"date,{heading},alerts,true_alerts,false_alerts\n{rows}"))
        assert record.faces_estimated == shown
    assert not read_record(
        put(tmp_path, "date,faces_seen,alerts,true_alerts,false_alerts\n2025-05-01,9001,8,6,2\n")
    ).faces_estimated


def test_an_estimate_in_one_row_is_none_of_all(tmp_path: Path) -> None:
    head, noted = "date,faces_seen,alerts,true_alerts,false_alerts,note\n", "faces are an estimate"
    rows = ["2025-05-01,9001,8,6,2", "2025-05-02,4007,3,2,1"]
    for notes, shown in (((noted, ""), "some"), ((noted, noted), "said"), (("", ""), "")):
        text = head + "".join(f"{row},{note}\n" for row, note in zip(rows, notes, strict=True))
        assert read_record(put(tmp_path, text)).faces_estimated == shown
    marked = head + "2025-05-01,~9000,8,6,2,\n2025-05-02,4007,3,2,1,\n"
    assert read_record(put(tmp_path, marked)).faces_estimated == "some"
