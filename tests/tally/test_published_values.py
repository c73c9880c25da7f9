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
    [
        (1, 0.29825, 0.31901, (0.0808, 0.0810)),
        (2, 0.18889, 0.19444, (0.0441, 0.0445)),
        (3, 0.21357, 0.27674, (0.1141, 0.1171)),
    ],
)
@pytest.mark.parametrize("tail_pairs", [50, 2**20])
def test_real_scores_give_the_published_rates(
    engine: Any, number: int, fnmr: float, zero: float, eer: tuple[float, float], tail_pairs: int
) -> None:
    counted = tally(number, engine=engine, tail_pairs=tail_pairs)
    assert round(counted.operating_point(0.001).false_non_matches / counted.mated_total, 5) == fnmr
    assert counted.operating_point(0.001).achieved <= 0.001
    assert round(counted.zero_fmr().false_non_matches / counted.mated_total, 5) == zero
    found = counted.eer()
    assert eer[0] <= found.value_low <= found.value_high <= eer[1]


def test_the_third_file_is_ties_for_the_most_part() -> None:
    counted = tally(3)
    values, counts = counted.tail.distinct
    assert counts.max() / counted.non_mated_total > 0.99
    assert counted.det().false_matches[0] == counted.non_mated_total
    assert len(values) < 400
