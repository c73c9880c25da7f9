"""A requirement at a target: what a stricter threshold shows, and what it cannot; and the target's own rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import bystander as by
from benchmarks.coverage.bands import Correlated
from bystander.findings import Finding, Verdict
from bystander.studies.require.study import requirement_findings
from tests.studies.require.made import misses, required
from tests.studies.require.test_study import trial, verdicts

if TYPE_CHECKING:
    from bystander.studies.require.asked import Asked


def test_more_misses_at_a_stricter_threshold_do_not_show_as_many_at_the_target() -> None:
    """Misses rise with the threshold: at most so many there shows at most so many here, and at least does not."""
    few = Correlated(people=150, images=2, look_alike=0.2, steady=0.2, gap=5.0).trial(np.random.default_rng(1))
    value = by.evaluate(few, targets=[0.01], replicates=0).find("fnmr-at-fmr", target_fmr=0.01)[0].estimate
    assert value is not None
    for limit, side, shown in ((0.1, "at-most", True), (value.value * 0.9, "at-least", False)):
        wanted = required(limit, direction=side, at={"target_fmr": 0.01})
        (found,) = verdicts(by.require(few, wanted, replicates=200))
        assert (found.verdict is Verdict.MET) is shown
        assert ("stricter threshold" in found.why) is shown


@pytest.mark.parametrize(("quantity", "side"), [("fnmr", "at-least"), ("fmr", "at-most"), ("failure-rate", "at-most")])
def test_no_stricter_threshold_is_asked_for_where_it_shows_nothing(quantity: str, side: str) -> None:
    asked: list[int] = []
    requirement = required(0.03, quantity=quantity, direction=side, at={"target_fmr": 0.01})
    found = misses([1, 0, 2, 0, 1] * 8, [10] * 40, target_fmr=0.01).model_copy(update={"quantity": quantity})

    def ask(one: Asked) -> list[Finding]:
        asked.append(len(one.targets))
        return [found]

    requirement_findings([requirement], "comparisons", ask)
    assert asked == [1]


@pytest.mark.parametrize(("limit", "direction"), [("2 %", "at-most"), ("0.5 %", "at-least"), ("0.5 %", "at-most")])
def test_the_rate_that_a_target_sets_is_asked_for_at_a_threshold(limit: str, direction: str) -> None:
    wanted = required(limit, quantity="fmr", direction=direction, at={"target_fmr": 0.01})
    (found,) = verdicts(by.require(trial(), wanted, replicates=0))
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.why == "Where the threshold is set for a target, this rate is the target itself, whatever the system."
    assert "at = { threshold = ... }" in (found.would_show or "")
