from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.differentials import methods, permutation
from bystander.differentials.detectable import no_difference
from bystander.differentials.equal_rates import equal_rates
from bystander.differentials.groups import GroupCount
from bystander.differentials.permutation import permuted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    People = NDArray[np.int64]

ERRORS = ([4, 0, 3, 5, 2, 4], [1, 0, 2, 1, 0, 1], [2, 3, 1, 0, 2, 2, 1])


def groups(errors: Sequence[Sequence[int]] = ERRORS, looks: int = 20) -> list[People]:
    return [np.array([x, [looks] * len(x)], dtype=np.int64) for x in errors]


def counted(people: Sequence[People], deff: float = 2.0) -> list[GroupCount]:
    return [
        GroupCount(name=str(g), events=int(x.sum()), trials=int(k.sum()), deff=deff, by_person=np.stack([x, k]))
        for g, (x, k) in enumerate(people)
    ]


def by_loops(people: Sequence[People], order: Sequence[int]) -> tuple[float, float]:
    """Return W and R where the people have changed places as ``order`` says, in plain loops from METHODS V.5."""
    x, k = (np.concatenate([g[side] for g in people])[list(order)].astype(float) for side in (0, 1))
    p, n_all = x.sum() / k.sum(), len(x)
    s2 = ((x - p * k) ** 2).sum() / (n_all - 1)
    found = []
    for own in (True, False):
        rates, weights, first = [], [], 0
        for g in people:
            n = g.shape[1]
            xs, ks = x[first : first + n], k[first : first + n]
            first += n
            rate, total = xs.sum() / ks.sum(), ks.sum()
            v = n / (n - 1) * ((xs - rate * ks) ** 2).sum() / total**2
            if not own:
                v = s2 * (ks**2).sum() / ((k**2).mean() * total**2)
            rates.append(rate)
            weights.append(1 / max(v, p * (1 - p) / total))
        mean = np.average(rates, weights=weights)
        found.append(float((np.array(weights) * (np.array(rates) - mean) ** 2).sum()))
    return found[0], found[1]


def test_the_statistics_are_those_of_plain_loops() -> None:
    people = [np.array([[3, 0, 2], [7, 9, 8]]), np.array([[1, 4, 0, 1], [8, 8, 7, 9]])]
    own = permutation._People.of(people)
    assert own is not None
    moved = np.array([[3, 1, 0, 6, 2, 5, 4], [0, 1, 2, 3, 4, 5, 6]])
    in_order = [permutation._in_order(g) for g in people]
    w, r = own.statistics(*own.sums(moved)[1:])
    for row, order in enumerate(moved):
        assert (w[row], r[row]) == pytest.approx(by_loops(in_order, order), rel=1e-12)


def test_p_is_that_of_all_arrangements() -> None:
    people = groups([[5, 6, 4], [1, 2, 0, 2]])
    every = np.array([by_loops(people, order) for order in permutations(range(7))])
    ranks = [[np.count_nonzero(every[:, s] >= row[s] - 1e-9) for s in (0, 1)] for row in every]
    better = np.min(ranks, axis=1)
    exact = float(np.mean(better <= better[0]))
    found = permuted(people)
    assert found is not None
    assert found.draws == 9999
    assert found.p == pytest.approx(exact, abs=4 * (exact / 9999) ** 0.5)


def test_neither_the_order_of_people_nor_of_groups_moves_a_number() -> None:
    rng = np.random.default_rng(3)
    mixed = [g[:, rng.permutation(g.shape[1])] for g in groups()][::-1]
    assert permuted(mixed) == permuted(groups())
    assert permuted(groups(), seed=2) != permuted(groups())


def test_errors_and_trials_without_one_are_the_same_question() -> None:
    found, other = permuted(groups()), permuted([np.stack([k - x, k]) for x, k in groups()])
    assert found is not None
    assert other is not None
    assert found.statistic == pytest.approx(other.statistic)
    assert found.p == pytest.approx(other.p, abs=0.01)  # other draws


@pytest.mark.parametrize(
    "people",
    [
        groups([[4, 3, 5], []]),
        groups([[4, 3, 5], [6]]),
        groups([[0, 0, 0], [0, 0]]),
        groups([[4, 3, 5, 1], [1, 1, 1, 1]]),  # fewer than five errors in a group
        [groups([[4, 3, 5, 1]])[0], groups([[4, 3, 5, 1]], looks=40)[0]],  # looked at twice as often
        groups([[2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 1] * 3, [0] * 11 + [20]]),  # one person has all the errors
    ],
    ids=["one group", "one person", "no error", "few errors", "looks", "scatter"],
)
def test_people_who_are_not_alike_do_not_change_places(people: list[People]) -> None:
    assert permuted(people) is None


def test_the_test_of_equal_rates_exchanges_people_where_it_may() -> None:
    people = groups([[8, 6, 9, 7, 8, 9] * 2, [2, 1, 3, 2, 0, 2] * 2])
    known = counted(people, deff=6)
    found, shared = equal_rates(known), equal_rates([*known[:1], *unnamed(people, 6)[1:]])
    assert found is not None
    assert shared is not None
    assert (found.method, shared.method) == (methods.PERMUTATION, methods.MULTINOMIAL)
    assert found.p < 0.001 < shared.p
    assert shared.deff is None


def unnamed(people: Sequence[People], deff: float) -> list[GroupCount]:
    return [
        GroupCount(name=str(g), events=int(x.sum()), trials=int(k.sum()), deff=deff) for g, (x, k) in enumerate(people)
    ]


def test_the_detectable_ratio_is_that_of_the_test_that_is_used() -> None:
    people = counted(groups(), deff=4)
    test = equal_rates(people)
    assert test is not None
    assert test.deff is not None
    told, before = no_difference(people, deff=test.deff), no_difference(people)
    quarter = no_difference(unnamed(groups(), test.deff))
    assert told is not None
    assert before is not None
    assert quarter is not None
    assert told.detectable == quarter.detectable
    assert told.detectable is not None
    assert before.detectable is None or told.detectable < before.detectable
    assert told.ratio == before.ratio


def test_people_who_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        GroupCount(name="a", events=3, trials=10, by_person=np.array([[1], [10]]))
