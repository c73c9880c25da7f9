"""A layout that comes in one file is refused in two: the second was read by nobody, and nothing said so."""

from __future__ import annotations

import json
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


def test_parts_of_a_trial_are_told_how_they_are_counted(tmp_path: Path) -> None:
    halves = [tmp_path / "part 1.csv", tmp_path / "part2.csv"]
    for path, rows in zip(halves, (TABLE[:72], TABLE[72:]), strict=True):
        csv.write_csv(rows, path)
    with pytest.raises(EvidenceError) as refused:
        by.read_trial(halves)
    (problem,) = refused.value.problems
    assert problem.code == "EV07"
    assert "bystander tally 'part 1.csv' part2.csv -o all.tally" in str(problem.do)


@pytest.mark.parametrize("files", [2, 3])
def test_layouts_that_no_two_files_have_say_so(files: int, tmp_path: Path) -> None:
    parts = [tmp_path / f"{number}.jsonl" for number in range(files)]
    for path in parts:
        path.write_text("\n".join(map(json.dumps, TABLE.to_pylist())))
    with pytest.raises(EvidenceError, match=f"{files} files of JSON lines, which comes in 1"):
        by.read_trial(parts)


def test_the_names_of_files_still_tell_two_kinds_of_tables_with_people(tmp_path: Path) -> None:
    same = [
        a == b for a, b in zip(TABLE["probe_subject"].to_pylist(), TABLE["reference_subject"].to_pylist(), strict=True)
    ]
    for name, kept in (("genuine.csv", same), ("impostor.csv", [not one for one in same])):
        csv.write_csv(TABLE.filter(pa.array(kept)), tmp_path / name)
    assert by.read_trial([tmp_path / "genuine.csv", tmp_path / "impostor.csv"]).rows_read == 144
