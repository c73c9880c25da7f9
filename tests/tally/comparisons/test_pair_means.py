from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.tally.comparisons.pair_means import PairMeans, gathering, pair_means
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial


def made(people: int = 12, rows: int = 3000, **options: int) -> Trial:
    rng = np.random.default_rng(1)
    probe, reference = rng.integers(0, people, (2, rows))
    score = rng.normal(size=rows)
    score[::50] = -np.inf  # failed
    return trial_from_arrays(score, probe=probe, reference=reference, subjects=people, **options)


def of(trial: Trial, most: int = 100, threads: int = 1) -> PairMeans:
    assert trial.subjects is not None
    return pair_means(trial.blocks, trial.subjects, most=most, threads=threads)


def test_the_means_are_those_of_plain_loops() -> None:
    trial = made(5, 200)
    found = of(trial)
    batch = trial.blocks[0].read()
    assert batch.probe is not None
    assert batch.reference is not None
    scores: dict[frozenset[int], list[float]] = {}
    for s, p, r in zip(batch.score, batch.probe, batch.reference, strict=True):
        if p != r and s > -np.inf:
            scores.setdefault(frozenset((int(p), int(r))), []).append(float(s))
    for i in range(5):
        for j in range(5):
            each = scores.get(frozenset((i, j)), []) if i != j else []
            assert found.compared[i, j] == len(each)
            assert found.means[i, j] == pytest.approx(np.mean(each) if each else 0)


def test_neither_the_cut_nor_the_order_of_rows_nor_threads_matter() -> None:
    whole = of(made(40, 8000), most=10)
    cut = of(made(40, 8000, shards=7, shuffle=3), most=10, threads=3)
    assert np.array_equal(whole.compared, cut.compared)
    assert cut.means == pytest.approx(whole.means)


@pytest.mark.parametrize("most", [10, 100])
def test_many_comparisons_are_summed_as_few_and_a_pass_for_something_else_will_do(most: int) -> None:
    trial = made(40, 8000, shards=3)
    assert trial.subjects is not None
    begin = gathering(trial.subjects, most=most)
    gathered = [begin(), begin()]
    for k, block in enumerate(trial.blocks):
        gathered[k % 2].add(block.read())
    few = of(trial, most)
    for ways in ({"small": 0}, {"gathered": gathered}):
        found = pair_means(trial.blocks, trial.subjects, most=most, threads=1, **ways)
        assert np.array_equal(found.compared, few.compared)
        assert found.means == pytest.approx(few.means)


def test_the_same_people_are_drawn_whatever_their_names() -> None:
    trial = made(40, 8000)
    batch = trial.blocks[0].read()
    new = np.random.default_rng(5).permutation(40)
    renamed = trial_from_arrays(batch.score, probe=new[batch.probe], reference=new[batch.reference], subjects=40)
    first, second = of(trial, most=10), of(renamed, most=10)
    assert len(first.means) == 10
    assert np.sort(first.means, axis=None) == pytest.approx(np.sort(second.means, axis=None))


def test_people_who_met_nobody_else_do_not_count() -> None:
    trial = trial_from_arrays([1.0, 2.0, 3.0], probe=[0, 2, 4], reference=[2, 4, 4], subjects=9)
    assert of(trial).compared.tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert of(trial, most=2).compared.shape == (2, 2)
