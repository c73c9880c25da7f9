"""Small trials of two systems, at reduced size: intervals hold, crash never, and show no more than McNemar's test."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.coverage.compare_small import SmallPair, held

REPS = 100
CHANCE = 2 * (0.95 * 0.05 / REPS) ** 0.5
FEW = SmallPair(people=7, each=3, rates=(0.1, 0.1))
SOME = SmallPair(people=60, each=5, rates=(0.1, 0.15), alike=0.9, own=0.2)


@pytest.mark.parametrize("world", [FEW, SOME], ids=["few people", "some people"])
def test_the_difference_holds_and_shows_no_more_than_mcnemars_test(world: SmallPair) -> None:
    found = held(world, reps=REPS, seed=3)
    assert found.crashes == 0
    assert found.coverage >= 0.93 - CHANCE
    assert found.ratio_coverage >= 0.93 - CHANCE
    assert found.beyond == found.otherwise == 0


def test_the_interval_is_no_wider_than_it_must_be() -> None:
    assert held(SOME, reps=30, seed=3).relative <= 1.3


def test_the_made_up_trials_have_the_rates_that_are_taken_for_true() -> None:
    world = SmallPair(people=2000, each=5, rates=(0.1, 0.15), tails="t2")
    drawn = [world.draw(np.random.default_rng(seed)) for seed in range(10)]
    for s, rate in enumerate(world.rates):
        assert np.mean([d[s].mean() for d in drawn]) == pytest.approx(rate, rel=0.04)
