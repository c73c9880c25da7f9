from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import optimize, stats

from bystander.differentials.shrinkage import Stabilised, stabilised
from tests.differentials.test_groups import counted

if TYPE_CHECKING:
    from bystander.differentials.groups import GroupCount


def found(groups: list[GroupCount]) -> Stabilised:
    result = stabilised(groups)
    assert result is not None
    return result


def test_counts_that_scatter_like_chance_get_one_rate() -> None:
    result = found(counted((10, 1000), (11, 1000), (9, 1000), (20, 2000)))
    assert result.shape is None
    assert {row.stabilised for row in result.groups} == {50 / 5000}


def test_mean_and_shape_are_where_scipy_s_negative_binomial_is_largest() -> None:
    x, n = np.array([3, 40, 12, 90, 8]), np.array([1000.0, 1500.0, 900.0, 1200.0, 1100.0])
    result = found(counted(*zip(x.tolist(), n.tolist(), strict=True)))
    assert result.shape is not None

    def loss(logs: np.ndarray) -> float:
        mean, shape = np.exp(logs)
        return -float(stats.nbinom.logpmf(x, shape, shape / (shape + mean * n)).sum())

    best = optimize.minimize(loss, np.log([0.02, 1.0]), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    assert (result.mean, result.shape) == pytest.approx(np.exp(best.x).tolist(), rel=1e-4)
    expected = (x + result.shape) / (n + result.shape / result.mean)
    assert [row.stabilised for row in result.groups] == pytest.approx(expected.tolist())


def test_a_small_group_is_drawn_further_than_a_large_one_of_the_same_rate() -> None:
    result = found(counted((5, 100), (500, 10_000), (10, 10_000), (100, 10_000), (1, 1000)))
    small, large, *_ = result.groups
    assert small.rate == large.rate
    assert result.mean < small.stabilised < large.stabilised < large.rate


def test_a_group_without_an_error_gets_a_rate_above_nothing() -> None:
    result = found(counted((0, 1000), (50, 1000), (5, 1000)))
    assert 0 < result.groups[0].stabilised < 0.005


def test_equal_groups_look_less_unequal_after_it() -> None:
    rng = np.random.default_rng(1)
    before, after = [], []
    for _ in range(60):
        result = found(counted(*[(int(x), 1000) for x in rng.poisson(10, 8) + 1]))
        before.append(np.log(max(r.rate for r in result.groups) / min(r.rate for r in result.groups)))
        after.append(np.log(max(r.stabilised for r in result.groups) / min(r.stabilised for r in result.groups)))
    assert np.mean(before) > 0.6
    assert np.mean(after) < 0.25
