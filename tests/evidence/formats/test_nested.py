"""Objects within rows are columns called by their path; lists of objects are named, and asked about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import feather, parquet

import bystander as by
from bystander.errors import EvidenceError
from tests.evidence.makers import HEADER, all_pairs, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FLAT = all_pairs(8)
ROWS: list[dict[str, Any]] = [
    {"probe": {"who": {"subject": a}}, "reference": {"who": {"subject": b}}, "result": {"score": s}} for a, b, s in FLAT
]
NAMED = {
    "probe_subject": "probe.who.subject", "reference_subject": "reference.who.subject", "score": "result.score",
}  # fmt: skip


def as_lines(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("\n".join(map(json.dumps, rows)))


def as_json(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text(json.dumps(rows))


def as_parquet(file: Path, rows: list[dict[str, Any]]) -> None:
    parquet.write_table(pa.Table.from_pylist(rows), file)


def as_arrow(file: Path, rows: list[dict[str, Any]]) -> None:
    feather.write_feather(pa.Table.from_pylist(rows), str(file))


@pytest.mark.parametrize("write", [as_lines, as_json, as_parquet, as_arrow])
def test_values_of_objects_are_columns(write: Callable[..., None], tmp_path: Path) -> None:
    write(tmp_path / "nested", ROWS)
    found, expected = by.read_trial(tmp_path / "nested", columns=NAMED), by.read_trial(pa.table(flat()))
    one, other = columns_of(found), columns_of(expected)
    assert all((one[name] == other[name]).all() for name in other)
    short = [{"probe": {"subject": a}, "reference": {"subject": b}, "score": s} for a, b, s in FLAT]
    write(tmp_path / "short", short)
    assert by.read_trial(tmp_path / "short").subjects == 8


def test_an_object_that_is_missing_is_a_person_nobody_knows(tmp_path: Path) -> None:
    short = [{"probe": {"subject": a}, "reference": {"subject": b}, "score": s} for a, b, s in FLAT]
    short[9]["reference"] = None
    as_lines(tmp_path / "short", short)
    trial = by.read_trial(tmp_path / "short")
    assert (trial.rows_refused, [p.code for p in trial.problems if p.severity == "refused"]) == (1, ["EV10"])


@pytest.mark.parametrize("write", [as_lines, as_json, as_arrow])
def test_a_list_of_objects_is_named(write: Callable[..., None], tmp_path: Path) -> None:
    lists = [{"search": f"q{k}", "subject": f"p{k}", "candidates": [{"subject": "p1", "score": 0.5}]} for k in range(9)]
    write(tmp_path / "lists", lists)
    with pytest.raises(EvidenceError, match="lists of objects within the rows") as refused:
        by.read_trial(tmp_path / "lists")
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("EV04", "lists, column candidates")


def flat() -> dict[str, list[Any]]:
    return {name: list(column) for name, column in zip(HEADER, zip(*FLAT, strict=True), strict=True)}
