"""The simulated days of a scenario, where it asks for them, and what only they can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.crowd import methods
from bystander.crowd.blocks import blocks
from bystander.findings import Estimate, wording
from bystander.studies.crowd import words

if TYPE_CHECKING:
    from bystander.crowd.scenario import Scenario
    from bystander.crowd.simulate import Days
    from bystander.findings import Finding


def days_of(scenario: Scenario) -> Days | None:
    """Simulate the days of a scenario; None where it has no [simulation], or no false alert was ever counted.

    With nothing counted no day is drawn: what it would show would be a prior's (METHODS VI.2).
    """
    if scenario.simulation is None or scenario.false_alerts is None or not scenario.counted:
        return None
    from bystander.crowd.simulate import simulate  # the compiler is only loaded when it is needed

    return simulate(blocks(scenario), scenario.simulation, scenario.operators, hours=scenario.crowd.hours)


def simulated(scenario: Scenario, days: Days, *, level: float) -> list[Finding]:
    """Return the findings of simulated days."""
    given = []
    method = methods.SIMULATED.named(f"{methods.SIMULATED}, {wording.count(len(days.false_alerts))} days")
    for asked, values, answer in words.simulated(scenario, days):
        low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
        mean = float(values.mean())
        estimate = Estimate(
            value=mean, low=min(float(low), mean), high=max(float(high), mean, 1.0), level=level, method=method
        )
        given.append(asked.answered(answer, estimate))
    return given
