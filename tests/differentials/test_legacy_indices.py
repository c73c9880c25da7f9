from __future__ import annotations

import csv
from fractions import Fraction

import pytest

from benchmarks.coverage import differential_figures as by_hand
from bystander.differentials.legacy_indices import fairness_discrepancy_rate, garbe, gini, inequity_ratio
from tests.shared_data import path


def test_four_rates_have_the_g_that_a_reader_can_work_out() -> None:
    # |1-2| + |1-3| + |1-6| + |2-3| + |2-6| + |3-6| = 16, twice; mean 3; 4/3 * 32 / (2 * 16 * 3)
    assert gini([0.01, 0.02, 0.03, 0.06]) == pytest.approx(4 / 9)
    assert gini([0.2, 0.2]) == 0
    assert gini([0.2, 0]) == pytest.approx(1)


def test_rates_that_are_all_nothing_are_no_answer() -> None:
    assert gini([0, 0, 0]) is None
    assert garbe([0, 0], [0, 0]) is None
    assert garbe([0, 0], [0.1, 0]) is None
    assert garbe([0, 0], [0.1, 0], alpha=0) == pytest.approx(1)  # what has no weight is not asked
    assert fairness_discrepancy_rate([0, 0], [0, 0]) == 1


def test_an_inequity_ratio_over_nothing_is_none_and_nothing_is_added() -> None:
    assert inequity_ratio([0.001, 0], [0.1, 0.1]) is None
    assert inequity_ratio([0, 0], [0.1, 0.1]) is None
    assert inequity_ratio([0.004, 0.001], [0.09, 0.01]) == pytest.approx(2 * 3)
    assert inequity_ratio([0.004, 0.001], [0.1, 0], alpha=1) == pytest.approx(4)  # what has no weight is not asked


def test_fdr_is_blind_at_small_rates() -> None:
    assert fairness_discrepancy_rate([3e-4, 1e-5], [0.01, 0.01]) == pytest.approx(0.999855)


def test_fdr_weighs_the_two_largest_differences() -> None:
    # A is .04 and weighs a quarter, B is .2
    assert fairness_discrepancy_rate([0.01, 0.05, 0.02], [0.1, 0.3, 0.2], alpha=0.25) == pytest.approx(0.84)


def test_one_group_has_nothing_to_compare() -> None:
    assert gini([0.1]) is None
    assert garbe([0.1], [0.1]) is None
    assert inequity_ratio([0.1], [0.1]) is None
    assert fairness_discrepancy_rate([0.1], [0.1]) is None


@pytest.mark.parametrize(
    ("fmr", "fnmr", "alpha"), [([0.1, 1.1], [0, 0], 0.5), ([0.1], [0, 0], 0.5), ([0.1, 0], [0, 0], 2)]
)
def test_what_cannot_be_is_refused(fmr: list[float], fnmr: list[float], alpha: float) -> None:
    with pytest.raises(ValueError):
        garbe(fmr, fnmr, alpha=alpha)


def test_made_up_tables_agree_with_exact_fractions() -> None:
    assert max(by_hand.largest_disagreement(cases=100, seed=3).values()) < 1e-12


def test_the_false_match_rates_of_240_algorithms_agree_with_exact_fractions() -> None:
    """V20. The file has no false non-match rates: of two algorithms, one's rates stand in for them."""
    with path("nist/frvt_11_gender_race.csv").open(newline="") as lines:
        header, *rows = list(csv.reader(lines))
    within = [header.index(name) for name in ("MW_MW", "MB_MB", "FW_FW", "FB_FB")]
    texts = [[row[k] for k in within] for row in rows]
    assert len(texts) == 240
    zeros = 0
    for one, other in zip(texts, texts[1:] + texts[:1], strict=True):
        fmr, fnmr = [Fraction(t) for t in one], [Fraction(t) for t in other]
        ours = [float(t) for t in one], [float(t) for t in other]
        by_definition = by_hand.gini(fmr)
        assert by_definition is not None  # some group of every algorithm has a false match
        assert gini(ours[0]) == pytest.approx(float(by_definition), rel=1e-12, abs=1e-15)
        for alpha in (Fraction(1, 2), Fraction(1)):
            a = float(alpha)
            assert garbe(*ours, alpha=a) == pytest.approx(by_hand.garbe(fmr, fnmr, alpha), rel=1e-12, abs=1e-15)
            fdr = by_hand.fairness_discrepancy_rate(fmr, fnmr, alpha)
            assert fairness_discrepancy_rate(*ours, alpha=a) == pytest.approx(fdr, rel=1e-12)
            exact = by_hand.inequity_ratio(fmr, fnmr, alpha)
            zeros += exact is None
            index = inequity_ratio(*ours, alpha=a)
            assert index == (None if exact is None else pytest.approx(exact, rel=1e-12))
    assert zeros < 2 * len(texts)
