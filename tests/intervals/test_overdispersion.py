from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2, norm, t

from bystander.intervals.overdispersion import (
    design_effect,
    differ,
    overdispersion,
    own_limits,
    scatter,
    to_come,
    usable_scatter,
    why_not,
)


def test_phi_is_the_arithmetic_that_a_reader_can_redo() -> None:
    # ten events in five equal deployments: two expected in each; (36 + 4 + 4 + 4 + 0) / 2 / 4 degrees of freedom
    assert scatter([8, 0, 0, 0, 2], [1, 1, 1, 1, 1]) == pytest.approx((36 + 4 + 4 + 4 + 0) / 2 / 4)


def test_a_share_of_alerts_scatters_less_than_a_count_by_the_share_that_is_right() -> None:
    false, alerts = [8, 0, 0, 0, 2], [10, 10, 10, 10, 10]
    assert scatter(false, alerts, bounded=True) == pytest.approx(scatter(false, alerts) / (1 - 10 / 50))


def test_so_many_alerts_that_none_are_drawn_without_replacement_are_compared_all_the_same() -> None:
    alerts = [200_000_000] * 12  # 2.4 billion: numpy draws hypergeometric numbers from fewer than one billion
    false = [80_000_000 + 6_000 * (i % 3 - 1) + 500 * i for i in range(12)]
    found = overdispersion(false, alerts, bounded=True)
    assert found.phi == pytest.approx(scatter(false, alerts, bounded=True))
    assert 0.01 < found.p_value < 0.99
    # of so many, the statistic is a chi-square with 11 degrees of freedom; 9,999 draws err by 0.005 at most
    assert found.p_value == pytest.approx(chi2.sf(found.phi * 11, 11), abs=0.015)


def test_where_risk_is_equal_phi_is_one_on_average_and_the_test_keeps_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bystander.intervals.chance_scatter.DRAWS", 999)
    rng = np.random.default_rng(3)
    exposure = rng.lognormal(7, 1.5, 60)
    found = [
        overdispersion(rng.multinomial(20, exposure / exposure.sum()).tolist(), exposure.tolist()) for _ in range(150)
    ]
    # the mean of phi is exactly 1; its error here is about 0.04
    assert np.mean([d.phi for d in found]) == pytest.approx(1, abs=0.15)
    assert np.mean([d.p_value <= 0.05 for d in found]) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 150)


def test_alerts_that_come_in_fives_give_a_phi_near_five_and_a_tiny_p_value() -> None:
    rng = np.random.default_rng(4)
    events = 5 * rng.poisson(1, 200)
    d = overdispersion(events.tolist(), [1.0] * 200)
    assert 3.5 < d.phi < 6.5
    assert d.p_value == pytest.approx(1e-4)
    assert d.low <= d.phi <= d.high


def test_less_scatter_than_chance_never_narrows_an_interval() -> None:
    d = overdispersion([2] * 20, [1.0] * 20)
    assert d.phi == 0
    assert design_effect(d.phi, 20) == 1


def test_neither_the_order_of_deployments_nor_the_unit_of_exposure_matters() -> None:
    events, exposure = [3, 0, 1, 0, 0, 4, 0], [9.0, 4.0, 5.0, 3.0, 2.0, 7.0, 8.0]
    a = overdispersion(events, exposure)
    b = overdispersion(events[::-1], exposure[::-1])
    assert a == b
    assert scatter(events, [60 * e for e in exposure]) == pytest.approx(a.phi)


def test_a_deployment_without_exposure_says_nothing_and_is_left_out() -> None:
    assert scatter([3, 0, 1, 0, 2, 0], [1, 2, 3, 4, 5, 0]) == scatter([3, 0, 1, 0, 2], [1, 2, 3, 4, 5])
    with pytest.raises(ValueError, match="without exposure"):
        scatter([3, 0, 1, 0, 2, 1], [1, 2, 3, 4, 5, 0])


@pytest.mark.parametrize(
    ("events", "exposure", "said"),
    [
        ([5, 1, 2], [1, 1, 1], "only 3 rows"),
        ([5], [1], "only 1 row "),
        ([1] + [0] * 9, [1] * 10, "only 1 false alert "),
    ],
)
def test_too_few_deployments_or_events_are_named(events: list[int], exposure: list[float], said: str) -> None:
    assert said in (why_not(events, exposure) or "")
    with pytest.raises(ValueError, match=said):
        overdispersion(events, exposure)


def test_alerts_that_are_all_false_cannot_differ() -> None:
    assert "cannot differ" in (why_not([2, 1, 3, 1, 2], [2, 1, 3, 1, 2], bounded=True) or "")


def test_two_rows_that_differ_beyond_doubt_are_not_taken_for_one_rate() -> None:
    assert usable_scatter([2297, 0], [170_000, 2_500_000], bounded=True) > 1000  # type: ignore[operator]
    assert usable_scatter([3, 2], [1000, 1000]) is None


def test_the_p_value_of_two_rows_is_the_binomial_one() -> None:
    # 6 of 6 events in the first of two equal rows: 2 * (1/2)^6 = 1/32
    assert differ([6, 0], [1, 1]) == pytest.approx(1 / 32, abs=4 * np.sqrt(1 / 32 / 9999))


def test_the_limits_are_the_arithmetic_that_a_reader_can_redo() -> None:
    # Two expected in each of five rows; 36 + 4 + 4 + 4 + 0 over 2 is a chi-square of 24, six times its four degrees.
    # So s^2 = 20/24, and the rows' own rates are 2 + s (x - 2), none below nothing.
    s = (20 / 24) ** 0.5
    rates = [2 + 6 * s, 2 - 2 * s, 2 - 2 * s, 2 - 2 * s, 2.0]
    variance = sum(4 * (rate - 2) ** 2 * rate + 2 * rate**2 + rate for rate in rates) / 4
    freedom = 2 * 24**2 / variance
    low, high = (freedom * 6 / chi2.ppf(q, freedom) for q in (0.975, 0.025))
    found = overdispersion([8, 0, 0, 0, 2], [3.0] * 5)
    assert (found.phi, found.low, found.high) == pytest.approx((6, low, high))


def test_rows_that_are_all_alike_have_two_degrees_of_freedom_and_no_scatter() -> None:
    assert own_limits(np.full(20, 2.0), np.ones(20), level=0.95) == (0, 0)


def test_which_of_two_outcomes_is_counted_does_not_matter() -> None:
    wrong, alerts = [5, 0, 0, 0, 1, 0], [10, 10, 10, 10, 10, 10]
    right = [n - x for x, n in zip(wrong, alerts, strict=True)]
    a, b = (overdispersion(x, alerts, bounded=True) for x in (wrong, right))
    assert (a.phi, a.low, a.high) == pytest.approx((b.phi, b.low, b.high))
    assert to_come(wrong, alerts, bounded=True) == pytest.approx(to_come(right, alerts, bounded=True))


def test_what_may_come_holds_what_was_seen() -> None:
    counts, exposure = [4, 0, 1, 9, 2, 3, 0, 1], [1.0] * 8
    d, (first, last) = overdispersion(counts, exposure), to_come(counts, exposure)
    assert first <= d.low <= d.phi <= d.high <= last


def test_a_design_effect_is_widened_as_students_t_widens_an_interval() -> None:
    wider = (t.ppf(0.975, 5) / norm.ppf(0.975)) ** 2
    assert design_effect(3.0, 6) == pytest.approx(3 * (1 + (wider - 1) * 2 / 3))
    assert design_effect(0.4, 6) == design_effect(1.0, 6) == 1
    assert design_effect(3.0, 10**6) == pytest.approx(3, rel=1e-4)
    assert design_effect(3.0, 2) == design_effect(3.0, 4)
