"""Thresholds chosen on the same trial, and few people, at reduced size: intervals hold, or there is none."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.coverage import chosen, few_people
from benchmarks.coverage.scores import Scores

REPS = 20
CHANCE = 2 * (0.95 * 0.05 / REPS) ** 0.5


@pytest.mark.parametrize("ratio", [1.0, 1.1, 0.9])
def test_with_five_scores_the_interval_of_fnir_at_fpir_holds(ratio: float) -> None:
    world = chosen.FewScores(people=80, passes=2, target=0.05, ratios=(12, 4, ratio, 0.3, 0.1))
    found = chosen.held_searches(world, reps=REPS, seed=4)
    assert found.given > 0.5
    assert (found.coverage or 0) >= 0.93 - CHANCE


@pytest.mark.parametrize("ratio", [1.0, 1.1])
def test_with_five_scores_the_interval_of_fnmr_at_fmr_holds(ratio: float) -> None:
    world = Scores(people=40, images=2, spread=0.3, target=0.02, ratios=(15, 5, ratio, 0.3, 0.1))
    found = chosen.held(world, reps=10, seed=4)
    assert found.given > 0.5
    assert (found.coverage or 0) >= 0.8


def test_four_false_matches_at_the_target_bound_no_threshold() -> None:
    world = Scores(people=100, images=2, references=10, target=0.002)
    assert chosen.held(world, reps=3, seed=4).given == 0


def test_one_more_of_the_design_effect_holds_where_few_people_drive_the_false_matches() -> None:
    found = few_people.held(few_people.FEW[2], reps=200, seed=4)
    assert found.coverage >= 0.93 - 2 * (0.95 * 0.05 / 200) ** 0.5
    assert found.coverage >= found.before
    assert found.dearer < 1.3


@pytest.mark.parametrize("shape", ["normal", "exponential", "mixture"])
def test_the_scores_have_the_rates_that_are_taken_for_true(shape: str) -> None:
    world = Scores(people=600, shape=shape, spread=0.5, target=0.02, ratios=(3, 1))  # type: ignore[arg-type]
    rng = np.random.default_rng(1)
    rates = []
    for _ in range(6):
        score, first, second = world.drawn(rng)
        rates.append([np.mean(score[first != second] >= k) for k in (1, 2)])
    assert np.mean(rates, axis=0) == pytest.approx([0.06, 0.02], rel=0.08)
