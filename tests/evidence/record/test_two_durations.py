"""Hours and minutes side by side: one time in two units, or the hours and the minutes of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.evidence.record.test_record_checks import only, problems

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "date,hours,minutes,alerts,true_alerts,false_alerts\n"


def record(hours: float, minutes: float) -> str:
    return HEAD + "".join(f"2025-01-{day:02},{hours:g},{minutes:g},3,1,2\n" for day in range(1, 21))


@pytest.mark.parametrize(("hours", "minutes"), [(4, 30), (4, 0), (0, 45)])
def test_hours_and_minutes_of_one_time_are_told(hours: float, minutes: float, tmp_path: Path) -> None:
    problem = only(tmp_path, record(hours, minutes), "EV60")
    assert problem.leads
    assert problem.found == "columns hours and minutes tell different times in 20 rows; hours was taken alone"
    assert "rates per hour are too high" in problem.means


@pytest.mark.parametrize(("hours", "minutes"), [(4, 240), (4.5, 270), (0.33, 20), (7.9, 475)])
def test_one_time_in_two_units_is_left_alone(hours: float, minutes: float, tmp_path: Path) -> None:
    assert "EV60" not in {p.code for p in problems(tmp_path, record(hours, minutes))}
