"""A change between two periods: by hand, against exact arithmetic, and how often chance alone is taken for one."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from bystander.intervals.between_periods import Change, Counted, Why, change, fisher
from bystander.intervals.counts import clopper_pearson
from bystander.intervals.overdispersion import design_effect


def rows(events: list[int], trials: list[int], deployments: list[int] | None = None) -> Counted:
    d = deployments or [1] * len(events)
    return Counted(*(np.array(column, np.float64) for column in (events, trials, d)))


def enumerated(x1: int, n1: int, x2: int, n2: int) -> Fraction:
    """Twice the smaller tail of the hypergeometric distribution, as a fraction."""
    ways = {k: comb(n2, k) * comb(n1, x1 + x2 - k) for k in range(max(0, x1 + x2 - n1), min(n2, x1 + x2) + 1)}
    below, above = sum(w for k, w in ways.items() if k <= x2), sum(w for k, w in ways.items() if k >= x2)
    return min(Fraction(1), 2 * Fraction(min(below, above), sum(ways.values())))


def test_three_of_ten_and_none_of_ten_by_hand() -> None:
    # all three in the first ten of twenty: (10 9 8) / (20 19 18) = 2 / 19, and as much on the other side
    assert fisher((3, 10), (0, 10)) == pytest.approx(4 / 19)
    assert fisher((0, 10), (3, 10)) == pytest.approx(4 / 19)


@pytest.mark.parametrize("table", [(7, 8, 2, 9), (32, 50, 4, 32), (1, 5, 0, 1), (0, 4, 9, 9), (20, 60, 5, 50)])
def test_the_p_value_is_that_of_exact_fractions(table: tuple[int, int, int, int]) -> None:
    x1, n1, x2, n2 = table
    assert fisher((x1, n1), (x2, n2)) == pytest.approx(float(enumerated(*table)), rel=1e-9)


def test_of_many_faces_it_is_the_conditional_binomial_test() -> None:
    # 20 in 8e8 and 5 in 9e8: of 25 events at most 5 fall on the newer, each with chance 9/17
    share = Fraction(9, 17)
    tail = sum(comb(25, k) * share**k * (1 - share) ** (25 - k) for k in range(6))
    assert fisher((20, 8e8), (5, 9e8)) == pytest.approx(float(2 * tail), rel=1e-5)


def test_one_rate_in_both_nothing_in_both_and_all_in_both_are_no_change() -> None:
    assert fisher((4, 40), (4, 40)) == fisher((0, 40), (0, 9)) == fisher((4, 4), (9, 9)) == 1.0
    for one in (rows([4], [40]), rows([0], [40]), rows([40], [40])):
        found = change(one, one)
        assert isinstance(found, Change)
        assert found.low <= found.difference == 0 <= found.high
        assert not found.shown


def test_single_rows_are_compared_as_independent_events() -> None:
    found = change(rows([32], [50]), rows([4], [32]))
    assert isinstance(found, Change)
    assert found.deffs == (1.0, 1.0)
    assert not found.scatter
    assert found.p_value == pytest.approx(float(enumerated(32, 50, 4, 32)))
    (l1, u1), (l2, u2) = clopper_pearson(32, 50), clopper_pearson(4, 32)
    assert found.low == pytest.approx(4 / 32 - 32 / 50 - ((4 / 32 - l2) ** 2 + (u1 - 32 / 50) ** 2) ** 0.5)
    assert found.high == pytest.approx(4 / 32 - 32 / 50 + ((u2 - 4 / 32) ** 2 + (32 / 50 - l1) ** 2) ** 0.5)
    assert found.shown


def test_the_interval_holds_nothing_wherever_the_test_does_not_reject() -> None:
    rng = np.random.default_rng(3)
    for _ in range(300):
        n1, n2 = (int(n) for n in rng.integers(1, 30, 2))
        found = change(rows([int(rng.integers(0, n1 + 1))], [n1]), rows([int(rng.integers(0, n2 + 1))], [n2]))
        assert isinstance(found, Change)
        assert found.low <= 0 <= found.high or found.p_value <= 0.05
        assert -1 - 1e-9 <= found.low <= found.difference <= found.high <= 1 + 1e-9


def test_the_scatter_is_that_of_rows_within_a_period_by_hand() -> None:
    # Rates so rare that 1 - X/N is 1 and 1/N nothing. Older: 1, 3, 8 of equal faces: m = 4, Q = (9 + 1 + 16)/4 = 6.5.
    # Newer: 2, 4, 6: m = 4, Q = 8/4 = 2. c = (8.5 - 4) / (12 (1 - 1/3) + 12 (1 - 1/3)) = 4.5/16; D = 1 + c 12/3.
    faces = [10**9] * 3
    found = change(rows([1, 3, 8], faces), rows([2, 4, 6], faces))
    assert isinstance(found, Change)
    assert found.scatter
    assert found.deffs[0] == pytest.approx(design_effect(1 + 4.5 / 16 * 4, 5), rel=1e-6)
    assert found.deffs[1] == pytest.approx(found.deffs[0])
    assert found.difference == 0


def test_a_change_between_periods_is_no_scatter_within_them() -> None:
    faces = [10**6] * 6
    found = change(rows([20] * 6, faces), rows([2] * 6, faces))
    assert isinstance(found, Change)
    assert found.deffs == (1.0, 1.0)
    assert found.shown


def test_a_row_that_sums_many_deployments_differs_less_than_one() -> None:
    days = rows([0, 9, 1, 0, 7, 0, 2, 5, 0, 0, 8, 0], [10**5] * 12)
    found = change(days, rows([20], [10**6], [100]))
    assert isinstance(found, Change)
    assert 1 < found.deffs[1] < found.deffs[0]
    assert change(days, rows([20], [10**6], [1])) is Why.UNEVEN


def test_few_rows_that_differ_beyond_doubt_are_not_compared() -> None:
    assert change(rows([40, 0], [1_000, 1_000]), rows([1], [1_000])) is Why.FEW
    assert isinstance(change(rows([5, 3], [1_000, 1_000]), rows([1], [1_000])), Change)


def test_neither_the_order_of_rows_nor_that_of_periods_matters() -> None:
    older, newer = rows([4, 0, 9, 2], [700, 800, 900, 400]), rows([1, 2, 0], [600, 300, 500])
    turned = rows([2, 9, 0, 4], [400, 900, 800, 700])
    one, two, back = change(older, newer), change(turned, newer), change(newer, older)
    assert isinstance(one, Change)
    assert isinstance(two, Change)
    assert isinstance(back, Change)
    assert (one.low, one.high, one.p_value) == pytest.approx((two.low, two.high, two.p_value))
    assert (one.low, one.high, one.p_value) == pytest.approx((-back.high, -back.low, back.p_value))


WORLDS = [(1, 20, 0.0), (2, 20, 0.0), (6, 20, 0.0), (3, 20, 0.5), (6, 60, 1.0), (12, 30, 0.5), (30, 200, 0.5)]


def drawn(rng: np.random.Generator, k: int, events: float, spread: float, rate: float = 2e-4) -> Counted:
    trials = np.full(k, round(events / rate / k), np.int64)
    factor = rng.gamma(1 / spread, spread, k) if spread else np.ones(k)
    return Counted(rng.binomial(trials, rate * factor).astype(np.float64), trials.astype(np.float64), np.ones(k))


@pytest.mark.parametrize(("k", "events", "spread"), WORLDS)
def test_chance_and_scatter_alone_are_taken_for_a_change_in_one_of_twenty_at_most(
    k: int, events: float, spread: float
) -> None:
    rng, times = np.random.default_rng(k), 600
    found = [change(*(drawn(rng, k, events, spread) for _ in range(2))) for _ in range(times)]
    shown = sum(isinstance(one, Change) and one.shown for one in found)
    assert shown / times <= 0.05 + 3 * (0.05 * 0.95 / times) ** 0.5


def test_without_the_scatter_days_that_differ_would_be_taken_for_a_change() -> None:
    rng, times, plain = np.random.default_rng(5), 400, 0
    for _ in range(times):
        older, newer = (drawn(rng, 12, 100, 1.0) for _ in range(2))
        plain += fisher((older.x, older.n), (newer.x, newer.n)) <= 0.05
    assert plain / times > 0.3


def test_a_third_as_many_false_alerts_are_mostly_found_where_days_are_alike() -> None:
    rng, times = np.random.default_rng(6), 200
    found = [change(drawn(rng, 12, 60, 0.0), drawn(rng, 12, 60, 0.0, 2e-4 / 3)) for _ in range(times)]
    assert all(isinstance(one, Change) for one in found)
    # the newer one has as many events expected of three times the faces
    assert sum(isinstance(one, Change) and one.shown and one.high < 0 for one in found) / times > 0.9
