"""The limits of the scatter of deployments to come, against likelihoods that scipy integrates and draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import lognorm, nbinom, poisson

from bystander.intervals.scatter_to_come import LARGEST, Rows, _gamma, _lognormal, profiled

COUNTS, EXPOSURE = np.array([0.0, 3, 1, 1, 12, 40]), np.array([1.0, 2, 1, 1, 3, 4])
ROWS = Rows.of(COUNTS, EXPOSURE)
MEANS = COUNTS.sum() * EXPOSURE / EXPOSURE.sum()
CONSTANT = poisson.logpmf(COUNTS, MEANS).sum() - (COUNTS * np.log(MEANS) - MEANS).sum()  # of the counts alone


@pytest.mark.parametrize(("mean", "c"), [(1.0, 0.3), (2.5, 4.0), (0.7, 0.01)])
def test_gamma_rates_make_counts_negative_binomial(mean: float, c: float) -> None:
    expected = nbinom.logpmf(COUNTS, 1 / c, 1 / (1 + c * mean * MEANS)).sum() - CONSTANT
    assert _gamma(ROWS, np.array([mean]), np.array([c]))[0] == pytest.approx(expected)


@pytest.mark.parametrize(("mean", "c"), [(1.0, 0.3), (2.5, 4.0), (0.7, 0.01)])
def test_the_likelihood_of_lognormal_rates_is_the_integral_over_them(mean: float, c: float) -> None:
    sigma = np.log1p(c) ** 0.5
    rates, whole = lognorm(sigma, scale=np.exp(-(sigma**2) / 2)), 0.0

    def at(u: float, x: float, m: float) -> float:
        return float(poisson.pmf(x, m * u) * rates.pdf(u))

    for x, m in zip(COUNTS, mean * MEANS, strict=True):
        near = [x / m, 1.0] if x else [0.1, 1.0]
        whole += np.log(quad(at, 0, 60, args=(x, m), points=near, limit=500)[0])
    assert _lognormal(ROWS, np.array([mean]), np.array([c]))[0] == pytest.approx(whole - CONSTANT, abs=2e-3)


def test_rates_that_do_not_differ_make_counts_poisson() -> None:
    expected = poisson.logpmf(COUNTS, 1.5 * MEANS).sum() - CONSTANT
    for model in (_gamma, _lognormal):
        assert model(ROWS, np.array([1.5]), np.array([0.0]))[0] == pytest.approx(expected)


def test_many_equal_rows_of_chance_alone_leave_little_room_above_one() -> None:
    low, high = profiled(np.random.default_rng(2).poisson(5, 300).astype(float), np.ones(300), level=0.95, seed=1)
    assert low == 1
    assert high < 1.5


def test_few_rows_exclude_nothing() -> None:
    assert profiled(np.array([5.0, 0, 0, 0, 0]), np.ones(5), level=0.95, seed=1)[1] == LARGEST


def test_neither_the_order_of_rows_nor_the_unit_of_exposure_matters() -> None:
    there = profiled(COUNTS, EXPOSURE, level=0.95, seed=1)
    assert profiled(COUNTS[::-1], 60 * EXPOSURE[::-1], level=0.95, seed=1) == pytest.approx(there)


def test_a_higher_level_leaves_more_open() -> None:
    narrow, wide = (profiled(COUNTS, EXPOSURE, level=level, seed=1) for level in (0.8, 0.95))
    assert wide[0] <= narrow[0] < narrow[1] < wide[1]


def test_of_a_long_record_some_rows_speak_for_all() -> None:
    x = np.random.default_rng(4).negative_binomial(2, 2 / 7, 3000).astype(float)  # mean 5, variance 3.5 times that
    low, high = profiled(x, np.ones(3000), level=0.95, seed=1)
    assert 2.5 < low < 3.5 < high < 8


def test_without_events_there_is_no_scatter() -> None:
    with pytest.raises(ValueError, match="without events"):
        profiled(np.zeros(5), np.ones(5), level=0.95, seed=1)
