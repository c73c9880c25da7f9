from __future__ import annotations

import pytest

from bystander.findings import wording


@pytest.mark.parametrize(
    ("unit", "many"),
    [
        ("face seen", "faces seen"),
        ("mated comparison", "mated comparisons"),
        ("hour of operation", "hours of operation"),
        ("alert", "alerts"),
        ("person on the watchlist", "people on the watchlist"),
        ("non-mated search", "non-mated searches"),
    ],
)
def test_the_noun_of_a_unit_takes_the_plural(unit: str, many: str) -> None:
    assert wording.units(unit) == many


@pytest.mark.parametrize(
    ("unit", "counts"), [("deployment", True), ("hour of operation", True), ("face seen", False), ("alert", False)]
)
def test_a_rate_per_occasion_or_time_is_a_count_and_not_a_chance(unit: str, counts: bool) -> None:  # noqa: FBT001
    assert wording.is_count(unit) is counts


def test_an_interval_is_said_in_the_manner_of_its_unit() -> None:
    assert wording.span(0.1, 0.25, "deployment") == "between 0.10 and 0.25 per deployment"
    assert wording.span(0, 0.25, "deployment") == "at most 0.25 per deployment"
    assert wording.span(0, 0.001, "face seen") == "at most 1 in 1,000"


def test_both_ends_of_an_interval_are_said_in_one_manner() -> None:
    assert wording.short_span(0.48, 1.0, "alert") == "48 % to 100 %"
    assert wording.short_span(0.01, 0.02, "alert") == "1 in 100 to 1 in 50"
    assert wording.short_span(0, 0.52, "alert") == "up to 52 %"


def test_a_share_of_a_crowd_far_below_one_person_is_fewer_than_a_tenth() -> None:
    assert wording.crowd_span(1e-6, 1e-3, 60_000) == "fewer than 0.1 to 60 of 60,000"
    assert wording.crowd_span(0, 1e-6, 60_000) == "fewer than 0.1 of 60,000"
    assert wording.crowd_span(1.5e-5, 3.4e-5, 60_000) == "0.90 to 2.0 of 60,000"
    assert wording.crowd_span(0, 1e-3, 60_000) == "up to 60 of 60,000"
