"""A scenario as the explorer page holds it, and the page's numbers as Python computes them.

``numbers`` is the oracle of the page: a parity file compares the two in a real browser.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bystander.crowd import examples
from bystander.crowd.blocks import Blocks, Group, Known, arranged
from bystander.crowd.bound import excluded_above
from bystander.crowd.consequences import Block, Range, consequences, needed
from bystander.crowd.looks import Looks
from bystander.crowd.posterior import Posterior
from bystander.crowd.scenario_file import read_scenario_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.crowd.scenario import Rate, Scenario


def state(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as plain JSON for the page."""
    crowd = scenario.crowd
    return {
        "title": scenario.title,
        "note": scenario.note,
        "source": scenario.source,
        "people": crowd.people,
        "sought": crowd.sought,
        "looks": crowd.looks,
        "capture": crowd.capture,
        "hours": crowd.hours,
        "false_alerts": _rate(scenario.false_alerts),
        "hits": _rate(scenario.hits),
        "groups": [
            {"name": g.name, "share": g.share, "false_alerts": _rate(g.false_alerts) if g.false_alerts else None}
            for g in scenario.groups
        ],
    }


def shipped() -> list[dict[str, Any]]:
    """Return the scenarios that ship with the package, as the page holds them."""
    return [state(read_scenario_text(examples.text(name), name=name)) for name in examples.names()]


def numbers(page: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page shows for a state, computed here; a slider makes fractional counts, which are allowed."""
    found = blocks_of(page)
    result = consequences(list(found.bystanders), found.sought)
    ratio = needed(list(found.bystanders), found.sought)
    return {
        **asdict(result),
        "bound": excluded_above(found.bystanders),
        "alerts_per_hour": asdict(result.alerts.over(page["hours"])) if page.get("hours") else None,
        "by_group": [
            {"name": name, "people": b.people, "flagged": asdict(Range.of(b.flagged(), 0.95))}
            for name, b in found.groups
        ],
        "needed": asdict(ratio) if ratio else None,
    }


def blocks_of(page: Mapping[str, Any]) -> Blocks:
    """Return the blocks of a state."""
    groups = [
        Group(g["name"], g["share"], _known(g["false_alerts"]) if g.get("false_alerts") else None)
        for g in page.get("groups") or []
    ]
    looks, capture, hits = page["looks"], page["capture"], _known(page["hits"])
    named, bystanders = arranged(page["people"], groups, _known(page["false_alerts"]), looks=looks, capture=capture)
    return Blocks(named, bystanders, Block(page["sought"], Looks(looks, capture, hits.icc), hits.rate))


def _known(rate: Mapping[str, Any]) -> Known:
    icc = rate.get("correlation") or 0.0
    if rate.get("rate") is not None:
        return Known(Posterior.asserted(rate["rate"]), icc)
    return Known(Posterior.of_counts(rate["events"], rate["trials"], deff=rate.get("design_effect") or 1.0), icc)


def _rate(rate: Rate | None) -> dict[str, Any]:
    if rate is None:
        return {"status": "unknown", "events": 0, "trials": 0, "design_effect": 1, "rate": None, "correlation": 0,
                "source": ""}  # fmt: skip
    return {
        "status": rate.status,
        "events": rate.events or 0,
        "trials": rate.trials or 0,
        "design_effect": rate.design_effect,
        "rate": rate.rate,
        "correlation": rate.correlation,
        "source": rate.source,
    }
