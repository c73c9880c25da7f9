"""The hull over thresholds against a plain loop over every threshold, where nobody is named; and what it promises."""

from __future__ import annotations

from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from bystander.quantities.comparisons.fnmr_at_fmr import at_target
from bystander.quantities.comparisons.inverted import hull
from bystander.quantities.comparisons.replicates import matches_along
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from bystander.tally.comparisons.acceptance import Accept

EACH = 0.975


def _limits(events: int, trials: int) -> tuple[float, float]:
    tail = (1 - EACH) / 2
    low = 0.0 if events == 0 else float(stats.beta.ppf(tail, events, trials - events + 1))
    return low, 1.0 if events == trials else float(stats.beta.ppf(1 - tail, events + 1, trials - events))


def _plainly(mated: np.ndarray, others: np.ndarray, target: float) -> tuple[float, float] | None:
    scores = np.unique(others)
    every = [*scores.tolist(), nextafter(float(scores[-1]), inf)]
    fmr = [_limits(int(np.sum(others >= t)), len(others)) for t in every]
    keeping = [t for t, (_, high) in zip(every, fmr, strict=True) if high <= target]
    if not keeping:
        return None
    exceeding = [t for t, (low, _) in zip(every, fmr, strict=True) if low > target and (others < t).any()]
    top = min(keeping)
    low = 0.0
    if exceeding:
        bottom = min(next(t for t in every if t > max(exceeding)), top)
        low = _limits(int(np.sum(mated < bottom)), len(mated))[0]
    return low, _limits(int(np.sum(mated < top)), len(mated))[1]


@pytest.mark.parametrize("accept", ["ge", "gt"])
@pytest.mark.parametrize("target", [0.002, 0.01, 0.03, 0.2])
@pytest.mark.parametrize("steps", [3, 5, 9])
def test_with_few_scores_it_is_a_plain_loop_over_all_thresholds(steps: int, target: float, accept: Accept) -> None:
    rng = np.random.default_rng(steps)
    others = np.floor(steps * rng.beta(1, 6, 2000))
    mated = np.floor(steps * rng.beta(5, 2, 200))
    score, same = np.concatenate([mated, others]), np.arange(2200) < 200
    tally = tally_comparisons(trial_from_arrays(score, mated=same), targets=(target,), accept=accept)
    along = matches_along(tally, None, level=0.95)
    assert along is not None
    found, expected = hull(tally, along, target, level=0.95), _plainly(mated, others, target)
    assert (found is None) == (expected is None)
    assert found is None or found == pytest.approx(expected, rel=1e-9)


def test_four_expected_false_matches_bound_nothing_and_the_rate_at_the_threshold_found_stays() -> None:
    rng = np.random.default_rng(1)
    score = np.concatenate([rng.normal(3, 1, 100), rng.normal(0, 1, 4000)])
    tally = tally_comparisons(trial_from_arrays(score, mated=np.arange(4100) < 100), targets=(0.001, 0.01))
    few, enough = (
        at_target(tally, x, tally.operating_point(x).threshold, drawn=None, level=0.95) for x in (0.001, 0.01)
    )
    assert few.unbounded
    assert few.fnmr is not None
    assert few.fnmr.estimate.method.startswith("Clopper-Pearson")
    assert not enough.unbounded
    assert enough.chosen_again


def test_errors_in_twos_and_fives_widen_the_hull() -> None:
    rng = np.random.default_rng(2)
    score = np.concatenate([rng.normal(3, 1, 300), rng.normal(0, 1, 9000)])
    tally = tally_comparisons(trial_from_arrays(score, mated=np.arange(9300) < 300), targets=(0.01,))
    found = at_target(tally, 0.01, tally.operating_point(0.01).threshold, drawn=None, level=0.95).fnmr
    assert found is not None
    rows = found.sensitivity
    assert [row.deff for row in rows] == [1, 2, 5]
    assert (rows[0].low, rows[0].high) == (found.estimate.low, found.estimate.high)
    widths = [(row.high or 0) - (row.low or 0) for row in rows]
    assert widths == sorted(widths)
