"""The variance V_U against an enumeration that knows none of its sums of squares (METHODS V1)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.coverage.identity import agreements
from bystander.intervals import clusters
from tests.oracles import enumeration

COUNTS = st.lists(st.tuples(st.integers(1, 50), st.floats(0, 1)), min_size=2, max_size=30)


def test_the_variance_equals_the_enumeration_of_disjoint_pairs_in_200_random_tables_of_each_design() -> None:
    assert agreements(cases=200, seed=1) == {"vertex": 1.0, "two-way": 1.0, "one-way": 1.0, "families": 1.0}


def test_the_enumeration_itself_is_what_a_reader_gets_by_hand() -> None:
    # Four people, one comparison a pair; errors at {0,1} and {2,3}, which share nobody, and at {0,2}.
    # Disjoint ordered pairs of comparisons: 3 matchings x 2 orders = 6. Both err in one matching: 2 of 6.
    errors = [[0, 1, 1, 0], [0] * 4, [0, 0, 0, 1], [0] * 4]
    once = [[1] * 4 for _ in range(4)]
    assert enumeration.variance(enumeration.vertex_cells(errors, once)) == Fraction(3, 6) ** 2 - Fraction(2, 6)


def test_three_people_leave_no_two_comparisons_without_a_common_person() -> None:
    assert clusters.vertex(np.array([1, 1, 0]), np.array([2, 2, 2]), qc=1, qn=3).variance is None


@given(st.integers(2, 300), st.data())
def test_people_seen_once_give_the_textbook_variance_of_independent_trials(people: int, data: st.DataObject) -> None:
    errors = data.draw(st.integers(0, people))
    x = np.array([1] * errors + [0] * (people - errors))
    rate = clusters.one_way(x, np.ones(people, dtype=np.int64))
    p = Fraction(errors, people)
    assert rate.variance == float(p * (1 - p) / (people - 1))


@given(COUNTS, st.randoms())
def test_the_order_of_people_changes_no_bit_of_the_rate(people: list[tuple[int, float]], random: object) -> None:
    rows = [(round(share * k), k) for k, share in people]
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (clusters.one_way(*np.array(order).T) for order in (rows, shuffled))
    assert first == second


@given(COUNTS)
def test_people_without_any_trial_change_nothing(people: list[tuple[int, float]]) -> None:
    rows = np.array([(round(share * k), k) for k, share in people])
    more = np.concatenate([rows, np.zeros((3, 2), dtype=np.int64)])
    assert clusters.one_way(*rows.T) == clusters.one_way(*more.T)


def test_rows_and_columns_may_change_places() -> None:
    rng = np.random.default_rng(5)
    n = rng.integers(1, 9, (6, 4))
    c = rng.binomial(n, 0.3)
    squares = {"qc": int((c**2).sum()), "qn": int((n**2).sum())}
    one = clusters.two_way(c.sum(1), n.sum(1), c.sum(0), n.sum(0), **squares)
    other = clusters.two_way(c.sum(0), n.sum(0), c.sum(1), n.sum(1), **squares)
    assert one == other


def test_the_variance_is_right_on_average_over_every_possible_outcome() -> None:
    # Four people, each careless (u = 1) or not (u = 1/2) with chance 1/2; two err together with chance 3/4 u_i u_j.
    # All 2^4 kinds of people and all 2^6 outcomes, weighted exactly.
    pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    mean, mean_square, mean_variance = Fraction(0), Fraction(0), 0.0
    for kinds in range(16):
        u = [Fraction(1 + (kinds >> i & 1), 2) for i in range(4)]
        chances = [u[i] * u[j] * Fraction(3, 4) for i, j in pairs]
        for outcome in range(64):
            weight = Fraction(1, 16)
            d = [0, 0, 0, 0]
            for bit, (i, j) in enumerate(pairs):
                erred = outcome >> bit & 1
                weight *= chances[bit] if erred else 1 - chances[bit]
                d[i] += erred
                d[j] += erred
            rate = clusters.vertex(np.array(d), np.full(4, 3), qc=outcome.bit_count(), qn=6)
            assert rate.variance is not None
            value = Fraction(outcome.bit_count(), 6)
            mean += weight * value
            mean_square += weight * value**2
            mean_variance += float(weight) * rate.variance
    assert mean_variance == pytest.approx(float(mean_square - mean**2), rel=1e-12)
