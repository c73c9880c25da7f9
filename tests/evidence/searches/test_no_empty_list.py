"""Exports of systems that cut their lists often have no row for a search that returned nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.evidence.searches.checks.ev69_no_empty_list import lists_seen
from bystander.findings import Verdict
from bystander.intervals import methods
from tests.evidence.doors import given

if TYPE_CHECKING:
    from pathlib import Path

FULL = 4  # candidates of a full list


def lists(*, empty: bool, cut: float = 1.0, people: int = 40) -> dict[str, list[Any]]:
    """Return lists of people on the list and of others, cut where scores are low; ``empty``: rows of empty ones too."""
    rng = np.random.default_rng(3)
    rows: list[tuple[Any, ...]] = []
    for number in range(2 * people):
        mated = number < people
        scores = rng.normal(0, 1, people) + 2.5 * (np.arange(people) == number)
        best = [int(c) for c in np.argsort(-scores)[:FULL] if scores[c] >= cut]
        who = f"p{number}" if mated else ""
        rows += [(f"s{number}", who, f"p{c}", round(float(scores[c]), 4)) for c in best]
        if not best and empty:
            rows.append((f"s{number}", who, None, None))
    return dict(
        zip(("search", "subject", "candidate_subject", "score"), map(list, zip(*rows, strict=True)), strict=True)
    )


def codes(searches: by.Searches) -> list[str]:
    return [p.code for p in searches.problems if p.leads]


@pytest.mark.parametrize(
    ("sizes", "length", "missing"),
    [
        ([1, 1, 1, 2, 3], 3, True),  # 3 * 2 / (2 * (1 + 1)) = 1.5 empty ones at least
        ([1, 1, 2, 2, 3], 3, False),  # 2 * 1 / (2 * 3) = 1/3
        ([0, 1, 1, 1, 3], 3, False),  # one is there, so they are recorded
        ([1, 1, 1, 1, 1], 1, False),  # nothing was cut
        ([3, 4, 4, 4, 4], 4, False),
        ([], 3, False),
    ],
)
def test_how_many_are_to_be_expected(sizes: list[int], length: int, *, missing: bool) -> None:
    assert lists_seen("t", np.array(sizes, np.int64), length=length).missing is missing
    assert not lists_seen("t", np.array(sizes, np.int64), length=None).missing


@pytest.mark.parametrize("door", ["csv", "parquet", "pandas"])
def test_they_are_told_of_first_and_what_is_assumed_says_it(door: str, tmp_path: Path) -> None:
    file = given(door, lists(empty=False, cut=2.0), tmp_path)
    searches = by.read_searches(file)
    assert searches.some_missing
    assert codes(searches) == ["EV69"]
    found = by.evaluate(file, thresholds=[2.1])
    assert found.study.first is not None
    assert "No search that returned nobody is missing from the file." in found.study.first.assumed
    assert found.document.caveats[0].startswith("Searches that returned nobody may be missing")
    for name in ("fnir", "fpir", "cmc"):
        e = found.document.find(name)[0].estimate
        assert e is not None
        assert e.method.rests_on(methods.EVERY_SEARCH)


@pytest.mark.parametrize("made", [lists(empty=True, cut=2.0), lists(empty=False, cut=-9.0)])
def test_lists_that_record_them_or_were_never_cut_have_nothing_to_tell(made: dict[str, list[Any]]) -> None:
    searches = by.read_searches(made)
    assert not searches.some_missing
    assert "EV69" not in codes(searches)


def test_no_requirement_is_met_by_searches_that_may_lack_those_who_were_missed(tmp_path: Path) -> None:
    asked = tmp_path / "asked.toml"
    asked.write_text(
        '[[requirement]]\nname = "few missed"\nquantity = "fnir"\nlimit = "60 %"\ndirection = "at-most"\n'
        "at = { threshold = 2.1 }\n"
    )
    verdicts = []
    for empty in (True, False):
        found = by.evaluate(lists(empty=empty, cut=2.0), thresholds=[2.1], require=asked)
        verdicts.append(next(f.requirement for f in found.document.findings if f.requirement))
    assert [v.verdict for v in verdicts] == [Verdict.MET, Verdict.NOT_SHOWN]
    assert verdicts[1].why == "Searches that returned nobody may be missing from the file."
    assert verdicts[1].would_show == "The same trial with a row for every search would show it."


@pytest.mark.parametrize(("threshold", "lacking"), [(1.5, True), (2.0, True), (2.5, False)])
def test_lists_of_one_candidate_show_it_at_thresholds_that_all_of_them_pass(threshold: float, *, lacking: bool) -> None:
    """Cut at 2 and to the best: no list has two, and those that returned nobody are not there."""
    every = lists(empty=False, cut=2.0)
    first = [at for at, search in enumerate(every["search"]) if search not in every["search"][:at]]
    best = {name: [column[at] for at in first] for name, column in every.items()}
    assert not by.read_searches(best).some_missing
    found = by.evaluate(best, thresholds=[threshold])
    e = found.document.find("fnir")[0].estimate
    assert e is not None
    assert e.method.rests_on(methods.EVERY_SEARCH) is lacking
    first_screen = found.study.first
    assert first_screen is not None
    assert any("returned somebody at this threshold" in c.claim for c in first_screen.caveats) is lacking


@pytest.mark.parametrize("shards", [1, 3])
def test_a_tally_of_such_lists_tells_it_too(shards: int, tmp_path: Path) -> None:
    table = pa.table(lists(empty=False, cut=2.0))
    whole = by.evaluate(table, thresholds=[2.1])
    key = tmp_path / "key"
    key.write_bytes(b"a key of tests, thirty-two bytes")
    files = []
    for number in range(shards):
        files.append(tmp_path / f"{number}.parquet")
        pq.write_table(table.take(list(range(number, len(table), shards))), files[-1])
    tally = by.tally_shards(files, tmp_path / "all.tally", key_file=key)
    found = by.evaluate(tally, thresholds=[2.1])
    assert found.document.caveats == whole.document.caveats
    assert found.verdict == whole.verdict
    assert found.study.first is not None
    assert "No search that returned nobody is missing from the file." in found.study.first.assumed
