"""The weights of the bootstrap: the right distribution, and the same ones whatever is asked for beside them."""

from __future__ import annotations

from math import exp, factorial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.intervals import resampling
from bystander.kernels import resampling as compiled
from bystander.kernels.plain import resampling as plain

if TYPE_CHECKING:
    from types import ModuleType

PINNED = [[1, 1, 1, 0, 0, 1, 3, 2, 0, 1, 1, 0], [1, 0, 0, 0, 0, 0, 5, 4, 2, 0, 1, 3]]


def test_the_table_has_mean_one_and_variance_one_exactly_and_the_chances_of_poisson() -> None:
    chances = resampling.CHANCES
    assert sum(chances) == 65536
    assert sum(k * n for k, n in enumerate(chances)) == 65536  # mean 1
    assert sum(k * k * n for k, n in enumerate(chances)) == 2 * 65536  # E w^2 = 2, so variance 1
    for k, n in enumerate(chances):
        assert n / 65536 == pytest.approx(exp(-1) / factorial(k), abs=2e-5)


def test_more_people_replicates_or_other_blocks_never_change_a_weight() -> None:
    many = resampling.weights(1000, seed=7, first=0, count=40)
    assert np.array_equal(resampling.weights(301, seed=7, first=0, count=40), many[:, :301])
    assert np.array_equal(resampling.weights(1000, seed=7, first=13, count=5), many[13:18])
    blocks = resampling.blocks(1000, seed=7, replicates=5000)
    joined = np.concatenate([drawn.weight[:, : drawn.replicates].T.copy() for _, drawn in blocks])
    assert np.array_equal(joined[:40], many)
    assert joined.shape == (5000, 1000)


def test_another_seed_gives_other_weights() -> None:
    one, other = (resampling.weights(1000, seed=seed, first=0, count=3) for seed in (1, 2))
    assert (one != other).mean() > 0.5


def test_weights_are_pinned_so_that_another_machine_or_numpy_that_differs_is_found() -> None:
    assert resampling.weights(12, seed=1, first=0, count=2).tolist() == PINNED


def test_the_weights_look_like_poisson_draws() -> None:
    drawn = resampling.weights(2000, seed=3, first=0, count=500).astype(float)
    n = drawn.size
    assert abs(drawn.mean() - 1) < 4 / n**0.5
    assert abs(drawn.var() - 1) < 4 * (3 / n) ** 0.5  # Var of (w - 1)^2 is 4 - 1
    people, replicates = drawn.mean(axis=0), drawn.mean(axis=1)
    assert abs(people.var() * 500 - 1) < 0.15
    assert abs(replicates.var() * 2000 - 1) < 0.3


@pytest.mark.parametrize("kernels", [plain, compiled])
def test_sums_over_people_events_and_pairs_are_those_of_a_plain_loop(kernels: ModuleType) -> None:
    rng = np.random.default_rng(1)
    first, second = rng.integers(0, 9, 30000), rng.integers(0, 9, 30000)
    ends = np.array([1, 4, 4, 30, 30000])
    weight = resampling.weights(9, seed=1, first=0, count=compiled.WIDTH).T.copy()
    weight[3] = 8  # the largest there is, so that a narrow sum would overflow
    drawn = resampling.Drawn(weight, 60, kernels)
    w = weight[:, :60].astype(int)
    assert drawn.along(first, ends).tolist() == [w[first[:end]].sum(axis=0).tolist() for end in ends]
    pairs = [(w[first[:end]] * w[second[:end]]).sum(axis=0).tolist() for end in ends]
    assert drawn.of_pairs(first, second, ends).tolist() == pairs
    found = np.zeros((len(ends), compiled.WIDTH), np.int64)
    kernels.sum_products(first, second, ends, weight, found)
    assert found[:, :60].tolist() == pairs
    totals = rng.integers(-50, 50, (3, 9))
    assert drawn.of_people(totals).tolist() == (totals @ w).tolist()
    assert drawn.of_people(totals * 2.0**30).tolist() == (totals * 2**30 @ w).tolist()


@pytest.mark.parametrize("most", [1, 40, 8191, 8192, 2**40])
def test_totals_that_16_bits_do_not_hold_are_summed_as_well(most: int) -> None:
    rng = np.random.default_rng(2)
    weight = np.full((500, compiled.WIDTH), 8, np.uint8)
    weight[::3] = rng.integers(0, 9, weight[::3].shape)
    totals = rng.integers(0, most, (2, 500), endpoint=True)
    totals[:, ::2] = most
    assert resampling.Drawn(weight, None, compiled).of_people(totals).tolist() == (totals @ weight).tolist()


@pytest.mark.parametrize("seed", [0, 7, 2**64 - 1])
@pytest.mark.parametrize("people", [1, 16, 101])
def test_what_is_compiled_draws_the_same_weights(monkeypatch: pytest.MonkeyPatch, seed: int, people: int) -> None:
    monkeypatch.setattr(resampling, "_MUCH", 0)
    blocks = resampling.blocks(people, seed=seed, replicates=150)
    joined = np.concatenate([drawn.weight[:, : drawn.replicates].T.copy() for _, drawn in blocks])
    assert np.array_equal(joined, resampling.weights(people, seed=seed, first=0, count=150))


def test_totals_beyond_whole_floats_are_summed_as_floats() -> None:
    drawn = resampling.Drawn(np.full((2, 3), 2, np.uint8))
    assert drawn.of_people(np.array([[2.0**60, 1.0]])).tolist() == [[2.0**61] * 3]
