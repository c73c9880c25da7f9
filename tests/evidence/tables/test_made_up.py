"""Evidence that says of itself that it is made up: a column ``made_up``, in whatever the table is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

import bystander as by
from bystander.demo.published import published_counts
from bystander.evidence.tables.made_up import says_made_up

if TYPE_CHECKING:
    from pathlib import Path

TRIAL: dict[str, list[Any]] = {
    "probe_subject": list("aabbcc"), "reference_subject": list("abbcca"), "score": [9.0, 1.0, 8.0, 2.0, 7.0, 3.0]
}  # fmt: skip
LISTS: dict[str, list[Any]] = {
    "search": ["s1", "s1", "s2"], "subject": ["a", "a", "b"], "rank": [1, 2, 1], "candidate_subject": ["a", "b", "b"],
    "score": [0.9, 0.2, 0.8],
}  # fmt: skip
PASSES: dict[str, list[Any]] = {"volunteer": ["v1", "v1", "v2"], "pass": [1, 2, 1], "alerted": ["yes", "no", "yes"]}
RECORD: dict[str, list[Any]] = {"date": ["2024-05-01"], "faces_seen": [900], "alerts": [3], "false_alerts": [1]}
SEARCHED: dict[str, list[Any]] = {"date": ["2024-Q1"], "searches": [62], "followed_up": [14], "confirmed": [4]}
READERS: dict[str, tuple[Any, dict[str, list[Any]]]] = {
    "trial": (by.read_trial, TRIAL), "lists": (by.read_searches, LISTS), "passes": (by.read_passes, PASSES),
    "record": (by.read_record, RECORD), "searched": (by.read_search_record, SEARCHED),
}  # fmt: skip


def written(folder: Path, form: str, columns: dict[str, list[Any]]) -> Any:
    table = pa.table(columns)
    if form == "memory":
        return table
    if form == "parquet":
        pq.write_table(table, folder / "x.parquet")
        return folder / "x.parquet"
    csv.write_csv(table, folder / "x.csv")
    return folder / "x.csv"


@pytest.mark.parametrize("form", ["memory", "parquet", "csv"])
@pytest.mark.parametrize("kind", sorted(READERS))
def test_a_column_marks_evidence_of_every_kind_in_every_form(tmp_path: Path, kind: str, form: str) -> None:
    read, columns = READERS[kind]
    marked = {**columns, "made_up": ["yes"] * len(next(iter(columns.values())))}
    found = read(written(tmp_path, form, marked))
    assert found.synthetic
    assert not any("made_up" in " ".join(problem.lines()) for problem in found.problems)  # nobody misses it
    assert not read(written(tmp_path, form, columns)).synthetic


def test_the_heading_is_compared_as_all_are() -> None:
    for heading, is_so in (("Made-up", True), ("made up", True), ("madeUp", True), ("make_up", False)):
        assert says_made_up(pa.table({"x": [1], heading: ["yes"]})) == is_so


def test_what_has_no_header_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("0.5\n0.25\n")
    (tmp_path / "x.npy").write_bytes(b"\x93NUMPY")
    assert not says_made_up([tmp_path / "list.txt", tmp_path / "x.npy", tmp_path / "absent"])


def test_one_made_up_system_marks_the_comparison() -> None:
    marked = {**TRIAL, "made_up": ["yes"] * 6}
    assert by.compare(TRIAL, marked).document.synthetic
    assert not by.compare(TRIAL, {**TRIAL, "score": [9.0, 1.0, 8.0, 2.0, 7.0, 4.0]}).document.synthetic


def test_a_tally_keeps_the_mark(tmp_path: Path) -> None:
    marked = written(tmp_path, "csv", {**TRIAL, "made_up": ["yes"] * 6})
    by.tally_shards(marked, tmp_path / "t.tally")
    assert by.evaluate(tmp_path / "t.tally").document.synthetic


def test_published_counts_are_real(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text(published_counts(), encoding="utf-8")
    assert not by.read_record(tmp_path / "counts.csv").synthetic
