"""Rows that hold the counts of other rows: a period beside its days, and running totals."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.evidence.record.test_record_checks import HEADER, only, problems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def test_a_period_beside_the_days_within_it_leads_the_caveats(tmp_path: Path) -> None:
    head = "date,place,faces_seen,alerts,true_alerts,false_alerts\n"
    within = "2025-01,,8000,12,9,3\n2025-01-05,Mall,3000,5,4,1\n2025-02-01,Mall,9000,10,8,2\n"
    problem = only(tmp_path, head + within, "EV80")
    assert problem.leads
    assert "row 2 holds row 3" in problem.found
    assert '--without-rows "2' in problem.do


DAYS = "2025-01-05,Mall,3000,5,4,1\n2025-01-06,Port,4000,5,4,1\n"


@pytest.mark.parametrize("month", ["2025-01,Anytown,8000,12,9,3\n", "2025-Q1,All sites,14000,17,15,2\n"])
def test_a_period_of_all_places_beside_their_days_leads_the_caveats(month: str, tmp_path: Path) -> None:
    head = "date,place,faces_seen,alerts,true_alerts,false_alerts\n"
    problem = only(tmp_path, head + DAYS + month + "2025-02-07,Mall,3500,5,5,0\n2025-02-08,Port,3000,1,1,0\n", "EV80")
    assert problem.leads
    assert "row 4 holds rows 2" in problem.found


@pytest.mark.parametrize(
    "months",
    [
        "2025-01,Fixed camera,6000,12,9,3\n",  # fewer faces than the two days together
        "2025-01,Fixed camera,8000,12,9,3\n2025-01,Another one,9000,12,9,3\n",  # neither is of all places
        "2025-01,Fixed camera,8000,12,9,3\n2025-02-09,Fixed camera,900,2,1,1\n",  # a place with days of its own
    ],
)
def test_a_period_of_another_place_beside_days_is_left_alone(months: str, tmp_path: Path) -> None:
    head = "date,place,faces_seen,alerts,true_alerts,false_alerts\n"
    assert "EV80" not in {p.code for p in problems(tmp_path, head + DAYS + months)}


@pytest.mark.parametrize(
    "rows",
    [
        "2025-01,Mall,8000,12,9,3\n2025-01-05,Port,3000,5,4,1\n",  # another place
        "2025-01,,8000,12,9,3\n2025-01-05,Mall,9000,5,4,1\n",  # more faces on the day than in its month
        "2025-01,,8000,12,9,3\n2025-02,,3000,5,4,1\n",
        "2025-01-05,Mall,8000,12,9,3\n2025-01-05,Mall,3000,5,4,1\n",  # two on one day
        "2025-01,Mall,8000,12,9,3\n2025-01,Mall,3000,5,4,1\n",  # one period twice: EV38's business
    ],
)
def test_rows_that_cannot_hold_each_other_are_left_alone(rows: str, tmp_path: Path) -> None:
    head = "date,place,faces_seen,alerts,true_alerts,false_alerts\n"
    assert "EV80" not in {p.code for p in problems(tmp_path, head + rows)}


RISING = [(8000, 10, 8, 2), (17_001, 22, 18, 4), (26_002, 30, 25, 5), (39_003, 48, 40, 8), (48_004, 60, 49, 11)]


def of_months(rows: Sequence[tuple[int, ...]]) -> str:
    return HEADER + "".join(f"2024-{m:02}-02,A,{','.join(map(str, row))}\n" for m, row in enumerate(rows, 1))


def test_counts_that_only_rise_are_asked_about_as_running_totals(tmp_path: Path) -> None:
    problem = only(tmp_path, of_months(RISING), "EV82")
    assert (problem.severity, problem.leads) == ("warning", True)
    assert '--without-rows "2,3,4,5: running totals"' in problem.do


@pytest.mark.parametrize(
    "rows",
    [RISING[:4], [*RISING[:4], (47_000, 47, 40, 7)], [(8000, 10, 8, 2)] * 5],
    ids=["four rows", "one falls", "all the same"],
)
def test_other_counts_are_no_running_totals(rows: Sequence[tuple[int, ...]], tmp_path: Path) -> None:
    assert "EV82" not in {p.code for p in problems(tmp_path, of_months(rows))}


def test_periods_that_share_some_of_their_days_lead_the_caveats(tmp_path: Path) -> None:
    head = "date,date_to,place,faces_seen,alerts,true_alerts,false_alerts\n"
    month, next_one = "2025-01-01,2025-01-31,{},91234,20,15,5\n", "2025-01-15,2025-02-14,{},95321,22,18,4\n"
    problem = only(tmp_path, head + month.format("Hall") + next_one.format("Hall"), "EV80")
    assert (problem.leads, problem.found) == (
        True,
        "periods that overlap in part: rows 2 and 3 share 2025-01-15 to 2025-01-31",
    )
    assert only(tmp_path, head + month.format("") + next_one.format(""), "EV80").found == problem.found
    apart = head + month.format("Hall") + next_one.format("Port")
    touching = head + month.format("Hall") + next_one.format("Hall").replace("01-15", "02-01")
    for text in (apart, touching):
        assert "EV80" not in {p.code for p in problems(tmp_path, text)}


SPANS = "date,date_to,place,faces_seen,alerts,true_alerts,false_alerts\n"
JANUARY = dt.date(2025, 1, 1)


def spans(*days: tuple[int, int], place: str = "Hall") -> str:
    """Return rows from the first to the second day of January 2025, each with counts of its own."""
    begin_and_end = [[(JANUARY + dt.timedelta(days=d - 1)).isoformat() for d in pair] for pair in days]
    return "".join(f"{a},{b},{place},{9000 + 13 * k},5,3,2\n" for k, (a, b) in enumerate(begin_and_end))


def overlaps(folder: Path, rows: str) -> list[tuple[str, str]]:
    return [(p.severity, p.found.partition(":")[0]) for p in problems(folder, SPANS + rows) if p.code == "EV80"]


TOUCHING = ("note", "rows that begin on the day on which another ends")
PARTLY = ("warning", "periods that overlap in part")


@pytest.mark.parametrize(
    "days",
    [
        [(n, n + 1) for n in range(1, 12)],  # nights
        [(1, 2), (2, 3), (4, 5), (6, 7), (8, 9)],  # nights, not all in a row
        [(n, n + 7) for n in range(1, 80, 7)],  # weeks up to the day on which the next begins
        [(1, 8), (8, 15)],
        [(1, 2), (2, 3), (1, 1), (2, 2), (3, 3)],  # nights, and the days between
        [(1, 8), (8, 15), (15, 15)],  # weeks, and a day after them
    ],
    ids=["nights", "some nights", "weeks", "two weeks", "nights and days", "weeks and a day"],
)
def test_nights_and_periods_told_up_to_the_next_one_do_not_overlap(days: list[tuple[int, int]], tmp_path: Path) -> None:
    assert overlaps(tmp_path, spans(*days)) == [TOUCHING]


@pytest.mark.parametrize(
    "days",
    [
        [(n, n + 9) for n in range(1, 80, 7)],
        [(1, 7), (8, 14), (14, 21), (22, 28)],  # one of four that begins a day early
    ],
    ids=["three days", "one day, and the others none"],
)
def test_periods_that_share_more_than_that_day_lead_the_caveats(days: list[tuple[int, int]], tmp_path: Path) -> None:
    assert overlaps(tmp_path, spans(*days)) == [PARTLY]


def test_among_periods_told_up_to_the_next_one_those_that_share_more_are_told(tmp_path: Path) -> None:
    assert overlaps(tmp_path, spans((1, 8), (8, 15), (15, 22), (20, 29))) == [PARTLY, TOUCHING]


def test_a_place_is_one_however_it_is_spelled(tmp_path: Path) -> None:
    rows = spans((1, 10), place="London  Bridge") + spans((8, 17), place="london bridge ")
    assert overlaps(tmp_path, rows) == [PARTLY]
    assert only(tmp_path, SPANS + rows, "EV84").severity == "note"


def test_rows_without_a_place_may_be_of_the_only_one_that_is_named(tmp_path: Path) -> None:
    placed, placeless = spans((1, 10)), spans((8, 17), place="")
    problem = only(tmp_path, SPANS + placed + placeless, "EV80")
    assert problem.leads
    assert problem.means.endswith("Some of the rows tell no place, and may be of the one that the others name")
    beside_two = placed + spans((1, 10), place="Port") + placeless  # two vans at once are the rule there
    assert overlaps(tmp_path, beside_two) == [
        ("note", "periods without a place that overlap in part with those of a place")
    ]
    assert overlaps(tmp_path, placed + spans((8, 17), place="Port")) == []
