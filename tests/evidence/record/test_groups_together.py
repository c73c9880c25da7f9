"""Declared groups that fit one by one, and are together more than everybody: both kinds of records say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.record import read_record
from bystander.evidence.search_record.read import read_search_record

if TYPE_CHECKING:
    from pathlib import Path

DEPLOYMENTS = "date,faces_seen,false_alerts,faces_seen_f,faces_seen_m,false_alerts_f,false_alerts_m\n"
SEARCHES = "year,searches,searches_f,searches_m,leads,leads_f,leads_m\n"


def told(folder: Path, text: str) -> list[str]:
    file = folder / "record.csv"
    file.write_text(text, "utf-8")
    read = read_search_record if text.startswith("year") else read_record
    found = [p for p in read(file, groups="f,m").problems if "together more" in p.found]
    assert all(p.leads and p.severity == "warning" for p in found)
    return [p.found for p in found]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2024-01-01,1000,4,600,500,2,2", "faces seen of the groups are together more than {} row 2, 1,100 of 1,000"),
        ("2024-01-01,1000,4,500,500,2,3", "false alerts of the groups are together more than {} row 2, 5 of 4"),
    ],
)
def test_groups_of_deployments_that_are_more_than_all_lead(row: str, words: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"{DEPLOYMENTS}{row}\n2024-01-02,900,1,400,300,1,0\n") == [
        words.format("those of everybody in 1 row:")
    ]


def test_groups_of_searches_that_are_more_than_all_lead(tmp_path: Path) -> None:
    rows = "2023,200,90,150,50,20,30\n2024,200,90,110,50,21,30\n"
    assert told(tmp_path, SEARCHES + rows) == [
        "searches of the groups are together more than those of everybody in 1 row: row 2, 240 of 200",
        "follow-ups of the groups are together more than those of everybody in 1 row: row 3, 51 of 50",
    ]


@pytest.mark.parametrize(
    "text",
    [
        DEPLOYMENTS + "2024-01-01,1000,4,500,500,2,2\n2024-01-02,1000,4,300,,1,\n2024-01-03,,4,300,900,1,3\n",
        SEARCHES + "2023,200,90,110,50,20,30\n2024,200,90,,50,21,\n",
    ],
)
def test_parts_that_are_all_or_fewer_raise_no_alarm(text: str, tmp_path: Path) -> None:
    assert told(tmp_path, text) == []
