"""Real score files, with the values that pyeer and bob publish for them (METHODS part III)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bystander.tally import ComparisonTally, tally_comparisons
from tests import shared_data
from tests.tally.arrays import trial_from_arrays


def tally(number: int, **options: Any) -> ComparisonTally:
    false, true = (
        np.loadtxt(shared_data.path(f"pyeer/non_hist_exp{number}_{kind}.txt"), ndmin=1) for kind in ("false", "true")
    )
    score = np.concatenate([false, true])
    trial = trial_from_arrays(score, mated=np.arange(len(score)) >= len(false), shards=4)
    return tally_comparisons(trial, targets=[0.001], **options)


@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize(
    ("number", "fnmr", "zero", "eer"),
    [(1, 0.29825, 0.31901, 0.080963), (2, 0.18889, 0.19444, 0.044466), (3, 0.21357, 0.27674, 0.117096)],
)
@pytest.mark.parametrize("tail_pairs", [50, 2**20])
def test_real_scores_give_the_published_rates(
    engine: Any, number: int, fnmr: float, zero: float, eer: float, tail_pairs: int
) -> None:
    counted = tally(number, engine=engine, tail_pairs=tail_pairs)
    assert round(counted.operating_point(0.001).false_non_matches / counted.mated_total, 5) == fnmr
    assert counted.operating_point(0.001).achieved <= 0.001
    assert round(counted.zero_fmr().false_non_matches / counted.mated_total, 5) == zero
    # bob takes the mean of both rates at the threshold where they are nearest: one side of our bracket
    found = counted.eer()
    sides = (
        (found.false_matches_below, found.false_non_matches_below),
        (found.false_matches_above, found.false_non_matches_above),
    )
    rates = [(a / counted.non_mated_total, b / counted.mated_total) for a, b in sides]
    nearest = min(rates, key=lambda pair: abs(pair[0] - pair[1]))
    assert round(sum(nearest) / 2, 6) == eer


def test_the_third_file_is_ties_for_the_most_part() -> None:
    counted = tally(3)
    values, counts = counted.tail.distinct
    assert counts.sum() == counted.non_mated_total == 66633
    assert round(1 - len(values) / 66633, 3) == 0.997
    assert counted.det().false_matches[0] == 66633
