from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper, garwood, garwood_upper

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTS = st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_published_ten_in_three_million_have_the_published_limits() -> None:
    assert clopper_pearson(10, 3_147_436) == pytest.approx((1.52359e-6, 5.84296e-6), rel=1e-5)  # METHODS V19


def test_no_event_in_12120_faces_leaves_fifteen_of_sixty_thousand() -> None:
    upper = clopper_pearson_upper(0, 12_120)
    assert upper == pytest.approx(1 - 0.05 ** (1 / 12_120), rel=1e-12)
    assert upper == pytest.approx(2.47142e-4, rel=1e-5)  # METHODS V19
    assert 60_000 * upper == pytest.approx(14.8, abs=0.05)
    assert clopper_pearson(0, 12_120) == pytest.approx((0, 0.304e-3), abs=5e-7)
    assert clopper_pearson_upper(0, 12_120, deff=2) == pytest.approx(4.9e-4, abs=5e-6)


def test_one_trial_has_the_limits_that_a_reader_can_work_out() -> None:
    assert clopper_pearson(0, 1) == pytest.approx((0, 0.975))
    assert clopper_pearson(1, 1) == pytest.approx((0.025, 1))


def test_no_event_over_an_exposure_leaves_three_events() -> None:
    assert garwood_upper(0, 100) == pytest.approx(-math.log(0.05) / 100)
    assert garwood(0, 100) == pytest.approx((0, -math.log(0.025) / 100))
    assert garwood_upper(0, 100, deff=5) == pytest.approx(5 * garwood_upper(0, 100))


@given(counts=COUNTS)
def test_clopper_pearson_agrees_with_statsmodels(counts: tuple[int, int]) -> None:
    x, n = counts
    low, high = proportion_confint(x, n, alpha=0.05, method="beta")
    assert clopper_pearson(x, n) == pytest.approx((low if x else 0.0, high), rel=1e-6, abs=1e-15)


@given(x=st.integers(0, 10_000), exposure=st.floats(0.1, 1e6))
def test_garwood_agrees_with_statsmodels(x: int, exposure: float) -> None:
    low, high = confint_poisson(x, exposure, method="exact-c", alpha=0.05)
    assert garwood(x, exposure) == pytest.approx((low if x else 0.0, high), rel=1e-6, abs=1e-15)


@given(counts=COUNTS, deff=st.floats(1, 1000))
def test_a_larger_design_effect_never_narrows_an_interval(counts: tuple[int, int], deff: float) -> None:
    x, n = counts
    plain, wide = clopper_pearson(x, n), clopper_pearson(x, n, deff=deff)
    assert wide[0] <= plain[0] * (1 + 1e-9) <= plain[1] * (1 + 2e-9)
    assert wide[1] >= plain[1] * (1 - 1e-9)
    assert wide[0] <= x / n <= wide[1]


@pytest.mark.parametrize("function", [clopper_pearson, clopper_pearson_upper, garwood, garwood_upper])
def test_nothing_to_divide_by_is_an_error_and_not_a_zero(function: Callable[[float, float], object]) -> None:
    with pytest.raises(ValueError, match="no trials"):
        function(0, 0)


def test_more_events_than_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot come from"):
        clopper_pearson(2, 1)
    assert garwood(2, 1)[1] > 2  # an hour may hold two events


@pytest.mark.parametrize(
    ("level", "deff", "said"), [(1.0, 1, "level"), (0.0, 1, "level"), (0.95, 0.5, "design effect")]
)
def test_senseless_options_are_refused(level: float, deff: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        clopper_pearson(1, 10, level=level, deff=deff)


def test_a_design_effect_of_two_is_half_the_events_in_half_the_trials() -> None:
    assert clopper_pearson(10, 1000, deff=2) == pytest.approx(clopper_pearson(5, 500))
    assert clopper_pearson_upper(10, 1000, deff=2) == pytest.approx(clopper_pearson_upper(5, 500))
    assert garwood(10, 1000, deff=2) == pytest.approx(garwood(5, 500))
    assert garwood_upper(10, 1000, deff=2) == pytest.approx(garwood_upper(5, 500))
