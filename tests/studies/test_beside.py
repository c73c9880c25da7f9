"""What is assumed comes from the methods themselves, and every first screen says what nobody told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Estimate
from bystander.intervals import methods
from bystander.intervals.record_rate import THESE
from bystander.studies.beside import assumed, untold

if TYPE_CHECKING:
    from bystander.findings.method import Method


def estimate(method: Method) -> Estimate:
    return Estimate(value=0.1, low=0.05, high=0.2, level=0.95, method=method, events=10, trials=100)


def test_what_stands_for_what_comes_first_and_what_methods_share_is_said_once() -> None:
    found = assumed("new people are like these", estimate(methods.KG_T), None, estimate(methods.BOOTSTRAP))
    assert found == "New people are like these. Different people are independent of each other."


def test_a_condition_that_nothing_in_the_evidence_shows_is_assumed() -> None:
    found = assumed("new people are like these", estimate(methods.NOBODY_NAMED))
    assert found == "New people are like these. Nobody appears twice."


def test_conditions_stand_apart_and_those_of_two_rates_once() -> None:
    one, same = (
        methods.CLOPPER_PEARSON.only("if each alert is independent"),
        methods.GARWOOD.only(f"if {THESE} and each alert is independent"),
    )
    found = assumed("", estimate(same), estimate(one))
    assert found == "The range is for these deployments, held again. Each alert is independent."


def test_nothing_is_said_of_what_is_empty() -> None:
    assert assumed("", estimate(methods.GARWOOD)) == "Events are independent of each other."
    assert untold("", "the threshold", "", "the watchlist") == "The threshold; the watchlist."
