"""The covariance of two rates over the same people: the identity equals the enumeration, in exact fractions."""

from __future__ import annotations

import doctest
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.intervals.covariance import ByPerson, PairCounts, covariance, erred_together, only_one_erred

if TYPE_CHECKING:
    from pathlib import Path


def of_table(errors: np.ndarray, compared: np.ndarray) -> ByPerson:
    """Return the errors and comparisons of pairs i < j of people by person."""
    low, high = np.nonzero(np.triu(errors, 1))
    pairs = PairCounts(low=low.astype(np.int64), high=high.astype(np.int64), errors=errors[low, high].astype(np.int64))
    both = errors + errors.T, compared + compared.T
    return ByPerson(
        errors=both[0].sum(0), trials=both[1].sum(0), ends=2,
        qc=float((errors**2).sum()), qn=float((compared**2).sum()), pairs=pairs,
    )  # fmt: skip


def table(rng: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    compared = np.triu(rng.integers(0, 4, (people, people)), 1)
    return np.minimum(np.triu(rng.integers(0, 3, (people, people)), 1), compared), compared


def enumerated(first: list[tuple[set[int], int, int]], second: list[tuple[set[int], int, int]]) -> Fraction | None:
    """Multiply errors of cells that share nobody: (people, errors, trials) of every cell."""
    errors = trials = Fraction(0)
    for (a, c, n), (b, d, m) in product(first, second):
        if not a & b:
            errors += c * d
            trials += n * m
    if not trials:
        return None
    total = [Fraction(sum(x[1] for x in cells), sum(x[2] for x in cells)) for cells in (first, second)]
    return total[0] * total[1] - errors / trials


def pair_cells(errors: np.ndarray, compared: np.ndarray) -> list[tuple[set[int], int, int]]:
    return [({i, j}, int(errors[i, j]), int(compared[i, j])) for i, j in combinations(range(len(errors)), 2)]


def check(found: float | None, wanted: Fraction | None) -> None:
    if wanted is None:
        assert found is None
    else:
        assert found == float(wanted)


@pytest.mark.parametrize("seed", range(40))
def test_two_rates_of_pairs_covary_as_the_enumeration_has_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people = int(rng.integers(4, 8))
    one, other = table(rng, people), table(rng, people)
    a, b = of_table(*one), of_table(*other)
    erred, compared = float((one[0] * other[0]).sum()), float((one[1] * other[1]).sum())
    assert erred_together(a, b) == erred
    check(covariance(a, b, erred=erred, compared=compared).unbiased, enumerated(pair_cells(*one), pair_cells(*other)))


@pytest.mark.parametrize("seed", range(40))
def test_rates_of_people_and_of_pairs_covary_as_the_enumeration_has_it(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    people = int(rng.integers(3, 8))
    pairs = table(rng, people)
    k, m = rng.integers(0, 5, people) + 1, rng.integers(0, 5, people) + 1
    x, y = rng.binomial(k, 0.4), rng.binomial(m, 0.4)
    single, another = ByPerson(errors=x, trials=k), ByPerson(errors=y, trials=m)
    alone = [({i}, int(x[i]), int(k[i])) for i in range(people)]
    others = [({i}, int(y[i]), int(m[i])) for i in range(people)]
    check(covariance(single, another).unbiased, enumerated(alone, others))
    check(covariance(single, of_table(*pairs)).unbiased, enumerated(alone, pair_cells(*pairs)))


@pytest.mark.parametrize("seed", range(10))
def test_the_covariance_of_a_rate_with_itself_is_its_variance_in_both_forms(seed: int) -> None:
    rng = np.random.default_rng(200 + seed)
    errors, compared = table(rng, 7)
    a = of_table(errors, compared)
    found, rate = covariance(a, a, erred=a.qc, compared=a.qn), a.rate()
    assert found.unbiased == rate.variance
    assert rate.linear_variance is not None
    assert found.linear == pytest.approx(rate.linear_variance, rel=1e-12)


def test_people_who_are_in_one_trial_only_add_nothing() -> None:
    a = ByPerson(errors=np.array([1, 0, 2, 0]), trials=np.array([3, 3, 3, 0]))
    b = ByPerson(errors=np.array([0, 0, 0, 1]), trials=np.array([0, 0, 0, 5]))
    assert covariance(a, b).unbiased == 0.0
    assert covariance(a, b).linear == 0.0


def test_what_only_one_system_got_wrong_is_counted_pair_by_pair() -> None:
    # pair (0, 1): A errs twice, B once: one of A's own; pair (0, 2): only B; pair (1, 2): both, which cancels
    compared = np.triu(np.full((3, 3), 2), 1)
    a = of_table(np.array([[0, 2, 0], [0, 0, 1], [0, 0, 0]]), compared)
    b = of_table(np.array([[0, 1, 1], [0, 0, 1], [0, 0, 0]]), compared)
    apart = only_one_erred(a, b)
    assert apart is not None
    assert apart[0].errors.tolist() == [1, 0, 1]
    assert apart[1].errors.tolist() == [1, 1, 0]
    assert apart[0].value - apart[1].value == b.value - a.value == 0.0


def test_where_single_pairs_are_not_known_the_most_that_is_possible_is_taken() -> None:
    rng = np.random.default_rng(5)
    one, other = table(rng, 7), table(rng, 7)
    a, b = of_table(*one), of_table(*other)
    unknown = ByPerson(errors=b.errors, trials=b.trials, ends=2, qc=b.qc, qn=b.qn)
    assert erred_together(a, unknown) >= erred_together(a, b)
    assert only_one_erred(a, unknown) is None


def test_the_example_of_the_methods_page_is_right(root: Path) -> None:
    done = doctest.testfile(str(root / "docs/methods/compare.md"), module_relative=False)
    assert done.attempted == 10
    assert done.failed == 0
