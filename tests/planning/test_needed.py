"""How many people, trials and errors: against exact limits, closed forms and the rule itself."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.intervals.counts import clopper_pearson_lower, clopper_pearson_upper, garwood_lower, garwood_upper
from bystander.intervals.zero_events import hoeffding_upper
from bystander.planning.needed import errors_allowed, people_needed, sets_needed, trials_needed


def test_174_people_allow_5_misses_for_5_per_cent_at_80_per_cent() -> None:
    assert errors_allowed(174, 0.05, level=0.8) == 5
    assert clopper_pearson_upper(5, 174, level=0.8) == pytest.approx(0.04506, abs=5e-6)
    assert clopper_pearson_upper(6, 174, level=0.8) == pytest.approx(0.0517, abs=5e-5)


@given(trials=st.integers(1, 3000), limit=st.floats(0.001, 0.5), level=st.sampled_from([0.8, 0.95, 0.99]))
def test_as_many_errors_are_within_the_limit_and_one_more_is_not(trials: int, limit: float, level: float) -> None:
    allowed = errors_allowed(trials, limit, level=level)
    if allowed is None:
        assert clopper_pearson_upper(0, trials, level=level) > limit
        return
    assert clopper_pearson_upper(allowed, trials, level=level) <= limit
    assert allowed == trials or clopper_pearson_upper(allowed + 1, trials, level=level) > limit


def test_any_number_of_errors_is_within_a_limit_of_one() -> None:
    assert errors_allowed(7, 1.0) == 7


@pytest.mark.parametrize(("limit", "level"), [(1 / 6000, 0.95), (0.01, 0.8)])
def test_without_an_error_the_trials_are_the_logarithms(limit: float, level: float) -> None:
    exact = log(1 - level) / log(1 - limit)
    assert trials_needed(0.0, limit, level=level) == pytest.approx(exact, abs=1)
    assert trials_needed(0.0, limit, level=level, deff=5) == pytest.approx(5 * exact, abs=1)


@given(limit=st.floats(0.001, 0.3), part=st.floats(0.0, 0.95), deff=st.sampled_from([1.0, 2.0, 5.0]))
def test_so_many_trials_are_enough_and_one_fewer_are_not(limit: float, part: float, deff: float) -> None:
    value = limit * part
    for upper in (clopper_pearson_upper, garwood_upper):
        n = trials_needed(value, limit, deff=deff, upper=upper)
        assert n is not None
        assert upper(value * n, n, deff=deff) <= limit
        assert n == 1 or upper(value * (n - 1), n - 1, deff=deff) > limit


@pytest.mark.parametrize("value", [0.1, 0.2])
def test_no_number_of_trials_shows_a_rate_that_is_not_below_the_limit(value: float) -> None:
    assert trials_needed(value, 0.1) is None
    assert people_needed(300, value, value + 0.05, 0.1) is None


def test_half_the_distance_takes_four_times_the_people() -> None:
    assert people_needed(100, 0.05, 0.09, 0.07) == 400
    assert people_needed(100, 0.05, 0.01, 0.03) == 400  # from below alike


@given(value=st.floats(0.0, 0.4), sets=st.integers(5, 5000))
def test_sets_are_those_at_which_the_limit_without_assumption_is_reached(value: float, sets: int) -> None:
    limit = hoeffding_upper(value, sets)
    assert sets_needed(value, limit) == pytest.approx(sets, rel=1e-5)


def test_at_least_is_at_most_of_the_rest_and_stops_at_the_fewest() -> None:
    """39 of 48 right, 80 % required, in fives: the exact rule needs some 14,100 and not the 31,000 of a square root."""
    value = 39 / 48
    n = trials_needed(value, 0.8, deff=5, lower=clopper_pearson_lower)
    assert n == trials_needed(1 - value, 0.2, deff=5)
    assert n is not None
    assert 14_000 < n < 14_200
    assert trials_needed(0.7, 0.8, lower=clopper_pearson_lower) is None
    hours = trials_needed(2.0, 1.0, lower=garwood_lower)
    assert hours is not None
    assert garwood_lower(2.0 * hours, hours) >= 1.0 > garwood_lower(2.0 * (hours - 1), hours - 1)
