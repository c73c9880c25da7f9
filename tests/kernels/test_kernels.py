"""The compiled loops on their own, where their arithmetic could go wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.kernels.plain.order_key import order_keys, score_of
from bystander.kernels.ranks import RankTable, count_ranks
from bystander.tally.comparisons import exact_det as det
from bystander.tally.comparisons.counters import Counter
from bystander.tally.comparisons.exact_det import exact_det
from tests.tally.comparisons.test_canonical import KINDS, scores

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.one_of(FINITE, st.sampled_from([-np.inf, 0.0, 1.0])), max_size=50), st.sets(FINITE, max_size=30))
def test_a_rank_is_the_number_of_cutoffs_at_or_below_the_score(drawn: list[float], cuts: set[float]) -> None:
    cutoffs = np.array(sorted(cuts), np.float64)
    table = RankTable.of(cutoffs, np.ones(len(cutoffs) + 1, bool))
    values = np.array(drawn, np.float64)
    values.flags.writeable = False
    counts, gathered = np.zeros(len(cutoffs) + 1, np.uint32), np.empty(len(values))
    filled = count_ranks(values, cutoffs, table.wanted, table.first, table.low, table.scale, counts, gathered)
    ranks = [sum(c <= s for c in cutoffs.tolist()) for s in drawn]
    assert counts.tolist() == np.bincount(ranks, minlength=len(counts)).tolist()
    assert sorted(gathered[:filled].tolist()) == sorted(drawn)


def test_many_cutoffs_in_one_cell_are_bisected_to_the_same_ranks() -> None:
    cutoffs = np.unique(np.concatenate([np.random.default_rng(0).random(5000), [1e9]]))  # all but one share a cell
    table = RankTable.of(cutoffs)
    values = np.random.default_rng(1).random(4000)
    values.flags.writeable = False
    counts = np.zeros(len(cutoffs) + 1, np.uint32)
    count_ranks(values, cutoffs, table.wanted, table.first, table.low, table.scale, counts, np.empty(0))
    ranks = np.searchsorted(cutoffs, values, side="right")
    assert counts.tolist() == np.bincount(ranks, minlength=len(counts)).tolist()


@given(FINITE, FINITE)
def test_keys_have_the_order_of_the_scores_and_lead_back_to_them(a: float, b: float) -> None:
    first, second = (int(key) for key in order_keys(np.array([a, b])))
    assert (first < second, first == second) == (a < b, a == b)
    assert score_of(first) == a


def test_a_counter_is_emptied_before_it_can_overflow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bystander.tally.comparisons.counters.SAFE", 10)
    counter = Counter(2)
    for _ in range(7):
        counter.take(4)[0] += np.uint32(4)
    assert counter.total().tolist() == [28, 0]
    assert counter.take(4).max() <= 10
    assert [column.tolist() for column in counter.sparse()] == [[0], [28]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("accept", ["ge", "gt"])
def test_the_curve_in_memory_is_that_of_sorting(kind: str, accept: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    non_mated, mated = scores(kind, rng, 5000), scores(kind, rng, 300)
    non_mated[:7] = mated[:3] = -np.inf
    side: Any = "left" if accept == "ge" else "right"
    at = np.unique(mated[mated > -np.inf].astype(np.float64))
    for small in (1, 10**6):  # compiled, and by numpy
        monkeypatch.setattr(det, "SMALL", small)
        found = exact_det(non_mated, mated, accept=accept, threads=2)
        assert found.threshold.tolist() == at.tolist()
        assert found.false_matches.tolist() == (5000 - np.searchsorted(np.sort(non_mated), at, side)).tolist()
        assert found.false_non_matches.tolist() == np.searchsorted(np.sort(mated), at, side).tolist()
        assert (found.mated, found.non_mated) == (300, 5000)


def test_the_curve_in_memory_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import det_curve

    rng = np.random.default_rng(4)
    non_mated, mated = np.round(rng.normal(size=4000), 2), np.round(rng.normal(size=400) + 2, 2)
    found = exact_det(non_mated, mated)
    truth = np.repeat([0, 1], [4000, 400])
    fmr, fnmr, at = det_curve(truth, np.concatenate([non_mated, mated]))
    inside = np.isin(found.threshold, at)
    assert np.count_nonzero(inside) > 100
    place = np.searchsorted(at, found.threshold[inside])
    assert np.allclose(found.false_matches[inside] / 4000, fmr[place], rtol=1e-12, atol=0)
    assert np.allclose(found.false_non_matches[inside] / 400, fnmr[place], rtol=1e-12, atol=0)


@pytest.mark.parametrize("sizes", [(0, 5), (5, 0), (0, 0)])
def test_an_empty_class_gives_an_empty_or_zero_curve(sizes: tuple[int, int]) -> None:
    found = exact_det(np.arange(float(sizes[0])), np.arange(float(sizes[1])))
    assert len(found.threshold) == sizes[1]
    assert found.false_matches.sum() == 0


def test_a_kernel_is_compiled_again_where_no_cache_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    import numba

    from bystander.kernels import compiling

    compile_ = numba.njit

    def refuse(function: Any, **options: Any) -> Any:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return compile_(function, **options)

    monkeypatch.setattr(numba, "njit", refuse)
    assert compiling.kernel()(lambda x: x + 1)(41) == 42
