from __future__ import annotations

from itertools import product
from math import comb, factorial, log, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bystander.differentials.equal_rates import EqualRates, equal_rates, likelihood_ratio
from bystander.differentials.groups import GroupCount
from tests.differentials.test_groups import counted


def compare(groups: list[GroupCount], **options: int) -> EqualRates:
    found = equal_rates(groups, **options)
    assert found is not None
    return found


def test_three_errors_all_in_one_of_two_equal_groups_are_a_coin_thrown_three_times() -> None:
    found = compare(counted((3, 100), (0, 100)))
    assert found.p == pytest.approx(2 / 8)  # all on one side, either side
    assert found.statistic == pytest.approx(2 * 3 * log(2))
    assert (found.draws, found.groups, found.events, found.effective_events) == (None, 2, 3, 3)


def test_equal_rates_give_no_statistic_and_a_p_of_one() -> None:
    found = compare(counted((5, 100), (10, 200), (20, 400)))
    assert found.statistic == pytest.approx(0, abs=1e-9)
    assert found.p == pytest.approx(1)


@settings(deadline=None)  # the first call imports scipy.special
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(10, 500)), min_size=2, max_size=4).filter(
        lambda rows: any(x for x, _ in rows)
    )
)
def test_the_sum_over_outcomes_is_that_of_plain_loops(rows: list[tuple[int, int]]) -> None:
    found = compare(counted(*rows))
    assert found.p == pytest.approx(by_loops([x for x, _ in rows], [n for _, n in rows]), rel=1e-9)


def by_loops(x: list[int], n: list[int]) -> float:
    total, shares = sum(x), [m / sum(n) for m in n]

    def g(counts: list[int]) -> float:
        return 2 * sum(c * log(c / (total * s)) for c, s in zip(counts, shares, strict=True) if c)

    p = 0.0
    for first in product(range(total + 1), repeat=len(x) - 1):
        if sum(first) <= total:
            outcome = [*first, total - sum(first)]
            if g(outcome) >= g(x) - 1e-9 * (1 + g(x)):
                ways = factorial(total) / prod(factorial(c) for c in outcome)
                p += ways * prod(s**c for s, c in zip(shares, outcome, strict=True))
    return p


def test_many_errors_agree_with_the_chi_square_table_and_with_scipy_s_g() -> None:
    rows = [(130, 10_000), (100, 10_000), (95, 10_000), (120, 10_000)]
    found = compare(counted(*rows))
    theirs = stats.power_divergence([x for x, _ in rows], lambda_="log-likelihood")
    assert found.draws == 9999
    assert found.statistic == pytest.approx(theirs.statistic, rel=1e-9)
    assert found.p == pytest.approx(theirs.pvalue, abs=0.015)


def test_drawing_and_summing_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = counted((9, 100), (2, 150), (3, 100))
    exact = compare(groups)
    monkeypatch.setattr("bystander.differentials.equal_rates.FEW_OUTCOMES", 0)
    drawn = compare(groups)
    assert exact.draws is None
    assert drawn.draws == 9999
    assert drawn.p == pytest.approx(exact.p, abs=4 * (exact.p / 9999) ** 0.5)


def test_p_is_never_nothing_and_counts_the_trial_itself() -> None:
    assert compare(counted((500, 1000), (0, 1000), (0, 1000))).p == 1 / 10_000
    assert 0 < compare(counted((2000, 10_000), (0, 10_000))).p < 1e-300


def test_the_order_of_groups_does_not_matter_and_the_seed_does() -> None:
    rows = [(40, 1000), (60, 1100), (55, 900), (30, 700)]
    assert compare(counted(*rows)).p == compare(counted(*rows[::-1])).p
    assert compare(counted(*rows)).p != compare(counted(*rows), seed=2).p
    assert compare(counted(*rows)) == compare(counted(*rows))


def test_a_design_effect_of_four_is_a_quarter_of_the_evidence() -> None:
    clustered, quarter = compare(counted((24, 400), (8, 400), deff=4)), compare(counted((6, 100), (2, 100)))
    assert (clustered.p, clustered.statistic) == (quarter.p, quarter.statistic)
    assert (clustered.events, clustered.effective_events) == (32, 8)


def test_less_than_one_effective_error_shows_nothing() -> None:
    assert compare(counted((1, 100), (0, 100), deff=5)).p == 1


def test_forty_groups_are_drawn_and_two_errors_among_them_are_summed() -> None:
    assert compare(counted(*[(20, 1000)] * 40)).p == 1
    found = compare(counted((2, 1000), *[(0, 1000)] * 39))
    assert comb(41, 39) == 820
    assert found.draws is None
    assert found.p == pytest.approx(1 / 40)


def test_g_is_nothing_for_a_row_of_nothing() -> None:
    assert likelihood_ratio(np.zeros((1, 3)), np.ones(3) / 3).tolist() == [0]


def test_errors_worth_less_than_one_do_not_show_that_a_group_errs_more_often() -> None:
    """72 of 158 tries, nearly all of one person, are worth .14 of .31: any part of an error is rare in so little."""
    one = GroupCount(name="a", events=72, trials=158, deff=510)
    others = GroupCount(name="b", events=5, trials=80, deff=2)
    found = equal_rates([one, others])
    assert found is not None
    assert found.p == 1
    worth_one = equal_rates([GroupCount(name="a", events=72, trials=158, deff=70), others])
    assert worth_one is not None
    assert worth_one.p < 1
