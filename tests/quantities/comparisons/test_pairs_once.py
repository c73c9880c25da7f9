"""Every two people counted once, of a tally: the same from all pairs as from a sample of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from bystander.evidence.read import read_trial
from bystander.intervals.images_met import Images
from bystander.quantities.comparisons.pairs_once import pairs_once
from bystander.tally.comparisons.count import tally_comparisons

IMAGES = np.array([20] * 15 + [1] * 135)


@pytest.fixture(scope="module")
def table() -> pa.Table:
    """Return comparisons of all images with all: few people are in most of them."""
    own = np.repeat(np.arange(len(IMAGES)), IMAGES)
    i, j = np.triu_indices(len(own), 1)
    score = np.random.default_rng(1).normal(size=len(i)) + 4 * (own[i] == own[j])
    return pa.table({
        "probe_subject": pa.array([f"p{k}" for k in own[i]]), "reference_subject": pa.array([f"p{k}" for k in own[j]]),
        "probe_id": [f"i{k}" for k in i], "reference_id": [f"i{k}" for k in j], "score": score,
    })  # fmt: skip


@pytest.mark.parametrize("capacity", [1 << 20, 4000])
def test_who_met_whom_is_told_from_a_sample_of_the_pairs_too(table: pa.Table, capacity: int) -> None:
    trial = read_trial(table)
    tally = tally_comparisons(trial, thresholds=[2.5], pair_capacity=capacity)
    assert tally.graph is not None
    assert (tally.graph.level > 0) == (capacity == 4000)
    once = pairs_once(tally)
    assert once is not None
    assert isinstance(once.met, Images)
    assert once.met.pairs == 150 * 149 / 2
    places = np.arange(150)
    assert np.sort(once.met.times(places[:-1], places[1:]).round(6))[[0, -1]].tolist() == [1, 400]
