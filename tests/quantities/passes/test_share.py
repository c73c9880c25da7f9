"""The share of passes, clustered on people: by hand, turned round, and at both ends."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betaincinv

from bystander.intervals import clusters, kg_t
from bystander.quantities.passes.share import share_of


def test_one_pass_each_is_clopper_and_pearson() -> None:
    x = np.array([1] * 30 + [0] * 10)
    e = share_of(x, np.ones(40, int), level=0.95).estimate
    assert (e.events, e.trials, e.value) == (30, 40, 0.75)
    assert e.low <= betaincinv(30, 11, 0.025)  # the variance of 40 people has P/(P-1) in it, so a little wider
    assert e.high >= betaincinv(31, 10, 0.975)
    assert (e.low, e.high) == pytest.approx((betaincinv(30, 11, 0.025), betaincinv(31, 10, 0.975)), abs=0.012)


def test_alerts_and_misses_are_one_number_turned_round() -> None:
    rng = np.random.default_rng(1)
    k = rng.integers(1, 8, 60)
    x = rng.binomial(k, rng.beta(6, 1, 60))
    alerts, misses = (share_of(counts, k, level=0.95).estimate for counts in (x, k - x))
    assert alerts.value == pytest.approx(1 - misses.value)
    assert (alerts.low, alerts.high) == pytest.approx((1 - misses.high, 1 - misses.low))


def test_the_interval_is_kg_t_of_the_rarer_outcome() -> None:
    k = np.full(40, 3)
    x = np.array([3] * 20 + [1] * 12 + [0] * 8)
    rate = clusters.one_way(k - x, k)
    limits = kg_t.interval(rate, level=0.9)
    e = share_of(x, k, level=0.9).estimate
    assert (e.low, e.high) == pytest.approx((1 - limits.high, 1 - limits.low))
    assert e.effective_trials == pytest.approx(limits.effective_trials)


def test_passes_of_one_person_count_for_less_than_their_number() -> None:
    alike = share_of(np.array([10] * 20 + [0] * 20), np.full(40, 10), level=0.95).estimate
    assert alike.effective_trials == pytest.approx(40 / (40 / 39), rel=0.1)


def test_few_misses_are_taken_to_repeat_within_a_person() -> None:
    x, k = np.array([5] * 38 + [4, 4]), np.full(40, 5)
    found = share_of(x, k, level=0.95)
    assert found.estimate.effective_trials is not None
    assert found.estimate.effective_trials <= 200 / (1 + 4 * 0.1)
    assert any("a correlation of at most 0.1" in said for said in found.caveats)


@pytest.mark.parametrize("alerts", [0, 3])
def test_all_or_none_is_a_limit_that_rests_on_people(alerts: int) -> None:
    found = share_of(np.full(40, alerts), np.full(40, 3), level=0.95)
    limit = 1 - 0.05 ** (1 / 40)
    e = found.estimate
    assert e.method.one_sided
    assert (e.low, e.high) == pytest.approx((0, limit) if alerts == 0 else (1 - limit, 1))


def test_no_pass_is_no_share() -> None:
    with pytest.raises(ValueError, match="at least one trial"):
        share_of(np.zeros(3, int), np.zeros(3, int), level=0.95)
