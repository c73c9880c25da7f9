"""Financial years and years to date are asked for with their days; the answer of the message can be read."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from tests.evidence.record.published import put

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem
    from bystander.evidence.record.record import Record


def read(folder: Path, *periods: str) -> Record:
    rows = "".join(f"{period},{9001 + at},{4 + at},1\n" for at, period in enumerate(periods))
    return read_record(put(folder, f"period,faces seen,alerts,false alerts\n{rows}"))


def asked(folder: Path, *periods: str) -> Problem:
    with pytest.raises(EvidenceError) as stop:
        read(folder, *periods)
    (problem,) = [p for p in stop.value.problems if p.code == "EV36" and p.severity == "error"]
    return problem


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2023/24", date(2023, 4, 1), date(2024, 3, 31)),
        ("FY 2023/24", date(2023, 4, 1), date(2024, 3, 31)),
        ("2023-24", date(2023, 4, 1), date(2024, 3, 31)),
        ("FY23", date(2023, 4, 1), date(2024, 3, 31)),
        ("2024 YTD", date(2024, 1, 1), date(2024, 6, 30)),
        ("2011/12", date(2011, 4, 1), date(2012, 3, 31)),
    ],
)
def test_a_year_without_its_days_is_asked_for_in_words_that_can_be_read(
    period: str, first: date, last: date, tmp_path: Path
) -> None:
    problem = asked(tmp_path, period)
    assert f'"{period}"' in problem.got
    written = re.findall(r'"([^"]*)"', problem.do)[0]
    (entry,) = read(tmp_path, written).entries
    assert (entry.date, entry.date_to) == (first, last)


@pytest.mark.parametrize("periods", [("2010/11", "2011/12"), ("2010-11", "2011-12")])
def test_years_that_might_be_months_are_asked_about(periods: tuple[str, ...], tmp_path: Path) -> None:
    assert asked(tmp_path, *periods).found.startswith("2 periods in column period")


@pytest.mark.parametrize("periods", [("2011-12",), ("2011/11", "2011/12"), ("2024/06",), ("2011-11", "2011-12")])
def test_months_stay_months(periods: tuple[str, ...], tmp_path: Path) -> None:
    assert all(e.date and e.date.day == 1 and e.date_to for e in read(tmp_path, *periods).entries)


def test_a_remark_in_place_of_a_date_is_asked_about_as_before(tmp_path: Path) -> None:
    assert "cannot be read" in asked(tmp_path, "2024-01-05", "some day").found
