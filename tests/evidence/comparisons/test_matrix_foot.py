"""The last rows and columns of a matrix may hold means of the others, and nobody's scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence import read_trial
from tests.evidence.makers import write_table

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = [f"p{i}" for i in range(5)]


def matrix(path: Path, rows: list[str], columns: list[str], corner: str = "id") -> Path:
    """Write a matrix of these names; whoever meets themself scores high."""
    cells = [(a, *(f"{0.9 if a == b else 0.1}{i}{j}" for j, b in enumerate(columns))) for i, a in enumerate(rows)]
    return write_table(path, cells, (corner, *columns))


@pytest.mark.parametrize(
    ("rows", "columns", "where"),
    [
        ([*PEOPLE, "Mean"], PEOPLE, [", row 7"]),
        (PEOPLE, [*PEOPLE, "Average"], [", column 7"]),
        ([*PEOPLE, "Mean"], [*PEOPLE, "Mean"], [", row 7", ", column 7"]),
        ([*PEOPLE, "count", "mean", "std", "min", "25%", "50%", "75%", "max"], PEOPLE,
         [", row 7; row 8; row 9; row 10; row 11 and 3 more places"]),
        ([*PEOPLE, "Summe"], ["a", "b", "c"], [", row 7"]),
    ],
)  # fmt: skip
def test_rows_and_columns_of_means_stop(tmp_path: Path, rows: list[str], columns: list[str], where: list[str]) -> None:
    with pytest.raises(EvidenceError) as stopped:
        read_trial(matrix(tmp_path / "m.csv", rows, columns))
    assert [p.code for p in stopped.value.problems] == ["EV115"] * len(where)
    assert [p.where.removeprefix("m.csv") for p in stopped.value.problems] == where


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([*PEOPLE, "Mean"], ["Mean", *PEOPLE]),  # who is compared with the others
        (["Mean", *PEOPLE], PEOPLE),
        ([*PEOPLE, "Max"], [*PEOPLE, "Max"]),  # a name of people, too
        ([*PEOPLE, "Mean 1"], PEOPLE),
    ],
)
def test_people_of_such_names_stay(tmp_path: Path, rows: list[str], columns: list[str]) -> None:
    trial = read_trial(matrix(tmp_path / "m.csv", rows, columns))
    assert trial.rows_read == len(rows) * len(columns)


def test_whole_numbers_are_no_words(tmp_path: Path) -> None:
    numbers = [str(i) for i in range(6)]
    assert read_trial(matrix(tmp_path / "m.csv", numbers, numbers, corner="")).rows_read == 36
