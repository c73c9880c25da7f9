"""The closed forms against mpmath, published values, and hand arithmetic (METHODS V12, V13)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf
from scipy import stats

from bystander.crowd.blocks import apportioned
from bystander.crowd.bound import excluded_above
from bystander.crowd.consequences import Block, Expected, Range, consequences, needed, of_a_day, share_right
from bystander.crowd.evidence import Evidence, between_days
from bystander.crowd.looks import Looks
from bystander.crowd.predictive import Count
from tests.oracles import crowd as oracle

ONCE = Looks(1)
NOBODY = Block(0, ONCE, Evidence.asserted(0.5))


@pytest.mark.parametrize("icc", [0.0, 0.05, 0.2, 0.7])
@pytest.mark.parametrize(("looks", "capture"), [(1, 1.0), (4, 0.8), (6, 1.0), (25, 0.3)])
@pytest.mark.parametrize("rate", [1e-9, 1e-3, 0.3, 0.95])
def test_the_chances_of_one_person_are_those_of_their_beta_distributed_rate(
    rate: float, looks: int, capture: float, icc: float
) -> None:
    with mp.workdps(oracle.DIGITS):
        words = {"looks": looks, "capture": mpf(capture), "icc": mpf(icc)}
        none, once = oracle.none(mpf(rate), **words), oracle.once(mpf(rate), **words)
        expected = float(1 - none), float(1 - none - once)
    found = Looks(looks, capture, icc).at_least(np.array([rate]))
    assert (float(found[0][0]), float(found[1][0])) == pytest.approx(expected, rel=1e-9, abs=1e-25)


def test_six_looks_that_resemble_each_other_flag_a_third_fewer_people() -> None:
    # METHODS II.3: 0.0039760 instead of the 0.0059850 that independent looks would give
    related, apart = (float(Looks(6, 1.0, icc).at_least(np.array([0.001]))[0][0]) for icc in (0.2, 0.0))
    assert apart == pytest.approx(0.0059850, abs=5e-8)
    assert related == pytest.approx(1 - float(mp.beta(0.004, 3.996 + 6) / mp.beta(0.004, 3.996)), rel=1e-9)


@pytest.mark.parametrize(("events", "trials"), [(1, 12_120), (20, 120_000), (3, 4), (10, 3_147_436)])
@pytest.mark.parametrize("looks", [1, 4, 20])
def test_the_mean_and_spread_over_what_is_left_open_are_those_of_quadrature(
    events: int, trials: int, looks: int
) -> None:
    evidence = Evidence.of_counts(events, trials)
    mean, variance = evidence.moments(lambda f: Looks(looks, 1.0, 0.2).at_least(f)[0])
    with mp.workdps(80):
        expected = oracle.flagged_moments(*(mpf(v) for v in evidence.beta), looks=looks, icc=mpf("0.2"))
    assert mean == pytest.approx(float(expected[0]), rel=1e-9)
    assert variance == pytest.approx(float(expected[1]), rel=1e-9)


def test_evidence_of_ten_in_three_million_gives_no_false_alert_on_most_concert_days() -> None:
    found = consequences([Block(60_000, ONCE, Evidence.of_counts(10, 3_147_436))], NOBODY)
    assert (found.false_alerts.low, found.false_alerts.high) == (0, 1)  # METHODS II.3, worked
    assert 1 - found.p_nobody.mean == pytest.approx(1 - 2.718281828 ** (-600_000 / 3_147_436), abs=1e-6)


def test_evidence_of_one_in_six_thousand_gives_about_ten() -> None:
    found = consequences([Block(60_000, ONCE, Evidence.of_counts(20, 120_000))], NOBODY)
    assert found.false_alerts.mean == pytest.approx(10)  # the counted rate times the looks, nothing else
    assert (found.false_alerts.low, found.false_alerts.high) == (3, 19)


def test_no_false_alert_in_12120_leaves_nothing_to_expect_and_up_to_20_and_the_bound_says_15() -> None:
    found = consequences([Block(60_000, ONCE, Evidence.of_counts(0, 12_120))], NOBODY)
    # one more than none: geometric with p = n / (n + m); P(at most k) = 1 - (1 - p)^(k + 1) reaches .975 at k = 20
    assert (found.false_alerts.mean, found.false_alerts.low, found.false_alerts.high) == (0, 0, 20)
    assert found.p_nobody.mean == 1
    assert found.p_nobody.low == pytest.approx((0.025 ** (1 / 12_120)) ** 60_000, rel=1e-9)
    crowd = Block(60_000, ONCE, Evidence.of_counts(0, 12_120))
    assert excluded_above([crowd]) == pytest.approx(60_000 * 2.47142e-4, rel=1e-4)


def test_the_chance_that_nobody_is_flagged_is_a_ratio_of_beta_functions() -> None:
    for people, events, trials in ((60_000, 10, 3_147_436), (3, 1, 5), (1_400_000_000, 1, 10), (50, 30, 10**9)):
        evidence = Evidence.of_counts(events, trials)
        with mp.workdps(40):
            a, b = (mpf(v) for v in evidence.beta)
            expected = float(mp.exp(mp.log(mp.beta(a, b + people)) - mp.log(mp.beta(a, b))))
        assert Block(people, ONCE, evidence).nobody() == pytest.approx(expected, rel=1e-12)


def test_seven_of_8600_give_49_in_60000_and_the_exact_prediction_interval() -> None:
    found = consequences([Block(60_000, ONCE, Evidence.of_counts(7, 8600))], NOBODY).false_alerts
    assert found.mean == pytest.approx(49, abs=0.2)
    p = 8600 / 68_600
    assert (found.low, found.high) == (stats.nbinom.ppf(0.025, 7, p), stats.nbinom.ppf(0.975, 8, p)) == (18, 104)


@pytest.mark.parametrize(("events", "trials", "people"), [(3, 40, 30), (0, 12, 9), (12, 12, 5), (1, 7, 2000)])
def test_the_range_of_few_looks_comes_from_the_two_clopper_pearson_distributions(
    events: int, trials: int, people: int
) -> None:
    found = consequences([Block(people, ONCE, Evidence.of_counts(events, trials))], NOBODY).false_alerts
    rest = trials - events
    low = stats.betabinom.ppf(0.025, people, events, rest + 1) if events else 0
    high = stats.betabinom.ppf(0.975, people, events + 1, rest) if rest else people
    assert (found.low, found.high) == (low, high)
    assert found.mean == pytest.approx(people * events / trials)


@pytest.mark.parametrize(("scatter", "day"), [(2.0, 30_000), (4.0, 10_000)])
def test_days_that_differ_add_their_variance_and_each_event_counts_for_less(scatter: float, day: int) -> None:
    rate = Evidence.of_counts(90, 900_000, deff=scatter, between=(scatter - 1) / day)
    alerts = Block(60_000, ONCE, rate).alerts()
    # METHODS IV.3: chance, the doubt of counts that weigh less, and mean (phi - 1) M / n
    doubt = 60_000**2 * 1e-4 * (1 - 1e-4) / (900_000 / scatter + 1)
    assert alerts.mean == pytest.approx(6)
    assert alerts.variance == pytest.approx(6 + doubt + 6 * (scatter - 1) * 60_000 / day, rel=1e-3)
    alike = consequences([Block(60_000, ONCE, Evidence.of_counts(90, 900_000))], NOBODY).false_alerts
    found = consequences([Block(60_000, ONCE, rate)], NOBODY).false_alerts
    assert found.low <= alike.low < alike.high < found.high
    assert found.mean == pytest.approx(alike.mean)


def test_groups_with_evidence_of_their_own_have_their_day_in_common() -> None:
    def block(parts: int) -> Block:  # so that days differ as much however many groups there are
        rate = Evidence.of_counts(150 / parts, 150_000 / parts, between=1e-3)
        return Block(20_000 // parts, ONCE, rate)

    whole = consequences([block(1)], NOBODY).false_alerts
    for parts in (2, 5, 10):
        found = consequences([block(parts)] * parts, NOBODY).false_alerts
        assert found.mean == pytest.approx(whole.mean)
        assert whole.low - 2 <= found.low <= whole.low + 2
        assert whole.high * 0.97 <= found.high <= whole.high * 1.25  # each part is known less well
    # on days that are alike nothing is in common
    alike = [Block(10_000, ONCE, Evidence.of_counts(75, 75_000))] * 2
    counts = [block.alerts() for block in alike]
    assert of_a_day(alike, Block.alerts).variance == pytest.approx(sum(p.variance for p in counts))


@pytest.mark.parametrize("days", [4, 9, 30, 100])
def test_of_a_scatter_of_few_days_the_upper_quartile_is_taken(days: int) -> None:
    k = days - 1
    expected = (3.0 * k / stats.chi2.ppf(0.25, k) - 1) / 5_000
    assert between_days(3.0, 5_000, 5_000 * days) == pytest.approx(expected, rel=0.02)  # the cube is near, not exact
    assert between_days(3.0, 5_000, 1e6, days) == between_days(3.0, 5_000, 5_000 * days)
    assert between_days(0.2, 5_000, 5_000 * days) == 0  # less than chance gives, and no doubt makes more of it
    assert between_days(3.0, 5_000, 0) == pytest.approx(2 / 5_000)  # as given, of no trials


@pytest.mark.parametrize(("events", "people"), [(20, 60_000), (3, 400_000), (200, 9_000)])
def test_days_that_differ_more_never_narrow_the_range(events: int, people: int) -> None:
    between = (0.0, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1.0, 1e3)
    rates = [Evidence.of_counts(events, 2_000_000, deff=2, between=b) for b in between]
    told = [Range.of(Expected.of([Block(people, ONCE, rate)], Block.alerts), 0.95) for rate in rates]
    assert [r.high for r in told] == sorted(r.high for r in told)
    assert [r.low for r in told] == sorted((r.low for r in told), reverse=True)
    assert told[0].high < told[-1].high


def test_a_correlation_that_nobody_measured_is_a_range() -> None:
    rate = Evidence.of_counts(400, 40_000)
    open_, least, taken, most = (
        consequences([Block(20_000, looks, rate)], NOBODY)
        for looks in (Looks(8, 1.0, 0.1, 0.5), Looks(8, 1.0, 0.0), Looks(8, 1.0, 0.1), Looks(8, 1.0, 0.5))
    )
    assert (open_.flagged.low, open_.flagged.high) == (most.flagged.low, least.flagged.high)
    assert open_.flagged.mean == taken.flagged.mean
    assert (open_.p_nobody.low, open_.p_nobody.high) == (least.p_nobody.low, most.p_nobody.high)


@pytest.mark.parametrize(("mean", "variance", "most"), [(3.0, 9.0, 40), (0.9, 0.3, 5), (7.5, 6.9, 100), (4.0, 3.2, 20)])
def test_few_people_are_counted_by_the_exact_beta_binomial(mean: float, variance: float, most: int) -> None:
    count, share = Count(mean, variance, most), mean / most
    over = variance / (mean * (1 - share))
    found = count.cdf(np.arange(most + 1))
    if over <= 1 + 1e-9:
        expected = stats.binom.cdf(np.arange(most + 1), most, share)
    else:
        total = (most - over) / (over - 1)
        expected = stats.betabinom.cdf(np.arange(most + 1), most, share * total, (1 - share) * total)
    assert found == pytest.approx(expected, abs=1e-9)


def test_rare_counts_are_negative_binomial_or_poisson() -> None:
    n = np.arange(60)
    size = 10.0**2 / 15
    assert Count(10, 25, 10**6).cdf(n) == pytest.approx(stats.nbinom.cdf(n, size, size / (size + 10)), abs=1e-9)
    assert Count(10, 10, 10**6).cdf(n) == pytest.approx(stats.poisson.cdf(n, 10), abs=1e-9)
    assert Count(10, 25, 10**6).spread() == tuple(
        int(x) for x in stats.nbinom.ppf([0.025, 0.975], size, size / (size + 10))
    )


@settings(deadline=None)
@given(st.floats(0.001, 0.999), st.integers(1, 5000), st.floats(0, 1), st.floats(0.01, 0.99))
def test_a_quantile_is_the_smallest_number_that_reaches_it(share: float, most: int, over: float, u: float) -> None:
    mean = share * most
    alone = mean * (1 - share)
    count = Count(mean, alone * (1 + over * (most - 1)), most)
    found = count.quantile(u)
    assert 0 <= found <= most
    assert float(count.cdf(np.array([found]))[0]) >= u
    assert found == 0 or float(count.cdf(np.array([found - 1]))[0]) < u


def test_a_sum_reaches_as_far_as_each_of_its_parts() -> None:
    sure, hardly_known = Count(40.0, 45.0, 10**6), Count(10.0, 1e7, 10**6)
    both = Count.total([sure, hardly_known])
    assert (both.mean, both.variance, both.most) == (50.0, 10_000_045.0, 2 * 10**6)
    assert Count(both.mean, both.variance, both.most).quantile(0.975) == 0  # by mean and variance alone
    assert both.quantile(0.975) == max(sure.quantile(0.975), hardly_known.quantile(0.975)) > 40
    assert both.quantile(0.025) == sure.quantile(0.025) > 20


def test_a_range_holds_the_number_that_is_nearest_to_what_is_expected() -> None:
    wild = Evidence(point=1e-4, between=300.0)  # nearly all days have none, a few have all
    told = Range.of(Expected.of([Block(60_000, Looks(1), wild)], Block.alerts), 0.5)
    assert Block(60_000, Looks(1), wild).alerts().quantile(0.75) == 0
    assert told.mean == pytest.approx(6.0)
    assert (told.low, told.high) == (0, 6)


@pytest.mark.parametrize("mean", [1e-12, 0.3, 1 - 1e-11])
def test_days_that_differ_without_measure_are_summed_without_a_gap(mean: float) -> None:
    rate = Evidence(point=mean, between=2e-4 / mean)  # a rate of almost always 0, or almost always 1
    nodes, weights = rate.rule()
    assert np.isfinite(nodes).all()
    assert weights.sum() == pytest.approx(1)
    assert float(weights @ nodes) == pytest.approx(mean, rel=1e-6)


def test_the_share_of_right_alerts_is_enumerated_correctly() -> None:
    right, false = Count(1.2, 1.0, 3), Count(4.0, 6.0, 10)
    chances: dict[float, float] = {}
    for c in range(4):
        for f in range(11):
            if c + f:
                weight = right._chances[c] * false._chances[f]
                chances[c / (c + f)] = chances.get(c / (c + f), 0.0) + weight
    total = sum(chances.values())
    found = share_right(right, false)
    assert found is not None
    for u, end in ((0.025, found.low), (0.975, found.high)):
        reached = 0.0
        for share in sorted(chances):
            reached += chances[share] / total
            if reached >= u:
                break
        assert end == pytest.approx(share, abs=1e-9)


def test_without_any_alert_there_is_no_share() -> None:
    nothing = consequences([Block(100, ONCE, Evidence.asserted(0.0))], NOBODY)
    assert nothing.share_right is None
    assert nothing.p_found is None
    assert nothing.p_nobody == Range(1, 1, 1)


def test_half_of_the_alerts_are_right_where_both_kinds_are_expected_equally() -> None:
    sought = Block(1, ONCE, Evidence.asserted(0.9))
    ratio = needed([Block(60_000, ONCE, Evidence.asserted(0.001))], sought)
    assert ratio is not None
    assert ratio.rate == pytest.approx(0.9 / 60_000)
    assert (1 - ratio.rate) ** ratio.trials <= 0.05 < (1 - ratio.rate) ** (ratio.trials - 1)


@given(st.integers(0, 10**7), st.lists(st.floats(0.01, 1), min_size=1, max_size=9))
def test_people_are_shared_out_without_losing_or_inventing_one(people: int, weights: list[float]) -> None:
    shares = [w / sum(weights) for w in weights]
    sizes = apportioned(people, shares)
    assert sum(sizes) == people
    assert all(abs(size - people * share) < 1 for size, share in zip(sizes, shares, strict=True))


@pytest.mark.parametrize(("groups", "share"), [(6, 0.1666667), (3, 0.3333333), (3, 0.3333336)])
def test_rounded_shares_leave_nobody_over_and_invent_nobody(groups: int, share: float) -> None:
    sizes = apportioned(10**9, [share] * groups)
    assert sum(sizes) == 10**9
    assert max(sizes) - min(sizes) <= 1


def test_where_no_alert_can_be_false_any_is_right_though_none_was_counted() -> None:
    sought = Block(3, ONCE, Evidence.of_counts(0, 100))
    found = consequences([Block(997, ONCE, Evidence.asserted(0))], sought)
    assert found.share_right == Range(1, 1, 1)


def test_an_asserted_rate_may_be_a_whole_number() -> None:
    assert Block(5, Looks(2), Evidence.asserted(1)).chance() == (1.0, 0.0)


def test_more_evidence_of_the_same_rate_narrows_the_range() -> None:
    widths = []
    for trials in (1_000, 10_000, 1_000_000):
        r = consequences([Block(60_000, ONCE, Evidence.of_counts(trials / 1000, trials))], NOBODY).flagged
        widths.append(r.high - r.low)
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3
