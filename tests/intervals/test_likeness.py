from __future__ import annotations

import numpy as np
import pytest

from bystander.intervals.likeness import _beyond, _own, _Pairs, likeness


def scores(people: int = 60, size: int = 1, more: float = 0.0, seed: int = 1) -> np.ndarray:
    found = np.triu(np.random.default_rng(seed).normal(size=(people, people)), 1)
    family = np.arange(people) // size
    return np.asarray(found + found.T + more * (family[:, None] == family))


def once(people: int = 60) -> np.ndarray:
    return 1 - np.eye(people, dtype=np.int64)


def test_families_are_seen_and_strangers_are_not() -> None:
    found, none = likeness(scores(size=5, more=2), once()), likeness(scores(), once())
    assert found is not None
    assert none is not None
    assert found.flagged
    assert 30 < found.concerned <= 60
    assert (none.flagged, none.concerned, none.people) == (False, 0, 60)


def test_vectors_of_strangers_are_not_flagged_though_they_close_triangles() -> None:
    flagged = 0
    for seed in range(10):
        vectors = np.random.default_rng(seed).normal(size=(60, 32))
        found = likeness(vectors @ vectors.T, once())
        assert found is not None
        flagged += found.flagged
    assert flagged <= 2


def test_what_one_person_looks_like_to_everybody_is_no_likeness() -> None:
    own = np.random.default_rng(2).normal(0, 5, 60)
    plain, shifted = likeness(scores(), once()), likeness(scores() + own[:, None] + own, once())
    assert plain is not None
    assert shifted is not None
    assert shifted.z == pytest.approx(plain.z, abs=1e-6)


def test_neither_names_nor_units_matter_and_the_seed_does() -> None:
    made = scores(size=5, more=1.5)
    order = np.random.default_rng(4).permutation(60)
    found = likeness(made, once())
    assert found is not None
    for other in (likeness(made[np.ix_(order, order)], once()), likeness(100 * made - 7, once())):
        assert other is not None
        assert other.z == pytest.approx(found.z, rel=1e-6)
        assert other.concerned == found.concerned
    assert likeness(made, once(), seed=2) != found


def test_the_share_of_each_person_is_the_formula_of_methods_v_4() -> None:
    made = scores(12)
    first, second = np.triu_indices(12, 1)
    np.fill_diagonal(made, 0)
    r = made.sum(axis=1)
    expected = (r - r.sum() / (2 * 11)) / 10
    assert _own(first, second, made[first, second], 12) == pytest.approx(expected, abs=1e-12)


def test_triangles_add_up_to_the_trace() -> None:
    pairs = _Pairs.of(scores(15), once(15))
    assert pairs is not None
    f = np.zeros((15, 15))
    for i, j, z in zip(pairs.first, pairs.second, pairs.z, strict=True):
        f[i, j] = f[j, i] = max(z - 1.5, 0)
    mean = f.sum(axis=1) / 14
    centred = f - mean[:, None] - mean + mean.mean()
    np.fill_diagonal(centred, 0)
    assert pairs.triangles(pairs.z).sum() == pytest.approx(np.trace(centred @ centred @ centred))


def test_turning_keeps_the_values_and_leaves_no_pair_in_its_place() -> None:
    pairs = _Pairs.of(scores(15), once(15))
    assert pairs is not None
    ascending = np.sort(pairs.z)
    for values in pairs.turned(ascending, np.random.default_rng(1)):
        assert np.sort(values).tolist() == ascending.tolist()
        assert abs(np.corrcoef(values, pairs.z)[0, 1]) < 0.6


def test_a_fifth_of_the_pairs_may_be_missing_and_no_more() -> None:
    some = once()
    some[:5, 5:] = some[5:, :5] = 0  # 275 of 1770
    assert likeness(scores(size=5, more=2), some) is not None
    some[:7, 7:] = some[7:, :7] = 0
    assert likeness(scores(size=5, more=2), some) is None


@pytest.mark.parametrize("people", [0, 1, 9])
def test_of_fewer_than_ten_people_nothing_is_said(people: int) -> None:
    assert likeness(scores(people), once(people)) is None


def test_of_scores_that_are_nearly_all_alike_nothing_is_said() -> None:
    made = np.full((20, 20), 0.3)
    assert likeness(made, once(20)) is None
    made[0, 1] = made[1, 0] = 0.9
    assert likeness(made, once(20)) is None


def test_a_difference_that_rounding_makes_flags_nobody() -> None:
    drawn = [np.array([0.1, 0.2]), *[np.array([0.15, 0.15])] * 9]
    assert drawn[0].sum() > drawn[1].sum()  # 0.30000000000000004
    assert _beyond(0.1 + 0.2, drawn) == 0.0
