"""The rule of the verdicts, and the exact numbers behind them, against independent ones."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import test_poisson_2indep as two_rates

from bystander.claims.claim import Counts, Crowd
from bystander.claims.claim_file import claim_of
from bystander.claims.consequences import alerts, look_rate, rate_behind, score_of_never
from bystander.claims.denominators import KNOWN, Kind
from bystander.claims.exact import by_doubling
from bystander.claims.printed import printed
from bystander.claims.verdict import Limits, judged, verdict, verdict_of
from bystander.differentials.groups import GroupCount
from bystander.differentials.ratios import rate_ratio
from bystander.findings.claim import CONSISTENT, CONTRADICTED, ILL_DEFINED, NOT_TESTABLE, SUPPORTED, VERDICTS
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper

COUNTS = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def counts(wrong: int, trials: int, unverified: int = 0) -> Counts:
    return Counts(of="alerts", wrong=wrong, trials=trials, unverified=unverified)


def test_the_numbers_of_v19_hold_to_their_last_digit() -> None:
    low, high = clopper_pearson(10, 3_147_436)
    assert (f"{low:.5e}", f"{high:.5e}") == ("1.52359e-06", "5.84296e-06")
    assert f"{clopper_pearson_upper(0, 12_120):.5e}" == "2.47142e-04"
    ratio = rate_ratio(GroupCount(name="a", events=7, trials=8600), GroupCount(name="b", events=10, trials=3_147_436))
    assert ratio is not None
    assert ratio.high is not None
    assert (f"{ratio.low:.3f}", f"{ratio.high:.3f}") == ("82.765", "745.588")
    other = two_rates(7, 8600, 10, 3_147_436, method="exact-cond", alternative="larger")
    assert ratio.p == pytest.approx(2 * other.pvalue, rel=1e-9)


def test_four_of_six_is_no_finding_by_doubling_and_one_by_least_likelihood() -> None:
    chance = [comb(6, x) * 0.24**x * 0.76 ** (6 - x) for x in range(7)]
    assert by_doubling(4, 6, 0.24) == pytest.approx(2 * sum(chance[4:]), rel=1e-12)
    assert round(by_doubling(4, 6, 0.24), 3) == 0.065
    assert round(sum(p for p in chance if p <= chance[4]), 3) == 0.033
    low, high = clopper_pearson(4, 6)
    assert (round(low, 2), round(high, 2)) == (0.22, 0.96)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.01, 0.99))
def test_doubling_is_twice_the_smaller_tail(pair: tuple[int, int], rate: float) -> None:
    x, n = pair
    chance = [comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(n + 1)]
    expected = min(1.0, 2 * min(sum(chance[: x + 1]), sum(chance[x:])))
    assert by_doubling(x, n, rate) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_a_rate_that_a_count_rules_out_leaves_the_smallest_p_there_is() -> None:
    assert 0 < by_doubling(3, 10, 0.0) < 1e-300
    assert by_doubling(0, 10, 0.0) == 1


@given(COUNTS, st.sampled_from(["99.8 %", "0.0003 %", "1 in 6,000", "none", "below 0.1 %", "92 %", "at least 90 %"]),
       st.sampled_from(["right", "wrong"]))  # fmt: skip
def test_no_verdict_is_outside_the_closed_list(pair: tuple[int, int], value: str, side: str) -> None:
    found = {"of": "alerts", "wrong": pair[0], "trials": pair[1]}
    claim = claim_of({"text": "x", "value": value, "counts": side, "denominator": [found]})
    assert verdict(claim, level=0.95) in VERDICTS
    two = claim_of({"text": "x", "value": value, "counts": side, "denominator": [found, {"of": "faces seen"}]})
    assert verdict(two, level=0.95) == ILL_DEFINED
    assert verdict_of(two, two.possible[1], level=0.95) == NOT_TESTABLE


@given(COUNTS, st.integers(0, 10**4), st.booleans())
def test_the_verdict_follows_the_limits(pair: tuple[int, int], place: int, charge: bool) -> None:  # noqa: FBT001
    number = printed(f"{place / 100:.2f} %")
    found = judged(number, counts(*pair), level=0.95, charge=charge)
    low, high = proportion_confint(pair[0], pair[1], method="beta")
    if charge:
        assert (found == CONTRADICTED) == (high < float(number.low))
        assert found != SUPPORTED or low >= float(number.low)
    else:
        assert (found == CONTRADICTED) == (low > float(number.high))
        assert found != SUPPORTED or high <= float(number.high)
    assert found in {SUPPORTED, CONTRADICTED, CONSISTENT}


def test_the_cautious_limit_counts_each_event_twice() -> None:
    limits = Limits.of(counts(2, 1000), level=0.95)
    assert (limits.cautious_low, limits.cautious_high) == pytest.approx(proportion_confint(1, 500, method="beta"))
    assert (limits.low, limits.high) == pytest.approx(proportion_confint(2, 1000, method="beta"))
    with pytest.raises(ValueError, match="nothing was counted"):
        Limits.of(Counts(of="alerts", trials=3), level=0.95)


def test_none_counted_never_shows_that_there_is_none_and_one_contradicts_it() -> None:
    assert judged(printed("none"), counts(0, 2_500_000), level=0.95) == CONSISTENT
    assert judged(printed("none"), counts(1, 2_500_000), level=0.95) == CONTRADICTED


def test_what_nobody_verified_may_be_all_right_or_all_wrong() -> None:
    assert judged(printed("20 %"), counts(0, 42, 34), level=0.95) == CONSISTENT
    assert judged(printed("20 %"), counts(34, 42), level=0.95) == CONTRADICTED
    assert judged(printed("90 %"), counts(0, 42, 34), level=0.95, charge=True) == CONSISTENT


def test_of_several_counts_one_that_contradicts_is_enough_and_each_is_judged_more_strictly() -> None:
    own = {"of": "faces seen", "wrong": 0, "trials": 10**7}
    held = {"of": "faces seen", "wrong": 50, "trials": 10**5}
    keys = {"text": "x", "value": "0.0001 %", "counts": "wrong", "denominator": [own]}
    alone, both = claim_of(keys), claim_of({**keys, "evidence": [held]})
    apart = claim_of({**keys, "evidence": [{**held, "elsewhere": True}]})
    assert [verdict(c, level=0.95) for c in (alone, both, apart)] == [SUPPORTED, CONTRADICTED, SUPPORTED]
    many = 1_078_000
    few = {**held, "wrong": 5, "trials": many}  # its lower limit is 1.506 in a million at .95, 1.275 at .975
    assert clopper_pearson(5, many)[0] > 1.5e-6 > clopper_pearson(5, many, level=0.975)[0]
    assert verdict(claim_of({**keys, "denominator": [few]}), level=0.95) == CONTRADICTED
    assert verdict(claim_of({**keys, "evidence": [few]}), level=0.95) != CONTRADICTED


def test_a_crowd_by_hand() -> None:
    crowd = Crowd(people=60_000, sought=12, tpir=0.89)
    found = alerts(crowd, 0.002)
    assert found.false == pytest.approx(59_988 * 0.002)
    assert found.share_right == pytest.approx(10.68 / (10.68 + 119.976))
    f = rate_behind(crowd, 0.002)
    assert f == pytest.approx(10.68 * 0.002 / 0.998 / 59_988)
    assert alerts(crowd, f or 0).share_right == pytest.approx(0.998)
    assert score_of_never(Kind.ALL, crowd) == pytest.approx(0.9998)
    assert rate_behind(crowd, 1.0) is None
    assert alerts(Crowd(people=10), 0.0).share_right is None
    assert [score_of_never(k, None) for k in (Kind.LOOK, Kind.MATED, Kind.ALERT, Kind.ALL)] == [1.0, 0.0, None, None]


def test_comparisons_become_looks_by_the_size_of_the_watchlist() -> None:
    at = claim_of({"text": "99 % accurate", "at": {"n": 10_000}}).at
    assert look_rate(Kind.COMPARISON, 1e-6, at) == pytest.approx(1 - (1 - 1e-6) ** 10_000)
    none = claim_of({"text": "99 % accurate"}).at
    assert look_rate(Kind.COMPARISON, 1e-6, none) is None
    assert look_rate(Kind.ALERT, 0.1, at) is None


def test_every_known_denominator_can_be_judged() -> None:
    for one in KNOWN:
        claim = claim_of({"text": "x", "value": "1 %", "counts": "wrong", "denominator": [{"of": one.name}]})
        assert verdict(claim, level=0.95) == NOT_TESTABLE


ALL_OR_NONE = [
    ("100 %", "right"),
    ("100.0 %", "right"),
    ("1.0", "right"),
    ("0 %", "wrong"),
    ("0.00 %", "wrong"),
    ("none", "wrong"),
]


@pytest.mark.parametrize(("value", "side"), ALL_OR_NONE)
@given(n=st.integers(2, 10**7))
def test_one_error_refutes_all_and_none_and_no_count_supports_them(value: str, side: str, n: int) -> None:
    claim = claim_of({"text": "x", "value": value, "counts": side})
    assert claim.absolute
    assert judged(claim.wrong, counts(1, n), level=0.95) == CONTRADICTED
    assert judged(claim.wrong, counts(0, n), level=0.95) == CONSISTENT


@given(st.integers(0, 96), st.integers(1, 2000), st.integers(0, 2000))
def test_a_number_near_all_or_none_is_judged_by_its_digits(digits: int, n: int, x: int) -> None:
    near = f"99.{'9' * digits}5 %"
    claim = claim_of({"text": "x", "value": near, "counts": "wrong"})
    verdict_ = judged(claim.wrong, counts(min(x, n), n), level=0.95, charge=claim.charge)
    assert verdict_ != SUPPORTED or clopper_pearson(min(x, n), n)[0] >= claim.wrong.low
    assert not (verdict_ == SUPPORTED and digits > 6)
