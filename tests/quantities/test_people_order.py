"""The order of people follows from what they did: whatever they are called, and in whatever order rows come."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.quantities.people_order import order_of_people, ranks

PEOPLE = 30


def trial(seed: int, *, coarse: bool) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    mated, pairs = rng.integers(0, PEOPLE, 50), rng.integers(0, PEOPLE, (2, 200))
    pairs = pairs[:, pairs[0] != pairs[1]]
    own, other = rng.normal(size=50), rng.normal(size=pairs.shape[1])
    return mated, (np.round(own) if coarse else own), *pairs, (np.round(other, 1) if coarse else other)


def ordered(mated: np.ndarray, own: np.ndarray, one: np.ndarray, two: np.ndarray, score: np.ndarray) -> np.ndarray:
    counts = np.bincount(one, minlength=PEOPLE) + np.bincount(two, minlength=PEOPLE)
    return order_of_people(PEOPLE, own=[(mated, ranks(own))], counts=[counts], pairs=(one, two, ranks(score)))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), coarse=st.booleans())
def test_other_names_rows_and_roles_give_the_same_people_in_the_same_places(seed: int, *, coarse: bool) -> None:
    mated, own, one, two, score = trial(seed, coarse=coarse)
    rng = np.random.default_rng(seed + 1)
    name, rows, others = rng.permutation(PEOPLE), rng.permutation(len(own)), rng.permutation(len(score))
    here = ordered(mated, own, one, two, score)
    there = ordered(name[mated[rows]], own[rows], name[two[others]], name[one[others]], score[others])
    alike = (
        np.bincount(mated, minlength=PEOPLE) + np.bincount(one, minlength=PEOPLE) + np.bincount(two, minlength=PEOPLE)
    )
    same = name[here] == there
    # people without any trial are alike in everything, and only they may be swapped
    assert np.all(same | (alike[here] == 0))


def test_people_who_differ_only_in_whom_they_were_compared_with_have_their_places() -> None:
    # 0-1-2-3: the ends have the same score, so only the middle of the chain, or its neighbours' scores, tell them apart
    one, two, score = np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.5, 0.7, 0.5])
    counts = np.ones(4, np.int64)
    here = order_of_people(4, counts=[counts], pairs=(one, two, ranks(score)))
    assert {frozenset(here[:2].tolist()), frozenset(here[2:].tolist())} == {frozenset({0, 3}), frozenset({1, 2})}
    tipped = np.array([0.5, 0.7, 0.6])
    for name in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        names = np.array(name)
        found = order_of_people(4, counts=[counts], pairs=(names[one], names[two], ranks(tipped)))
        assert (
            np.argsort(names)[found].tolist()
            == order_of_people(4, counts=[counts], pairs=(one, two, ranks(tipped))).tolist()
        )


def test_pairs_decide_only_between_people_who_are_alike_otherwise() -> None:
    mated, own, one, two, score = trial(5, coarse=False)
    every = np.concatenate([mated, np.arange(PEOPLE)])
    values = np.concatenate([own, np.linspace(0, 1, PEOPLE)])
    counts = np.zeros(PEOPLE, np.int64)
    few = order_of_people(
        PEOPLE, own=[(every, ranks(values))], counts=[counts], pairs=(one[:9], two[:9], ranks(score)[:9])
    )
    many = order_of_people(PEOPLE, own=[(every, ranks(values))], counts=[counts], pairs=(one, two, ranks(score)))
    assert np.array_equal(few, many)


def test_sums_of_hashes_do_not_depend_on_where_the_runs_are_cut() -> None:
    rng = np.random.default_rng(2)
    person, value = rng.integers(0, 3, (1 << 21) + 1000), rng.normal(size=(1 << 21) + 1000)
    back = slice(None, None, -1)
    here = order_of_people(3, own=[(person, ranks(value))])
    assert np.array_equal(here, order_of_people(3, own=[(person[back], ranks(value[back]))]))


def test_another_scale_of_scores_gives_everybody_the_same_place() -> None:
    mated, own, one, two, score = trial(3, coarse=True)
    assert np.array_equal(
        ordered(mated, own, one, two, score), ordered(mated, np.exp(own), one, two, 2 * score.astype(np.float32) - 7)
    )
    assert ranks(np.array([0.5, -np.inf, 2.0, 0.5, 0.0, -0.0])).tolist() == [1, 3, 0, 1, 2, 2]
    assert ranks(np.array([-np.inf, -np.inf, -0.0, 0.0, 0.5, 2.0])).tolist() == [3, 3, 2, 2, 1, 0]
    assert ranks(np.array([2.0, 0.5, 0.5, -np.inf])).tolist() == [0, 1, 1, 2]
    assert ranks(np.array([])).tolist() == []
