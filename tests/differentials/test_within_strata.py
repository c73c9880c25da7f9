"""Groups within strata: an exact test and a ratio of Mantel and Haenszel."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from bystander.differentials.within_strata import within_strata


def arrays(*rows: tuple[tuple[int, int], ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return events and trials of rows of (events, trials) by group."""
    counts = np.array(rows, np.int64)
    return counts[..., 0], counts[..., 1]


def test_one_stratum_is_a_binomial_count() -> None:
    found = within_strata(*arrays(((8, 1000), (2, 3000))))
    assert found is not None
    right = 2 * binomtest(8, 10, 0.25, alternative="greater").pvalue
    assert found.p == pytest.approx(min(1, 2 * right), rel=1e-12)  # of two groups
    assert found.ratio == pytest.approx((8 / 1000) / (2 / 3000) if found.group == 0 else (2 / 3000) / (8 / 1000))


def test_rates_that_are_equal_in_every_stratum_have_the_ratio_one_whatever_their_sums_say() -> None:
    # 2 in 1,000 and 1 in 10,000; in sum 42 of 21,000 against 2.4 of 20,000 or so
    found = within_strata(*arrays(((40, 20000), (2, 1000)), ((1, 10000), (2, 20000))))
    assert found is not None
    assert found.ratio == pytest.approx(1.0)
    assert found.p == 1.0


def test_by_hand_over_two_strata() -> None:
    # of group 0: 3 of 100 and 1 of 300; of the others 1 of 100 and 2 of 100
    # ratio = (3 * 100 / 200 + 1 * 100 / 400) / (1 * 100 / 200 + 2 * 300 / 400) = 1.75 / 2
    found = within_strata(*arrays(((3, 100), (1, 100)), ((1, 300), (2, 100))))
    assert found is not None
    assert found.ratio == pytest.approx(1.75 / 2 if found.group == 0 else 2 / 1.75)


def test_without_two_groups_in_any_stratum_nothing_is_told() -> None:
    assert within_strata(*arrays(((3, 100), (0, 0)), ((0, 0), (2, 100)))) is None
    assert within_strata(*arrays(((0, 100), (0, 100)))) is None  # nor without an event


def test_neither_the_order_of_strata_nor_that_of_groups_matters() -> None:
    rng = np.random.default_rng(1)
    events, trials = rng.integers(0, 9, (12, 3)), rng.integers(100, 9000, (12, 3))
    found, turned = within_strata(events, trials), within_strata(events[::-1, ::-1].copy(), trials[::-1, ::-1].copy())
    assert found is not None
    assert turned is not None
    assert found.group == 2 - turned.group
    assert [found.p, found.ratio] == pytest.approx([turned.p, turned.ratio])


@pytest.mark.parametrize("groups", [2, 3])
def test_equal_rates_are_called_different_no_oftener_than_said(groups: int) -> None:
    rng = np.random.default_rng(7)
    called = 0
    for _ in range(400):
        trials = rng.integers(200, 20_000, (6, groups))
        rates = rng.choice([1e-4, 1e-3, 4e-3], (6, 1))
        found = within_strata(rng.poisson(trials * rates), trials)
        called += found is not None and found.p <= 0.05
    assert called <= 0.05 * 400 + 2 * np.sqrt(0.05 * 0.95 * 400)


@pytest.mark.parametrize("strata", [6, 12, 40])
def test_groups_whose_ratio_differs_from_row_to_row_are_told_apart_no_oftener_than_said(strata: int) -> None:
    rng = np.random.default_rng(11)
    called = 0
    for _ in range(400):
        rates = 4e-3 * rng.gamma(2.0, 0.5, (strata, 2))  # one mean rate, each group with days of its own
        trials = rng.integers(2_000, 3_000, (strata, 2))
        found = within_strata(rng.poisson(trials * rates), trials)
        called += found is not None and found.p <= 0.05
    assert called <= 0.05 * 400 + 2 * np.sqrt(0.05 * 0.95 * 400)  # by one ratio for all, a quarter of them
