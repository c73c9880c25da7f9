from __future__ import annotations

from math import exp

import numpy as np
import pytest
from scipy import stats

from benchmarks.coverage.differential_figures import DETECTABLE, SHARES
from bystander.differentials.detectable import (
    _critical,
    detectable_ratio,
    detection_power,
    equal_rate_counts,
    no_difference,
    null_reference,
)
from bystander.differentials.groups import GroupCount
from bystander.differentials.legacy_indices import gini
from bystander.differentials.ratios import largest_over_smallest
from tests.differentials.test_groups import counted


@pytest.mark.parametrize("expected", sorted(DETECTABLE))
def test_the_smallest_detectable_ratios_are_those_of_methods(expected: int) -> None:
    for share, text in zip(SHARES, DETECTABLE[expected], strict=True):
        rounding = 0.5 * 10 ** -len(text.partition(".")[2])
        assert detectable_ratio(expected, share) == pytest.approx(float(text), abs=0.02 + rounding)


def test_the_power_is_that_of_plain_sums() -> None:
    for ratio, expected, share, tail in ((4, 5, 0.25, 0.025), (1, 7, 0.5, 0.025), (2.5, 20, 0.135, 0.005)):
        assert detection_power(ratio, expected, share, tail=tail) == pytest.approx(
            by_loops(ratio, expected, share, tail), abs=1e-9
        )


def by_loops(ratio: float, expected: float, share: float, tail: float) -> float:
    mean = expected * (share * ratio + 1 - share)
    chance = share * ratio / (share * ratio + 1 - share)
    total = 0.0
    for n in range(int(mean + 20 * mean**0.5 + 50)):
        c = int(np.argmax(stats.binom.sf(np.arange(n + 2) - 1, n, share) <= tail))
        total += stats.poisson.pmf(n, mean) * stats.binom.sf(c - 1, n, chance)
    return total


def test_without_a_difference_the_power_is_at_most_the_level() -> None:
    for expected in (3, 30, 3000):
        assert detection_power(1, expected, 0.3, tail=0.025) <= 0.025


def test_critical_counts_are_those_of_scipy() -> None:
    n = np.arange(2000.0)
    for share, tail in ((0.001, 0.025), (0.3, 0.025), (0.9, 1e-6)):
        ours = _critical(n, share, tail)
        assert np.all(stats.binom.sf(ours - 1, n, share) <= tail)
        assert np.all(stats.binom.sf(ours - 2, n, share) > tail)


def test_many_errors_are_summed_in_steps_and_agree_with_the_normal_approximation() -> None:
    found = detectable_ratio(1e6, 0.5)
    assert found is not None
    # ln(ratio) has the standard error 2 / sqrt(10^6); shown with .8 where it is 1.96 + .84 of these
    assert found == pytest.approx(exp((1.959964 + 0.841621) * 2e-3), abs=2e-5)


def test_more_errors_detect_smaller_ratios_and_more_groups_larger_ones() -> None:
    one, more, among = detectable_ratio(10, 0.25), detectable_ratio(40, 0.25), detectable_ratio(10, 0.25, among=8)
    assert one is not None
    assert more is not None
    assert among is not None
    assert 1 < more < one < among


@pytest.mark.parametrize(("expected", "share"), [(0, 0.5), (10, 0), (10, 1), (1e-9, 0.5)])
def test_where_nothing_can_be_seen_there_is_no_detectable_ratio(expected: float, share: float) -> None:
    assert detectable_ratio(expected, share) is None


@pytest.mark.parametrize(
    ("groups", "errors", "median", "rare", "to_mean", "scatter"),
    [
        (2, 10, 1.35, 2.5, 1.16, 0.158),
        (4, 5, 2.33, 5.7, 1.49, 0.242),
        (4, 10, 1.82, 3.4, 1.34, 0.171),
        (4, 30, 1.43, 2.0, 1.19, 0.099),
        (8, 5, 3.40, 13.0, 1.72, 0.248),
        (8, 30, 1.67, 2.2, 1.27, 0.102),
        (8, 100, 1.32, 1.5, 1.14, 0.056),
    ],
)
def test_equal_rates_look_as_unequal_as_methods_measured(
    groups: int, errors: int, median: float, rare: float, to_mean: float, scatter: float
) -> None:
    counts, exposure = equal_rate_counts(groups * errors, [1.0] * groups, draws=40_000)
    ratios = largest_over_smallest(counts, exposure, everywhere=True)  # METHODS 4.2 adds 1/2 to every count
    assert np.median(ratios) == pytest.approx(median, abs=0.04)
    assert np.quantile(ratios, 0.95) == pytest.approx(rare, rel=0.06)
    means = np.exp(np.log(counts + 0.5).mean(axis=1))
    assert np.median((counts.max(axis=1) + 0.5) / means) == pytest.approx(to_mean, abs=0.025)
    some = [g for row in counts[:4000] if (g := gini((row / 1e4).tolist())) is not None]
    assert np.median(some) == pytest.approx(scatter, abs=0.008)


def test_the_null_reference_is_reached_in_one_trial_of_twenty() -> None:
    trials = [1000.0, 2000.0, 500.0, 1500.0]
    reference = null_reference(200, trials)
    counts, exposure = equal_rate_counts(200, trials, seed=2, draws=40_000)
    reached = (largest_over_smallest(counts, exposure) >= reference).mean()
    assert reached == pytest.approx(0.05, abs=0.008)


def test_above_the_null_reference_is_rare_even_where_few_ratios_are_possible() -> None:
    counts, exposure = equal_rate_counts(12, [1.0, 1.0])
    ratios, reference = largest_over_smallest(counts, exposure), null_reference(12, [1.0, 1.0])
    assert (ratios > reference).mean() <= 0.05 <= (ratios >= reference).mean()
    few, exposure = equal_rate_counts(90, [1.0, 2.0, 3.0], draws=10)
    assert null_reference(90, [1.0, 2.0, 3.0], draws=10) == largest_over_smallest(few, exposure).max()


def test_the_null_reference_does_not_depend_on_the_order_of_the_groups() -> None:
    trials = [1000.0, 2300.0, 510.0, 1700.0]
    assert null_reference(400, trials) == null_reference(400, trials[::-1])


def test_the_references_do_not_depend_on_who_erred_or_on_the_order() -> None:
    one, other = no_difference(counted((9, 500), (1, 1000))), no_difference(counted((5, 1000), (5, 500)))
    assert one is not None
    assert other is not None
    assert one.ratio == other.ratio
    assert one.detectable == other.detectable
    assert {row.ratio for row in one.groups} == {row.ratio for row in other.groups}
    assert one.among == 1


def test_what_is_detectable_in_every_group_is_the_largest_of_the_groups() -> None:
    found = no_difference(counted((20, 10_000), (20, 10_000), (2, 1000)))
    assert found is not None
    assert found.among == 3
    assert found.detectable == found.groups[2].ratio == detectable_ratio(42, 1 / 21, among=3)


def test_no_ratio_is_detectable_that_would_need_a_rate_above_one() -> None:
    frequent, rare = counted((2, 10), (3, 10)), counted((2, 1000), (3, 1000))
    assert (found := no_difference(frequent)) is not None
    assert found.detectable is None
    assert (found := no_difference(rare)) is not None
    assert found.detectable is not None
    hours = [GroupCount(name=g.name, events=g.events, trials=g.trials, bounded=False) for g in frequent]
    assert (found := no_difference(hours)) is not None
    assert found.detectable is not None


def test_a_design_effect_is_less_evidence() -> None:
    plain, clustered = (
        no_difference(counted((40, 1000), (40, 1000))),
        no_difference(counted((160, 4000), (160, 4000), deff=4)),
    )
    assert plain is not None
    assert clustered is not None
    assert (plain.ratio, plain.detectable) == (clustered.ratio, clustered.detectable)


def test_a_group_that_errs_less_is_looked_at_too() -> None:
    """Of 40 errors expected in all, 20 in the group: erring never leaves 20 elsewhere, which 2 ** -20 would do.

    Of 4, 2 are left elsewhere on average, and 6 are needed: 2 * 2 ** -6 is the first below .05.
    """
    less = detectable_ratio(40, 0.5, less=True)
    assert less is not None
    assert detectable_ratio(4, 0.5, less=True) is None
    # everyone else errs that many times as often, where so many fewer are expected
    assert detection_power(less, 40 / less, 0.5, tail=0.025) == pytest.approx(0.8, abs=1e-4)
    never = detection_power(1e6, 40 / 1e6, 0.5, tail=0.025)
    assert never == pytest.approx(1 - stats.poisson.cdf(5, 20), abs=1e-4)


def test_whether_anything_shows_is_asked_of_every_group_and_direction() -> None:
    few = no_difference([GroupCount(name="a", events=1, trials=4), GroupCount(name="b", events=1, trials=4)])
    assert few is not None
    assert not few.shows_any
    # half of all err, so that no group can err more often than twice as much; one that errs never shows
    often = no_difference([GroupCount(name="a", events=15, trials=30), GroupCount(name="b", events=14, trials=30)])
    assert often is not None
    assert often.detectable is None
    assert often.shows_any
    assert all(group.less is not None for group in often.groups)
