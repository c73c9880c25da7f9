from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from benchmarks.coverage.differential_figures import published
from bystander.differentials.groups import GroupCount
from bystander.differentials.ratios import rate_ratio
from bystander.differentials.tipping_point import TippingPoint, tipping_point


def found(events: int, total: int, shares: tuple[float, ...] = (), *, among: int = 1, deff: float = 1) -> TippingPoint:
    point = tipping_point(events, total, shares=shares, among=among, deff=deff)
    assert point is not None
    return point


def test_eight_of_ten_have_the_published_figures() -> None:
    assert {figure.what: figure.distance for figure in published() if figure.distance > 1} == {}


def test_eight_of_ten_have_the_published_limits_to_seven_digits() -> None:
    point = found(8, 10, (0.25,))
    assert (point.low, point.high) == pytest.approx((0.4439045, 0.9747893), abs=5e-8)
    assert point.more_below == pytest.approx(0.4439045, abs=5e-8)
    (row,) = point.supposed
    assert (row.ratio, row.low, row.high) == pytest.approx((12.0, 2.39, 116), rel=0.005)


def test_at_the_tipping_point_the_ratio_may_just_be_one_and_the_central_p_is_the_level() -> None:
    tip = found(8, 10).more_below
    assert tip is not None
    (row,) = found(8, 10, (tip,)).supposed
    assert row.low == pytest.approx(1)
    assert row.central_p == pytest.approx(0.05)


@settings(deadline=None)  # the first call imports scipy.special
@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.02, 0.98))
def test_a_row_is_the_ratio_of_two_groups_and_scipy_s_binomial_test(inside: int, outside: int, share: float) -> None:
    if inside + outside == 0:
        assert tipping_point(0, 0) is None
        return
    (row,) = found(inside, inside + outside, (share,)).supposed
    a = GroupCount(name="a", events=inside, trials=10_000 * share)
    b = GroupCount(name="b", events=outside, trials=10_000 * (1 - share))
    ratio = rate_ratio(a, b)
    assert ratio is not None
    assert (row.ratio, row.low, row.central_p) == pytest.approx((ratio.value, ratio.low, ratio.p), rel=1e-7)
    assert row.high == (None if ratio.high is None else pytest.approx(ratio.high, rel=1e-7))
    assert row.p == pytest.approx(stats.binomtest(inside, inside + outside, share).pvalue, rel=1e-6)


def test_a_billion_errors_are_not_gone_through_one_by_one() -> None:
    (row,) = found(10**9 + 10**5, 2 * 10**9, (0.5,)).supposed
    assert row.p == pytest.approx(row.central_p, rel=1e-6)  # symmetric: both are twice a tail
    assert row.p == pytest.approx(stats.norm.sf(2e5 / math.sqrt(2 * 10**9)) * 2, rel=1e-3)


def test_picking_the_group_after_looking_costs() -> None:
    plain, picked = found(8, 10, (0.25,)), found(8, 10, (0.25,), among=4)
    assert picked.more_below == pytest.approx(0.3631, abs=5e-5)
    assert (picked.low, picked.high) == (plain.low, plain.high)
    assert plain.supposed[0].p is not None
    assert picked.supposed[0].p == pytest.approx(4 * plain.supposed[0].p)
    assert picked.supposed[0].low < plain.supposed[0].low


def test_all_errors_on_one_group_leave_no_upper_limit_and_none_leaves_no_tipping_point() -> None:
    every, none = found(5, 5, (0.5,)), found(0, 5, (0.5,))
    assert (every.supposed[0].high, every.fewer_above) == (None, None)
    assert every.supposed[0].ratio == 11  # 5.5 / .5
    assert (none.more_below, none.supposed[0].low) == (None, 0)
    assert none.fewer_above == pytest.approx(1 - 0.025 ** (1 / 5))


def test_errors_that_come_in_twos_move_the_tipping_point() -> None:
    twos, half = found(8, 10, (0.25,), deff=2), found(4, 5, (0.25,))
    assert twos.more_below == pytest.approx(half.more_below)
    assert twos.supposed[0].central_p == pytest.approx(half.supposed[0].central_p)
    assert twos.supposed[0].p is None


@pytest.mark.parametrize(("events", "total", "share"), [(11, 10, 0.5), (-1, 10, 0.5), (8, 10, 0), (8, 10, 1)])
def test_what_cannot_be_is_refused(events: int, total: int, share: float) -> None:
    with pytest.raises(ValueError, match=r"cannot be|between 0 and 1"):
        tipping_point(events, total, shares=[share])
