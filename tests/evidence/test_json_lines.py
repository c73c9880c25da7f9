"""JSON lines: the same counts as the same table as CSV, and a stop with its line for what cannot be read."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ["2024-01-02", "007", "Anna", *(f"p{i}" for i in range(9))]  # names that look like something else


def rows() -> list[dict[str, Any]]:
    return [
        {"probe_subject": a, "reference_subject": b, "score": 90 if a == b else (i * 37 % 61) + 0.5}
        for i, (a, b) in enumerate((a, b) for a in PEOPLE for b in PEOPLE)
    ]


def written(path: Path, given: list[dict[str, Any]] | list[str], *, blank: bool = False) -> Path:
    lines = [line if isinstance(line, str) else json.dumps(line) for line in given]
    text = ("\n\n" if blank else "\n").join(lines) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize(("name", "blank"), [("a.jsonl", False), ("a.jsonl.gz", False), ("a.ndjson", True)])
def test_the_counts_are_those_of_the_table(tmp_path: Path, name: str, *, blank: bool) -> None:
    trial = by.read_trial(written(tmp_path / name, rows(), blank=blank))
    found = inspect(trial)
    assert (trial.format, trial.subjects, trial.rows_read) == ("JSON lines", 12, 144)
    assert (found.mated, found.non_mated, found.lowest, found.highest) == (12, 132, 0.5, 90.0)


def test_a_file_of_several_blocks_is_read_as_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bystander.evidence.formats.json_lines._BLOCK", 1 << 10)
    found = inspect(by.read_trial(written(tmp_path / "a.jsonl", rows())))
    assert (found.rows, found.people) == (144, 12)


@pytest.mark.parametrize(
    "line",
    [
        '{"probe_subject": "a", "reference_subject": "b", "score": ',
        '{"probe_subject": "a", "reference_subject": "b", "score": "high"}',
        '{"probe_subject": "a", "reference_subject": "b", "score": 1, "score": 2}',
        '["a", "b", 1]',
    ],
)
def test_a_line_that_cannot_be_read_is_a_stop_with_its_number(tmp_path: Path, line: str) -> None:
    given = [json.dumps(row) for row in rows()]
    path = written(tmp_path / "a.jsonl", [*given[:100], line, *given[100:]])
    with pytest.raises(EvidenceError) as refused:
        by.read_trial(path)
    assert "line 101" in str(refused.value)
    assert "high" not in str(refused.value)


def test_a_score_that_is_no_number_is_refused_as_in_any_table(tmp_path: Path) -> None:
    odd = '{"probe_subject": "a", "reference_subject": "b", "score": NaN}'
    found = inspect(by.read_trial(written(tmp_path / "a.jsonl", [*(json.dumps(row) for row in rows()), odd])))
    assert [p.code for p in found.errors] == ["EV11"]


def test_a_missing_column_is_named_as_in_any_table(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="reference_subject"):
        by.read_trial(written(tmp_path / "a.jsonl", [{"probe_subject": "a", "score": 1.0}]))
