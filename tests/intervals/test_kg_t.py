"""KG-t against its own limits: independence, few people, no people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy import stats

from bystander.intervals.clusters import ClusteredRate
from bystander.intervals.kg_t import compliance_upper, design_effect, icc_floor_for, interval

INDEPENDENT = ClusteredRate(
    events=20, trials=1000, variance=0.02 * 0.98 / 1000, linear_variance=0.0, df=200.0, people=1000
)


def test_independent_trials_give_the_clopper_pearson_interval() -> None:
    limits = interval(INDEPENDENT)
    exact = stats.binomtest(20, 1000).proportion_ci(method="exact")
    assert (limits.low, limits.high) == pytest.approx((exact.low, exact.high), rel=1e-12)
    assert limits.effective_trials == pytest.approx(1000)


def test_four_times_the_variance_leaves_a_quarter_of_the_trials_less_the_t_correction() -> None:
    rate = replace(INDEPENDENT, variance=4 * (INDEPENDENT.variance or 0), df=1e12)
    limits = interval(rate)
    assert limits.deff == pytest.approx(4)
    assert limits.effective_trials == pytest.approx(250, rel=1e-6)
    exact = stats.binomtest(5, 250).proportion_ci(method="exact")
    assert (limits.low, limits.high) == pytest.approx((exact.low, exact.high), rel=1e-6)


def test_the_t_correction_applies_to_the_estimated_excess_only() -> None:
    rate = replace(INDEPENDENT, variance=4 * (INDEPENDENT.variance or 0), df=9.0)
    t, z = stats.t.ppf(0.975, 9), stats.norm.ppf(0.975)
    assert interval(rate).inflation == pytest.approx(1 + ((t / z) ** 2 - 1) * 0.75, rel=1e-12)
    assert interval(replace(INDEPENDENT, df=9.0)).inflation == 1


def test_where_few_people_drive_comparisons_of_two_the_design_effect_is_one_larger_at_both_ends() -> None:
    few, enough = (replace(INDEPENDENT, df=df) for df in (7.9, 8.0))
    assert (interval(few).deff, interval(enough).deff) == pytest.approx((2, 1))
    assert interval(few).low < interval(enough).low
    assert interval(few).high > interval(enough).high
    assert interval(replace(few, mean_cluster=1.0)).deff == pytest.approx(1)  # trials of one person each


def test_a_negative_variance_is_read_as_independence() -> None:
    assert design_effect(replace(INDEPENDENT, variance=-1e-3)) == 1


def test_fewer_than_one_effective_person_is_treated_as_one() -> None:
    many = replace(INDEPENDENT, variance=1e-3)
    assert interval(replace(many, df=0.3)) == replace(interval(replace(many, df=1.0)), df=0.3)


def test_the_compliance_limit_is_the_upper_end_at_a_design_effect_larger_by_one() -> None:
    exact = stats.binomtest(10, 500).proportion_ci(method="exact")
    huge = replace(INDEPENDENT, df=1e12)
    assert compliance_upper(huge) == pytest.approx(exact.high, rel=1e-9)


def test_the_icc_floor_is_asked_for_when_errors_are_few_and_people_repeat() -> None:
    repeated = replace(INDEPENDENT, events=19, mean_cluster=5.0)
    assert icc_floor_for(repeated) == 0.1
    assert icc_floor_for(replace(repeated, events=20)) is None
    assert icc_floor_for(replace(repeated, events=repeated.trials - 19)) == 0.1  # a rate of what went right
    assert icc_floor_for(replace(repeated, events=repeated.trials - 20)) is None
    assert icc_floor_for(replace(repeated, mean_cluster=1.5)) is None
    assert interval(replace(repeated, events=5), icc_floor=0.1).deff >= 1.4 - 1e-12


def test_all_errors_and_no_error_reach_their_ends() -> None:
    assert interval(replace(INDEPENDENT, events=0)).low == 0
    assert interval(replace(INDEPENDENT, events=1000)).high == 1


def test_an_unknown_variance_is_refused() -> None:
    with pytest.raises(ValueError, match="too few people"):
        interval(replace(INDEPENDENT, variance=None))
