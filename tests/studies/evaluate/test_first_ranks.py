"""Searches of which the first few candidates are looked at: what is further down the list is not returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from bystander.evidence.searches.read import read_searches
from bystander.studies.evaluate.searches.study import evaluate_searches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from bystander.findings import Estimate, Finding, Study

HEAD = ("search", "subject", "rank", "candidate_subject", "score", "watchlist_size")


def lists(firsts: Sequence[bool], *, right: float = 8.0, tied: bool = False) -> list[tuple[object, ...]]:
    """Return lists of three candidates: each person comes first or second, beside the other one of a pair of them."""
    people = len(firsts)
    rows: list[tuple[object, ...]] = []
    for i, first in enumerate(firsts):
        other = f"p{i ^ 1}"
        best = [(f"p{i}", right), (other, right if tied else right - 1)]
        if not first:
            best = [(other, right if tied else right + 1), (f"p{i}", right)]
        listed = [*best, (f"p{(i + 2) % people}", right - 3)]
        rows += [(f"s{i}", f"p{i}", rank, who, score, people) for rank, (who, score) in enumerate(listed, 1)]
    return rows


def study(
    rows: Sequence[tuple[object, ...]], *, threshold: float | None = 0.0, non_mated: str | None = None, **asked: Any
) -> Study:
    columns = dict(zip(HEAD, map(list, zip(*rows, strict=True)), strict=True))
    thresholds = [] if threshold is None else [threshold]
    return evaluate_searches(
        read_searches(pa.table(columns), non_mated=non_mated), thresholds=thresholds, replicates=0, **asked
    )


def one(found: Study, name: str) -> Finding:
    return next(f for f in found.document.findings if f.id == name)


def estimate(found: Study, name: str) -> Estimate:
    e = one(found, name).estimate
    assert e is not None
    return e


@pytest.mark.parametrize(("rank", "others", "said"), [
    (1, 5, "; 5 of 30 returned somebody else instead"),
    (2, 30, "; 30 of 30 also returned somebody else"),
])  # fmt: skip
def test_only_candidates_that_are_looked_at_count_as_somebody_else(rank: int, others: int, said: str) -> None:
    found = study(lists([True] * 25 + [False] * 5), rank=rank)
    assert estimate(found, "false-candidates-in-mated-searches").events == others
    assert found.first is not None
    assert said in str(found.first.lead)


@pytest.mark.parametrize("rows", [lists([True] * n + [False] * (30 - n)) for n in (0, 12, 17, 30)])
def test_misses_have_the_range_of_the_ranks_where_everybody_passes_the_threshold(
    rows: list[tuple[object, ...]],
) -> None:
    found = study(rows, rank=1)
    missed, first = estimate(found, "fnir"), estimate(found, "cmc")
    assert (missed.value, missed.low, missed.high) == pytest.approx((1 - first.value, 1 - first.high, 1 - first.low))


def test_who_fails_the_threshold_is_missed_whoever_is_ahead() -> None:
    missed = estimate(study(lists([False] * 30), threshold=99.0, rank=1), "fnir")
    assert missed.low == pytest.approx(0.05 ** (1 / 30))


def test_lists_of_one_candidate_are_read_as_the_first_of_longer_ones() -> None:
    rows = lists([False] * 30)
    whole = estimate(study(rows, rank=1), "fnir")
    short = estimate(study([row for row in rows if row[2] == 1], non_mated="nobody"), "fnir")
    assert (short.low, short.high) == (whole.low, whole.high)


@pytest.mark.parametrize("threshold", [0.0, None])
def test_what_equal_scores_decide_is_told_first_by_the_ranks_of_the_file(threshold: float | None) -> None:
    rank = None if threshold is None else 1
    found = study(lists([True] * 25 + [False] * 5, tied=True), threshold=threshold, rank=rank)
    assert found.first is not None
    said = "By the file's own ranks, there would be 5 misses in 30 searches, and not 30."
    assert any(said in str(caveat) for caveat in found.first.ranked[:3])
    assert any("by the file's own ranks, the share would be 83 %" in c for c in one(found, "cmc").caveats)


def test_without_ranks_equal_scores_are_told_as_they_could_stand() -> None:
    rows = [(*row[:2], None, *row[3:]) for row in lists([True] * 30, tied=True)]
    found = study(rows, threshold=0.0, rank=1)
    assert found.first is not None
    assert any("With equal scores behind them, there would be 0 misses in 30" in str(c) for c in found.first.ranked[:3])


def test_ranks_of_several_pictures_of_a_person_are_those_of_people() -> None:
    rows = [
        (f"s{i}", f"p{i}", rank, who, 8.0, 30)
        for i in range(30)
        for rank, who in enumerate((f"p{i ^ 1}", f"p{i ^ 1}", f"p{i}"), 1)
    ]
    told = {rank: study(rows, threshold=0.0, rank=rank).document.caveats for rank in (1, 2)}
    assert not any("Equal scores" in caveat for some in told.values() for caveat in some)


def test_whole_lists_with_everybody_on_them_have_misses_of_independent_people() -> None:
    missed = estimate(study(lists([True] * 30)), "fnir")
    assert missed.high == pytest.approx(1 - 0.05 ** (1 / 30))
