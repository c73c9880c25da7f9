"""A scenario as the explorer page holds it, and the page's numbers as Python computes them.

``numbers`` is the oracle of the page: a parity file compares the two in a real browser.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bystander.crowd.blocks import Blocks, apportioned
from bystander.crowd.bound import excluded_above
from bystander.crowd.consequences import Block, Range, consequences, needed
from bystander.crowd.looks import Looks
from bystander.crowd.posterior import Posterior

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.crowd.scenario import Rate, Scenario


def state(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario as plain JSON for the page."""
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


def numbers(page: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the page shows for a state, computed here; a slider makes fractional counts, which are allowed."""
    found = blocks_of(page)
    result = consequences(list(found.bystanders), found.sought)
    ratio = needed(list(found.bystanders), found.sought)
    alerts = result.false_alerts.mean + result.correct_alerts.mean
    return {
        **asdict(result),
        "bound": excluded_above(_evidence(page)),
        "alerts_per_hour": alerts / page["hours"] if page.get("hours") else None,
        "by_group": [
            {"name": name, "people": b.people, "flagged": asdict(Range.of(b.flagged(), 0.95))}
            for name, b in found.groups
        ],
        "needed": asdict(ratio) if ratio else None,
    }


def blocks_of(page: Mapping[str, Any]) -> Blocks:
    """Give the blocks of a state."""
    groups = page.get("groups") or []
    sizes = apportioned(page["people"], [g["share"] for g in groups])
    named = tuple(
        (g["name"], _block(page, size, g.get("false_alerts") or page["false_alerts"]))
        for g, size in zip(groups, sizes, strict=True)
    )
    own = [block for g, (_, block) in zip(groups, named, strict=True) if g.get("false_alerts")]
    rest = page["people"] - sum(b.people for b in own)
    common = [_block(page, rest, page["false_alerts"])] if rest or not own else []
    return Blocks(named, (*own, *common), _block(page, page["sought"], page["hits"]))


def _evidence(page: Mapping[str, Any]) -> list[tuple[float, float | None, float, float]]:
    """Give usable looks, events (None: asserted), trials or rate, and design effect of each block of bystanders."""
    groups = page.get("groups") or []
    sizes = apportioned(page["people"], [g["share"] for g in groups])
    own = [(size, g["false_alerts"]) for size, g in zip(sizes, groups, strict=True) if g.get("false_alerts")]
    rest = page["people"] - sum(size for size, _ in own)
    parts = [*own, *([(rest, page["false_alerts"])] if rest or not own else [])]
    usable = page["looks"] * page["capture"]
    return [
        (size * usable, None, rate["rate"], 1.0)
        if rate.get("rate") is not None
        else (size * usable, rate["events"], rate["trials"], rate.get("design_effect") or 1.0)
        for size, rate in parts
    ]


def _block(page: Mapping[str, Any], people: int, rate: Mapping[str, Any]) -> Block:
    if rate.get("rate") is not None:
        posterior = Posterior.asserted(rate["rate"])
    else:
        posterior = Posterior.of_counts(rate["events"], rate["trials"], deff=rate.get("design_effect") or 1.0)
    return Block(people, Looks(page["looks"], page["capture"], rate.get("correlation") or 0.0), posterior)


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
