"""The interval of an audit is one: its row, its answer, its verdict, its chart and the crowd's all tell the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.findings import wording
from bystander.findings.signs import Hatch, Rows
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper
from bystander.intervals.overdispersion import design_effect

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

UNLIKE = (9, 0, 1, 0, 7, 0, 0, 1)
NONE = (0,) * 8
FACES = 10_000


def record(folder: Path, false: Sequence[int]) -> Path:
    file = folder / "record.csv"
    rows = [f"2025-01-{day:02},{FACES},20,{20 - x},{x}\n" for day, x in enumerate(false, 1)]
    file.write_text(f"date,faces_seen,alerts,true_alerts,false_alerts\n{''.join(rows)}", encoding="utf-8")
    return file


def test_where_deployments_differ_all_places_tell_the_interval_that_allows_for_it(tmp_path: Path) -> None:
    study = by.audit(record(tmp_path, UNLIKE))
    found, scatter = study.find("false-alerts-per-face")[0], study.find("over-dispersion")[0]
    assert found.estimate is not None
    assert scatter.estimate is not None
    e = found.estimate
    deff = design_effect(scatter.estimate.value, len(UNLIKE))
    assert (e.low, e.high) == pytest.approx(clopper_pearson(18, 8 * FACES, deff=deff))
    assert (e.low, e.high) == (found.sensitivity[-1].low, found.sensitivity[-1].high)
    span = wording.ends(e.low, e.high, often=False)
    assert f"If deployments to come each differ as these did, {span} in a million" in found.answer
    assert e.interval == "95 % interval if deployments to come each differ as these did"
    (lead,) = (sentence for sentence in study.verdict if f" in a million: {span} (95 %)." in sentence)
    assert " Of 80,000 faces seen, 18 were flagged by mistake, about " in lead
    assert lead.endswith("(95 %).")
    assert lead.count("If deployments to come each differ as these did, chance leaves open ") == 1


def test_a_record_without_a_false_alert_has_one_limit(tmp_path: Path) -> None:
    study = by.audit(record(tmp_path, NONE))
    found = study.find("false-alerts-per-face")[0]
    limit = clopper_pearson_upper(0, 8 * FACES)
    assert found.estimate is not None
    assert found.estimate.high == found.sensitivity[0].high == found.sensitivity[0].upper == pytest.approx(limit)
    assert found.bounds.naive_upper is None
    assert f"At {wording.in_a_million(limit)}, 5.0 % of such records" in found.answer
    assert study.series("deployments").columns["high"][0] == pytest.approx(clopper_pearson_upper(0, FACES))


def test_the_scatter_of_these_deployments_and_of_those_to_come_are_told_apart(tmp_path: Path) -> None:
    found = by.audit(record(tmp_path, UNLIKE)).find("over-dispersion")[0]
    assert found.answer.startswith("In false alerts per face seen, these rows differ about ")
    assert "if no kind of day is missing here" in found.answer
    assert found.estimate is not None
    row = found.sensitivity[0]
    assert row.low <= found.estimate.low < found.estimate.high <= row.high
    # 0.97 to the power of 8
    assert any("missing from 78 % of records this long" in caveat for caveat in found.caveats)


def test_a_record_whose_alerts_nobody_judged_opens_with_their_number_and_what_to_ask(tmp_path: Path) -> None:
    path = tmp_path / "record.csv"
    path.write_text("date,faces_seen,alerts\n2024-05-01,18000,14\n2024-05-08,22500,9\n", encoding="utf-8")
    s = by.audit(path).study
    assert s.first is not None
    assert str(s.first.sentence) == "23 alerts in 40,500 faces seen; how many were false is not given."
    assert "570 in a million" in str(s.first.lead)
    assert s.first.next.startswith("ask how many of the alerts were checked")
    path.write_text("date,alerts\n2024-05-01,14\n2024-05-08,9\n", encoding="utf-8")
    bare = by.audit(path).study
    assert bare.first is not None
    assert str(bare.first.sentence) == "23 alerts in the record; how many were false is not given."


def test_the_first_screen_says_whose_counts_they_are_and_of_when(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    head = "who,date,date_to,faces_seen,alerts,true_alerts,false_alerts\n"
    one = "A,2025-01-02,,4001,9,8,1\nA,2025-03-04,,5003,7,5,2\n"
    file.write_text(head + one, encoding="utf-8")
    first = by.audit(file).study.first
    assert first is not None
    assert isinstance(first.picture, Rows)
    assert first.eyebrow.startswith("A, January 2025 to March 2025, 2 of 2 rows used.")
    assert [(row.label, row.detail) for row in first.picture.rows] == [
        ("All of the record", "January 2025 to March 2025")
    ]
    file.write_text(head + one + "B,2025-03-01,2025-05-31,90001,40,30,10\n", encoding="utf-8")
    both = by.audit(file).study.first
    assert both is not None
    assert isinstance(both.picture, Rows)
    assert both.eyebrow.startswith("2 operators, January 2025 to May 2025, 1 of 3 rows used here.")
    assert {row.detail for row in both.picture.rows} == {"January 2025 to March 2025", "March 2025 to May 2025"}
    assert both.picture.head == "Whose counts, and when"


@pytest.mark.parametrize(
    ("columns", "row", "said"),
    [
        ("alerts,true_alerts", "12,9", "6 of 24 alerts were not judged right."),
        ("true_alerts,false_alerts", "9,3", "6 of 24 judged alerts were false."),
        ("alerts,true_alerts,false_alerts", "12,9,3", "6 of 24 alerts were judged false."),
    ],
)
def test_a_count_that_was_worked_out_is_not_said_to_be_somebodys(
    columns: str, row: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "record.csv"
    file.write_text(f"date,faces_seen,{columns}\n2025-01-02,4001,{row}\n2025-02-03,5003,{row}\n", encoding="utf-8")
    found = by.audit(file)
    first = found.study.first
    assert first is not None
    assert isinstance(first.picture, Rows)
    assert str(first.sentence) == f"{said.removesuffix('.')} from January 2025 to February 2025."
    derived = "not judged right" in said
    assert ("alerts not judged right were false" in first.assumed) is derived
    assert ("judged false, or not judged right" in dict(first.picture.key)["false"]) is derived
    caveats = found.document.caveats
    assert caveats[0].startswith("False alerts are not given; they were worked out") is derived
    assert any("somebody judged false" in caveat for caveat in caveats) is not derived
    assert found.find("false-alerts-per-alert")[0].answer.startswith(said.removesuffix("."))


def test_alerts_in_rows_that_nobody_judged_are_told_and_the_counts_have_their_own_period(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    head = "date,faces_seen,alerts,true_alerts,false_alerts\n"
    file.write_text(f"{head}2025-02-01,64000,31,28,3\n2025-05-01,41000,17,,\n", encoding="utf-8")
    first = by.audit(file).study.first
    assert first is not None
    assert isinstance(first.picture, Rows)
    assert first.untold.startswith("Whether 17 alerts were right; unnoticed mistakes;")
    assert "1 of 2 rows used here" in first.eyebrow
    assert [row.detail for row in first.picture.rows] == ["February 2025"]


def test_alerts_that_nobody_judged_stand_apart_from_those_that_were(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    head = "date,faces_seen,true_alerts,false_alerts,unresolved\n"
    file.write_text(f"{head}2024-01-01,1013,10,0,30\n2024-02-01,2031,9,3,20\n", encoding="utf-8")
    verdict = " ".join(by.audit(file).verdict)
    assert "50 more alerts were not judged: of all 72, 3 to 53 may have been false (4.2 to 74 %)." in verdict
    # 3 of 3,044 are 985.5 in a million; the range may begin below, so that is no "at least"
    assert "3 were judged to be flagged by mistake, 990 in a million. With none to all of the 50 unjudged" in verdict
    assert by.audit(file).find("alerts-per-face")[0].answer.startswith("72 alerts in 3,044 faces seen")


def test_wrong_stops_without_wrong_alerts_stand_before_all_else(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    head = "date,faces_seen,alerts,true_alerts,false_alerts,stops,false_stops\n"
    file.write_text(f"{head}2024-01-01,200123,10,10,0,8,5\n2024-01-02,100457,10,10,0,8,0\n", encoding="utf-8")
    caveats = by.audit(file).document.caveats
    assert caveats[0].startswith(
        "More people were stopped after wrong alerts than there were in 1 row: row 2, 5 and 0."
    )


def test_a_rate_that_is_its_limit_is_not_above_it(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text("date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,60000,20,10,10\n", encoding="utf-8")
    found = by.audit(file, require="approved-1-in-6000").find("requirement")
    assert any("The rate found is the limit itself" in f.answer for f in found)


def test_right_alerts_and_faces_are_told_where_nothing_else_is(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text("date,faces_seen,true_alerts\n2024-01-01,1000,8\n2024-01-02,2000,9\n", encoding="utf-8")
    first = by.audit(file).study.first
    assert first is not None
    assert str(first.sentence) == "17 right alerts in the record; how many were false is not given."
    assert "how many faces" not in first.untold


OPERATORS = (
    "date,date_to,who,faces_seen,alerts,true_alerts,false_alerts,unjudged,note\n"
    "2025-01-01,2025-12-31,Mall,2320007,118,80,38,0,Visitors through the doors were counted and not faces\n"
    "2025-01-01,2025-12-31,River,468907,131,58,14,59,59 alerts were never judged\n"
    "2025-01-01,2025-12-31,Port,900001,44,37,7,0,The number of faces is an estimate from ticket gates\n"
)


def test_the_operator_with_most_alerts_judged_is_told_first_and_all_of_a_page_keeps_that_order(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text(OPERATORS, encoding="utf-8")
    found = by.audit(file)
    first = found.study.first
    assert first is not None
    assert isinstance(first.picture, Rows)
    assert str(first.sentence) == "Mall: 38 of 118 alerts were judged false in 2025."
    assert first.eyebrow.endswith("Most alerts judged first.")
    assert [row.label for row in first.picture.rows] == ["Mall", "River", "Port"]
    told = [f.group["operator"] for f in found.find("false-alerts-per-alert") if f.group]
    assert told == ["Mall", "River", "Port"]


def test_next_follows_from_what_is_missing_and_an_estimate_names_whose_it_is(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text(OPERATORS, encoding="utf-8")
    found = by.audit(file)
    first = found.study.first
    assert first is not None
    assert isinstance(first.picture, Rows)
    told = "Have faces counted (Mall and Port). Have the 59 unjudged alerts judged (River). Ask who judged alerts."
    assert first.next == told
    assert any(c.startswith("Port: “Faces seen” is an estimate.") for c in found.document.caveats)
    mall, river, port = first.picture.rows
    assert mall.cells[1].mark == Hatch('its note says "Visitors … not faces"')
    assert "estimated" not in river.cells[1].said
    assert port.cells[1].said.endswith("; estimated")
    of_faces = {f.group["operator"]: f.caveats for f in found.find("false-alerts-per-face") if f.group}
    assert any("is an estimate" in c for c in of_faces["Port"])
    assert not any("is an estimate" in c for c in of_faces["River"])


def test_a_period_with_the_rows_of_a_threshold_says_so(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    rows = "2025-01-05,0.62,1003,5,4,1\n2025-03-05,0.62,1009,5,4,1\n2025-08-05,0.64,1013,5,5,0\n"
    file.write_text(f"date,threshold,faces_seen,alerts,true_alerts,false_alerts\n{rows}", encoding="utf-8")
    of_periods = {f.at.period: f.caveats for f in by.audit(file).find("false-alerts-per-face") if f.at.period}
    assert "The same rows as at threshold 0.62." in of_periods["2025-H1"]
    assert "The same rows as at threshold 0.64." in of_periods["2025-H2"]
