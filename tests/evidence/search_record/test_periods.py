"""Periods of a search record that hold others or share days with them: the same searches may be counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.search_record.read import read_search_record

if TYPE_CHECKING:
    from pathlib import Path

QUARTERS = "2024-Q1,,a,100,30\n2024-Q2,,a,101,30\n2024-Q3,,a,102,30\n"
SHARED = {
    "a half": (QUARTERS + "2024-H1,,a,201,60\n", "period beside rows of times within it: row 5 holds rows 2 and 3"),
    "a half-year of every group": (QUARTERS + "2024-H1,,,201,60\n", "row 5 holds rows 2 and 3"),
    "in other words": (QUARTERS + "H1 2024,,a,201,60\n", "row 5 holds rows 2 and 3"),
    "years": ("2022,,a,100,30\n2023,,a,101,30\n2022-2025,,a,301,60\n", "row 4 holds rows 2 and 3"),
    "a month and a half": ("2024-01-01,2024-02-15,a,100,30\n2024-02-01,2024-03-15,a,90,20\n",
                           "periods that overlap in part: rows 2 and 3"),
    "two days": ("2024-01-01,2024-02-02,a,100,30\n2024-02-01,2024-03-01,a,90,20\n", "rows 2 and 3"),
}  # fmt: skip
APART = {
    "quarters": QUARTERS,
    "quarters by group": QUARTERS + QUARTERS.replace(",a,", ",b,"),
    "a half-year of another group": QUARTERS + "2024-H1,,b,201,60\n",
    "a half-year that counts less": QUARTERS + "2024-H1,,a,99,60\n",
    "the day between two periods": "2024-01-01,2024-02-01,a,100,30\n2024-02-01,2024-03-01,a,90,20\n"
    "2024-03-01,2024-04-01,a,95,20\n",
    "years that begin nobody knows when": "2010/11,,a,100,30\n2011/12,,a,50,9\n2011-Q4,,a,60,9\n",
    "a range of two years that may be one": "2023,,a,100,30\n2023-2024,,a,201,60\n",
    "weeks in words": "week one,,a,100,30\nweek two,,a,101,30\n",
    "days or months": "01/02/2024,03/02/2024,a,100,30\n02/02/2024,04/02/2024,a,90,20\n",
}


def told(folder: Path, text: str, header: str = "period,to,group,searches,leads\n") -> list[str]:
    file = folder / "searched.csv"
    file.write_text(header + text, "utf-8")
    found = [p for p in read_search_record(file).problems if p.code == "EV99"]
    assert all(p.leads and p.severity == "warning" for p in found)
    return [p.found for p in found]


@pytest.mark.parametrize("kind", SHARED)
def test_periods_that_share_days_lead_the_caveats(kind: str, tmp_path: Path) -> None:
    text, words = SHARED[kind]
    (found,) = told(tmp_path, text)
    assert words in found


@pytest.mark.parametrize("kind", APART)
def test_periods_that_share_none_raise_no_alarm(kind: str, tmp_path: Path) -> None:
    assert told(tmp_path, APART[kind]) == []


def test_a_year_and_its_parts_in_columns_of_their_own(tmp_path: Path) -> None:
    months = "".join(f"2024,{month},{100 + month},30\n" for month in range(1, 13))
    assert told(tmp_path, months, "year,month,searches,leads\n") == []
    (found,) = told(tmp_path, months + "2024,,1300,400\n", "year,month,searches,leads\n")
    assert "row 14 holds rows 2, 3 and 4 and others" in found
