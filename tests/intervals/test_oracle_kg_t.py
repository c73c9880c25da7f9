"""KG-t against values from exact fractions and mpmath (`tests/oracles/kg_t.json`), to nine digits."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf
from scipy import stats

from bystander.intervals import clusters, kg_t
from tests.oracles import generate
from tests.oracles import kg_t as oracle

if TYPE_CHECKING:
    from bystander.intervals.clusters import ClusteredRate

CASES: dict[str, dict[str, Any]] = json.loads(generate.FILE.read_text(encoding="utf-8"))["cases"]
PEOPLE = st.lists(st.tuples(st.integers(1, 50), st.floats(0, 1)), min_size=2, max_size=40)


def _rate(case: dict[str, Any]) -> ClusteredRate:
    columns = {name: np.array(generate.flat(value)) for name, value in case.items() if isinstance(value, list)}
    squares = {name: case[name] for name in ("qc", "qn") if name in case}
    if case["design"] == "one_way":
        return clusters.one_way(columns["x"], columns["k"])
    if case["design"] == "vertex":
        return clusters.vertex(columns["d"], columns["m"], **squares)
    return clusters.two_way(
        columns["row_errors"], columns["row_trials"], columns["column_errors"], columns["column_trials"], **squares
    )


@pytest.mark.parametrize("name", CASES)
def test_the_variance_and_the_effective_people_are_the_exact_fractions_rounded(name: str) -> None:
    expected = CASES[name]["expected"]
    rate = _rate(CASES[name]["input"])
    assert (rate.events, rate.trials) == (expected["events"], expected["trials"])
    assert rate.variance == float(Fraction(expected["variance"]))
    assert rate.linear_variance == pytest.approx(float(Fraction(expected["linear_variance"])), rel=1e-12)
    if expected["df"] is None:
        assert rate.df is None
    else:
        assert rate.df == pytest.approx(float(Fraction(expected["df"])), rel=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_the_limits_are_the_oracle_s_to_nine_digits(name: str) -> None:
    rate = replace(_rate(CASES[name]["input"]), each_once=None)  # the oracle's tries are of everybody alike
    for expected in CASES[name]["expected"]["intervals"]:
        found = kg_t.interval(rate, level=float(expected["level"]), extra_deff=float(Fraction(expected["extra_deff"])))
        for field in ("low", "high", "deff", "inflation", "effective_trials"):
            assert getattr(found, field) == pytest.approx(float(expected[field]), rel=1e-9, abs=1e-50), field


@pytest.mark.parametrize("name", CASES)
def test_the_compliance_limit_is_the_upper_end_with_the_design_effect_of_pairs_added(name: str) -> None:
    told = CASES[name]["expected"]
    expected = next(i for i in told["intervals"] if i["extra_deff"] == told["left_out"])
    assert kg_t.compliance_upper(_rate(CASES[name]["input"])) == pytest.approx(float(expected["high"]), rel=1e-9)


def test_the_committed_values_are_what_the_generator_writes() -> None:
    name = "two probes, three references"
    assert generate.cases()[name] == CASES[name]["input"]
    assert generate.expected(CASES[name]["input"]) == CASES[name]["expected"]


def test_people_who_are_no_more_alike_than_strangers_get_the_exact_clopper_pearson_interval() -> None:
    # 40 of 150 people erred once in 4: less spread than chance, so deff = 1 and n* = 600
    found = kg_t.interval(clusters.one_way(np.array([1] * 40 + [0] * 110), np.full(150, 4)))
    assert (found.deff, found.inflation, found.effective_trials) == (1.0, 1.0, 600.0)
    exact = stats.binomtest(40, 600).proportion_ci(0.95, method="exact")
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), rel=1e-9)


def test_four_identical_answers_a_person_count_about_as_one() -> None:
    # A third of 150 people fail all 4 times: V_U = p(1-p)/149, so deff = 600/149 exactly
    found = kg_t.interval(clusters.one_way(np.array([4] * 50 + [0] * 100), np.full(150, 4)))
    assert found.deff == pytest.approx(600 / 149, rel=1e-12)


@given(PEOPLE, st.floats(0.5, 0.999))
def test_the_interval_holds_the_rate_and_never_claims_more_trials_than_there_are(
    people: list[tuple[int, float]], level: float
) -> None:
    x, k = np.array([(round(share * k), k) for k, share in people]).T
    rate = clusters.one_way(x, k)
    found = kg_t.interval(rate, level=level)
    assert 0 <= found.low <= rate.value <= found.high <= 1
    assert found.low < found.high
    assert found.deff >= 1
    assert found.inflation >= 1
    assert found.effective_trials <= rate.trials


@given(PEOPLE, st.floats(0.5, 0.98), st.floats(0.001, 0.019))
def test_a_higher_level_never_narrows_the_interval(people: list[tuple[int, float]], level: float, more: float) -> None:
    rate = clusters.one_way(*np.array([(round(share * k), k) for k, share in people]).T)
    narrow, wide = kg_t.interval(rate, level=level), kg_t.interval(rate, level=level + more)
    assert wide.low <= narrow.low * (1 + 1e-12)
    assert wide.high >= narrow.high * (1 - 1e-12)


@given(PEOPLE)
def test_the_compliance_limit_is_never_below_the_interval(people: list[tuple[int, float]]) -> None:
    rate = clusters.one_way(*np.array([(round(share * k), k) for k, share in people]).T)
    assert kg_t.compliance_upper(rate) >= kg_t.interval(rate).high * (1 - 1e-12)


@pytest.mark.parametrize(("a", "b", "x"), [(3, 10, 0.2), (0.3, 100.5, 0.001), (1.7, 2.9, 0.9), (40, 3, 0.8)])
def test_the_oracle_s_own_beta_distribution_is_that_of_mpmath(a: float, b: float, x: float) -> None:
    with mp.workdps(oracle.DIGITS):
        theirs = mp.betainc(mpf(a), mpf(b), 0, mpf(x), regularized=True)
        assert abs(oracle.beta_distribution(mpf(x), mpf(a), mpf(b)) - theirs) < mpf(10) ** -30


@pytest.mark.parametrize("df", [1.0, 1.3, 7.9, 250.0])
def test_the_oracle_s_own_t_quantile_is_that_of_scipy(df: float) -> None:
    with mp.workdps(oracle.DIGITS):
        assert float(oracle.t_quantile(mpf("0.975"), mpf(df))) == pytest.approx(stats.t.ppf(0.975, df), rel=1e-11)
