from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bystander.differentials.ratios import (
    LARGEST,
    LargestRatio,
    RateRatio,
    against_the_others,
    contrasts,
    largest_over_smallest,
    largest_ratio,
    rate_ratio,
)
from tests.differentials.test_groups import counted

if TYPE_CHECKING:
    from bystander.differentials.groups import GroupCount

ROWS = st.lists(st.tuples(st.integers(0, 300), st.integers(300, 10**7)), min_size=2, max_size=7)


def between(first: tuple[int, float], second: tuple[int, float], **options: float) -> RateRatio:
    a, b = counted(first, second)
    found = rate_ratio(a, b, **options)  # type: ignore[arg-type]
    assert found is not None
    return found


def largest(groups: list[GroupCount], *, level: float = 0.95) -> LargestRatio:
    found = largest_ratio(groups, level=level)
    assert found is not None
    return found


def test_seven_in_8600_against_ten_in_three_million_has_the_published_limits() -> None:
    found = between((7, 8600), (10, 3_147_436))
    assert (found.low, found.high) == pytest.approx((82.765, 745.588), abs=5e-4)  # METHODS V19
    assert found.value == pytest.approx(7 / 8600 / (10 / 3_147_436))


def test_one_error_against_one_has_limits_that_a_reader_can_work_out() -> None:
    # P(Bin(2, q) >= 1) = 1 - (1 - q)^2 = .025; the odds of q are the ratio where exposures are equal
    q = 1 - 0.975**0.5
    found = between((1, 100), (1, 100))
    assert (found.value, found.low, found.high) == pytest.approx((1, q / (1 - q), (1 - q) / q))
    assert found.p == 1


def test_the_limits_are_clopper_and_pearson_s_of_scipy() -> None:
    found = between((23, 900), (11, 1500))
    theirs = stats.binomtest(23, 34).proportion_ci(0.95, method="exact")
    odds = [p / (1 - p) * 1500 / 900 for p in (theirs.low, theirs.high)]
    assert (found.low, found.high) == pytest.approx(odds, rel=1e-9)
    tail = stats.binomtest(23, 34, 900 / 2400, alternative="greater").pvalue
    assert found.p == pytest.approx(2 * tail, rel=1e-9)


def test_a_group_without_an_error_has_no_upper_limit_and_half_an_error_in_what_is_shown() -> None:
    found = between((8, 100), (0, 100))
    assert (found.value, found.high, found.halves_added) == (17, None, True)  # 8.5 / .5
    assert found.low == pytest.approx(0.025 ** (1 / 8) / (1 - 0.025 ** (1 / 8)))
    turned = between((0, 100), (8, 100))
    assert (turned.value, turned.low, turned.high) == pytest.approx((1 / 17, 0, 1 / found.low))


def test_what_cannot_be_divided_is_none() -> None:
    a, b, none = counted((0, 10), (0, 20), (0, 0))
    assert rate_ratio(a, b) is None
    assert rate_ratio(a, none) is None


@settings(deadline=None)  # the first call imports scipy.special
@given(ROWS.filter(lambda rows: any(x for x, _ in rows)), st.sampled_from([1.0, 2.5]))
def test_the_largest_ratio_is_that_of_all_pairs(rows: list[tuple[int, int]], deff: float) -> None:
    groups = counted(*rows, deff=deff)
    found = largest(groups)
    pairs = len(rows) * (len(rows) - 1) // 2
    each = [r for a, b in permutations(groups, 2) if (r := rate_ratio(a, b, among=pairs)) is not None]
    assert found.low == pytest.approx(max(1, *(r.low for r in each)))
    highest = max(r.high or 0 for r in each)
    if any(x == 0 for x, _ in rows) or highest > LARGEST:
        assert found.high is None
    else:
        assert found.high == pytest.approx(highest)
    assert found.low <= found.value
    assert found.high is None or found.value <= found.high
    assert 1 <= found.value < float("inf")


@settings(deadline=None)  # the first call imports scipy.special
@given(ROWS.filter(lambda rows: any(x for x, _ in rows)))
def test_names_and_order_do_not_matter(rows: list[tuple[int, int]]) -> None:
    one, turned = largest(counted(*rows)), largest(counted(*rows)[::-1])
    assert (one.value, one.low, one.high) == pytest.approx((turned.value, turned.low, turned.high))


def test_twice_the_exposure_everywhere_leaves_the_ratio() -> None:
    one, twice = largest(counted((8, 100), (2, 100))), largest(counted((8, 200), (2, 200)))
    assert (one.value, one.low, one.high) == pytest.approx((twice.value, twice.low, twice.high))


def test_the_largest_and_the_smallest_are_named_and_a_reader_can_divide() -> None:
    found = largest(counted((4, 100), (12, 100), (3, 50), (2, 100)))
    assert (found.numerator, found.denominator, found.value, found.groups) == ("g1", "g3", 6, 4)
    assert not found.halves_added


def test_of_groups_without_an_error_the_most_tested_is_the_smallest() -> None:
    found = largest(counted((8, 100), (0, 10), (0, 200)))
    assert (found.denominator, found.halves_added) == ("g2", True)
    assert found.value == pytest.approx(8.5 / 100 / (0.5 / 200))


def test_a_group_too_small_to_say_anything_cannot_make_a_ratio_below_one() -> None:
    assert largest(counted((5, 1000), (0, 10))).value == 1


def test_forty_groups_have_an_answer() -> None:
    found = largest(counted(*[(20 + k % 5, 1000) for k in range(40)]))
    assert found.low == 1
    assert found.high is not None


def test_declared_contrasts_share_the_error_among_them_alone() -> None:
    groups = counted((40, 1000), (20, 1000), (22, 1000), (21, 1000))
    found = contrasts(groups, [("g0", "g1"), ("g0", "g2")])
    alone = rate_ratio(groups[0], groups[1], level=0.975)
    assert alone is not None
    assert [(r.numerator, r.denominator, r.among) for r in found] == [("g0", "g1", 2), ("g0", "g2", 2)]
    assert (found[0].low, found[0].high) == pytest.approx((alone.low, alone.high))
    # Holm: the smaller p doubled, the larger as it is, but not below the first
    assert found[0].adjusted_p == pytest.approx(2 * found[0].p)
    assert found[1].adjusted_p == pytest.approx(max(found[1].p, 2 * found[0].p))
    with pytest.raises(ValueError, match="no such group"):
        contrasts(groups, [("g0", "nobody")])


def test_a_group_against_everyone_else_is_a_ratio_of_two() -> None:
    groups = counted((8, 250), (1, 500), (1, 250))
    (one,) = against_the_others(groups, "g0")
    two = between((8, 250), (2, 750))
    assert (one.denominator, one.among) == ("everyone else", 1)
    assert (one.value, one.low, one.high, one.p) == pytest.approx((two.value, two.low, two.high, two.p))
    every = against_the_others(groups)
    assert [ratio.among for ratio in every] == [3, 3, 3]
    assert every[0].low < one.low
    with pytest.raises(ValueError, match="no such group"):
        against_the_others(groups, "nobody")


def test_of_two_groups_one_against_the_other_is_one_comparison() -> None:
    one, other = against_the_others(counted((8, 100), (2, 100)))
    assert (one.among, other.among) == (1, 1)
    assert one.high is not None
    assert other.low == pytest.approx(1 / one.high)


def test_a_single_group_has_nobody_else() -> None:
    assert against_the_others(counted((8, 100))) == ()


@settings(deadline=None)  # the first call imports scipy.special
@given(st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=1, max_size=5))
def test_rows_of_counts_have_the_ratio_of_their_groups(rows: list[list[int]]) -> None:
    trials = [100, 2500, 7]
    found = largest_over_smallest(np.array(rows, dtype=float), np.array(trials, dtype=float))
    for row, ratio in zip(rows, found, strict=True):
        assert ratio == (pytest.approx(_plain(row, trials)) if any(row) else 1)


def _plain(row: list[int], trials: list[int]) -> float:
    rates = [x / n for x, n in zip(row, trials, strict=True)]
    if min(rates) > 0:
        return max(rates) / min(rates)
    top = rates.index(max(rates))
    most = max(n for x, n in zip(row, trials, strict=True) if x == 0)
    return max(1.0, (row[top] + 0.5) / trials[top] / (0.5 / most))
