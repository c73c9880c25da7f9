from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from math import log10

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.plots import decimate

counts = st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**4)), min_size=4, max_size=300)


def falling(pairs: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Make a falling staircase of positive rates from any pairs."""
    xs = sorted({x for x, _ in pairs})
    ys = sorted((y for _, y in pairs), reverse=True)[: len(xs)]
    return [(x / 1e6, y / 1e4) for x, y in zip(xs, ys, strict=True)]


def height(curve: list[tuple[float, float]], x: float) -> float:
    """Return the miss rate that a staircase shows at x: that of the last corner at or before it."""
    return curve[bisect_right([c[0] for c in curve], x) - 1][1]


def test_of_thresholds_with_the_same_false_match_rate_the_best_is_kept() -> None:
    assert decimate.corners([(0.1, 0.3), (0.0, 0.5), (0.1, 0.2)]) == [(0.0, 0.5), (0.1, 0.2)]


def test_a_staircase_goes_across_before_it_goes_down() -> None:
    assert decimate.steps([(0.1, 0.4), (0.2, 0.3)]) == [(0.1, 0.4), (0.2, 0.4), (0.2, 0.3)]


@settings(max_examples=60)
@given(counts, st.integers(3, 40))
def test_a_thinned_curve_is_never_prettier_than_the_true_one(pairs: list[tuple[int, int]], limit: int) -> None:
    curve = falling(pairs)
    thin = decimate.thin(curve, limit)
    assert all(height(thin, x) >= y for x, y in curve)


@settings(max_examples=60)
@given(counts, st.integers(3, 40))
def test_a_thinned_curve_keeps_its_ends_invents_nothing_and_obeys_the_limit(
    pairs: list[tuple[int, int]], limit: int
) -> None:
    curve = falling(pairs)
    thin = decimate.thin(curve, limit)
    assert len(thin) <= limit
    assert (thin[0], thin[-1]) == (curve[0], curve[-1])
    assert set(thin) <= set(curve)


@settings(max_examples=60)
@given(counts)
def test_what_is_left_out_is_shorter_than_the_share_of_the_length(pairs: list[tuple[int, int]]) -> None:
    curve = falling(pairs)
    thin = decimate.thin(curve, 10)
    total = log10(curve[-1][0] / curve[0][0]) + log10(curve[0][1] / curve[-1][1])
    for a, b in pairwise(thin):
        skipped = [c for c in curve if a[0] < c[0] < b[0]]
        assert all(log10(c[0] / a[0]) + log10(a[1] / c[1]) <= total / 8 + 1e-9 for c in skipped)


def test_a_curve_cannot_be_thinned_to_its_ends_alone() -> None:
    with pytest.raises(ValueError, match="2 corners"):
        decimate.thin([(i / 10, 1 / i) for i in range(1, 9)], 2)


@pytest.mark.parametrize("limit", [3, 10, 100])
def test_a_dense_curve_is_thinned_to_the_limit_and_no_further_than_it_must(limit: int) -> None:
    curve = [(10 ** (-6 + 6 * i / 20_000), 10 ** (-4 * i / 20_000)) for i in range(20_001)]
    assert limit - 2 <= len(decimate.thin(curve, limit)) <= limit
