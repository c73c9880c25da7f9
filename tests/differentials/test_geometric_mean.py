from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from bystander.differentials.geometric_mean import GeometricMeanRatios, to_geometric_mean
from bystander.differentials.groups import GroupCount
from bystander.differentials.ratios import largest_ratio
from tests.differentials.test_groups import counted


def ratios(groups: list[GroupCount], *, level: float = 0.95) -> GeometricMeanRatios:
    found = to_geometric_mean(groups, level=level)
    assert found is not None
    return found


def test_rates_of_one_two_and_four_have_the_mean_two() -> None:
    found = ratios(counted((10, 1000), (20, 1000), (40, 1000)))
    assert found.mean == pytest.approx(0.02)
    assert [group.value for group in found.groups] == pytest.approx([0.5, 1, 2])
    assert (found.worst.name, found.replaced) == ("g2", ())
    assert found.worst.value == pytest.approx(2)
    assert found.worst.low == pytest.approx(max(1, *(group.low for group in found.groups)))


def test_an_upper_limit_of_half_a_billion_is_none() -> None:
    few, many = (GroupCount(name=n, events=x, trials=30, deff=5.7) for n, x in (("few", 3), ("many", 10)))
    assert ratios([few, many]).worst.high is None
    assert ratios([replace(few, events=15), many]).worst.high is not None


def test_a_rate_of_nothing_is_its_upper_limit_in_the_mean_alone() -> None:
    found = ratios(counted((8, 100), (0, 100)))
    upper = 1 - 0.05 ** (1 / 100)
    assert found.mean == pytest.approx((0.08 * upper) ** 0.5)
    assert found.replaced == ("g1",)
    assert [group.value for group in found.groups] == pytest.approx([0.08 / found.mean, 0])
    assert found.groups[0].high is None
    assert found.groups[1].low == 0


def test_the_limits_are_where_a_general_optimiser_finds_them() -> None:
    x, n = np.array([12.0, 30.0, 9.0]), np.array([1000.0, 1500.0, 800.0])
    moved = np.array([0.5, -0.25, -0.25])
    found = ratios(counted((12, 1000), (30, 1500), (9, 800)))
    most = stats.norm.ppf(0.05 / 6) ** 2
    for limit, counts in ((found.groups[0].low, x - moved), (found.groups[0].high, x + moved)):
        assert limit is not None
        assert _deviance(counts, n, np.log(limit)) == pytest.approx(most, rel=1e-5)


def _deviance(x: np.ndarray, n: np.ndarray, psi: float) -> float:
    """Return twice the loss of log likelihood where the first group's log ratio to the geometric mean is psi."""

    def loss(two: np.ndarray) -> float:
        # ln rate of the first is psi + mean of all: a = psi + (a + b + c) / 3
        b, c = two
        logs = np.array([(3 * psi + b + c) / 2, b, c])
        means = n * np.exp(logs)
        return float(2 * np.sum(x * np.log(x / means) - x + means))

    start = np.log(x[1:] / n[1:])
    best = optimize.minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12})
    return float(best.fun)


def test_of_two_groups_it_is_nearly_the_root_of_the_exact_ratio() -> None:
    groups = counted((40, 1000), (20, 1000))
    exact = largest_ratio(groups, level=0.975)  # as two ratios to the mean share the error
    found = ratios(groups)
    assert exact is not None
    assert exact.high is not None
    assert found.groups[0].value == pytest.approx(2**0.5)
    assert found.groups[0].high == pytest.approx(exact.high**0.5, rel=0.02)
    one, other = found.groups
    assert (other.low, other.high) == pytest.approx((1 / (one.high or 0), 1 / one.low))


@settings(deadline=None)  # the first call imports scipy.special
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(60, 10**6)), min_size=2, max_size=6).filter(
        lambda rows: any(x for x, _ in rows)
    ),
    st.sampled_from([1.0, 3.0, 50.0]),
)
def test_limits_hold_the_value_whatever_the_counts(rows: list[tuple[int, int]], deff: float) -> None:
    found = ratios(counted(*rows, deff=deff))
    for group in (*found.groups, found.worst):
        assert 0 <= group.low <= group.value < float("inf")
        assert group.high is None or group.value <= group.high < float("inf")
    assert found.worst.value >= 1 - 1e-12 or found.replaced
    assert all(group.low == 0 for group, (x, _) in zip(found.groups, rows, strict=True) if x == 0)


def test_forty_groups_have_an_answer() -> None:
    assert len(ratios(counted(*[(20 + k, 1000) for k in range(40)])).groups) == 40
