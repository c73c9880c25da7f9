"""A number is not written with underscores: 1_000 is told, wherever it stands, and never taken for 1000."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.read import read_trial

if TYPE_CHECKING:
    from pathlib import Path


def table(path: Path, rows: int, **odd: str) -> Path:
    cells = {int(name[1:]): cell for name, cell in odd.items()}
    lines = [f"a_{i % 9},a_{i % 7},{cells.get(i, '0.5')}" for i in range(rows)]
    path.write_text("\n".join(["probe_subject,reference_subject,score", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("rows", [50, 60_000])
def test_an_underscore_in_a_number_is_told_with_its_row(tmp_path: Path, rows: int) -> None:
    with pytest.raises(EvidenceError) as stop:
        read_trial(table(tmp_path / "t.csv", rows, _3="1_000", _40="0_1"))
    (problem,) = [p for p in stop.value.problems if p.code == "EV05"]
    assert "rows 5 and 42" in problem.where


def test_rows_are_told_right_beside_a_row_of_another_shape(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as stop:
        read_trial(table(tmp_path / "t.csv", 50, _1="1,2", _9="word", _20="1_000"))
    (problem,) = [p for p in stop.value.problems if p.code == "EV05"]
    assert "rows 11 and 22" in problem.where


def test_names_with_underscores_are_read(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as stop:
        read_trial(table(tmp_path / "t.csv", 50, _9="word"))
    assert [p.where for p in stop.value.problems if p.code == "EV05"] == ["t.csv, column score, row 11"]
