"""Messages name the column of scores as the file does, whatever it is called and however it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.csv import write_csv

import bystander as by
from bystander.errors import EvidenceError

if TYPE_CHECKING:
    from pathlib import Path


def tied(heading: str) -> pa.Table:
    """Return 400 comparisons of which most are tied, as their scores have one digit."""
    rng = np.random.default_rng(4)
    a, b = rng.integers(0, 20, 400), rng.integers(0, 20, 400)
    score = np.round(np.where(a == b, 0.7, 0.2) + rng.normal(0, 0.1, 400), 1)
    return pa.table(
        {"probe_subject": [f"p{i}" for i in a], "reference_subject": [f"p{i}" for i in b], heading: score}
    )  # fmt: skip


@pytest.mark.parametrize("suffix", ["csv", "parquet", "memory"])
@pytest.mark.parametrize(
    ("heading", "said"), [("similarity", {}), ("Score", {}), ("quux", {"columns": {"score": "quux"}})]
)  # fmt: skip
def test_the_column_of_scores_has_its_own_name(
    heading: str, said: dict[str, Any], suffix: str, tmp_path: Path
) -> None:  # fmt: skip
    table = tied(heading)
    file = tmp_path / f"trial.{suffix}"
    if suffix == "csv":
        write_csv(table, file)
    elif suffix == "parquet":
        pq.write_table(table, file)
    source = table if suffix == "memory" else file
    (found,) = [p for p in by.check(source, **said) if p.code == "EV18"]
    assert found.where.endswith(f", column {heading}")


def test_a_wrong_direction_names_the_column_too() -> None:
    with pytest.raises(EvidenceError, match="column similarity\n"):
        by.evaluate(tied("similarity"), distance=True)
