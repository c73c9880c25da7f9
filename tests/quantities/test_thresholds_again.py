"""Choosing a threshold again on the very trial gives the threshold of the trial, whatever the rule and the ties."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bystander.intervals import methods
from bystander.intervals.chosen_again import redrawn
from bystander.intervals.paired import compare
from bystander.intervals.sides import Together
from bystander.quantities.of_two_systems import Comparisons, SearchesOfSystem, around
from bystander.quantities.searches.fpir import threshold_for
from bystander.tally.comparisons.count import tally_comparisons
from tests.quantities.searches.search_tallies import made_up
from tests.tally.arrays import trial_from_arrays

TARGETS = (0.02, 0.1, 0.3)


def comparisons(seed: int, *, accept: Any, decimals: int, name: np.ndarray | None = None) -> Comparisons:
    rng = np.random.default_rng(seed)
    owner = np.repeat(np.arange(20), 3)
    one, two = np.triu_indices(len(owner), 1)
    prone = rng.normal(0, 0.5, 20)
    same = owner[one] == owner[two]
    score = np.round(
        np.where(same, 2.5, 0) + prone[owner[one]] + prone[owner[two]] + rng.normal(size=len(one)), decimals
    )
    name = np.arange(20) if name is None else name
    trial = trial_from_arrays(score, probe=name[owner[one]], reference=name[owner[two]], subjects=20)
    asked = sorted({rate for x in TARGETS for rate in (x, *around(x, int((~same).sum())))})
    tally = tally_comparisons(trial, targets=asked, accept=accept)
    return Comparisons(tally=tally, place=np.argsort(np.argsort(name)), people=20)


@pytest.mark.parametrize("accept", ["ge", "gt"])
@pytest.mark.parametrize("decimals", [0, 1, 9])
@pytest.mark.parametrize("target", TARGETS)
def test_with_everybody_once_the_threshold_is_that_of_the_trial(accept: Any, decimals: int, target: float) -> None:
    once = np.ones((20, 1), np.uint8)
    system = comparisons(1, accept=accept, decimals=decimals)
    side = system.fnmr(system.tally.operating_point(target).threshold, target=target)
    assert side.wobble is not None
    assert side.wobble.again is not None
    assert side.wobble.again.missed(once)[0] == pytest.approx(side.value)


@pytest.mark.parametrize("accept", ["ge", "gt"])
@pytest.mark.parametrize("decimals", [0, 1, 9])
@pytest.mark.parametrize("target", TARGETS)
def test_the_same_of_searches(accept: Any, decimals: int, target: float) -> None:
    tally = made_up(1, people=40, decimals=decimals, accept=accept)
    system = SearchesOfSystem(tally=tally, non_mated=tally, place=np.arange(80), people=80)
    side = system.fnir(threshold_for(tally, target).threshold, target=target)
    assert side.wobble is not None
    assert side.wobble.again is not None
    assert side.wobble.again.missed(np.ones((80, 1), np.uint8))[0] == pytest.approx(side.value)


def test_on_a_step_of_equal_scores_no_slope_is_told_and_the_threshold_chosen_again_may_be_another() -> None:
    # 8 % reach the threshold of 1 in 10, and the next score is reached by many more: another trial may not allow it
    systems = [comparisons(seed, accept="ge", decimals=0) for seed in (1, 2)]
    sides = [s.fnmr(s.tally.operating_point(0.1).threshold, target=0.1) for s in systems]
    slopes = [side.wobble.slope for side in sides if side.wobble is not None]
    assert slopes[0] is None
    found = compare(sides[0], sides[1], Together(people=True, trials=True), level=0.95)
    assert found.difference.method.rests_on(methods.CHOSEN_AGAIN)
    given = [replace(side, wobble=None) for side in sides]
    fixed = compare(given[0], given[1], Together(people=True, trials=True), level=0.95)
    assert found.difference.high - found.difference.low > 1.2 * (fixed.difference.high - fixed.difference.low)


def test_what_people_are_called_plays_no_part() -> None:
    def both(name: np.ndarray | None) -> np.ndarray:
        again = []
        for seed in (1, 2):
            system = comparisons(seed, accept="ge", decimals=9, name=name)
            wobble = system.fnmr(system.tally.operating_point(0.1).threshold, target=0.1).wobble
            assert wobble is not None
            assert wobble.again is not None
            again.append(wobble.again)
        drawn = redrawn(again[0], again[1])
        assert drawn is not None
        return drawn.difference

    np.testing.assert_array_equal(both(None), both(np.random.default_rng(5).permutation(20)))
