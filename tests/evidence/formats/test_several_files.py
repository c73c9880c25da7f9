"""A layout that comes in one file is refused in two: the second was read by nobody, and nothing said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow import csv, feather, parquet

import bystander as by
from bystander.errors import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABLE = pa.table({
    "probe_subject": [f"p{k % 12}" for k in range(144)],
    "reference_subject": [f"p{k // 12}" for k in range(144)],
    "score": [float(k % 12 == k // 12) + k / 1000 for k in range(144)],
})  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "write", "declared"),
    [
        ("parquet", parquet.write_table, None),
        ("arrow", feather.write_feather, None),
        ("csv", csv.write_csv, "table"),  # told by its layout, so nobody asks whether it fits
    ],
)
def test_a_second_file_is_not_passed_over(
    suffix: str, write: Callable[[pa.Table, Path], None], declared: str | None, tmp_path: Path
) -> None:
    halves = [tmp_path / f"{part}.{suffix}" for part in ("first", "second")]
    for path, rows in zip(halves, (TABLE[:72], TABLE[72:]), strict=True):
        write(rows, path)
    with pytest.raises(EvidenceError, match=r"2 files of .*, which comes in 1") as refused:
        by.read_trial(halves, format=declared)
    (problem,) = refused.value.problems
    assert problem.code == "EV07"
    assert by.read_trial(halves[:1], format=declared).rows_read == 72
