"""The scenarios that a page opens on, with what a report says beside its number, in the same words.

What was not told and what may be compared follows from the scenario alone: no slider changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.crowd import examples, page
from bystander.crowd.scenario_file import read_scenario_text
from bystander.studies.crowd.caveats import other_watchlists
from bystander.studies.crowd.first_screen import apart
from bystander.studies.crowd.rests_on import untold

if TYPE_CHECKING:
    from bystander.crowd.scenario import Scenario


def state_of(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as the page holds it, with its facts: pairs of a word and what stands under it."""
    lists = [("Watchlist", caveat.reason) for caveat in other_watchlists(scenario)]
    facts = [*lists[:1], ("Not told", untold(scenario)), ("Comparing", apart(scenario))]
    return {**page.state(scenario), "facts": facts}


def shipped() -> list[dict[str, Any]]:
    """Return the scenarios that ship with the package."""
    return [state_of(read_scenario_text(examples.text(name), name=name)) for name in examples.names()]
