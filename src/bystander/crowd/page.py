"""A scenario as the explorer page holds it, and the page's numbers as Python computes them.

``numbers`` is the oracle of the page: a parity file compares the two in a real browser.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bystander.crowd import examples
from bystander.crowd.blocks import Blocks, Group, Known, arranged
from bystander.crowd.bound import excluded_above
from bystander.crowd.consequences import Block, Expected, Range, consequences, needed
from bystander.crowd.evidence import Evidence, between_days
from bystander.crowd.looks import Looks
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
        "list": _lists(scenario),
        "groups": [
            {"name": g.name, "share": g.share, "false_alerts": _rate(g.false_alerts) if g.false_alerts else None}
            for g in scenario.groups
        ],
    }


def _lists(scenario: Scenario) -> dict[str, int] | None:
    """Return of how many entries the watchlist is, and was where false alerts were counted; None unless it is known."""
    sizes = [size for rate in scenario.false_evidence for size in rate.list_sizes]
    if not scenario.longer_list or scenario.watchlist.size is None:
        return None
    return {"longer": scenario.longer_list, "here": scenario.watchlist.size, "least": min(sizes), "most": max(sizes)}


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
            {"name": name, "people": b.people, "flagged": asdict(Range.of(Expected.of([b], Block.flagged), 0.95))}
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
    return Blocks(named, bystanders, Block(page["sought"], Looks(looks, capture, hits.icc, hits.icc_most), hits.rate))


def false_evidence(page: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return all evidence of false alerts that a state rests on: the overall one only where a group uses it."""
    groups = page.get("groups") or []
    own = [g["false_alerts"] for g in groups if g.get("false_alerts")]
    return own if groups and len(own) == len(groups) else [page["false_alerts"], *own]


def measured(page: Mapping[str, Any]) -> bool:
    """Return whether all evidence of false alerts of a state knows how days differ."""
    return all(rate.get("day_scatter") is not None for rate in false_evidence(page))


def _known(rate: Mapping[str, Any]) -> Known:
    correlation, scatter = rate.get("correlation"), rate.get("day_scatter")
    bare = rate.get("rate") is not None
    between = between_days(scatter, rate.get("day_looks"), 0 if bare else rate["trials"], rate.get("days"))
    if bare:
        return Known.of(Evidence(point=rate["rate"], between=between), correlation)
    deff = max(rate.get("design_effect") or 1.0, scatter or 1.0)
    return Known.of(Evidence.of_counts(rate["events"], rate["trials"], deff=deff, between=between), correlation)


def _rate(rate: Rate | None) -> dict[str, Any]:
    if rate is None:
        return {"status": "unknown", "events": 0, "trials": 0, "design_effect": 1, "rate": None, "correlation": None,
                "day_scatter": None, "day_looks": None, "days": None, "source": ""}  # fmt: skip
    return {
        "status": rate.status,
        "events": rate.events or 0,
        "trials": rate.trials or 0,
        "design_effect": rate.design_effect,
        "rate": rate.rate,
        "correlation": rate.correlation,
        "day_scatter": rate.day_scatter,
        "day_looks": rate.day_looks,
        "days": rate.days,
        "source": rate.source,
    }
