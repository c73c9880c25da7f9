"""In records of which one row holds most, what is told holds, and no limit on deployments to come is met wrongly."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from benchmarks.coverage import one_row
from benchmarks.coverage.requirements import at_most
from bystander.findings.requirement import Verdict

REPS = 120
WORLDS = [
    one_row.OneRow(deployments=20, largest=0.5, differ=0.7),
    one_row.OneRow(deployments=20, largest=0.95, differ=1.2),
    one_row.OneRow(deployments=6, largest=0.33, differ=0.3),
    one_row.OneRow(deployments=20, largest=0.83),
    one_row.OneRow(deployments=20, largest=0.83, events=2, differ=1.2),
    one_row.OneRow(deployments=100, largest=0.0, unequal=1000, events=100, differ=1),
]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_what_is_told_holds_and_is_near_the_ideal_where_rates_are_alike(world: one_row.OneRow) -> None:
    found = one_row.held(world, reps=REPS, seed=1)
    least = one_row.required(world, one_row.TOLD)
    assert least is not None
    assert found[one_row.TOLD][0] >= least - 2 * (0.95 * 0.05 / REPS) ** 0.5
    assert found[one_row.UNFLAGGED][0] <= 0.05 + 2 * (0.95 * 0.05 / REPS) ** 0.5
    if one_row.WIDTH in found and not world.differ:
        assert found[one_row.WIDTH][0] <= 1.25


def test_the_rates_of_a_world_are_what_is_taken_for_true() -> None:
    for world in (WORLDS[0], one_row.OneRow(deployments=6, largest=0.5, rate=0.5, differ=0.3)):
        drawn = [world.draw(np.random.default_rng(seed)) for seed in range(3000)]
        total = world.exposure.sum()
        assert np.mean([own for _, own in drawn]) == pytest.approx(world.rate, rel=0.04)
        squares = float((world.exposure**2).sum() / total**2)
        assert np.std([own for _, own in drawn]) == pytest.approx(world.differ * world.rate * squares**0.5, rel=0.06)
        assert np.mean([events.sum() for events, _ in drawn]) == pytest.approx(world.rate * total, rel=0.04)


def test_of_sizes_from_one_to_a_thousand_an_interval_for_those_to_come_is_flagged_where_it_misses() -> None:
    found = one_row.held(WORLDS[-1], reps=4 * REPS, seed=2)
    assert found[one_row.COME][0] < 0.93  # it is told where rows differ clearly by chance, too
    assert found[one_row.UNFLAGGED][0] <= 0.01


def test_a_limit_is_called_met_by_a_record_that_speaks_of_itself_alone_for_itself_alone() -> None:
    """One world with much between its deployments: the limit is the mean of the rates of these, by size."""
    world, alone, wrong = WORLDS[1], 0, 0
    for seed in range(40):
        events, own = world.draw(np.random.default_rng(seed))
        table = pa.table({
            "date": [f"2024-01-{1 + i:02d}" for i in range(len(events))],
            "faces_seen": world.exposure.astype(np.int64), "alerts": events, "false_alerts": events,
            "true_alerts": np.zeros_like(events),
        })  # fmt: skip
        told = by.require(table, at_most("false-alerts-per-face", own)).document.findings
        (found,) = [f for f in told if f.requirement is not None]
        assert found.requirement is not None
        if found.population == "these deployments":
            alone += 1
            wrong += found.requirement.verdict is Verdict.MET
            assert "that is of these deployments, held again" in found.requirement.why
    assert alone >= 30
    assert wrong <= 2
