"""Columns beside score and label: a label that is the system's own answer, rows of several systems, what is unused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.formats.parquet import read as parquet
from tests.evidence.doors import DOORS, counts, given, pairs

if TYPE_CHECKING:
    from pathlib import Path


def decided(heading: str, *, distance: bool = False) -> dict[str, list[Any]]:
    """Return scores of 200 comparisons, and whether each reaches .6."""
    score = [(i * 37 % 200) / 200 for i in range(200)]
    return {"distance" if distance else "score": [1 - s if distance else s for s in score],
            heading: [int(s >= 0.6) for s in score]}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_a_decision_at_a_threshold_of_the_score_stops_at_every_door(door: str, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(given(door, decided("decision"), tmp_path))
    (problem,) = stopped.value.problems
    assert problem.code == "EV110"
    assert "--column mated=decision" in problem.do


@pytest.mark.parametrize("heading", ["verified", "Prediction", "accepted", "decision"])
def test_an_answer_of_the_system_is_no_truth_unless_it_is_declared(heading: str) -> None:
    table = decided(heading)
    with pytest.raises(EvidenceError, match="EV110"):
        by.read_trial(table)
    insisted = by.evaluate(table, columns={"mated": heading}, thresholds=[0.6]).document
    assert insisted.caveats[0].startswith(f"The column {heading} is 1 for every score on one side of a threshold")
    table[heading][0] = 1 - table[heading][0]  # no threshold any more
    with pytest.raises(EvidenceError, match="is called like an answer of the system"):
        by.read_trial(table)
    assert not [p for p in by.read_trial(table, columns={"mated": heading}).problems if p.severity == "warning"]


def test_decisions_on_distances_are_told_as_well() -> None:
    with pytest.raises(EvidenceError, match="EV110"):
        by.read_trial(decided("decision", distance=True), distance=True)


def test_what_is_called_match_is_warned_of_first() -> None:
    found = by.evaluate(decided("match"), thresholds=[0.6]).document
    assert found.caveats[0].startswith("The column match is 1 for every score on one side of a threshold")


def test_an_answer_beside_ground_truth_is_passed_over() -> None:
    columns = pairs()
    assert counts({**columns, "verified": [s > 0.3 for s in columns["score"]]}) == (24, 252, 8)


@pytest.mark.parametrize("door", DOORS)
def test_rows_of_two_systems_lead_the_caveats_at_every_door(door: str, tmp_path: Path) -> None:
    columns = {**pairs(), "model": ["A", "B", "B"] * 92, "fold": [i % 10 for i in range(276)]}
    found = by.evaluate(given(door, columns, tmp_path), thresholds=[0.5]).document
    assert found.caveats[0].startswith(
        "Rows are taken together that columns not used tell apart: model (2 values) and fold (10 values)"
    )
    assert any(p.startswith("EV112 warning") for p in found.evidence[0].problems)
    one = {**columns, "model": ["A"] * 276, "fold": [3] * 276}
    assert not [p for p in by.read_trial(given(door, one, tmp_path)).problems if p.severity == "warning"]


def test_rows_of_two_systems_lead_where_systems_are_compared_too() -> None:
    columns = {**pairs(), "threshold": [0.4, 0.5, 0.6] * 92}
    other = {**columns, "score": [s + i % 3 / 20 for i, s in enumerate(columns["score"])]}
    found = by.compare(columns, other, names=["a", "b"], thresholds=[0.5]).document
    assert found.caveats[0].startswith("a: Rows are taken together that a column not used tells apart: threshold (3")


def test_a_large_parquet_file_tells_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = pairs()
    people = {f"subject{i}": [name[:2] for name in columns[f"img{i}"]] for i in (1, 2)}
    file = tmp_path / "table.parquet"
    pq.write_table(
        pa.table({**people, "score": columns["score"], "system": ["x", "y"] * 138, "note": ["n"] * 276}), file
    )
    small = [(p.code, p.found) for p in by.read_trial(file).problems]
    monkeypatch.setattr(parquet, "WHOLE", 0)
    monkeypatch.setattr(parquet, "LOOPED", 0)
    assert [(p.code, p.found) for p in by.read_trial(file).problems] == small
    assert ("EV112", "rows are taken together that a column not used tells apart: system (2 values)") in small


def test_columns_that_were_not_used_are_in_the_report() -> None:
    table = {**pairs(), "camera": ["c1"] * 276}
    found = by.evaluate(table, thresholds=[0.5]).document
    (line,) = [p for p in found.evidence[0].problems if p.startswith("EV04 note")]
    assert line.endswith("not used: camera")
    found = by.evaluate(pairs(), thresholds=[0.5]).document
    assert not [p for p in found.evidence[0].problems if p.startswith("EV04")]
