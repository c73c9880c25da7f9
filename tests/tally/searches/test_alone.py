"""Searches that met their own person alone: with the mate left out they are compared with nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.evidence.searches.read import read_searches
from bystander.tally.searches.fold import tally_searches

if TYPE_CHECKING:
    from pathlib import Path

# three people: a and b are compared with both, the photograph of c with c alone
ROWS = [("a1", "a", "A", "a", 9), ("a1", "a", "B", "b", 1), ("b1", "b", "A", "a", 2), ("b1", "b", "B", "b", 8),
        ("c1", "c", "C", "c", 7)]  # fmt: skip
HEAD = ("probe_id", "probe_subject", "reference_id", "reference_subject", "score")


def file_of(folder: Path, rows: list[tuple[Any, ...]], name: str = "three.csv") -> Path:
    file = folder / name
    file.write_text("\n".join(",".join(map(str, row)) for row in [HEAD, *rows]) + "\n")
    return file


def fpir_of(found: Any) -> tuple[float | None, float | None]:
    (fpir,) = [f for f in found.document.findings if f.id == "fpir"]
    assert fpir.estimate is not None
    return fpir.estimate.events, fpir.estimate.trials


def test_what_met_its_own_person_alone_is_no_search_without_them(tmp_path: Path) -> None:
    found = by.evaluate(file_of(tmp_path, ROWS), searches=True, non_mated="leave-mate-out", thresholds=[2.0])
    assert fpir_of(found) == (1, 2)
    (fnir,) = [f for f in found.document.findings if f.id == "fnir"]
    assert fnir.estimate is not None
    assert (fnir.estimate.events, fnir.estimate.trials) == (0, 3)
    assert any(c.startswith("1 search met only their own person.") for c in found.document.caveats)


@pytest.mark.parametrize("small", [0, 10**9])
def test_both_ways_of_the_tally_tell_them(tmp_path: Path, small: int) -> None:
    tally = tally_searches(read_searches(file_of(tmp_path, ROWS), non_mated="leave-mate-out"), small=small)
    assert tally.alone.tolist() == [False, False, True]
    left = tally.leave_mate_out()
    assert left.other.tolist() == [1.0, 2.0]
    assert int(np.count_nonzero(tally.mated)) == 3


def many(seed: int) -> list[tuple[Any, ...]]:
    """Return 40 people with three photographs each, of which two met their own person alone; a column for the group."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[Any, ...]] = []
    for p in range(40):
        for image in range(3):
            scores = np.round(rng.normal(0, 1, 40) + 3.0 * (np.arange(40) == p), 3)
            met = range(40) if image == 0 else [p]
            rows += [(f"p{p}-{image}", f"p{p}", f"r{r}", f"p{r}", scores[r], "mf"[p % 2], "mf"[r % 2]) for r in met]
    return rows


def table_of(rows: list[tuple[Any, ...]]) -> pa.Table:
    names = (*HEAD, "probe_sex", "reference_sex")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


ASKED: dict[str, Any] = {"searches": True, "non_mated": "leave-mate-out"}


def test_groups_and_clusters_count_the_same_searches() -> None:
    found = by.evaluate(table_of(many(1)), **ASKED, fpir_targets=[0.1], by="sex")
    assert fpir_of(found)[1] == 40
    each = [
        f.estimate.trials or 0.0 for f in found.document.findings if f.id == "fpir-by-group" and f.estimate is not None
    ]
    assert sum(each) == 40 * (len(each) // 2)


def test_families_of_people_who_are_not_on_the_list_are_counted_with_those_who_are() -> None:
    rng = np.random.default_rng(1)
    rows = [row for row in many(5) if row[0].endswith("-0")]
    rows += [
        (f"x{i}", f"x{i}", f"r{j}", f"p{j}", round(float(rng.normal()), 3), "m", "mf"[j % 2])
        for i in range(20)
        for j in range(40)
    ]
    names = [f"p{i}" for i in range(40)] + [f"x{i}" for i in range(20)]
    people = pa.table({"person": names, "family": [f"f{i // 2}" for i in range(60)]})
    found = by.evaluate(table_of(rows), searches=True, fpir_targets=[0.1], people=people, cluster="family")
    assert fpir_of(found) == (2, 20)


def trials_compared(found: Any) -> set[tuple[float | None, ...]]:
    rates = [f for f in found.document.findings if f.id == "fpir" and f.estimate is not None]
    return {(f.estimate.trials,) for f in rates}


@pytest.mark.parametrize("fewer", [False, True])
def test_two_systems_are_compared_on_the_searches_that_each_made(*, fewer: bool) -> None:
    """One of them may have met people whom the other did not."""
    second = [row for row in many(2) if not fewer or row[1] != "p3" or row[3] == "p3"]
    found = by.compare(table_of(many(1)), table_of(second), **ASKED, thresholds=1.5)
    assert trials_compared(found) == ({(40,), (39,)} if fewer else {(40,)})


def test_shards_come_to_the_same_however_they_are_cut(tmp_path: Path) -> None:
    rows = [row[:5] for row in many(3)]
    (tmp_path / "key").write_bytes(b"a key of tests, thirty-two bytes")
    whole = by.evaluate(file_of(tmp_path, rows), **ASKED, fpir_targets=[0.1])
    shards = [file_of(tmp_path, rows[i::3], f"shard{i}.csv") for i in range(3)]
    by.tally_shards(shards, tmp_path / "all.tally", key_file=tmp_path / "key", searches=True, leave_mate_out=True)
    cut = by.evaluate(tmp_path / "all.tally", fpir_targets=[0.1])
    assert fpir_of(cut) == fpir_of(whole)
    assert fpir_of(whole)[1] == 40
    assert [c for c in cut.document.caveats if "met only" in c] == [
        c for c in whole.document.caveats if "met only" in c
    ]


def test_a_list_that_was_cut_short_may_have_left_somebody_out(tmp_path: Path) -> None:
    file = tmp_path / "lists.csv"
    lists = ["search,subject,rank,candidate_subject,score", "s1,a,1,a,9", "s2,b,1,b,8", "s2,b,2,a,5", "s3,c,1,c,7"]
    file.write_text("\n".join(lists) + "\n")
    tally = tally_searches(read_searches(file, non_mated="leave-mate-out"))
    assert not tally.alone.any()
    assert len(tally.leave_mate_out().person) == 3


def test_where_nobody_met_anybody_else_there_is_no_rate(tmp_path: Path) -> None:
    found = by.evaluate(file_of(tmp_path, [row for row in ROWS if row[1] == row[3]]), **ASKED, thresholds=[2.0])
    (fpir,) = [f for f in found.document.findings if f.id == "fpir"]
    assert "each met only its own person" in (fpir.not_estimable or "")
