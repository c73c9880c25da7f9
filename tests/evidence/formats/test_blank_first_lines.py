"""Blank lines above a header are no rows, and the header is none either, whatever its cells look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial

if TYPE_CHECKING:
    from pathlib import Path

N = 12


def matrix(delimiter: str) -> str:
    """Return a matrix of twelve people whose identifiers are numbers."""
    lines = [["id", *(str(100 + i) for i in range(N))]]
    lines += [[str(100 + i), *(f"0.{i + 10}{j + 10}" for j in range(N))] for i in range(N)]
    return "\n".join(delimiter.join(line) for line in lines) + "\n"


@pytest.mark.parametrize("blank", ["", "\n", "\n\n\n", "\r\n", " \n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("hole", [False, True])
def test_a_matrix_below_blank_lines(blank: str, delimiter: str, hole: bool, tmp_path: Path) -> None:  # noqa: FBT001
    text = matrix(delimiter)
    if hole:  # a blank line among the rows takes the thorough way
        text = text.replace("\n105", "\n\n105")
    if blank.startswith("\r"):
        text = text.replace("\n", "\r\n")
    (tmp_path / "t.csv").write_bytes((blank + text).encode())
    found = inspect(read_trial(tmp_path / "t.csv"))
    assert (found.people, found.mated, found.non_mated) == (N, N, N * N - N)


@pytest.mark.parametrize("blank", ["", "\n", "\n\n\n"])
@pytest.mark.parametrize("hole", ["", "\n"])
def test_a_table_below_blank_lines(blank: str, hole: str, tmp_path: Path) -> None:
    rows = "p1,p1,0.9\n" + hole + "p1,p2,0.1\n,p1,0.2\n"
    (tmp_path / "t.csv").write_text(f"{blank}probe_subject,reference_subject,score\n{rows}")
    trial = read_trial(tmp_path / "t.csv")
    assert (trial.rows_read, trial.rows_refused) == (3, 1)
    assert [p.where for p in trial.problems] == [f"t.csv, column probe_subject, row {4 + len(blank + hole)}"]
