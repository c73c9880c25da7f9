"""Limits of rates without an error, and what is called met, at a tenth of the work of the coverage benchmark."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.coverage import (
    closest_errors,
    no_event,
    requirements,
    settings,
)
from benchmarks.coverage.criteria import Effort
from bystander.findings import Verdict

FAST = Effort(reps=300, seed=1)


@pytest.mark.parametrize("world", [closest_errors.WORLDS[1], closest_errors.WORLDS[7]], ids=lambda world: world.name)
def test_both_limits_without_a_false_match_rarely_lie_below_the_truth(world: closest_errors.World) -> None:
    reps = 40
    for found in closest_errors.held(world, reps=reps, seed=1).values():
        assert found.missed[closest_errors.IF_SEEN] <= 0.05 + 2 * (0.05 * 0.95 / reps) ** 0.5
        assert not found.missed[closest_errors.WHATEVER]
        if found.zeros:
            assert (
                found.size[closest_errors.ROW]
                <= found.size[closest_errors.IF_SEEN]
                <= found.size[closest_errors.WHATEVER]
            )


def test_people_whose_like_is_in_no_comparison_are_beyond_the_limit_of_the_closest_alone() -> None:
    found = closest_errors.held(closest_errors.BEYOND[-1], reps=30, seed=1)[100.0]
    assert found.missed[closest_errors.IF_SEEN] > 0.2
    assert not found.missed[closest_errors.WHATEVER]


@pytest.mark.parametrize(
    "world",
    [closest_errors.WORLDS[0], closest_errors.WORLDS[4], closest_errors.WORLDS[7]],
    ids=lambda world: world.name,
)
def test_the_threshold_of_an_expected_number_lets_so_many_through(world: closest_errors.World) -> None:
    many = replace(world, people=400, images=1)
    at, rng = many.threshold(0.01), np.random.default_rng(3)
    rates = [(many.trial(rng).blocks[0].read("scores").score >= at).mean() for _ in range(20)]
    assert np.mean(rates) == pytest.approx(0.01, abs=4 * np.std(rates) / 20**0.5)


@pytest.mark.parametrize("world", [no_event.WORLDS[i] for i in (0, 2, 4, 7)], ids=lambda world: world.name)
def test_searches_without_an_event_have_a_limit_that_rarely_lies_below_the_truth(world: no_event.Repeated) -> None:
    assert no_event.held(world, reps=100, seed=1).missed <= 0.05 + 2 * (0.05 * 0.95 / 100) ** 0.5


def test_a_correlation_that_was_merely_assumed_missed_far_more_often() -> None:
    world, rate, rng = no_event.WORLDS[0], 0.01, np.random.default_rng(1)
    assumed = 1 - 0.05 ** (1 / (1000 / (1 + 9 * 0.1)))  # what was printed before: a correlation of .1
    assert assumed < rate
    assert np.mean([not world.draw(rng, rate)[0].any() for _ in range(300)]) > 0.2


def test_a_requirement_is_seldom_called_met_where_the_truth_is_at_its_limit() -> None:
    worlds = ((settings.V3[1], 300), (settings.V4[1], 300), (settings.V6_WOLVES, 300))
    for world, reps in worlds:
        found = requirements.of_counts(world, reps=reps, seed=1)
        assert found[Verdict.MET] <= 0.05 + 2 * (0.05 * 0.95 / reps) ** 0.5, world.name
    alike = requirements.of_passes(requirements.ALIKE[0], reps=40, seed=1)
    assert alike[Verdict.MET] <= 0.05 + 2 * (0.05 * 0.95 / 40) ** 0.5
