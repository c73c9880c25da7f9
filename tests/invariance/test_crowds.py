"""Crowds: names and order of groups, a group cut in two, a crowd that is twice as large, evidence twice as large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.crowd.scenario import Scenario
from tests.invariance.law import FREE, NOT_HIGHER, NOT_LOWER, Law, Move, about, times
from tests.invariance.seen import seen, written

if TYPE_CHECKING:
    from bystander.findings import Finding

Told = dict[str, Any]
RATE: Told = {"events": 30, "trials": 120_000, "correlation": 0.2}
OWN: Told = {"events": 20, "trials": 60_000, "correlation": 0.2}
EVIDENCE: Told = {
    "title": "a day",
    "crowd": {"people": 60_000, "sought": 20, "looks": 4, "capture": 0.9, "hours": 8},
    "false_alerts": RATE,
    "hits": {"events": 89, "trials": 100, "correlation": 0.3},
    "groups": [{"name": "a", "share": 0.25}, {"name": "b", "share": 0.75, "false_alerts": OWN}],
}


def study(scenario: Told) -> by.Findings:
    return by.consequences(Scenario.model_validate(scenario))


def with_groups(*groups: Told) -> Any:
    """Make the crowd of other groups."""
    return lambda scenario: {**scenario, "groups": list(groups)}


def with_crowd(**more: Any) -> Any:
    """Change the crowd."""
    return lambda scenario: {**scenario, "crowd": {**scenario["crowd"], **more}}


def other_names(finding: Finding) -> dict[str, Any]:
    """Return a group under the name that it had."""
    return {"group": finding.group and {"group": {"zebra": "a", "ant": "b"}[finding.group["group"]]}}


def with_evidence_twice(scenario: Told) -> Told:
    """Take every rate from twice as many looks, with twice as many events."""

    def twice(rate: Told) -> Told:
        return {**rate, "events": 2 * rate["events"], "trials": 2 * rate["trials"]}

    groups = [{**g, "false_alerts": twice(g["false_alerts"])} if "false_alerts" in g else g for g in scenario["groups"]]
    return {**scenario, "groups": groups, **{name: twice(scenario[name]) for name in ("false_alerts", "hits")}}


LAWS = [
    Law(
        name="groups in another order",
        change=with_groups(*EVIDENCE["groups"][::-1]),
        words=False,
    ),
    Law(
        name="groups by other names",
        change=with_groups({"name": "zebra", "share": 0.25}, {"name": "ant", "share": 0.75, "false_alerts": OWN}),
        rename=other_names,
        words=False,
    ),
    Law(
        name="twice as many people and sought ones: twice as much to expect",
        change=with_crowd(people=120_000, sought=40),
        words=False,
        moves=(
            Move("false-alerts* people-* right-alerts alerts-per-hour", "value", times(2)),
            Move("nobody-flagged", "value low high width", NOT_HIGHER),
            Move("share-*", "low high width", about(0.8, 1.2)),
            Move("false-alerts* people-* right-alerts alerts-per-hour", "low high width", about(1.3, 2.9)),
            Move("false-alerts", "sensitivity* bounds*", FREE),
        ),
    ),
    Law(
        name="the same rates from twice as much evidence: as much to expect, in a narrower range",
        change=with_evidence_twice,
        words=False,
        moves=(
            Move("people-flagged-again", "value", about(0.98, 1.02)),
            Move("*", "low", NOT_LOWER),
            Move("*", "high width", NOT_HIGHER),
            Move("false-alerts", "sensitivity*", FREE),
        ),
    ),
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_law(law: Law) -> None:
    before, after = study(EVIDENCE), study(law.change(EVIDENCE))
    assert law.broken(seen(before), seen(after, law.rename)) == []
    assert not law.to_the_byte or written(before.document) == written(after.document)


@pytest.mark.parametrize("share", [0.5, 0.1])
def test_groups_without_evidence_of_their_own_change_nothing_of_the_whole(share: float) -> None:
    whole = study({name: part for name, part in EVIDENCE.items() if name != "groups"})
    parts = study({**EVIDENCE, "groups": [{"name": "a", "share": share}, {"name": "b", "share": 1 - share}]})
    of_all = {key: fields for key, fields in seen(parts).items() if not key[2]}
    law = Law(name="parts", change=lambda scenario: scenario, words=False)
    assert law.broken(seen(whole), of_all) == []
