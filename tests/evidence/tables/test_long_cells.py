"""A cell may be as long as a picture written as text, and JSON as deep as somebody makes it: no crash in any order."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.read import read_trial
from bystander.evidence.record.of_json import deployments_of
from bystander.evidence.tables.look import look

if TYPE_CHECKING:
    from pathlib import Path

_OF_PYTHON = 131_072


def test_a_cell_of_200000_characters_beside_scores_is_read_past(tmp_path: Path) -> None:
    csv.field_size_limit(_OF_PYTHON)  # as where nothing was read before
    file = tmp_path / "long.csv"
    rows = ["probe_subject,reference_subject,score,vector", f"a,a,0.9,{'x' * 200_000}", "a,b,0.1,", "b,b,0.8,"]
    file.write_text("\n".join(rows), encoding="utf-8")
    assert len(look(file).cells[0]) == 4
    assert read_trial(file).rows_used == 3


@pytest.mark.parametrize("text", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000])
def test_json_that_is_hundreds_deep_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "deep.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError, match="EV0"):
        read_trial(file)
    assert deployments_of(file) == []
