"""JSON that is one value, in the ways pandas and scripts write it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial
from tests.corpus.makers import MATED, NON_MATED, PEOPLE, pairs

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[dict[str, Any]] = [
    {"img1": p.first, "img2": p.second, "is_same": p.mated, "cosine": p.score} for p in pairs()
]
ORIENT: dict[str, Any] = {
    "records": ROWS,
    "columns": {name: {str(at): row[name] for at, row in enumerate(ROWS)} for name in ROWS[0]},
    "index": {str(at): row for at, row in enumerate(ROWS)},
    "split": {"columns": list(ROWS[0]), "index": list(range(276)), "data": [list(row.values()) for row in ROWS]},
    "list": {name: [row[name] for row in ROWS] for name in ROWS[0]},
    "under a key": {"model": "x", "results": ROWS},
}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("orient", ORIENT)
def test_every_way_to_write_a_table_has_the_same_counts(orient: str, indent: int | None, tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    file.write_text(json.dumps(ORIENT[orient], indent=indent), "utf-8")
    found = inspect(read_trial(file))
    assert (found.mated, found.non_mated, found.people) == (MATED, NON_MATED, PEOPLE)


def test_a_key_that_the_first_object_lacks_is_a_column_all_the_same(tmp_path: Path) -> None:
    rows = [{**row, **({"failed": True} if at in (3, 4) else {})} for at, row in enumerate(ROWS)]
    file = tmp_path / "t.json"
    file.write_text(json.dumps(rows), "utf-8")
    assert inspect(read_trial(file)).failed == 2
    assert inspect(read_trial(rows)).failed == 2


STOPS = {
    "cut off": json.dumps(ROWS)[:-20],
    "a key twice": json.dumps(ROWS).replace('"img2"', '"img1"', 1),
    "numbers alone": "[1, 2, 3]",
    "rows without names": "[[0.1, 0], [0.2, 1]]",
    "two tables": json.dumps({"a": ROWS, "b": ROWS}),
    "columns of different rows": json.dumps({"score": {"0": 1, "1": 2}, "label": {"1": 0, "2": 1}}),
    "numbers and words": json.dumps([*ROWS, {**ROWS[0], "cosine": "high"}]),
    "a number too large": json.dumps([*ROWS, {**ROWS[0], "cosine": 10**400}]),
    "results": json.dumps({"eer": 0.1, "auc": 0.9, "fold": {"1": 2}}),
    "nothing": "[]",
}


@pytest.mark.parametrize("name", STOPS)
def test_what_is_no_table_is_a_stop(name: str, tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    file.write_text(STOPS[name], "utf-8")
    with pytest.raises(EvidenceError, match="EV03"):
        read_trial(file)
