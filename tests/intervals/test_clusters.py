"""The variance identity, by hand arithmetic; the brute-force oracle is in test_oracle_*.py."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.intervals import kg_t
from bystander.intervals.clusters import one_way, two_way, vertex


def test_four_people_with_one_error_have_the_variance_that_hand_arithmetic_gives() -> None:
    # People 0..3, six comparisons, one error between 0 and 1. Disjoint ordered pairs of comparisons:
    # 36 - sum m^2 (4 * 9) + Qn (6) = 6; errors: 1 - (1 + 1) + 1 = 0. So p2 = 0 and V_U = (1/6)^2.
    rate = vertex(np.array([1, 1, 0, 0]), np.array([3, 3, 3, 3]), qc=1, qn=6)
    assert (rate.events, rate.trials, rate.people) == (1, 6, 4)
    assert rate.variance == pytest.approx(1 / 36, rel=1e-15)


def test_two_disjoint_errors_make_the_variance_negative_as_an_unbiased_estimate_may_be() -> None:
    # Errors 0-1 and 2-3: p2 = (4 - 4 + 2) / 6 = 1/3, value 1/3, V_U = 1/9 - 1/3.
    rate = vertex(np.array([1, 1, 1, 1]), np.array([3, 3, 3, 3]), qc=2, qn=6)
    assert rate.variance == pytest.approx(1 / 9 - 1 / 3, rel=1e-15)
    assert rate.df is None  # nobody has more than their share


def test_one_way_variance_is_the_hand_computed_one() -> None:
    # Errors 2, 0, 1 of 4, 4, 2 trials: p2 = (9 - 5) / (100 - 36) = 1/16; V_U = 9/100 - 1/16.
    rate = one_way(np.array([2, 0, 1]), np.array([4, 4, 2]))
    assert rate.variance == pytest.approx(0.09 - 0.0625, rel=1e-12)
    assert rate.mean_cluster == pytest.approx(36 / 10)


def test_equal_numbers_of_trials_make_both_variances_one_number() -> None:
    # Errors 2, 0, 1 of 4 each: psi = 1, -1, 0; 3/2 * 2 / 144.
    rate = one_way(np.array([2, 0, 1]), np.array([4, 4, 4]))
    assert rate.variance == pytest.approx(3 / 144, rel=1e-12)
    assert rate.linear_variance == pytest.approx(3 / 144, rel=1e-12)


def test_people_who_err_and_are_seen_less_show_in_the_linear_variance_alone() -> None:
    # One person right 9 times, one wrong once: p = 1/10, psi = -9/10 and 9/10; 2 * 2 * .81 / 100.
    rate = one_way(np.array([0, 1]), np.array([9, 1]))
    assert rate.variance == pytest.approx(1 / 100 - 0, rel=1e-12)
    assert rate.linear_variance == pytest.approx(2 * 2 * 0.81 / 100, rel=1e-12)
    other = one_way(np.array([0] + [1] * 99), np.array([1000] + [1] * 99))
    assert other.variance is not None
    assert other.variance < 0 < (other.linear_variance or 0)


def test_whoever_has_most_of_all_trials_is_left_out_in_turn() -> None:
    # psi = -9/10 and 9/10 of 9 and 1 trials; without the one the rate moves (1 - 1/2)/(1 - 9/10) = 5 times as far as
    # without the mean person, without the other (1 - 1/2)/(1 - 1/10) = 5/9 times: 2 * (4.5² + .5²) / 100
    rate = one_way(np.array([0, 1]), np.array([9, 1]))
    assert rate.left_out == pytest.approx(0.41)
    assert rate.df == pytest.approx(100 / 82)  # no more than weigh: 10² / (9² + 1²)
    equal, many = one_way(np.array([1, 0, 2]), np.full(3, 4)), one_way(np.array([1, *[0] * 8]), np.full(9, 4))
    assert equal.left_out == pytest.approx(equal.linear_variance)
    assert many.left_out is None


def test_a_rate_that_is_one_persons_is_flagged_and_its_interval_holds() -> None:
    # 40 people with two images each, but one with 80: of 3,199 mated comparisons 3,160 are theirs
    trials, rate, icc, held = np.array([80 * 79 // 2, *[1] * 39]), 0.2, 0.05, 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        own = rng.beta(rate * (1 / icc - 1), (1 - rate) * (1 / icc - 1), 40)
        found = one_way(rng.binomial(trials, own), trials)
        limits = kg_t.interval(found)
        assert found.df is not None
        assert found.df < kg_t.FEW_PEOPLE
        held += limits.low <= rate <= limits.high
    assert held >= 0.93 * 200  # 0.53 of them, and one miss in five without a flag, before anybody was left out


def test_the_linear_variance_of_pairs_counts_each_pair_once() -> None:
    # Four people, errors at 0-1 and 0-2, p = 1/3: psi = 1, 0, 0, -1. 4/3 * 2, less the six pairs' (c - p)^2:
    # 2 * 4/9 + 4 * 1/9 = 4/3; over 36.
    rate = vertex(np.array([2, 1, 1, 0]), np.array([3, 3, 3, 3]), qc=2, qn=6)
    assert rate.linear_variance == pytest.approx((8 / 3 - 4 / 3) / 36, rel=1e-12)


@pytest.mark.parametrize(("x", "k"), [([5], [3]), ([-1, 2], [2, 2]), ([1], [2, 2])])
def test_impossible_counts_are_an_error(x: list[int], k: list[int]) -> None:
    with pytest.raises(ValueError, match=r"more errors than trials|none below 0"):
        one_way(np.array(x), np.array(k))


def test_two_way_on_people_who_are_only_probe_or_only_reference_is_the_vertex_formula() -> None:
    errors = np.array([[2, 0, 1], [0, 0, 1]])
    trials = np.array([[3, 3, 2], [3, 3, 1]])
    qc, qn = int((errors**2).sum()), int((trials**2).sum())
    both = two_way(errors.sum(1), trials.sum(1), errors.sum(0), trials.sum(0), qc=qc, qn=qn)
    together = vertex(
        np.concatenate([errors.sum(1), errors.sum(0)]), np.concatenate([trials.sum(1), trials.sum(0)]), qc=qc, qn=qn
    )
    assert both.variance == together.variance
    assert both.df == pytest.approx(together.df)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(5, 9)), min_size=2, max_size=30), st.randoms())
def test_the_order_of_people_changes_no_bit(people: list[tuple[int, int]], shuffle: object) -> None:
    shuffled = list(people)
    shuffle.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (one_way(*(np.array(c) for c in zip(*rows, strict=True))) for rows in (people, shuffled))
    assert first == second


def test_counts_beyond_64_bits_are_summed_exactly() -> None:
    k = np.array([2**40, 2**40, 2**41])
    x = np.array([2**30, 0, 2**30])
    rate = one_way(x, k)
    total, events = 2**42, 2**31
    p2 = (events**2 - 2 * 2**60) / (total**2 - (2 * 2**80 + 2**82))
    assert rate.variance == pytest.approx((events / total) ** 2 - p2, rel=1e-12)


def test_one_person_tells_nothing_about_the_variance() -> None:
    assert one_way(np.array([1]), np.array([4])).variance is None


def test_no_trial_is_an_error_not_a_rate() -> None:
    with pytest.raises(ValueError, match="at least one trial"):
        one_way(np.array([0]), np.array([0]))


def test_a_comparison_counted_for_one_of_its_people_only_is_noticed() -> None:
    with pytest.raises(ValueError, match="both its people"):
        vertex(np.array([1, 0]), np.array([1, 0]), qc=1, qn=1)


def test_two_sides_that_disagree_are_noticed() -> None:
    with pytest.raises(ValueError, match="different errors"):
        two_way(np.array([1]), np.array([2]), np.array([0]), np.array([2]), qc=1, qn=4)
