"""The right values against figures that others published, and against arithmetic done by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from mpmath import mpf, pi, sqrt, tan

from benchmarks.vectors.cases import load
from benchmarks.vectors.right import identification, limits
from benchmarks.vectors.right.kg_t import kg_t
from benchmarks.vectors.right.rates import Scores, at_target, equal_error

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case

CASES = {case.id: case for case in load()}

# METHODS part III, V15, V16, V19, VI.2, and the worked figures of II.3 and II.7, to the digits that they were told in.
PUBLISHED = {
    "intervals/eight-of-ten": {"low": ".4439045", "high": ".9747893"},
    "intervals/guide": {"low": ".98306835", "high": ".98784271"},
    "intervals/rare": {"low": ".00000152359", "high": ".00000584296"},
    "intervals/none": {"upper": ".000247142"},
    "groups/ratio-of-two": {"ratio": "256.1867", "low": "82.765", "high": "745.588"},
    "groups/tipping-point": {"part_low": ".4439045", "ratio": "12", "low": "2.39", "high": "116"},
    "groups/p-by-doubling": {"p": ".0246"},
    "crowds/counted": {"expected": "48.84", "low": "18", "high": "104"},
    "crowds/bound": {"expected_upper": "14.8"},
    "crowds/looks-alike": {"flagged": ".0039760"},
    "crowds/looks-independent": {"flagged": ".0059850"},
    "claims/size-of-a-test": {"trials_0": "17974", "trials_10": "101773"},
    "claims/too-few-to-tell": {"chance": ".13"},
    "claims/fewer-than-claimed": {"chance": ".0000000000009"},
    "claims/rounded": {"least": "8", "most": "11"},
    "claims/accuracy-of-nothing": {"accuracy": ".9998"},
    "searches/cmc": {"cmc_1": ".5", "cmc_2": ".75", "cmc_3": "1"},
    "thresholds/target-tied": {"threshold": "1"},
    "thresholds/target-eleven": {"threshold": "9"},
    "thresholds/target-large": {"threshold": "1"},
}


@pytest.mark.parametrize(("case", "name"), [(case, name) for case, told in PUBLISHED.items() for name in told])
def test_a_value_is_the_published_one(case: str, name: str) -> None:
    told = PUBLISHED[case][name]
    digits = len(told.partition(".")[2])
    value = Fraction(CASES[case].expected[name]["value"])
    assert abs(value - Fraction(told)) <= Fraction(1, 10**digits) * Fraction(1001, 2000)


def test_variance_by_hand() -> None:
    """Four people with three trials: E = 3, T = 12, V_U = 1/16 - (9 - 5)/(144 - 36)."""
    trials = [(frozenset({f"p{i}"}), int(k < x)) for i, x in enumerate([2, 0, 1, 0]) for k in range(3)]
    found = kg_t(trials, level=Fraction(19, 20))
    assert Fraction(found["variance"]["fraction"]) == Fraction(1, 16) - Fraction(4, 108)
    assert Fraction(found["df"]["fraction"]) == Fraction(11, 4) ** 2 / Fraction(197, 64)


@pytest.mark.parametrize(("events", "trials"), [(0, 7), (1, 7), (6, 7), (7, 7), (30, 90)])
def test_limits_are_where_the_tail_is(events: int, trials: int) -> None:
    tail = mpf(1) / 40
    upper, lower = limits.binomial_upper(events, trials, tail), limits.binomial_lower(events, trials, tail)
    if events < trials:
        assert abs(limits.at_most(events, trials, upper) - tail) < mpf(10) ** -30
    if events:
        assert abs(1 - limits.at_most(events - 1, trials, lower) - tail) < mpf(10) ** -30
    assert lower <= mpf(events) / trials <= upper


def test_two_roads_to_the_same_limit() -> None:
    by_beta = limits.beta_quantile(mpf(9), mpf(2), mpf(39) / 40)
    assert abs(by_beta - limits.binomial_upper(8, 10, mpf(1) / 40)) < mpf(10) ** -30
    by_gamma = limits.gamma_quantile(mpf(8), mpf(39) / 40)
    assert abs(by_gamma - limits.poisson_upper(7, mpf(1) / 40)) < mpf(10) ** -30


def test_quantiles_of_tables() -> None:
    assert abs(limits.normal_quantile(mpf("0.975")) - mpf("1.959963984540054")) < mpf(10) ** -14
    assert abs(limits.student_quantile(mpf("0.975"), mpf(1)) - tan(pi * mpf("0.475"))) < mpf(10) ** -30
    assert abs(limits.student_quantile(mpf("0.975"), mpf(2)) - mpf("0.95") * sqrt(2 / mpf("0.0975"))) < mpf(10) ** -30


def test_every_threshold_keeps_its_target_and_no_smaller_score_does() -> None:
    scores = Scores(mated=[4.0, 6.0], non_mated=[1.0, 2.0, 2.0, 5.0, 5.0, 7.0])
    for errors in range(7):
        found = at_target(scores, Fraction(errors, 6))
        kept = Fraction(found["fmr"]["fraction"])
        assert kept <= Fraction(errors, 6)
        assert "none" in found["next_fmr"] or Fraction(found["next_fmr"]["fraction"]) > Fraction(errors, 6)


def test_the_bracket_holds_a_crossing_that_is_known() -> None:
    found = equal_error(Scores(mated=[1.0, 3.0, 4.0, 5.0], non_mated=[0.0, 1.0, 2.0, 3.0]))
    assert {name: v["fraction"] for name, v in found.items()} == {"eer": "1/4", "eer_low": "1/4", "eer_high": "1/4"}


def test_ranks_with_ties_by_hand() -> None:
    tied = {"person": "A", "enrolled": True, "candidates": [["B", 8], ["A", 8], ["C", 9], ["A", 3]]}
    assert (identification.rank(tied), identification.rank(tied, optimistic=True)) == (3, 2)
    assert identification.rank({**tied, "person": "D"}) is None


def test_the_fewest_trials_that_meet_a_requirement() -> None:
    met, fewer = CASES["claims/required-met"], CASES["claims/required-not-shown"]
    assert met.input["trials"] == fewer.input["trials"] + 1
    assert _verdict(met) == "met"
    assert _verdict(fewer).startswith("cannot be shown")


def _verdict(case: Case) -> str:
    return case.expected["verdict"]["word"]
