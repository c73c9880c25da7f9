"""Groups within strata: an exact test and a ratio of Mantel and Haenszel."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest, hypergeom

from bystander.differentials.within_strata import design_effect_within, within_strata
from bystander.intervals.overdispersion import design_effect


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


def test_one_stratum_of_tries_that_are_an_event_once_is_drawn_without_putting_back() -> None:
    found = within_strata(*arrays(((8, 10), (6, 30))), bounded=True)
    assert found is not None
    assert found.p == pytest.approx(2 * 2 * hypergeom.sf(7, 40, 10, 14), rel=1e-10)  # 8 or more of 14 among 10 of 40
    of_counts = within_strata(*arrays(((8, 10), (6, 30))))
    assert of_counts is not None
    assert of_counts.p > 8 * found.p


def test_all_tries_being_events_is_no_difference() -> None:
    found = within_strata(*arrays(((10, 10), (30, 30)), ((4, 4), (9, 9))), bounded=True)
    assert found is not None
    assert found.ratio == pytest.approx(1.0)
    assert found.p == pytest.approx(1.0)
    assert design_effect_within(*arrays(*(((n, n), (3 * n, 3 * n)) for n in range(4, 10))), bounded=True) == 1.0


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


# three times as often in every row; in the last three rows a threshold was raised, for both
BOTH = arrays(
    ((12, 6000), (8, 14000)), ((14, 6600), (10, 15400)), ((11, 6300), (9, 14700)),
    ((1, 6300), (1, 14700)), ((2, 6000), (1, 14000)), ((2, 7500), (1, 17500)),
)  # fmt: skip


def test_what_a_row_does_to_all_groups_cancels() -> None:
    assert design_effect_within(*BOTH) == 1.0
    events, trials = BOTH
    assert design_effect_within(events * np.array([[1], [1], [1], [20], [20], [20]]), trials) == 1.0


def test_of_two_groups_it_is_what_is_left_of_each_rows_share() -> None:
    events, trials = arrays(*(((a, 100), (b, 100)) for a, b in ((9, 3), (2, 10), (8, 4), (1, 11), (10, 2), (6, 6))))
    # both have 36 of 72 events in rows of 12 each: 6 expected; squares 9, 16, 4, 25, 16 and 0 over 3, five of freedom
    phi = (9 + 16 + 4 + 25 + 16 + 0) / 3 / 5
    assert design_effect_within(events, trials) == pytest.approx(design_effect(phi, 6))


def test_of_shares_a_count_scatters_by_what_is_not_an_event_too() -> None:
    events, trials = arrays(*(((a, 24), (b, 24)) for a, b in ((9, 3), (2, 10), (8, 4), (1, 11), (10, 2), (6, 6))))
    # as above, 6 of 24 expected: a variance of 6 * 18 / 24 in place of 6
    phi = (9 + 16 + 4 + 25 + 16 + 0) / 3 / 5 / 0.75
    assert design_effect_within(events, trials, bounded=True) == pytest.approx(design_effect(phi, 6))


def test_a_group_of_which_more_would_be_expected_than_there_are_does_not_count_as_no_scatter() -> None:
    # nearly all of ten and ten, where elsewhere one has twice the other's share: a ratio of two expects 12.7 of 10
    events, trials = arrays(*[((20, 100), (10, 100))] * 5, ((10, 10), (9, 10)))
    found = design_effect_within(events, trials, bounded=True)
    assert found is not None
    assert found > design_effect((10 - 12.4) ** 2 / 0.475 / 5, 6)  # 0.475: the variance of 9.5 of 10


@pytest.mark.parametrize("own", [False, True])
def test_groups_of_one_share_are_told_apart_no_oftener_than_said(*, own: bool) -> None:
    rng = np.random.default_rng(17)
    called = 0
    for _ in range(400):
        trials = rng.integers(20, 200, (8, 2))
        shares = rng.beta(4, 4, (8, 2 if own else 1))
        found = within_strata(rng.binomial(trials, shares), trials, bounded=True)
        called += found is not None and found.p <= 0.05
    assert called <= 0.05 * 400 + 2 * np.sqrt(0.05 * 0.95 * 400)


def test_rates_of_the_groups_are_fitted_whatever_the_mix_of_a_row() -> None:
    rng = np.random.default_rng(3)
    trials = rng.integers(2000, 90_000, (8, 3))
    of_row = rng.uniform(1e-3, 9e-2, (8, 1))
    exact = np.round(trials * of_row * np.array([1.0, 2.0, 5.0]))
    assert design_effect_within(exact.astype(np.int64), trials) == 1.0
    events = rng.negative_binomial(2, 2 / (2 + exact))
    found = design_effect_within(events, trials)
    assert found is not None
    assert found > 10
    assert design_effect_within(events[::-1, ::-1], trials[::-1, ::-1]) == pytest.approx(found)


@pytest.mark.parametrize(
    "why",
    ["four rows", "a group alone in a row", "events of one group", "one group"],
)
def test_where_rows_do_not_show_what_is_left_nothing_is_told(why: str) -> None:
    events, trials = (table.copy() for table in BOTH)
    if why == "four rows":
        events, trials = events[:4], trials[:4]
    elif why == "a group alone in a row":
        events[0, 1] = trials[0, 1] = 0
    elif why == "events of one group":
        events[:, 1] = 0
    else:
        events, trials = events[:, :1], trials[:, :1]
    assert design_effect_within(events, trials) is None


def test_a_row_of_nobody_tells_nothing_and_changes_nothing() -> None:
    events, trials = (np.vstack([table, np.zeros((2, 2), np.int64)]) for table in BOTH)
    assert design_effect_within(events, trials) == design_effect_within(*BOTH)
