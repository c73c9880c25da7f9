from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper, garwood
from bystander.intervals.overdispersion import design_effect
from bystander.intervals.record_rate import DEFFS, rate_per_exposure, rate_per_trial

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.intervals.record_rate import Rate


def test_counts_of_deployments_are_added_up_before_they_are_divided() -> None:
    rate = rate_per_trial([7, 1, 0], [8_600, 12_120, 4_600])
    assert rate.estimate.value == 8 / 25_320
    assert (rate.estimate.events, rate.estimate.trials) == (8, 25_320)
    assert (rate.estimate.low, rate.estimate.high) == clopper_pearson(8, 25_320)


def test_every_rate_carries_the_rows_for_one_two_and_five() -> None:
    rate = rate_per_trial([0], [12_120])
    assert [s.deff for s in rate.sensitivity] == [1, 2, 5]
    assert [s.effective_trials for s in rate.sensitivity] == [12_120, 6_060, 2_424]
    assert rate.sensitivity[0].upper == pytest.approx(2.47142e-4, rel=1e-5)
    assert rate.sensitivity[1].upper == pytest.approx(4.9e-4, abs=5e-6)
    assert rate.phi is None


@pytest.mark.parametrize("measure", [rate_per_trial, rate_per_exposure])
def test_a_record_without_events_has_one_limit_the_exact_one_sided_one(measure: Callable[..., Rate]) -> None:
    rate = measure([0, 0], [12_000, 120])
    assert rate.estimate.method.one_sided
    assert rate.bounds.naive_upper is None
    assert rate.estimate.high == rate.sensitivity[0].high == rate.sensitivity[0].upper
    exact = 1 - 0.05 ** (1 / 12_120) if measure is rate_per_trial else -np.log(0.05) / 12_120
    assert rate.estimate.high == pytest.approx(exact)
    assert all(row.high == row.upper for row in rate.sensitivity)


def test_the_interval_is_that_of_independent_events_where_no_scatter_shows_and_says_so() -> None:
    rate = rate_per_trial([3, 2], [1000, 1000])
    assert (rate.estimate.low, rate.estimate.high) == clopper_pearson(5, 2000)
    assert rate.estimate.method.only_if == "if each alert is independent of every other"


def test_the_observed_scatter_is_one_more_row() -> None:
    rate = rate_per_exposure([8, 0, 0, 0, 2], [1, 1, 1, 1, 1])
    assert rate.phi == pytest.approx(6)
    deff = design_effect(6, 5)
    assert rate.sensitivity[-1].deff == pytest.approx(deff)
    assert (rate.sensitivity[-1].low, rate.sensitivity[-1].high) == pytest.approx(garwood(10, 5, deff=deff))


def test_the_interval_is_that_of_the_measured_scatter_and_says_so() -> None:
    rate = rate_per_exposure([8, 0, 0, 0, 2], [1, 1, 1, 1, 1])
    assert (rate.estimate.low, rate.estimate.high) == (rate.sensitivity[-1].low, rate.sensitivity[-1].high)
    assert rate.estimate.effective_trials == rate.sensitivity[-1].effective_trials
    assert rate.estimate.method.only_if == "if deployments to come each differ as these did"
    assert rate.estimate.method.rests_on(methods.DIFFERING)


def test_an_hour_may_hold_several_events_and_a_face_may_not() -> None:
    assert rate_per_exposure([30], [10.0]).estimate.value == 3
    with pytest.raises(ValueError, match="cannot come from"):
        rate_per_trial([30], [10])


def test_the_share_of_right_alerts_scatters_as_the_wrong_ones_do() -> None:
    wrong, alerts = [5, 0, 0, 0, 1, 0], [10, 10, 10, 10, 10, 10]
    right = [n - x for x, n in zip(wrong, alerts, strict=True)]
    assert rate_per_trial(right, alerts, phi_of=wrong).phi == rate_per_trial(wrong, alerts).phi


def test_nothing_to_divide_by_is_an_error() -> None:
    with pytest.raises(ValueError, match="no trials"):
        rate_per_trial([], [])
    with pytest.raises(ValueError, match="no trials"):
        rate_per_exposure([0], [0.0])


def test_a_range_with_unjudged_alerts_reaches_from_none_to_all_of_them() -> None:
    """14 false and 59 unjudged alerts of 468,900 faces: the lower end is that of 14, the upper end that of 73."""
    rate = rate_per_trial([14], [468_900], in_doubt=59)
    low, high = clopper_pearson(14, 468_900)[0], clopper_pearson(73, 468_900)[1]
    assert (rate.estimate.low, rate.estimate.high) == (low, high)
    assert rate.estimate.value == 14 / 468_900
    assert [row.upper for row in rate.sensitivity] == [clopper_pearson_upper(73, 468_900, deff=d) for d in DEFFS]
    assert rate.bounds.naive_upper == clopper_pearson_upper(73, 468_900)
    none = rate_per_exposure([0], [10.0], in_doubt=3)
    assert (none.estimate.low, none.estimate.high) == (0.0, garwood(3, 10.0)[1])
    assert not none.estimate.method.one_sided
