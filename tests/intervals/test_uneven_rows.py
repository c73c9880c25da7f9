"""The scatter of a sum of rows of unequal size, by hand and by simulation."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from bystander.intervals.overdispersion import TELLS, tells, uneven, usable_scatter
from bystander.intervals.uneven_rows import Sizes

HALF = np.array([950.0, *[50.0] * 19])
LARGE = np.array([9_500.0, *[25.0] * 20])


@pytest.mark.parametrize("bounded", [False, True])
@pytest.mark.parametrize("rows", [2, 5, 40])
def test_rows_of_one_size_scatter_as_their_sum_does(rows: int, *, bounded: bool) -> None:
    assert Sizes.of(np.full(rows, 70.0)).weight(bounded=bounded) == pytest.approx(1)
    assert Sizes.of(np.full(rows, 70.0)).alike == pytest.approx(rows)


def test_the_weight_of_three_rows_of_which_one_is_half_by_hand() -> None:
    # S = 1/4 + 2/16 = 3/8; 2 (3/8) / (5/8) = 6/5; of 8 trials 2 (3/8 - 1/8) / (5/8 - 2/8) = 4/3
    assert Sizes.of(np.array([4.0, 2.0, 2.0])).weight() == pytest.approx(6 / 5)
    assert Sizes.of(np.array([4.0, 2.0, 2.0])).weight(bounded=True) == pytest.approx(4 / 3)
    assert Sizes.of(np.array([4.0, 2.0, 2.0])).alike == pytest.approx(8 / 3)


def test_the_day_of_which_phi_speaks_and_how_many_tell_it_by_hand() -> None:
    three = Sizes.of(np.array([4.0, 2.0, 2.0]))  # S = 3/8: 8 (5/8) / 2 = 5/2; of trials 8 (5/8 - 2/8) / 2 = 3/2
    assert [three.day(), three.day(bounded=True)] == pytest.approx([5 / 2, 3 / 2])
    assert three.as_many == pytest.approx(8 / 3)
    # the first row sums two deployments: shares 1/4, 1/4, 1/4 of what differs, so three tell it
    assert Sizes.of(np.array([4.0, 2.0, 2.0]), np.array([2.0, 1.0, 1.0])).as_many == pytest.approx(3)
    alike = Sizes.of(np.full(9, 70.0))
    assert [alike.day(), alike.as_many] == pytest.approx([70, 9])
    assert Sizes.of(np.ones(6)).day(bounded=True) == 0  # of one trial each, none can show


def test_a_deployment_of_any_size_scatters_as_phi_and_its_day_say() -> None:
    rng, c, e = np.random.default_rng(3), 0.4, HALF
    x = rng.poisson(e * 0.1 * rng.gamma(1 / c, c, (40_000, len(e))))
    m = x.sum(axis=1, keepdims=True) * e / e.sum()
    phi = ((x - m) ** 2 / m).sum(axis=1).mean() / (len(e) - 1)
    new = rng.poisson(300 * 0.1 * rng.gamma(1 / c, c, 400_000))
    assert 1 + (phi - 1) * 300 / Sizes.of(e).day() == pytest.approx(new.var() / new.mean(), rel=0.05)


def test_rows_of_one_trial_each_show_no_scatter() -> None:
    assert Sizes.of(np.ones(6)).weight(bounded=True) == inf
    assert Sizes.of(np.ones(6)).weight() == pytest.approx(1)


def test_the_sum_scatters_as_much_as_the_weight_makes_of_phi() -> None:
    rng, c, e = np.random.default_rng(1), 0.4, HALF
    means = e * 0.1
    x = rng.poisson(means * rng.gamma(1 / c, c, (40_000, len(e))))
    m = x.sum(axis=1, keepdims=True) * e / e.sum()
    phi = ((x - m) ** 2 / m).sum(axis=1).mean() / (len(e) - 1)
    total = x.sum(axis=1)
    assert 1 + (phi - 1) * Sizes.of(e).weight() == pytest.approx(total.var() / total.mean(), rel=0.05)


def test_the_same_of_shares() -> None:
    rng, e, rate, rho = np.random.default_rng(1), np.array([40, *[3] * 12]), 0.4, 0.2
    size = 1 / rho - 1
    x = rng.binomial(e, rng.beta(rate * size, (1 - rate) * size, (40_000, len(e))))
    m, chance = x.sum(axis=1, keepdims=True) * e / e.sum(), rate * (1 - rate)
    phi = ((x - m) ** 2 / (chance * e)).sum(axis=1).mean() / (len(e) - 1)
    assert 1 + (phi - 1) * Sizes.of(e).weight(bounded=True) == pytest.approx(
        x.sum(axis=1).var() / (chance * e.sum()), rel=0.05
    )


@pytest.mark.parametrize("e", [HALF, np.full(12, 9.0)])
def test_the_blur_is_the_standard_deviation_of_what_chance_alone_makes_of_the_sum(e: np.ndarray) -> None:
    x = np.random.default_rng(2).multinomial(90, e / e.sum(), 20_000)
    m = 90 * e / e.sum()
    phi = ((x - m) ** 2 / m).sum(axis=1) / (len(e) - 1)
    assert Sizes.of(e).blur(90) == pytest.approx((Sizes.of(e).weight() * phi).std(), rel=0.03)
    assert Sizes.of(e).blur(0) == inf
    assert Sizes.of(e).blur(inf) == pytest.approx(Sizes.of(e).weight() * (2 / (len(e) - 1)) ** 0.5)


def test_a_row_that_holds_most_keeps_small_ones_from_telling_unless_they_differ_beyond_doubt() -> None:
    alike_rows, small = np.full(21, 500.0), [2, 0, 1, 0, 1, 0, 0, 1, 0, 0] * 2
    assert not tells([90, *small], LARGE)
    assert Sizes.of(LARGE).blur(100) > TELLS
    assert uneven([90, *small], LARGE)
    assert usable_scatter([90, *small], LARGE) is None
    assert usable_scatter([90, *[9, 0, 8, 0, 0] * 4], LARGE) > 10  # type: ignore[operator]
    assert tells([4, *small], alike_rows)
    assert not uneven([4, *small], alike_rows)
    assert usable_scatter([4, *small], alike_rows) is not None


def test_of_few_rows_half_of_all_in_one_is_what_keeps_them_from_telling() -> None:
    assert uneven([3, 1, 0], [500, 400, 100])
    assert not uneven([3, 1, 0], [400, 300, 300])
    assert not uneven([3], [400])


def test_of_few_events_it_is_what_many_would_not_tell_either() -> None:
    assert uneven([0] * 21, LARGE)
    assert not uneven([0] * 21, np.full(21, 5.0))


def test_a_row_that_sums_many_deployments_is_no_single_draw() -> None:
    # S = (1/2)^2 / 50 + 10 (1/20)^2 = 3/100; shown = 0 + 10 (1/20)(9/10) + 3/100 = 48/100; 10 * 3 / 48
    e, many = np.array([100.0, *[10.0] * 10]), [50, *[1] * 10]
    assert Sizes.of(e, many).weight() == pytest.approx(10 * 3 / 48)
    assert Sizes.of(e, many).alike == pytest.approx(100 / 3)
    assert Sizes.of(e).weight() > 3
    assert tells([9, *[1] * 10], e, deployments=many)
    assert not tells([9, *[1] * 10], e)


def test_per_deployment_the_sum_scatters_as_phi_says_whatever_rows_sum() -> None:
    each = np.array([203.0, 24.0, 1.0, 1.0, 1.0, 1.0])
    assert Sizes.of(each, each).weight() == pytest.approx(1)


def test_the_sum_scatters_so_where_rows_sum_deployments() -> None:
    rng, c, each = np.random.default_rng(3), 0.6, np.array([30, *[1] * 12])
    rates = rng.gamma(each / c, c / each, (60_000, len(each)))
    x = rng.poisson(rates * each * 6.0)
    m = x.sum(axis=1, keepdims=True) * each / each.sum()
    phi = ((x - m) ** 2 / m).sum(axis=1).mean() / (len(each) - 1)
    total = x.sum(axis=1)
    assert 1 + (phi - 1) * Sizes.of(each, each).weight() == pytest.approx(total.var() / total.mean(), rel=0.05)
