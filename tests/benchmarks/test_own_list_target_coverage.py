"""Thresholds chosen on searches of people on their own list: the interval holds; its truth is that of new people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.coverage import criteria, own_list_target
from benchmarks.coverage.criteria import Effort
from benchmarks.coverage.own_list_target import BAND, INTERVAL, TPIR, WIDTH, WORLDS
from bystander.quantities.searches import fnir, fpir

SOME = (WORLDS[0], WORLDS[2], WORLDS[5])  # likely alike in twos, hardly alike, and searched twice


def test_the_interval_and_the_band_hold_where_alerts_come_in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_list_target, "WORLDS", SOME)
    checks = criteria.ALL["own-list-target"](Effort(reps=30, seed=1))
    asked = {check.what for check in checks if check.passed is not None}
    assert {f"{TPIR}: {INTERVAL}", BAND} < asked
    assert not [check for check in checks if check.passed is False]
    width = [check.measured for check in checks if check.what.endswith(WIDTH)]
    assert all(0.9 < w < 1.3 for w in width)  # .77 and .86 of it where alerts in twos are taken for independent


@pytest.mark.parametrize("world", [SOME[0], SOME[2]], ids=lambda world: world.name)
def test_the_truth_at_a_target_is_that_of_very_many_people(world: own_list_target.AtTarget) -> None:
    many = replace(world, on_list=replace(world.on_list, people=2500, threshold=4.2, right=0.4))
    tally, own = many.draw(np.random.default_rng(1))
    at = fpir.threshold_for(tally.leave_mate_out(), many.target).threshold
    missed = fnir.false_negative_identification_rate(tally, at, level=0.95).estimate
    assert missed.value == pytest.approx(many.fnir_at(many.target, own), abs=0.06)
