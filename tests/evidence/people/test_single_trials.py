"""Single trials under numbers of their own: in their order, and units as sums."""

from __future__ import annotations

import numpy as np

from bystander.evidence.people.single_trials import KeyedScores, KeyedUnits
from bystander.intervals.single_trials import SingleTrials


def numbers(*given: int) -> np.ndarray:
    return np.array(given, np.uint64)


def test_scores_come_in_the_order_of_their_numbers_and_of_rows_where_those_are_alike() -> None:
    found = KeyedScores.of([numbers(7, 3), numbers(3, 1)], [np.array([0.1, 0.2]), np.array([0.3, 0.4])])
    assert found.key.tolist() == [1, 3, 3, 7]
    assert found.score.tolist() == [0.4, 0.2, 0.3, 0.1]
    assert len(KeyedScores.of([], []).key) == 0


def test_a_unit_has_the_sum_of_its_searches_whatever_their_order() -> None:
    one = KeyedUnits.of(np.array([5, 9, 5]), numbers(10, 20, 2**64 - 1))
    other = KeyedUnits.of(np.array([0, 0, 4]), numbers(2**64 - 1, 10, 20))
    assert one.of_units(np.array([9, 5])).tolist() == other.of_units(np.array([4, 0])).tolist() == [20, 9]


def test_errors_of_both_are_counted_where_the_trials_are_the_same() -> None:
    one = SingleTrials.of(numbers(3, 1, 2), np.array([True, True, False]))
    other = SingleTrials.of(numbers(1, 2, 3), np.array([True, True, False]))
    assert one.both_wrong(other) == 1
    assert one.both_wrong(SingleTrials.of(numbers(1, 2, 4), np.array([True, True, False]))) is None
    assert one.both_wrong(SingleTrials.of(numbers(1), np.array([True]))) is None
    assert one.told_apart
    assert (
        SingleTrials.of(numbers(), np.array([], bool)).both_wrong(SingleTrials.of(numbers(), np.array([], bool))) == 0
    )


def test_of_trials_that_nobody_can_tell_apart_both_are_wrong_as_often_as_can_be() -> None:
    one = SingleTrials.of(numbers(1, 1, 1, 2, 2), np.array([True, False, True, True, False]))
    for rows in ([2, 1, 0, 4, 3], [0, 1, 2, 3, 4]):
        wrong = np.array([False, True, False, False, True])[rows]
        other = SingleTrials.of(numbers(1, 1, 1, 2, 2), wrong)
        assert not other.told_apart
        assert one.both_wrong(other) == other.both_wrong(one) == 2
