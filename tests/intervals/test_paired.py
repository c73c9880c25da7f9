"""Two rates compared: hand arithmetic, symmetry, and what happens where there is nothing to see."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from bystander.findings import Bounds
from bystander.intervals import clusters
from bystander.intervals.covariance import ByPerson
from bystander.intervals.discordant import discordant
from bystander.intervals.measured import Measured, clustered, of_nobody_named, unclustered
from bystander.intervals.paired import FEW_FOR_RATIO, OPEN_RATIO, compare
from bystander.intervals.sides import Side, Together, Wobble
from bystander.intervals.single_trials import SingleTrials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PAIRED = Together(people=True, trials=True)
APART = Together(people=False, trials=False)


def side(
    errors: Sequence[int] | NDArray[np.int64], trials: Sequence[int], wobble: Wobble | None = None,
    single: SingleTrials | None = None,
) -> Side:  # fmt: skip
    x, k = np.array(errors), np.array(trials)

    def alone(level: float) -> Measured:
        return clustered(clusters.one_way(x, k), level=level, sets=len(k))

    counts = ByPerson(errors=x, trials=k, single=single)
    return Side(events=int(x.sum()), trials=int(k.sum()), alone=alone, counts=counts, wobble=wobble)


def unnamed(errors: int, trials: int) -> Side:
    return Side(events=errors, trials=trials, alone=lambda level: unclustered(errors, trials, level=level))


def test_the_difference_of_a_pair_is_mcnemars_and_its_interval_students() -> None:
    # 200 people looked at once: both err 8 times, only the first 12 times, only the second 3 times
    first, second = [1] * 20 + [0] * 180, [1] * 8 + [0] * 12 + [1] * 3 + [0] * 177
    a, b = side(first, [1] * 200), side(second, [1] * 200)
    found = compare(a, b, PAIRED, level=0.95)
    assert found.only_first == 12
    assert found.only_second == 3
    assert found.difference.value == pytest.approx((3 - 12) / 200)
    # sum psi² = ((12 + 3) - 9²/200) / 200²; V = 200/199 of it, and Student's t has 1 / (1/n_eff - 1/200) * 2 degrees
    # of freedom, with n_eff = (sum psi²)² / sum psi⁴
    psi = (np.array(second) - np.array(first) + 9 / 200) / 200
    squares = float(np.sum(psi**2))
    assert squares == pytest.approx((15 - 81 / 200) / 200**2)
    n_eff = squares**2 / float(np.sum(psi**4))
    reach = stats.t(2 / (1 / n_eff - 1 / 200)).ppf(0.975) * sqrt(200 / 199 * squares)
    assert found.difference.low == pytest.approx(-9 / 200 - reach)
    # b = 3, c = 12: McNemar's exact p is 0.035, so that the end stays where it is
    assert found.difference.high == pytest.approx(-9 / 200 + reach)
    assert found.difference.high < 0
    assert found.difference.method.startswith("paired on people")


def test_pairing_shows_what_two_separate_trials_do_not() -> None:
    first, second = [3] * 30 + [0] * 170, [3] * 20 + [0] * 180
    paired = compare(side(first, [4] * 200), side(second, [4] * 200), PAIRED, level=0.95).difference
    apart = compare(side(first, [4] * 200), side(second, [4] * 200), APART, level=0.95).difference
    assert paired.high < 0 < apart.high
    assert apart.method == "unpaired"


def test_a_system_against_itself_differs_by_nothing_and_the_interval_is_not_a_point() -> None:
    a = side([2, 1, 1] * 10 + [0] * 170, [4] * 200)
    found = compare(a, a, PAIRED, level=0.95)
    assert found.difference.value == 0.0
    assert found.difference.low < -0.001 < 0.001 < found.difference.high
    assert found.difference.low == pytest.approx(-found.difference.high)
    assert found.ratio is not None
    assert found.ratio.low < 0.97
    assert found.ratio.high > 1.03


def test_two_systems_without_any_error_have_a_difference_and_no_ratio() -> None:
    a = side([0] * 50, [2] * 50)
    found = compare(a, a, PAIRED, level=0.95)
    # no wider than each system's own limit, 1 - 0.025**(1/50) = 0.0711, and no narrower
    assert found.difference.high == pytest.approx(1 - 0.025 ** (1 / 50))
    assert found.ratio is None
    assert found.no_ratio is not None
    assert found.bounds.lower is None


def test_a_system_that_never_erred_may_still_err_as_often_as_its_own_limit_says() -> None:
    # 30 people of 150 err once in 10 trials: no cluster. That says nothing of how the other system's errors cluster,
    # whose own limit on 150 people is 1 - 0.025**(1/150) = 2.4 %, more than the 2 % that the first one errs.
    some, none = side([1] * 30 + [0] * 120, [10] * 150), side([0] * 150, [10] * 150)
    found = compare(some, none, PAIRED, level=0.95).difference
    assert found.low < -0.02
    assert found.high > 0
    other = compare(none, some, PAIRED, level=0.95).difference
    assert (other.low, other.high) == pytest.approx((-found.high, -found.low))


def test_beside_a_system_that_never_erred_the_other_keeps_its_own_interval() -> None:
    # three errors of one person in a hundred, who is tried ten times: few people say how such errors cluster
    never, few = side([0] * 100, [10] * 100), side([3] + [0] * 99, [10] * 100)
    found, swapped = (compare(*both, PAIRED, level=0.95).difference for both in ((never, few), (few, never)))
    assert found.high == pytest.approx(few.ends(0.95)[1])
    limit = never.ends(0.95)[1]  # down, the limit of the one and the reach of the other are added in square
    assert few.ends(0.95)[0] - limit <= found.low < 0.003 - limit
    assert (swapped.low, swapped.high) == (-found.high, -found.low)


def test_two_systems_that_always_err_are_as_uncertain_as_two_that_never_do() -> None:
    always, never = side([4] * 50, [4] * 50), side([0] * 50, [4] * 50)
    limit = 1 - 0.025 ** (1 / 50)
    assert compare(always, always, PAIRED, level=0.95).difference.high == pytest.approx(limit)
    opposite = compare(never, always, PAIRED, level=0.95).difference
    assert (opposite.value, opposite.high) == (1.0, 1.0)
    assert opposite.low == pytest.approx(1 - sqrt(2) * limit)


@pytest.mark.parametrize("together", [PAIRED, APART])
def test_where_a_difference_is_shown_the_ratio_is_on_the_same_side_of_one(together: Together) -> None:
    rng, shown = np.random.default_rng(5), 0
    for _ in range(60):
        first, second = rng.binomial(3, 0.16, 40), rng.binomial(3, 0.08, 40)
        found = compare(side(first, [3] * 40), side(second, [3] * 40), together, level=0.95)
        if found.difference.high < 0:
            shown += 1
            assert found.ratio is not None
            assert found.ratio.high <= 1
    assert shown > 5


def test_without_an_error_of_the_first_there_is_a_lower_limit_of_the_ratio() -> None:
    found = compare(side([0] * 300, [1] * 300), side([1] * 40 + [0] * 260, [1] * 300), PAIRED, level=0.95)
    assert found.ratio is None
    assert found.bounds.lower is not None
    assert found.bounds.lower > 5  # 40 in 300 is at least 9.7 %; none in 300 at most 1.2 %
    assert found.difference.low > 0


def test_the_ratio_of_unrelated_rates_is_square_and_add_of_logarithms() -> None:
    a, b = unnamed(40, 1000), unnamed(80, 1000)
    found = compare(a, b, APART, level=0.95)
    ea, eb = a.alone(0.95).estimate, b.alone(0.95).estimate
    down = sqrt(log(eb.value / eb.low) ** 2 + log(ea.high / ea.value) ** 2)
    assert found.ratio is not None
    assert found.ratio.value == 2.0
    assert found.ratio.low == pytest.approx(2 * exp(-down))
    assert found.difference.low == pytest.approx(0.04 - sqrt((0.08 - eb.low) ** 2 + (ea.high - 0.04) ** 2))


counts = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=4, max_size=25)


@given(counts)
@example([(1, 2)] * 5)  # everybody errs as often: the ratio's own variance is 0
@example([(0, 2)] * 4 + [(1, 3)])  # the interval of the ratio reaches beyond what a number can hold
@settings(max_examples=60, deadline=None)
def test_swapping_the_systems_turns_everything_round(rows: list[tuple[int, int]]) -> None:
    a, b = (side([row[i] for row in rows], [3] * len(rows)) for i in (0, 1))
    one, other = (compare(*pair, PAIRED, level=0.9) for pair in ((a, b), (b, a)))
    assert one.difference.value == pytest.approx(-other.difference.value)
    assert one.difference.low == pytest.approx(-other.difference.high)
    assert one.difference.high == pytest.approx(-other.difference.low)
    if one.ratio is not None and other.ratio is not None:
        assert one.ratio.low == pytest.approx(1 / other.ratio.high)


@given(counts, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_people_does_not_matter(rows: list[tuple[int, int]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = []
    for given_rows in (rows, shuffled):
        a, b = (side([row[i] for row in given_rows], [3] * len(rows)) for i in (0, 1))
        found.append(compare(a, b, PAIRED, level=0.95))
    assert found[0] == found[1]


def test_the_wobble_of_thresholds_widens_the_interval_and_cancels_where_both_wobble_alike() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.binomial(4, 0.2, 200), rng.binomial(4, 0.15, 200)
    other, same = (ByPerson(errors=rng.poisson(3, 200), trials=np.full(200, 300)) for _ in range(2))
    plain = compare(side(x, [4] * 200), side(y, [4] * 200), PAIRED, level=0.95).difference
    widths = []
    for matched in (other, same):
        sides = (
            side(x, [4] * 200, Wobble(slope=60.0, matched=same)),
            side(y, [4] * 200, Wobble(slope=60.0, matched=matched)),
        )
        found = compare(*sides, PAIRED, level=0.95).difference
        assert "rechosen" in found.method
        widths.append(found.high - found.low)
    assert widths[0] > 1.05 * (plain.high - plain.low)
    assert widths[1] == pytest.approx(plain.high - plain.low, rel=1e-6)


def test_too_few_people_to_know_how_much_they_differ_get_the_assumption_free_limits() -> None:
    found = compare(side([1], [4]), side([2], [4]), PAIRED, level=0.95)
    assert "side by side" in found.difference.method
    assert found.difference.low < -0.5 < 0.5 < found.difference.high
    assert found.ratio is None
    assert found.no_ratio == FEW_FOR_RATIO
    assert found.bounds == Bounds()


def test_an_upper_end_a_thousand_times_the_ratio_is_no_limit() -> None:
    # one error of 4,000, and none: the ratio of the second to the first is 0, and how much it may be nobody can tell
    one, none = side([1] + [0] * 1999, [2] * 2000), side([0] * 2000, [2] * 2000)
    found = compare(one, none, PAIRED, level=0.95)
    assert found.ratio is None
    assert found.no_ratio == OPEN_RATIO
    many = compare(side([2] * 4 + [0] * 96, [20] * 100), side([1] * 60 + [0] * 40, [20] * 100), PAIRED, level=0.95)
    assert many.ratio is not None
    assert many.ratio.high < 1000


@pytest.mark.parametrize("people", [2, 3])
def test_a_system_that_meets_itself_has_no_ratio_where_nobody_shows_how_people_differ(people: int) -> None:
    m = np.full(people, 4 * (people - 1))
    itself = Side(
        events=2, trials=int(m.sum()) // 2, alone=lambda level: of_nobody_named(2, int(m.sum()) // 2, level=level),
        counts=ByPerson(errors=np.array([2, 2, 0][:people]), trials=m, ends=2, qc=4, qn=16 * people * (people - 1) / 2),
    )  # fmt: skip
    found = compare(itself, itself, PAIRED, level=0.95)
    assert found.difference.value == 0
    assert found.ratio is None
    assert found.no_ratio == FEW_FOR_RATIO


def test_few_people_who_drive_the_difference_are_told() -> None:
    found = compare(side([9, 9] + [0] * 60, [10] * 62), side([0] * 62, [10] * 62), PAIRED, level=0.95)
    assert any("Fewer than 8 people" in c for c in found.caveats)


def test_no_trials_are_an_error() -> None:
    with pytest.raises(ValueError, match="at least one trial"):
        compare(unnamed(0, 0), unnamed(1, 5), APART, level=0.95)


def paired_trials(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> tuple[Side, Side]:
    """Return both sides from their errors, people in rows."""
    key = np.arange(first.size, dtype=np.uint64)
    each = [first.shape[1]] * len(first)
    a, b = (side(e.sum(axis=1), each, single=SingleTrials(key=key, wrong=e.ravel())) for e in (first, second))
    return a, b


def test_three_errors_against_one_show_nothing() -> None:
    # McNemar's exact p of 3 against 1 is 0.625; all of the second system's are of other people than the first's
    a, b = side([1] + [0] * 59, [1] * 60), side([0] + [1] * 3 + [0] * 56, [1] * 60)
    found = compare(a, b, PAIRED, level=0.95)
    assert found.difference.low < 0 < found.difference.high
    # 0 against 6 has 2 * 0.5**6 = 0.031, and 0 against 5 has 0.0625; a variance alone would show both
    shown = []
    for errors in (5, 6):
        one = side([1] * 3 + [0] * (57 + errors), [1] * (60 + errors))
        more = side([1] * (errors + 3) + [0] * 57, [1] * (60 + errors))
        shown.append(compare(one, more, PAIRED, level=0.95).difference.low > 0)
    assert shown == [False, True]


def test_errors_of_both_in_one_person_cancel_only_where_they_are_the_same_trial() -> None:
    # 30 people, two trials: each system errs in another trial of the same 20 people. By person nothing is discordant.
    first, second = np.zeros((30, 2), bool), np.zeros((30, 2), bool)
    first[:20, 0] = second[:20, 1] = True
    apart = compare(*paired_trials(first, second), PAIRED, level=0.95)
    assert (apart.only_first, apart.only_second) == (20, 20)
    # nobody adds anything, so the noise of 40 discordant trials in 60, sqrt(40)/60 = 0.105, and what none seen leaves
    hull = 1.96**2 / (60 / (1 + 0.1) + 1.96**2)
    assert apart.difference.high == pytest.approx(sqrt((1.96**2 * 40 / 60**2) + hull**2), rel=1e-3)
    same = compare(*paired_trials(first, first), PAIRED, level=0.95)
    assert same.difference.high == pytest.approx(hull, rel=0.1)


def test_a_difference_is_never_larger_than_the_two_intervals_allow() -> None:
    # one person has 18 of the 20 errors of the second system: Student's t with one degree of freedom runs off
    a, b = side([1] * 4 + [0] * 26, [20] * 30), side([18, 1, 1] + [0] * 27, [20] * 30)
    found = compare(a, b, PAIRED, level=0.95).difference
    ends = [s.ends(0.95) for s in (a, b)]
    assert found.high <= ends[1][1] - ends[0][0] + 1e-12
    assert found.low >= ends[1][0] - ends[0][1] - 1e-12


def test_a_small_trial_never_crashes_and_shows_no_more_than_mcnemar() -> None:
    rng = np.random.default_rng(11)
    for _ in range(400):
        people, each = int(rng.integers(7, 21)), int(rng.integers(1, 6))
        hard = rng.beta(0.3, rng.choice([0.5, 2.0, 6.0]), size=(people, 1))
        first, second = (rng.random((people, each)) < np.clip(hard * by, 0, 1) for by in rng.choice([0, 0.5, 1, 3], 2))
        a, b = paired_trials(first, second)
        found = compare(a, b, PAIRED, level=0.95)
        assert found.difference.low < found.difference.high
        only = int((second & ~first).sum()), int((first & ~second).sum())
        shown = not found.difference.low <= 0 <= found.difference.high
        if shown:
            assert stats.binomtest(only[0], sum(only)).pvalue <= 0.05
        if found.ratio is not None:
            assert shown == (not found.ratio.low <= 1 <= found.ratio.high)


def test_the_log_of_the_ratio_has_mcnemars_noise() -> None:
    # 8 both, 12 the first alone, 3 the second alone: (b + c) / (E_A E_B) = 15 / (20 * 11), everybody tried once
    a, b = side([1] * 20 + [0] * 180, [1] * 200), side([1] * 8 + [0] * 12 + [1] * 3 + [0] * 177, [1] * 200)
    apart = discordant(*[s.counts for s in (a, b) if s.counts is not None])
    assert apart is not None
    assert apart.noise((200 / 20, 200 / 11)) == pytest.approx(15 / (20 * 11))
    assert apart.noise((1, 1)) == pytest.approx((15 - 81 / 200) / 200**2)


def test_people_who_move_the_threshold_alone_are_counted_among_those_who_drive_the_difference() -> None:
    # misses are spread over 40 people; nearly all false matches of either system are of one person
    one, other = side([1] * 40 + [0] * 160, [4] * 200), side([0] * 40 + [1] * 40 + [0] * 120, [4] * 200)
    assert not any("Fewer than 8" in c for c in compare(one, other, PAIRED, level=0.95).caveats)
    d = np.array([60, 60] + [1] * 20 + [0] * 178)
    owned = ByPerson(errors=d, trials=np.full(200, 300))
    sides = [
        side(s.counts.errors, s.counts.trials, Wobble(slope=5.0, matched=m))  # type: ignore[arg-type]
        for s, m in ((one, owned), (other, ByPerson(errors=d[::-1].copy(), trials=owned.trials)))
        if s.counts is not None
    ]
    found = compare(sides[0], sides[1], PAIRED, level=0.95)
    assert any("Fewer than 8" in c for c in found.caveats)
