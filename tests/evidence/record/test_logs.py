"""A log has a row for each alert or request: none of its columns counts, and what can be done is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from bystander.evidence.record.table import is_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

ALERTS = "Alert ID,Date,Camera,Match score,Outcome\n" + "".join(
    f"{n},2025-06-{1 + n // 3:02},Cam {n % 2},0.6{n % 10},{'False' if n % 5 == 0 else 'True'} alert\n"
    for n in range(1, 41)
)
REQUESTS = "Request no.,Date,Offence,Lead (Y/N),Confirmed (Y/N)\n" + "".join(
    f"{n},2025-03-{n:02},Theft,{'Y' if n % 2 else 'N'},N\n" for n in range(1, 21)
)
TRIAL = "Pair,Probe,Reference,True match?,Score,Match\n1,a.jpg,b.jpg,No,0.23,No match\n2,c.jpg,d.jpg,Yes,0.8,Match\n"


def stopped(tmp_path: Path, text: str, **columns: str) -> Problem:
    file = tmp_path / "log.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        read_record(file, columns=columns)
    return next(p for p in caught.value.problems if p.stops)


@pytest.mark.parametrize(
    ("text", "of", "header"),
    [
        (ALERTS, "alert: column Outcome", '"date,alerts,true_alerts,false_alerts"'),
        (REQUESTS, "request: column Lead (Y/N)", '"date,searches,lists_returned,followed_up,confirmed"'),
    ],
)
def test_a_log_is_told_that_its_rows_have_to_be_counted(text: str, of: str, header: str, tmp_path: Path) -> None:
    problem = stopped(tmp_path, text)
    assert problem.code == "EV31"
    assert problem.means == f"it looks like a log, a row for each {of} says in words what became of it"
    assert header in problem.do
    assert "--column" not in problem.do


def test_the_counts_that_are_asked_for_are_read(tmp_path: Path) -> None:
    """The worked line of the advice, followed to the letter."""
    lines = stopped(tmp_path, ALERTS).do.split('"')[1::2]
    file = tmp_path / "counted.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (entry,) = read_record(file).entries
    assert (entry.alerts, entry.right, entry.wrong) == (9, 7, 2)


def test_running_numbers_are_no_count_even_if_declared(tmp_path: Path) -> None:
    """The numbers 1 to 40 add up to 820, and there were 40 alerts."""
    problem = stopped(tmp_path, ALERTS, alerts="Alert ID")
    assert problem.code == "EV82"
    assert problem.found.startswith("column Alert ID seems to number the rows, and to count nothing")
    assert "log" in problem.means


def test_a_column_of_words_is_no_count_even_if_declared(tmp_path: Path) -> None:
    problem = stopped(tmp_path, ALERTS, false_alerts="Outcome")
    assert (problem.code, "log" in problem.means) == ("EV32", True)


@pytest.mark.parametrize(("rows", "stops"), [(12, True), (6, False)])
def test_numbers_that_go_up_by_one_stop_or_lead_the_caveats(rows: int, *, stops: bool, tmp_path: Path) -> None:
    text = "date,place,faces_seen,hits_of_it\n" + "".join(f"2025-06-{n:02},A,9000,{n}\n" for n in range(1, rows + 1))
    if stops:
        assert stopped(tmp_path, text, alerts="hits_of_it").code == "EV82"
        return
    file = tmp_path / "few.csv"
    file.write_text(text, encoding="utf-8")
    (first, *_) = read_record(file, columns={"alerts": "hits_of_it"}).problems
    assert (first.code, first.leads) == ("EV82", True)


def test_alerts_that_are_right_and_false_ones_together_are_counts_whatever_they_look_like(tmp_path: Path) -> None:
    file = tmp_path / "counts.csv"
    rows = "".join(f"2025-06-{n:02},9000,{n},{n - 1},1\n" for n in range(1, 13))
    file.write_text("date,faces_seen,alerts,true_alerts,false_alerts\n" + rows, encoding="utf-8")
    assert sum(e.alerts or 0 for e in read_record(file).entries) == 78


def test_a_table_of_scores_is_no_record_whatever_match_may_mean_there(tmp_path: Path) -> None:
    file = tmp_path / "vendor.csv"
    file.write_text(TRIAL, encoding="utf-8")
    assert not is_record(file)
    problem = stopped(tmp_path, TRIAL)
    assert (problem.code, problem.do) == ("EV31", "use `bystander evaluate` for a trial")
