"""The zero-error tiers, by closed form and by colouring small graphs."""

from __future__ import annotations

import itertools
from math import log

import pytest

from bystander.intervals.zero_events import (
    Free,
    assisted_upper,
    hoeffding_lower,
    hoeffding_upper,
    independent_comparisons,
    independent_trials,
    naive_upper,
)


def test_no_error_in_500_disjoint_sets_gives_one_minus_the_500th_root() -> None:
    assert hoeffding_upper(0.0, 500) == pytest.approx(1 - 0.05 ** (1 / 500), rel=1e-12)


@pytest.mark.parametrize("value", [1e-9, 1e-4, 0.03, 0.5, 0.999])
def test_the_upper_limit_solves_its_equation(value: float) -> None:
    p = hoeffding_upper(value, 250)
    spent = 250 * (value * log(value / p) + (1 - value) * log((1 - value) / (1 - p)))
    assert spent == pytest.approx(log(20), rel=1e-6)


def test_the_lower_limit_mirrors_the_upper_one() -> None:
    assert hoeffding_lower(0.9, 40) == pytest.approx(1 - hoeffding_upper(0.1, 40), rel=1e-12)


def test_nothing_is_excluded_without_a_set_and_nothing_lies_above_one() -> None:
    assert hoeffding_upper(0.2, 0) == 1
    assert hoeffding_upper(1.0, 10) == 1
    assert assisted_upper(0) == 1


def test_no_false_alert_in_12120_is_at_most_2_47_in_10000() -> None:
    assert naive_upper(12_120) == pytest.approx(2.47142e-4, rel=1e-5)  # METHODS V19


def test_everybody_against_everybody_gives_half_the_people() -> None:
    for people in (2, 7, 100, 517):
        trials = people * (people - 1)  # both orders, as in a square score matrix
        assert (
            independent_comparisons(trials, 2 * (people - 1), max_multiplicity=2, complete_people=people) == people // 2
        )


def test_probes_against_other_people_give_the_smaller_side() -> None:
    assert independent_comparisons(40 * 15, 40, max_multiplicity=1, roles_disjoint=True) == 15


def test_one_comparison_always_stands_for_itself() -> None:
    assert independent_comparisons(2, 2, max_multiplicity=2) == 1
    assert independent_comparisons(0, 0) == 0


def test_trials_of_unequal_people_are_worth_no_more_than_the_busiest_one_leaves() -> None:
    assert independent_trials(600, 4) == 150
    assert independent_trials(1099, 1000) == 1
    assert independent_trials(0, 0) == 0


def test_no_small_graph_holds_fewer_disjoint_comparisons_than_promised() -> None:
    """The promise is an average over colours, so the largest matching must be at least as large."""
    pairs = list(itertools.combinations(range(5), 2))
    for chosen in itertools.chain.from_iterable(itertools.combinations(pairs, n) for n in range(1, 11)):
        degree = max(sum(v in pair for pair in chosen) for v in range(5))
        promised = independent_comparisons(len(chosen), degree, max_multiplicity=1)
        assert promised <= _largest_matching(chosen)


def _largest_matching(pairs: tuple[tuple[int, int], ...]) -> int:
    best = 0
    for first, second in itertools.combinations(pairs, 2):
        if not set(first) & set(second):
            best = 2
    return best or 1


@pytest.mark.parametrize("people", [5, 20, 100, 1000])
def test_people_alike_in_pairs_who_search_each_other_reach_the_limit_for_them_and_pass_the_one_of_strangers(
    people: int,
) -> None:
    own, strangers = (Free(sets=people, others=o).upper(0.0, level=0.95) for o in (1, 0))

    def nobody_alerts(rate: float) -> float:  # of new people in front of all so many alert
        return float((1 - rate) ** ((people - 1) / 2))

    assert own == pytest.approx(min(1.0, 2 * (1 - 0.05 ** (1 / (people - 1)))))
    assert own == 1 or 0.05 / 1.5 <= nobody_alerts(own) <= 0.05
    assert nobody_alerts(strangers) > 0.2


def test_the_limits_of_people_on_their_own_list_mirror_each_other_and_are_those_of_strangers_where_nobody_is() -> None:
    own, spared = Free(sets=50, others=3, tried=0.4), Free(sets=50, others=3, tried=0.4, spared=True)
    assert spared.upper(0.9, level=0.95) == pytest.approx(1 - own.lower(0.1, level=0.95))
    assert spared.lower(0.9, level=0.95) == pytest.approx(1 - own.upper(0.1, level=0.95))
    assert Free(sets=50).upper(0.1, level=0.95) == hoeffding_upper(0.1, 50)
    assert Free(sets=50, others=1, tried=1e-9).upper(0.1, level=0.95) == pytest.approx(hoeffding_upper(5 / 49, 49))
    assert Free(sets=1, others=1).upper(0.0, level=0.95) == 1


def test_a_limit_for_people_on_their_own_list_is_worth_as_many_independent_trials_as_have_the_same() -> None:
    own = Free(sets=100, others=1)
    assert hoeffding_upper(0.0, own.worth(level=0.95)) == pytest.approx(own.upper(0.0, level=0.95))
    assert Free(sets=100).worth(level=0.95) == 100
    assert hoeffding_upper(0.0, Free(sets=1, others=1).worth(level=0.95)) == pytest.approx(1)
