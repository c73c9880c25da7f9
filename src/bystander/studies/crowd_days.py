"""The simulated days of a scenario, where it asks for them; apart, as the compiler is only loaded when it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.crowd.blocks import blocks

if TYPE_CHECKING:
    from bystander.crowd.scenario import Scenario
    from bystander.crowd.simulate import Days


def days_of(scenario: Scenario) -> Days | None:
    """Simulate the days of a scenario; None where it has no [simulation], or no evidence of false alerts."""
    if scenario.simulation is None or scenario.false_alerts is None:
        return None
    from bystander.crowd.simulate import simulate

    return simulate(blocks(scenario), scenario.simulation, scenario.operators, hours=scenario.crowd.hours)
