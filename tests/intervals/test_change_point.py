from __future__ import annotations

import numpy as np
import pytest

from bystander.intervals.change_point import FEWEST, changes


def stretch(rng: np.random.Generator, median: float, rows: int, spread: float = 0.6) -> list[float]:
    return [float(y) for y in median * np.exp(rng.normal(0, spread, rows))]


def test_a_jump_from_280_to_2500_faces_an_hour_is_found_at_its_date() -> None:
    rng = np.random.default_rng(1)
    y = stretch(rng, 280, 60) + stretch(rng, 2500, 60)
    (change,) = changes(y, list(range(120)))
    assert abs(change.first - 60) <= 2
    assert change.low < 2500 / 280 < change.high
    assert change.before == pytest.approx(280, rel=0.3)
    assert change.after == pytest.approx(2500, rel=0.3)


def test_a_fall_and_a_rise_are_two_changes_and_neither_hides_the_other() -> None:
    rng = np.random.default_rng(2)
    y = stretch(rng, 1500, 24) + stretch(rng, 280, 100) + stretch(rng, 1700, 75)
    down, up = changes(y, list(range(199)))
    assert down.factor < 1 / 3
    assert up.factor > 3
    assert down.times > 3
    assert (down.rows_before, up.rows_after) == pytest.approx((24, 75), abs=2)


def test_the_factor_of_two_constant_stretches_is_exact() -> None:
    (change,) = changes([100.0] * 10 + [400.0] * 10, list(range(20)))
    assert (change.first, change.factor, change.before, change.after) == (10, 4.0, 100.0, 400.0)


def test_a_record_without_a_change_is_left_in_peace() -> None:
    rng = np.random.default_rng(5)
    alarms = 0
    for _ in range(50):
        days = np.sort(rng.integers(0, 60, 120))
        alarms += bool(changes(stretch(rng, 300, 120, spread=1.2), days.tolist()))
    assert alarms <= 1


def test_a_doubling_is_no_change_of_the_denominator() -> None:
    rng = np.random.default_rng(6)
    assert changes(stretch(rng, 300, 80, 0.3) + stretch(rng, 600, 80, 0.3), list(range(160))) == ()


def test_a_slow_drift_below_the_factor_is_no_change() -> None:
    assert changes(np.linspace(300, 700, 100).tolist(), list(range(100))) == ()


def test_a_few_busy_days_are_no_change() -> None:
    rng = np.random.default_rng(7)
    y = stretch(rng, 300, 100, 0.3)
    y[40:44] = [9000.0] * 4
    assert changes(y, list(range(100))) == ()


def test_too_few_rows_on_a_side_show_nothing() -> None:
    y = [100.0] * 50 + [1000.0] * (FEWEST // 2 - 1)
    assert changes(y, list(range(len(y)))) == ()
    assert changes([], []) == ()


def test_a_change_never_falls_within_one_day() -> None:
    y = [100.0] * 10 + [1000.0] * 10
    assert changes(y, [1] * 20) == ()
    (change,) = changes([100.0] * 20 + [1000.0] * 20, [1] * 18 + [2] * 4 + [3] * 18)
    assert change.first in {18, 22}


def test_the_unit_of_time_does_not_matter() -> None:
    rng = np.random.default_rng(8)
    y = stretch(rng, 280, 40) + stretch(rng, 2500, 40)
    a, b = changes(y, list(range(80))), changes([v / 60 for v in y], [7 * d for d in range(80)])
    assert [(c.first, c.p_value) for c in a] == [(c.first, c.p_value) for c in b]
    assert a[0].factor == pytest.approx(b[0].factor)


@pytest.mark.parametrize(("y", "when", "said"), [([1.0, 2.0], [2, 1], "order"), ([0.0, 2.0], [1, 2], "above 0")])
def test_unusable_rows_are_refused(y: list[float], when: list[int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        changes(y, when)


def test_a_record_of_many_thousand_rows_keeps_its_factor() -> None:
    rng = np.random.default_rng(9)
    y = stretch(rng, 280, 3000) + stretch(rng, 2800, 3000)
    (change,) = changes(y, list(range(6000)))
    assert change.factor == pytest.approx(10, rel=0.05)
    assert change.low < 10 < change.high


def test_busy_and_quiet_weeks_that_follow_each_other_are_no_change() -> None:
    rng = np.random.default_rng(10)
    alarms = 0
    for _ in range(30):
        z = np.zeros(120)
        for i in range(1, 120):  # neighbours correlate by 0.8; an uncorrected test raises 6 alarms in 10
            z[i] = 0.8 * z[i - 1] + 0.6 * rng.normal()
        alarms += bool(changes([float(y) for y in 300 * np.exp(z)], list(range(120))))
    assert alarms <= 6
