"""Small trials of two systems, at reduced size: intervals hold, crash never, and show no more than McNemar's test."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.coverage import compare_several
from benchmarks.coverage.compare_comparisons import TwoSystems
from benchmarks.coverage.compare_small import SmallPair, crash_or_zero_width, held

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
    assert SOME.widest == 1.3
    found = held(SOME, reps=30, seed=3)
    assert found.relative <= 1.3
    assert 0.8 < found.ratio_relative < 1.3


def test_how_wide_an_interval_may_be_goes_by_the_errors() -> None:
    few, none = SmallPair(people=20, each=5, rates=(0.05, 0.3)), SmallPair(people=7, each=3, rates=(0.1, 0.1))
    assert (few.widest, none.widest) == (1.75, None)


def test_trials_of_7_to_20_people_neither_crash_nor_show_more_than_mcnemars_test() -> None:
    found = crash_or_zero_width(200, seed=3)
    assert (found.trials, found.crashes, found.shown_beyond_mcnemar, found.out_of_step) == (200, 0, 0, 0)
    assert found.shown > 0


MANY = (
    SmallPair(people=40, each=5, rates=(0.1, 0.1, 0.2)),
    TwoSystems(
        people=30, images=2, look_alike=0.4, steady=0.7, alike=0.8, gaps=(3.5, 3.5, 4.0), fmr=(0.02,) * 3, target=0.02
    ),
)


@pytest.mark.parametrize("world", MANY, ids=["given thresholds", "matched target"])
def test_all_pairs_of_several_systems_hold_together(world: SmallPair | TwoSystems) -> None:
    found = compare_several.held(world, reps=20, seed=3)
    assert found.trials == 20
    assert found.differences >= 17
    assert found.ratios >= 17
    assert found.unflagged <= 3


def test_bonferroni_costs_little_width() -> None:
    # z of .05/6 is 2.394, and the studentized range of three is 3.314
    assert compare_several.needless(3) == pytest.approx(2.394 / (3.314 / 2**0.5), abs=0.001)


def test_the_made_up_trials_have_the_rates_that_are_taken_for_true() -> None:
    world = SmallPair(people=2000, each=5, rates=(0.1, 0.15), tails="t2")
    drawn = [world.draw(np.random.default_rng(seed)) for seed in range(10)]
    for s, rate in enumerate(world.rates):
        assert np.mean([d[s].mean() for d in drawn]) == pytest.approx(rate, rel=0.04)
