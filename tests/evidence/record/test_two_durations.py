"""Hours and minutes side by side: one time in two units, or the hours and the minutes of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.record import read_record
from tests.evidence.record.test_record_checks import problems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEAD = "date,hours,minutes,faces_seen,alerts,true_alerts,false_alerts\n"


def record(*times: str) -> str:
    return HEAD + "".join(f"2025-01-{day:02},{time},{9000 + 13 * day},3,1,2\n" for day, time in enumerate(times, 1))


def hours(folder: Path, text: str) -> list[float | None]:
    file = folder / "record.csv"
    file.write_text(text, encoding="utf-8")
    return [entry.hours for entry in read_record(file).entries]


def told(folder: Path, text: str) -> list[tuple[str, bool]]:
    return [(p.severity, p.leads) for p in problems(folder, text) if p.code == "EV60"]


NOTE, WARNING, LEADS = ("note", False), ("warning", False), ("warning", True)


@pytest.mark.parametrize(
    ("times", "read"),
    [
        (["4,30"] * 20, [4.5] * 20),
        (["4,0"] * 20, [4.0] * 20),
        (["0,45"] * 20, [0.75] * 20),
        (["4,0", "4,7", "5,15", "0,30", "3,59"], [4, 4 + 7 / 60, 5.25, 0.5, 3 + 59 / 60]),
        (["4,30"], [4.5]),
        (["4,22.5", "3,0"], [4.375, 3]),
    ],
    ids=["half past", "full hours", "below an hour", "mixed", "one row", "half a minute"],
)
def test_hours_and_minutes_of_one_time_are_added_up_and_that_is_said(
    times: Sequence[str], read: list[float], tmp_path: Path
) -> None:
    assert hours(tmp_path, record(*times)) == pytest.approx(read)
    assert told(tmp_path, record(*times)) == [NOTE]


def test_of_two_parts_one_that_is_not_told_is_taken_for_0_with_a_warning(tmp_path: Path) -> None:
    text = record("4,30", "4,", ",45", ",")
    assert hours(tmp_path, text) == [4.5, 4.0, 0.75, None]
    assert told(tmp_path, text) == [WARNING]
    unread = record("4,30", "4,some")  # EV83 says that nothing is told per hour of it
    assert hours(tmp_path, unread) == [4.5, None]


@pytest.mark.parametrize("time", ["4,240", "4.5,270", "0.33,20", "7.9,475"])
def test_one_time_in_two_units_is_left_alone(time: str, tmp_path: Path) -> None:
    text = record(*[time] * 20)
    assert hours(tmp_path, text) == pytest.approx([float(time.partition(",")[0])] * 20)
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("times", "read"),
    [
        (["3,200", "4,221", "3,160"], [200 / 60, 221 / 60, 160 / 60]),  # to the nearest
        (["3,239", "4,241", "2,179"], [239 / 60, 241 / 60, 179 / 60]),  # down
        (["3.5,220", "4,228"], [220 / 60, 228 / 60]),  # to half hours
    ],
)
def test_minutes_are_taken_where_hours_are_those_rounded(
    times: Sequence[str], read: list[float], tmp_path: Path
) -> None:
    assert hours(tmp_path, record(*times)) == pytest.approx(read)
    assert told(tmp_path, record(*times)) == [NOTE]


@pytest.mark.parametrize("zero", ["0,270", "4.5,0"])
def test_a_0_beside_a_time_stops_nothing(zero: str, tmp_path: Path) -> None:
    text = record("4.5,270", zero)
    assert hours(tmp_path, text) == [4.5, 4.5]
    assert told(tmp_path, text) == [NOTE]


def test_hours_that_are_minutes_rounded_to_none_or_one_are_not_added_to_them(tmp_path: Path) -> None:
    text = record("0,20", "0,28", "1,32", "1,56")  # 20 + 28 + 32 + 56 minutes, and not 2 hours more
    assert hours(tmp_path, text) == pytest.approx([20 / 60, 28 / 60, 32 / 60, 56 / 60])
    assert told(tmp_path, text) == [NOTE, NOTE]  # and the 0 beside a time


def test_no_time_in_either_column_is_no_time(tmp_path: Path) -> None:
    for others in ("4.5,270", "4,30"):
        assert "EV34" in {p.code for p in problems(tmp_path, record(others, "0,0"))}


@pytest.mark.parametrize(
    "times",
    [["4,30", "4.5,270"], ["4,30", "4,75"], ["4,4", "3,3"], ["2,600"], ["1,56", "1,50"]],
    ids=["two ways", "minutes beyond an hour", "the same number", "another time", "rounded, or an hour and more"],
)
def test_what_has_two_readings_is_hours_alone_and_leads(times: Sequence[str], tmp_path: Path) -> None:
    assert hours(tmp_path, record(*times)) == [float(time.partition(",")[0]) for time in times]
    assert told(tmp_path, record(*times)) == [LEADS]


@pytest.mark.parametrize("other", ["4.5,", ",240"])
def test_a_row_that_tells_one_of_the_two_can_show_that_they_are_no_parts(other: str, tmp_path: Path) -> None:
    assert hours(tmp_path, record("4,30", other))[0] == 4.0
    assert told(tmp_path, record("4,30", other)) == [LEADS]


def test_parts_are_compared_with_a_third_column_as_one_time(tmp_path: Path) -> None:
    head, row = HEAD.replace("minutes", "minutes,duration"), "2025-01-01,4,30,{},9001,3,1,2\n"
    assert told(tmp_path, head + row.format("4:30")) == [NOTE]
    assert told(tmp_path, head + row.format("6:00")) == [LEADS, NOTE]


def test_a_row_of_totals_does_not_say_how_the_others_are_meant(tmp_path: Path) -> None:
    rows = ["4,30", "4,45", "3,15"]
    total = f"Total,11,90,{sum(9000 + 13 * day for day in (1, 2, 3))},9,3,6\n"
    assert hours(tmp_path, record(*rows) + total) == [4.5, 4.75, 3.25]
