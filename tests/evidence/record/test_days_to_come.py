"""Nothing is counted tomorrow: rows of days to come are told, and what day it is decides nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record import clock
from bystander.evidence.record.checks import ev102_days_to_come as ev102
from bystander.evidence.record.record import read_record
from bystander.evidence.search_record.read import read_search_record
from bystander.studies.audit.study import audit
from tests.evidence.record.published import HEADER, put

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

FIRST = "2025-03-01,9001,5,4,1\n"


@pytest.fixture(autouse=True)
def _in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ev102, "latest_day", lambda: date(2025, 3, 11))  # it is the 10th


def told(problems: tuple[Problem, ...]) -> list[tuple[str, bool]]:
    return [(p.severity, p.leads) for p in problems if p.code == "EV102"]


@pytest.mark.parametrize("day", ["2025-03-12", "2055-02-14", "12/13/2025", "2026", "May 2025", "55000"])
def test_a_day_to_come_leads_the_caveats(day: str, tmp_path: Path) -> None:
    record = read_record(put(tmp_path, HEADER + FIRST + f"{day},8002,3,2,1\n"))
    assert told(record.problems) == [("warning", True)]
    assert record.rows_used == 2
    assert "row 3" in next(p.found for p in record.problems if p.code == "EV102")


@pytest.mark.parametrize("day", ["2025-03-10", "2025-03-11", "2024", "Feb 2025"])
def test_a_day_that_has_begun_somewhere_is_none(day: str, tmp_path: Path) -> None:
    assert told(read_record(put(tmp_path, HEADER + FIRST + f"{day},8002,3,2,1\n")).problems) == []


@pytest.mark.parametrize("day", ["2025", "March 2025", "2025-Q1"])
def test_a_period_that_is_not_over_is_a_note(day: str, tmp_path: Path) -> None:
    read = read_record(put(tmp_path, HEADER + f"{day},8002,3,2,1\n"))
    assert told(read.problems) == [("note", False)]


def test_no_result_names_the_day_or_differs_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path, HEADER + FIRST + "2025-04-01,8002,3,2,1\n")
    one = audit(read_record(file)).document
    monkeypatch.setattr(ev102, "latest_day", lambda: date(2025, 3, 15))
    assert audit(read_record(file)).document == one
    monkeypatch.setattr(ev102, "latest_day", lambda: date(2025, 5, 1))
    later = audit(read_record(file)).document
    assert [f.estimate for f in later.findings] == [f.estimate for f in one.findings]


def test_periods_of_searches_to_come_are_told(tmp_path: Path) -> None:
    rows = "2024,20,5\n2025-Q1,9,3\n2025-Q2,30,8\n"
    read = read_search_record(put(tmp_path, "period,searches,leads\n" + rows))
    assert told(read.problems) == [("warning", True), ("note", False)]
    assert next(p.where for p in read.problems if p.leads).endswith("column period, row 4")


def test_the_clock_allows_a_day_for_zones() -> None:
    assert abs(clock.latest_day() - datetime.now(UTC).date() - timedelta(days=1)) <= timedelta(days=1)
