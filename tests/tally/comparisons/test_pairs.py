"""Pairs of subjects: exact while they fit, then a canonical, unbiased sample."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from bystander.tally import tally_comparisons
from bystander.tally.comparisons.pairs import PairSample, pair_hashes, pair_keys
from tests.tally.arrays import trial_from_arrays

MASK = 2**64 - 1


def splitmix(state: int) -> int:
    """The first output of splitmix64 for a seed, in Python integers."""
    z = (state + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def test_the_hash_gives_the_known_answer_of_splitmix64() -> None:
    assert splitmix(0) == 0xE220A8397B1DCDAF  # the published first output for seed 0
    keys = np.array([0, 1, 2**32 + 5, MASK - 1], np.uint64)
    assert [int(h) for h in pair_hashes(keys)] == [splitmix(int(k)) for k in keys]


def test_the_compiled_hash_is_the_same() -> None:
    from bystander.kernels.pair_table import mix

    keys = np.random.default_rng(0).integers(0, 2**63, 100, np.uint64)
    assert [int(mix(k)) for k in keys] == pair_hashes(keys).tolist()


@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize("capacity", [60, 100, 1000])
def test_beyond_the_capacity_squares_are_those_of_the_sampled_pairs_scaled_up(engine: Any, capacity: int) -> None:
    rng = np.random.default_rng(5)
    n, people = 4000, 50
    probe, reference, score = rng.integers(0, people, n), rng.integers(0, people, n), rng.random(n)
    trial = trial_from_arrays(score, probe=probe, reference=reference, shards=5, shuffle=2)
    tally = tally_comparisons(trial, thresholds=[0.6], engine=engine, pair_capacity=capacity, tail_pairs=50)
    compared: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    for p, r, s in zip(probe.tolist(), reference.tolist(), score.tolist(), strict=True):
        if p != r:
            key = min(p, r) << 32 | max(p, r)
            compared[key] += 1
            wrong[key] += s >= 0.6
    level = 0
    while sum(splitmix(k) <= MASK >> level for k in compared) > capacity // 8:
        level += 1
    assert level > 0
    kept = [k for k in compared if splitmix(k) <= MASK >> level]
    errors = tally.non_mated_errors(0.6)
    assert not errors.exact
    assert errors.qn == sum(compared[k] ** 2 for k in kept) << level
    assert errors.qc == sum(wrong[k] ** 2 for k in kept) << level
    assert tally.pairs is tally.max_pair_degree is tally.max_multiplicity is tally.complete is None


def test_sampled_squares_are_right_on_average() -> None:
    rng = np.random.default_rng(8)
    counts = rng.poisson(2.0, 3000) + 1
    truth = int((counts**2).sum())
    estimates = []
    for _ in range(300):  # other people, other hashes
        keys = np.sort(rng.choice(2**40, 3000, replace=False).astype(np.uint64))
        errors = np.zeros((3000, 0), np.int64)
        sample = PairSample(keys=keys, compared=counts, errors=errors, level=0).within(2000)
        assert 0 < len(sample.keys) <= 250
        estimates.append(sample.compared_squared())
    # the standard error of the mean is measured, not assumed: four of them
    assert abs(np.mean(estimates) - truth) < 4 * np.std(estimates) / np.sqrt(300)


def test_samples_of_shards_merge_into_the_sample_of_all() -> None:
    rng = np.random.default_rng(9)
    keys = np.unique(pair_keys(rng.integers(0, 99, 3000, np.int32), rng.integers(100, 199, 3000, np.int32)))

    def sample(chosen: Any) -> PairSample:
        counts = np.ones(len(chosen), np.int64)
        errors = np.ones((len(chosen), 1), np.int64)
        return PairSample(keys=chosen, compared=counts, errors=errors, level=0).within(800)

    whole = sample(keys)
    for parts in (2, 7, 64):
        merged, *others = (sample(part) for part in np.array_split(rng.permutation(keys), parts))
        for other in others:
            merged = merged.merge(other, 800)
        assert merged.level == whole.level
        assert merged.keys.tolist() == whole.keys.tolist()
        assert merged.compared.tolist() == whole.compared.tolist()


def test_a_complete_design_and_disjoint_roles_are_recognised() -> None:
    i, j = np.triu_indices(12, 1)
    square = tally_comparisons(trial_from_arrays(np.ones(len(i)), probe=i, reference=j, subjects=12))
    assert (square.complete, square.pairs, square.max_pair_degree, square.roles_disjoint) == (True, 66, 11, False)
    p, r = np.repeat(np.arange(4), 3), np.tile(np.arange(4, 7), 4)
    crossed = tally_comparisons(trial_from_arrays(np.ones(12), probe=p, reference=r, subjects=7))
    assert (crossed.complete, crossed.pairs, crossed.max_pair_degree, crossed.roles_disjoint) == (False, 12, 4, True)
